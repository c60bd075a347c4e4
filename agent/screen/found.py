"""Where each concept stands in one text: as written, run together, torn apart or misspelt.

Words that are known (lexicon or everyday) are taken as they stand; only around an unknown word is anything
guessed. Places are letters of the text without its spaces, so that a moved space moves nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from agent.screen.lexicon import LONGEST_WORD, Entry, Term, entries_by_first_term, is_known, is_word, terms_of
from agent.screen.spelling import phrases_near, terms_near

_MOST_WORDS_TORN = 5
_SHORTEST_JOIN = 6
_CERTAIN = 4
_UNMISTAKABLE = 7
_Terms = dict[Term, int]
_Cut = tuple[str, str, str]


@dataclass(frozen=True, order=True)
class Hit:
    """A concept found: letters [start, end), words first..last, and how many letters had to be forgiven."""

    start: int
    end: int
    edits: int
    first: int
    last: int

    @property
    def length(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Hit) -> bool:
        return self.start < other.end and other.start < self.end


class Found:
    def __init__(self, tokens: tuple[str, ...]) -> None:
        self._tokens = tokens
        self._starts = (0, *accumulate(len(token) for token in tokens))
        self._word_at = [i for i, token in enumerate(tokens) for _ in token]
        self._known = [is_known(token) for token in tokens]
        self._pieces: dict[int, list[tuple[Term, int, int]]] = defaultdict(list)  # start → (term, end, edits)
        self._hits: dict[str, set[Hit]] = defaultdict(set)
        self._read_words()
        self._read_unknown()
        self._read_entries()
        self._read_torn_entries()

    def hits(self, concept: str) -> list[Hit]:
        return self._sorted.get(concept, [])

    @cached_property
    def _sorted(self) -> dict[str, list[Hit]]:
        return {name: sorted(hits) for name, hits in self._hits.items()}

    def _put(self, start: int, end: int, terms: _Terms) -> None:
        self._pieces[start] += [(term, end, edits) for term, edits in terms.items()]

    def _read_words(self) -> None:
        for i, token in enumerate(self._tokens):
            self._put(self._starts[i], self._starts[i + 1], _as_written(token))
            joined = "".join(self._tokens[i : i + 2])
            if len(joined) > max(len(token), 5) and len(joined) <= LONGEST_WORD:
                whole = {term: 0 for term in terms_of(joined) if len(term.stem) > max(len(token), 5)}
                self._put(self._starts[i], self._starts[i] + len(joined), whole)

    def _read_unknown(self) -> None:
        for i, token in enumerate(self._tokens):
            following = self._tokens[i + 1] if i + 1 < len(self._tokens) else ""
            if 3 <= len(token) <= LONGEST_WORD and not is_word(token):
                joined = self._read_parts(self._starts[i], _cuts(token), _as_known)
                self._put(self._starts[i], self._starts[i + 1], terms_near(token))
                if not joined and not self._known[i]:
                    self._read_parts(self._starts[i], _cuts_off_a_word(token), _sense)
                    self._read_parts(self._starts[i], _cuts_with_stray_letter(token), _as_known)
                if not joined:
                    self._read_parts(self._starts[i], _cuts_off_content(token), _or_anything)
            if following and len(token + following) <= LONGEST_WORD and not (self._known[i] and self._known[i + 1]):
                self._put(self._starts[i], self._starts[i + 2], terms_near(token + following, with_endings=False))
                moved = [(token[:-1], "", token[-1] + following), (token + following[0], "", following[1:])]
                self._read_parts(self._starts[i], iter(moved), _as_known)

    def _read_parts(self, start: int, cuts: Iterator[_Cut], sense: Callable[[str], _Terms | None]) -> bool:
        """Two words in a stretch of letters, wherever both of them make sense."""
        found = False
        for left, between, right in cuts:
            first, second = sense(left), sense(right)
            if first is not None and second is not None:
                middle = start + len(left) + len(between)
                self._put(start, middle, first)
                self._put(middle, middle + len(right), second)
                found = True
        return found

    def _read_entries(self) -> None:
        table = entries_by_first_term()
        for start in list(self._pieces):
            for term in {term for term, _, _ in self._pieces[start]}:
                for concept, entry in table.get(term, ()):
                    for end, edits in self._ends(entry, start):
                        self._hit(concept, start, end, edits)

    def _ends(self, entry: Entry, start: int) -> Iterator[tuple[int, int]]:
        for term, end, edits in self._pieces.get(start, ()):
            if term == entry[0]:
                if len(entry) == 1:
                    yield end, edits
                else:
                    yield from ((last, edits + more) for last, more in self._ends(entry[1:], end))

    def _read_torn_entries(self) -> None:
        for first in range(len(self._tokens)):
            joined = ""
            for last in range(first, min(first + _MOST_WORDS_TORN, len(self._tokens))):
                joined += self._tokens[last]
                if not all(self._known[first : last + 1]):
                    for concept, edits in phrases_near(joined).items():
                        self._hit(concept, self._starts[first], self._starts[last + 1], edits)

    def _hit(self, concept: str, start: int, end: int, edits: int) -> None:
        self._hits[concept].add(Hit(start, end, edits, self._word_at[start], self._word_at[end - 1]))


def _as_written(token: str) -> _Terms:
    return dict.fromkeys(terms_of(token), 0)


def _cuts(token: str) -> Iterator[_Cut]:
    """`chestpain`: every way to see two words in one."""
    return ((token[:cut], "", token[cut:]) for cut in range(1, len(token)) if len(token) >= _SHORTEST_JOIN)


def _cuts_off_a_word(token: str) -> Iterator[_Cut]:
    """`vomitingbood`: two words in one, of which one at least is certain."""
    for left, between, right in _cuts(token):
        if any(len(part) >= _CERTAIN and is_known(part) for part in (left, right)):
            yield left, between, right


def _cuts_with_stray_letter(token: str) -> Iterator[_Cut]:
    """`chestxpain`: the space became a letter."""
    return ((token[:cut], token[cut], token[cut + 1 :]) for cut in range(2, len(token) - 2))


def _cuts_off_content(token: str) -> Iterator[_Cut]:
    """`breathingproperly`: a long word of the lexicon with anything before or after it."""
    for cut in range(2, len(token) - 1):
        if any(len(part) >= _UNMISTAKABLE and is_word(part) for part in (token[:cut], token[cut:])):
            yield token[:cut], "", token[cut:]


def _or_anything(part: str) -> _Terms | None:
    return _as_written(part)


def _as_known(part: str) -> _Terms | None:
    """What a part says if it is a word; None if it is none."""
    if len(part) <= 1:
        return {} if part in {"", "i", "a"} else None
    return _as_written(part) if is_known(part) else None


def _sense(part: str) -> _Terms | None:
    """The same, and a misspelt word counts as well."""
    known = _as_known(part)
    return known if known is not None else (terms_near(part) or None) if len(part) >= 4 else None
