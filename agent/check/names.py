"""Doctors a text names, by surname: `Dr. Phillips`, `Doctor Anna Phillips`, `Prof. Weber`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_TITLE = r"(?:dr|doctor|doktor|doktorin|prof|professor|professorin)\b\.?"
_WORD = r"[^\W\d_][^\W\d_]*(?:['’-][^\W\d_]+)*"
_DOCTOR = re.compile(
    rf"\b{_TITLE}(?:\s+{_TITLE}|\s+med\.|\s+h\.\s?c\.)*\s+(?P<first>{_WORD})(?:\s+(?P<second>[A-ZÄÖÜ]{_WORD}))?",
    re.IGNORECASE,
)
_SPELT_OTHERWISE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae"})
_NOT_A_NAME = frozenset(
    {"who", "is", "has", "ist", "hat", "for", "für", "and", "und", "the", "der", "die", "in", "am", "on", "med"}
)


def doctors_in(text: str) -> list[str]:
    """Every surname that may be meant; two capitalised words after a title give both."""
    return [name for names in titled(text) for name in names]


def titled(text: str) -> Iterator[tuple[str, ...]]:
    """For each title in the text the names behind it."""
    for match in _DOCTOR.finditer(text):
        said = [match["first"], match["second"] or ""]
        if said[1] and not said[1][0].isupper():
            said[1] = ""
        names = tuple(folded(name) for name in said if name and folded(name) not in _NOT_A_NAME)
        if names and folded(said[0]) not in _NOT_A_NAME:
            yield names


def surname(name: str) -> str:
    return folded(name.split()[-1]) if name.split() else ""


def folded(name: str) -> str:
    """One form for `Müller`, `MÜLLER`, `Phillips’s`."""
    plain = re.sub(r"(?:['’]s?)$", "", name)
    decomposed = unicodedata.normalize("NFKD", plain.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_SPELT_OTHERWISE)
