"""Names of specialties as patients say them, for every clinic: `specialty_titles.txt`, one specialty a line.

A clinic writes "Dermatologie"; its patients ask for the skin doctor. A specialty that is named but not offered
is known as such, so that nobody who asks for an eye doctor is sent to the GP.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import OSA

from agent.embedded.practitioners import folded
from agent.embedded.vocabulary import SpecialtyWords

_FILE = Path(__file__).parent / "specialty_titles.txt"
_WORD = re.compile(r"[^\W_]+")
_SHORTEST_STEM = 5
# These give way to any other: a rash on the knee is the skin's, a child's ear the ear doctor's.
_GENERAL, _CHILDREN, _PLACES = "general practice", "paediatrics", "orthopaedics"


class Titled(NamedTuple):
    """A title found in a message: the clinic's specialty, or None where the clinic does not offer it."""

    specialty_id: str | None
    family: str


class Family(NamedTuple):
    """One line of the file; its first title is its name."""

    titles: tuple[str, ...]
    complaints: tuple[str, ...]


@cache
def families() -> tuple[Family, ...]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    parts = (line.partition("|") for line in lines if line.strip() and not line.startswith("#"))
    return tuple(Family(_listed(titles), _listed(complaints)) for titles, _, complaints in parts)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(_plain(item) for item in text.split(",") if item.strip())


class SpecialtyTitles:
    """The titles of the clinic's specialties, and those of everybody else's."""

    def __init__(self, specialties: Iterable[SpecialtyWords]) -> None:
        own = tuple(specialties)
        self._offered = {name: s.id for s in reversed(own) for name in [_family_name(s)] if name}
        self._forms = {
            title: Titled(self._offered.get(family.titles[0]), family.titles[0])
            for family in families()
            for title in family.titles
        }
        self._forms |= {_plain(title): Titled(s.id, s.id) for s in own for title in s.titles}
        self._complaints = {
            complaint: family.titles[0]
            for family in families()
            if family.titles[0] in self._offered
            for complaint in family.complaints
        }

    def complained(self, text: str) -> str | None:
        """The one specialty whose everyday words occur: 'knee', 'Ausschlag'; a child alone is the paediatrician's."""
        plain = _plain(text)
        hits = {family for form, family in self._complaints.items() if _occurs(form, plain, plain.split())}
        for unspecific in (_GENERAL, _CHILDREN, _PLACES):
            if len(hits) > 1:
                hits.discard(unspecific)
        return self._offered[hits.pop()] if len(hits) == 1 else None

    def complaint_words(self) -> dict[str, set[str]]:
        """specialty → single words of its complaints."""
        words: dict[str, set[str]] = defaultdict(set)
        for complaint, family in self._complaints.items():
            if " " not in complaint:
                words[self._offered[family]].add(complaint)
        return words

    def for_child(self, text: str, specialty_id: str | None) -> str | None:
        """What a GP would see is the paediatrician's where a child is ill and the clinic has one."""
        if specialty_id in (None, self._offered.get(_GENERAL)) and _CHILDREN in self._offered:
            plain = _plain(text)
            of_children = [form for form, family in self._complaints.items() if family == _CHILDREN]
            if any(f" {form} " in f" {plain} " for form in of_children):
                return self._offered[_CHILDREN]
        return specialty_id

    def named(self, text: str) -> Titled | None:
        """The specialty whose title occurs; the longer title wins; two different ones decide nothing."""
        plain = _plain(text)
        words = plain.split()
        exact = [form for form in self._forms if _occurs(form, plain, words)]
        misspelt = [] if exact else [form for form in self._forms if any(_misspelt(word, form) for word in words)]
        ranked = sorted(exact or misspelt, key=len, reverse=True)
        kept = [form for form in ranked if not any(form != other and form in other for other in ranked)]
        found = {self._forms[form] for form in kept}
        offered = {titled.specialty_id for titled in found}
        return self._forms[kept[0]] if kept and len(offered) == 1 else None


def _family_name(specialty: SpecialtyWords) -> str | None:
    own = {_plain(name) for name in (specialty.id, *specialty.titles)}
    return next((family.titles[0] for family in families() if own & set(family.titles)), None)


def _plain(text: str) -> str:
    return " ".join(folded(word) for word in _WORD.findall(text))


def _occurs(form: str, plain: str, words: Iterable[str]) -> bool:
    """As a phrase, inflected ('dermatologen') or at the head of a compound ('Hautarzttermin')."""
    if f" {form} " in f" {plain} ":
        return True
    return " " not in form and len(form) >= _SHORTEST_STEM and any(word.startswith(form) for word in words)


def _misspelt(word: str, form: str) -> bool:
    if " " in form or min(len(word), len(form)) <= _SHORTEST_STEM or word[0] != form[0]:
        return False
    allowed = 1 if len(form) < 9 else 2
    return OSA.distance(word, form, score_cutoff=allowed) <= allowed
