"""How alike two texts of one language are letter by letter: TF-IDF cosine over runs of 3 to 5 characters of a word.

Rare runs count more; `GramCounts` says how rare, in a table of fixed size that stays small at any number of texts.
Forgives endings, compounds and typing errors that a search for whole words does not.
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

Grams = NDArray[np.int64]


def folded(text: str) -> str:
    """Without case and accents: "Öffnungszeiten" and "offnungszeiten" are one."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def grams(text: str) -> Grams:
    """The distinct buckets of a text's character runs, ascending."""
    found = {
        zlib.crc32(f" {word} "[start : start + length].encode(errors="replace")) % BUCKETS
        for word in words(text)
        for length in _LENGTHS
        for start in range(len(word) + 3 - length)
    }
    return np.array(sorted(found), dtype=np.int64)


class GramCounts:
    """In how many texts each bucket occurs."""

    def __init__(self, texts: int, counts: NDArray[np.int32]) -> None:
        self.texts = texts
        self.counts = counts

    @classmethod
    def of(cls, all_grams: Iterable[Grams]) -> GramCounts:
        counts = np.zeros(BUCKETS, dtype=np.int32)
        texts = 0
        for one in all_grams:
            counts[one] += 1
            texts += 1
        return cls(texts, counts)

    def likeness(self, one: Grams, other: Grams) -> float:
        """0 (nothing in common) to 1 (the same)."""
        shared = np.intersect1d(one, other, assume_unique=True)
        if not len(shared):
            return 0.0
        return float(self._mass(shared) / np.sqrt(self._mass(one) * self._mass(other)))

    def _mass(self, some: Grams) -> float:
        rarity = np.log((1 + self.texts) / (1 + self.counts[some])) + 1
        return float(np.sum(rarity * rarity))
