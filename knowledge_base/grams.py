"""How much of a question a topic speaks of, letter by letter: runs of 3 to 5 characters, the rare ones counting most.

Forgives endings, compounds and typing errors that a search for whole words does not; what every topic says ("Termin",
"can I") counts for nothing. The table of counts has one size, however many topics there are.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 18
_WORD = re.compile(r"\w+")
_LENGTHS = (3, 4, 5)

Grams = NDArray[np.int32]


def folded(text: str) -> str:
    """Without case and accents: "Öffnungszeiten" and "offnungszeiten" are one."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def grams(*texts: str) -> Grams:
    """The distinct buckets of the texts' character runs, ascending."""
    found = {
        zlib.crc32(f" {word} "[start : start + length].encode(errors="replace")) % BUCKETS
        for text in texts
        for word in words(text)
        for length in _LENGTHS
        for start in range(len(word) + 3 - length)
    }
    return np.array(sorted(found), dtype=np.int32)


class Rarity:
    """In how many topics of one language each bucket occurs."""

    def __init__(self, topics: int, counts: NDArray[np.int32]) -> None:
        self.topics = topics
        self.counts = counts

    @classmethod
    def of(cls, topics: Iterable[Grams]) -> Rarity:
        counts = np.zeros(BUCKETS, dtype=np.int32)
        number = 0
        for one in topics:
            counts[one] += 1
            number += 1
        return cls(number, counts)

    def coverage(self, asked: Grams, said: Grams) -> float:
        """What share of the question's telling letters the topic has: 0 (none) to 1 (all)."""
        weight = np.log((1 + self.topics) / (0.5 + self.counts[asked]))
        weight = np.maximum(weight, 0) ** 2
        whole = float(weight.sum())
        return float(weight[np.isin(asked, said, assume_unique=True)].sum()) / whole if whole else 0.0
