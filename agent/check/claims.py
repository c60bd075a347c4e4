"""Does a sentence claim that something is stored? `Ihr Termin ist gebucht` does, `soll ich ihn buchen?` does not."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from agent.screen.sections import Sections

_SECTIONS = Sections(Path(__file__).parent / "claims.txt")
# What must have happened for the words of each section to be true.
_ENOUGH = {
    "booked": {"booked", "moved"},
    "moved": {"moved"},
    "cancelled": {"cancelled", "moved"},
    "confirmed": {"booked", "moved", "confirmed"},
    "held": {"held", "booked", "moved"},
    "settled": {"booked", "moved", "cancelled", "confirmed"},
}
_REACH = 40


def claimed_but_not_done(sentence: str, done: set[str]) -> str | None:
    """The first word that claims what did not happen."""
    for kind, enough in _ENOUGH.items():
        if not enough & done:
            for match in words(kind).finditer(sentence):
                if not _only_spoken_of(sentence, match):
                    return match[0]
    return None


def claims_done(sentence: str) -> bool:
    """Whether anything at all is claimed to be done."""
    return any(not _only_spoken_of(sentence, match) for kind in _ENOUGH for match in words(kind).finditer(sentence))


def _only_spoken_of(sentence: str, match: re.Match[str]) -> bool:
    """A question, a plan, a condition or a denial."""
    clause = re.split(r"[,;:–]", sentence[: match.start()])[-1]
    if _opens("condition").match(sentence) or words("not done before").search(clause[-_REACH:]):
        return True
    if re.match(rf"\s*{_SECTIONS['not done after']}\b", sentence[match.end() :], re.IGNORECASE):
        return True
    asked = sentence.rstrip("\"'”“»’) ").endswith("?")
    return asked and _opens("asking").match(clause) is not None


@cache
def words(section: str) -> re.Pattern[str]:
    """A section of claims.txt as whole words."""
    return re.compile(rf"\b{_SECTIONS[section]}(?!\w)", re.IGNORECASE)


@cache
def _opens(section: str) -> re.Pattern[str]:
    return re.compile(rf"\W*{_SECTIONS[section]}\b", re.IGNORECASE)
