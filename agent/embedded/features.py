"""Words into numbers, the same way at training and at run time: character and word n-grams, TF-IDF weighted.

Digits become 0, so that the shape of a number counts and never its value.
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_WORD = re.compile(r"\w+|[?!]")
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")


def folded(text: str) -> str:
    """Lower case, digits as 0, 'dankeeee' as 'dankee', typographic quotes made plain."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("’", "'").replace("‘", "'")
    return _STRETCHED.sub(r"\1\1", re.sub(r"\d", "0", plain))


def char_grams(text: str, shortest: int, longest: int) -> Counter[str]:
    """n-grams inside each word, the word's ends marked by blanks."""
    grams: Counter[str] = Counter()
    for word in _WORD.findall(folded(text)):
        padded = f" {word} "
        for size in range(shortest, longest + 1):
            grams.update(padded[at : at + size] for at in range(len(padded) - size + 1))
    return grams


def word_grams(text: str) -> Counter[str]:
    words = _WORD.findall(folded(text))
    pairs = (f"{first} {second}" for first, second in itertools.pairwise(words))
    return Counter([*words, *pairs])


class Weights:
    """A vocabulary with its inverse document frequencies; turns grams into one L2-normalised row."""

    def __init__(self, grams: Sequence[str], idf: Floats) -> None:
        self.grams = tuple(grams)
        self.idf = idf
        self._index = {gram: at for at, gram in enumerate(grams)}

    @classmethod
    def fitted(cls, documents: Iterable[Mapping[str, int]], at_least: int) -> Weights:
        seen: Counter[str] = Counter()
        total = 0
        for document in documents:
            seen.update(document.keys())
            total += 1
        grams = sorted(gram for gram, count in seen.items() if count >= at_least)
        idf = np.array([math.log((1 + total) / (1 + seen[gram])) + 1 for gram in grams], dtype=np.float32)
        return cls(grams, idf)

    def row(self, document: Mapping[str, int]) -> Floats:
        row = np.zeros(len(self.grams), dtype=np.float32)
        for gram, count in document.items():
            at = self._index.get(gram)
            if at is not None:
                row[at] = (1 + math.log(count)) * self.idf[at]
        length = float(np.linalg.norm(row))
        return row / np.float32(length) if length else row
