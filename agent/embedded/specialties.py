"""From what patients complain of to the clinic's specialty: "komische Flecken am Rücken" is dermatology.

A title ("Hautarzt") or a word that only one specialty uses decides; else the nearest example by meaning, and
nothing where no example is near. The examples are the clinic's own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import OSA

from agent.embedded.features import Floats
from agent.embedded.practitioners import folded
from agent.embedded.specialty_titles import SpecialtyTitles
from agent.embedded.vocabulary import SpecialtyWords
from knowledge_base.encoder import encode

NEAR = 0.42
AHEAD = 0.03

_WORD = re.compile(r"[^\W\d_]{4,}")
_SHORTEST_STEM = 5
# Said of every part of the body.
_ANY_SPECIALTY = frozenset(
    "untersuchung vorsorge kontrolle behandlung beratung schmerzen schmerz beschwerden probleme problem arzt aerztin "
    "spezialist spezialistin facharzt patient pain ache doctor specialist surgeon examination treatment check checkup "
    "test consultation screening problems issue trouble hurts weh first erste kind child".split()
)


class _Reading(NamedTuple):
    specialty_id: str
    score: float
    ahead: float


class Specialties:
    """The clinic's specialties; examples are encoded once."""

    def __init__(self, specialties: Iterable[SpecialtyWords], everyday: frozenset[str] = frozenset()) -> None:
        self._specialties = tuple(specialties)
        self._everyday = frozenset(folded(word) for word in everyday) | _ANY_SPECIALTY
        self._titles = SpecialtyTitles(self._specialties)
        known = self._titles.complaint_words()
        examples_of = {s.id: (*s.examples, *sorted(known[s.id])) for s in self._specialties}
        self._words = self._exclusive(examples_of, but=self._everyday)
        examples = [(s.id, text) for s in self._specialties for text in s.examples]
        self._ids = [specialty_id for specialty_id, _ in examples]
        self._vectors = encode([text for _, text in examples])

    def elsewhere(self, text: str) -> str | None:
        """A specialist asked for by title whom this clinic does not have ("ophthalmology")."""
        titled = self._titles.named(text)
        return titled.family if titled and titled.specialty_id is None else None

    def named(self, text: str) -> str | None:
        """Only what is said outright: a title or a word of one specialty alone."""
        titled = self._titles.named(text)
        return titled.specialty_id if titled else self._by_words(text)

    def gist(self, text: str) -> str:
        """What is left without everyday words: 'hab voll rücken zu wem muss ich da' is about 'voll rücken'."""
        return " ".join(word for word in re.findall(r"[^\W\d_]+", text) if folded(word) not in self._everyday)

    def meant(self, text: str, vectors: Sequence[Floats]) -> str | None:
        """The specialty of a message by its words, else by meaning; `vectors` are message, clauses and gists."""
        if self._titles.named(text):
            return self.named(text)
        found = self._by_words(text) or self._titles.complained(text) or self._by_meaning(vectors)
        return self._titles.for_child(text, found)

    def _by_meaning(self, vectors: Sequence[Floats]) -> str | None:
        if not self._ids or not vectors:
            return None
        sure = [reading for reading in map(self._nearest, np.stack(vectors) @ self._vectors.T) if reading]
        return max(sure, key=lambda reading: reading.score + reading.ahead).specialty_id if sure else None

    def _nearest(self, near: Floats) -> _Reading | None:
        """The specialty one text is nearest to, if it is near enough and clearly nearer than the next."""
        best: dict[str, float] = defaultdict(float)
        for specialty_id, score in zip(self._ids, near, strict=True):
            best[specialty_id] = max(best[specialty_id], float(score))
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        ahead = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0)
        if ranked[0][1] < NEAR or ahead < AHEAD:
            return None
        return _Reading(*ranked[0], ahead)

    def _by_words(self, text: str) -> str | None:
        """The only specialty whose words occur; words of two specialties decide nothing."""
        said = [folded(word) for word in _WORD.findall(text)]
        for alike in (_inflected, _misspelt):
            hits = {specialty_id for word, specialty_id in self._words.items() if any(alike(one, word) for one in said)}
            if hits:
                return hits.pop() if len(hits) == 1 else None
        return None

    @staticmethod
    def _exclusive(texts: dict[str, tuple[str, ...]], but: frozenset[str]) -> dict[str, str]:
        """word → the one specialty that uses it."""
        users: dict[str, set[str]] = defaultdict(set)
        for specialty_id, lines in texts.items():
            for line in lines:
                for word in _WORD.findall(line):
                    if folded(word) not in but:
                        users[folded(word)].add(specialty_id)
        return {word: next(iter(ids)) for word, ids in users.items() if len(ids) == 1}


def _inflected(said: str, word: str) -> bool:
    """'Ekzeme', 'Hautarzttermin'."""
    if min(len(said), len(word)) < _SHORTEST_STEM:
        return said == word
    return said.startswith(word) or (word.startswith(said) and len(word) - len(said) == 1)


def _misspelt(said: str, word: str) -> bool:
    if min(len(said), len(word)) <= _SHORTEST_STEM:
        return False
    allowed = 1 if len(word) < 9 else 2
    return said[0] == word[0] and OSA.distance(said, word, score_cutoff=allowed) <= allowed
