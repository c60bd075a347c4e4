"""How the screen reads letters: one plain form in which ä and a, ß and ss, can’t and cant are the same.

`fold` keeps punctuation, because clauses matter; lexicon and text go through the same door, so they always meet.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

EDGE_CHARS = 2000
_MARKS = frozenset({"Mn", "Cf", "Cc", "Cs", "Co"})
_APOSTROPHES = re.compile(r"['’‘´`ʼ]")
_LONG_RUN = re.compile(r"([a-z])\1{2,}")
_PIECE = re.compile(r"(?P<word>\d+[.,:]\d+|\d+|[^\W\d_]+)|(?P<stop>[.,;:!?\n…()\"„“”]+|\s[-–—]+\s|[–—])")
# A connective opens a clause even where speech recognition or haste left the comma out.
CONNECTIVES = frozenset({"and", "but", "because", "or", "und", "aber", "weil", "denn", "oder", "sondern"})


def cap(text: str) -> str:
    """Head and tail of an over-long text: nobody hides an emergency in the middle of 4,000 characters of haste."""
    return text if len(text) <= 2 * EDGE_CHARS else f"{text[:EDGE_CHARS]}\n{text[-EDGE_CHARS:]}"


def fold(text: str) -> str:
    """Lower case, no accents, no invisible characters, no apostrophes, no letter more than twice."""
    decomposed = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in decomposed if c in "\n\t" or unicodedata.category(c) not in _MARKS)
    return _LONG_RUN.sub(r"\1\1", _APOSTROPHES.sub("", kept).lower().replace("ß", "ss"))


def without_umlaut_pairs(token: str) -> str:
    """`gelaehmt` as `gelahmt`: what a word may be that makes no sense with its ae, oe, ue."""
    return token.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def pattern(source: str) -> re.Pattern[str]:
    """A regular expression written in natural spelling, made to meet folded text (use no \\S, \\W, \\D, \\B)."""
    return re.compile(fold(source))


@dataclass(frozen=True)
class Words:
    """The words of a folded text and the clause each belongs to."""

    tokens: tuple[str, ...]
    clauses: tuple[int, ...]

    def clause_text(self, wanted: set[int]) -> str:
        return " ".join(t for t, c in zip(self.tokens, self.clauses, strict=True) if c in wanted)


def words(folded: str) -> Words:
    tokens: list[str] = []
    clauses: list[int] = []
    clause = 0
    for piece in _PIECE.finditer(folded):
        token = piece["word"]
        if token is None or token in CONNECTIVES:
            clause += 1
        if token is not None:
            tokens.append(token)
            clauses.append(clause)
    return Words(tuple(tokens), tuple(clauses))
