"""What lexicon.txt says: concepts, their entries, and which of its terms a well-spelt word is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from agent.screen.fold import fold

_FOLDER = Path(__file__).parent
LONGEST_WORD = 40
_LONGEST_ENDING = 6
_MOST_COUNTED = 200  # above that it is a house number or a year, not tablets or weeks
_NUMBER_WORDS = {
    "five": 5, "funf": 5, "six": 6, "sechs": 6, "seven": 7, "sieben": 7, "eight": 8, "acht": 8, "nine": 9, "neun": 9,
    "ten": 10, "zehn": 10, "twelve": 12, "zwolf": 12, "dozen": 12, "dutzend": 12, "fifteen": 15, "funfzehn": 15,
    "twenty": 20, "zwanzig": 20, "thirty": 30, "dreissig": 30, "forty": 40, "vierzig": 40, "fifty": 50, "funfzig": 50,
    "sixty": 60, "sechzig": 60, "hundred": 100, "hundert": 100,
}  # fmt: skip


@dataclass(frozen=True)
class Term:
    """One word of an entry: a stem, whether any ending may follow, whether misspellings count, or a least number."""

    stem: str
    open_end: bool = False
    exact: bool = False
    at_least: int | None = None


Entry = tuple[Term, ...]


@cache
def concepts() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    current: list[Entry] = []
    for line in (_FOLDER / "lexicon.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = found.setdefault(line.strip("[] "), [])
        elif line.strip() and not line.startswith("#"):
            current += [tuple(_term(word) for word in entry.split()) for entry in line.split(",") if entry.strip()]
    return {name: tuple(entries) for name, entries in found.items()}


def _term(written: str) -> Term:
    if written.endswith("+"):
        return Term("", at_least=int(written[:-1]))
    stem = fold(written.strip("=*"))
    return Term(stem, written.endswith("*"), written.startswith("=") or len(stem) < 3)


@cache
def entries_by_first_term() -> dict[Term, tuple[tuple[str, Entry], ...]]:
    table: dict[Term, list[tuple[str, Entry]]] = defaultdict(list)
    for concept, entries in concepts().items():
        for entry in entries:
            table[entry[0]].append((concept, entry))
    return {term: tuple(rows) for term, rows in table.items()}


@cache
def _by_stem() -> dict[str, tuple[Term, ...]]:
    table: dict[str, list[Term]] = defaultdict(list)
    for term in entries_by_first_term().keys() | {t for es in concepts().values() for e in es for t in e}:
        table[term.stem].append(term)
    return {stem: tuple(terms) for stem, terms in table.items()}


def terms_of(word: str) -> Iterator[Term]:
    """The terms a word is, spelt as it stands."""
    table = _by_stem()
    for length in range(1, min(len(word), LONGEST_WORD) + 1):
        for term in table.get(word[:length], ()):
            if term.open_end or length == len(word):
                yield term
    number = int(word) if word.isdecimal() and len(word) <= 3 else _NUMBER_WORDS.get(word)
    if number is not None:
        yield from (t for t in table[""] if t.at_least is not None and t.at_least <= number <= _MOST_COUNTED)


@cache
def number_words() -> tuple[str, ...]:
    return tuple(word for word in _NUMBER_WORDS if len(word) >= 5)


@cache
def plain_words() -> frozenset[str]:
    """Everyday words that are no misspelling of anything; numbers count as such too."""
    return frozenset(fold((_FOLDER / "plain_words.txt").read_text(encoding="utf-8")).split())


def is_word(word: str) -> bool:
    """A word exactly as lexicon or everyday language has it."""
    return word in plain_words() or word.isdecimal() or any(t.stem == word or t.at_least for t in terms_of(word))


def is_known(word: str) -> bool:
    """A word, or a lexicon stem with an ending that it may well have."""
    return is_word(word) or any(len(word) - len(t.stem) <= _LONGEST_ENDING for t in terms_of(word))
