"""What a misspelt word may have been meant to be: one letter off, two in a long word, found without a scan.

Every target is stored under all it becomes when letters are dropped; so is a question, and where they meet the
true distance decides (symmetric delete).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA

from agent.screen.lexicon import Term, concepts, number_words, terms_of

_LONG = 7
_LONG_WITH_ENDING = 9
_LONG_PHRASE = 11
_HEAD = 7
_LONGEST_PHRASE = 24
_SHORTEST_PHRASE = 7


def forgiven(length: int, long: int = _LONG) -> int:
    """How many letters may be wrong in a word of this length."""
    return 0 if length < 3 else 1 if length < long else 2


@dataclass(frozen=True)
class Index:
    """Targets by everything they become when as many letters are dropped as are forgiven."""

    variants: dict[str, tuple[str, ...]]
    long: int

    def near(self, text: str) -> dict[str, int]:
        """The targets within their tolerance of the text, each with its distance."""
        variants = _dropped(text, forgiven(len(text) + 1, self.long))
        candidates = {stem for variant in variants for stem in self.variants.get(variant, ())}
        distances = {s: OSA.distance(text, s, score_cutoff=2) for s in candidates}
        return {stem: edits for stem, edits in distances.items() if edits <= forgiven(len(stem), self.long)}


def _dropped(word: str, letters: int) -> Iterator[str]:
    """Only of the beginning: it is enough to meet, and a phrase has hundreds of ways to lose two letters."""
    head = word[:_HEAD]
    yield head
    for gone in range(len(head)) if letters and len(head) > 2 else ():
        shorter = head[:gone] + head[gone + 1 :]
        yield shorter
        for also in range(gone, len(shorter)) if letters > 1 and len(shorter) > 2 else ():
            yield shorter[:also] + shorter[also + 1 :]


def _index(stems: set[str], long: int = _LONG) -> Index:
    table: dict[str, list[str]] = defaultdict(list)
    for stem in sorted(stems):
        for variant in set(_dropped(stem, forgiven(len(stem), long))):
            table[variant].append(stem)
    return Index({variant: tuple(found) for variant, found in table.items()}, long)


@cache
def _words() -> tuple[Index, dict[str, tuple[Term, ...]], Index, dict[str, tuple[Term, ...]]]:
    """Index and terms of the closed words, and of those with an open end."""
    closed: dict[str, set[Term]] = defaultdict(set)
    opened: dict[str, set[Term]] = defaultdict(set)
    for term in {t for entries in concepts().values() for entry in entries for t in entry}:
        if not term.exact and term.at_least is None:
            (opened if term.open_end and len(term.stem) > 4 else closed)[term.stem].add(term)
    by_closed = {stem: tuple(terms) for stem, terms in closed.items()}
    by_opened = {stem: tuple(terms) for stem, terms in opened.items()}
    return _index(set(by_closed)), by_closed, _index(set(by_opened), _LONG_WITH_ENDING), by_opened


@cache
def _phrases() -> tuple[Index, dict[str, tuple[str, ...]]]:
    """Index of the entries of several words, written as one, and the concepts they belong to."""
    table: dict[str, set[str]] = defaultdict(set)
    for concept, entries in concepts().items():
        for entry in entries:
            joined = "".join(term.stem for term in entry)
            misspelt = not any(term.exact and len(term.stem) > 3 for term in entry)
            if misspelt and len(entry) > 1 and _SHORTEST_PHRASE <= len(joined) <= _LONGEST_PHRASE:
                table[joined].add(concept)
    return _index(set(table), _LONG_PHRASE), {joined: tuple(sorted(names)) for joined, names in table.items()}


def terms_near(word: str, *, with_endings: bool = True) -> dict[Term, int]:
    """The terms a word that is not known may be a misspelling of, with the letters forgiven."""
    closed, by_closed, opened, by_opened = _words()
    near = {stem: edits for stem, edits in closed.near(word).items() if _begins_alike(word, stem, edits)}
    found = {term: edits for stem, edits in near.items() for term in by_closed[stem]}
    for length in range(4, len(word) + 1 if with_endings else 0):
        for stem, edits in opened.near(word[:length]).items():
            for term in by_opened[stem]:
                found[term] = min(edits, found.get(term, edits))
    found.update(dict.fromkeys(_number_near(word), 1))
    return found


def _number_near(word: str) -> Iterator[Term]:
    """`twnety` tablets are twenty."""
    for number in number_words() if len(word) >= 5 else ():
        if OSA.distance(word, number, score_cutoff=1) <= 1:
            yield from (term for term in terms_of(number) if term.at_least is not None)


def _begins_alike(word: str, stem: str, edits: int) -> bool:
    """A very short word, or one two letters off, is only believed if it begins as it should."""
    return word[0] == stem[0] or (edits < 2 and len(stem) > 3)


def phrases_near(joined: str) -> dict[str, int]:
    """The concepts of which some entry, written as one word, is nearly this."""
    if not _SHORTEST_PHRASE - 1 <= len(joined) <= _LONGEST_PHRASE + 2:
        return {}
    index, names = _phrases()
    found: dict[str, int] = {}
    for phrase, edits in index.near(joined).items():
        if not _begins_alike(joined, phrase, edits):
            continue
        for concept in names[phrase]:
            found[concept] = min(edits, found.get(concept, edits))
    return found
