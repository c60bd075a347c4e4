"""The small machine under the grammar: patterns over symbols, and rewriting by the longest match.

A pattern is words separated by spaces: `name:CLASS|OTHER?` names a symbol or class, with `?` or `+`; a leading `!`
means "not followed by". To add a rule, write `Rule("pattern", builder)` in a table; a builder that answers None
has not matched.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from agent.embedded.dates.values import Item, Scene

CLASSES = {
    "N": r"N\d+w?|Q\d+",  # a number; w: written out; Q: digits with a dot, number or ordinal
    "W": r"N\d+w",
    "O": r"O\d+w?|Q\d+",
    "ORDW": r"O\d+w",
    "Q": r"Q\d+",
    "WD": r"WD\d",
    "WDP": r"WDP\d",
    "HOL": r"HOL_\w+",
    "QTY": r"N\d+w?|A|COUPLE|FEW|TWO",
    "MO": r"MO\d+",
    "MAYBE": r"MAYBE\d+",
    "MER": r"AM|PM",
    "D": r"D[DNWMR]",
    "UNIT": r"DAY|WEEK|FORTNIGHT|MONTH|YEAR|HOUR|MIN",
    "AROUND": r"AT|ABOUT",
    "PART": r"P[a-z]+",
}
# No rule starts at one of these, so that ordinary words cost nothing.
INERT = {"WORD", "MASK", "STOP", "BREAK", "FILL", "ABLE", "ASAP", "GONE", "OTHER"}


@dataclass(frozen=True)
class Match:
    """One place where a pattern fits."""

    scene: Scene
    items: Sequence[Item]
    begin: int
    stop: int
    named: dict[str, Item]

    def get(self, name: str) -> Item | None:
        return self.named.get(name)

    def has(self, name: str) -> bool:
        return name in self.named

    def __getitem__(self, name: str) -> Item:
        return self.named[name]

    @property
    def before(self) -> str:
        return self.items[self.begin - 1].symbol if self.begin else ""

    @property
    def after(self) -> Item | None:
        return self.items[self.stop] if self.stop < len(self.items) else None


@cache
def _kinds(kinds: str) -> re.Pattern[str]:
    return re.compile("|".join(CLASSES.get(kind, re.escape(kind)) for kind in kinds.split("|")))


def fits(symbol: str, kinds: str) -> bool:
    """Whether a symbol is one of these symbols or classes, written as in a pattern."""
    return _kinds(kinds).fullmatch(symbol) is not None


Builder = Callable[[Match], Item | None]


class Rule:
    def __init__(self, pattern: str, build: Builder) -> None:
        self.regex = re.compile("".join(_element(element) for element in pattern.split()))
        self.build = build


def _element(element: str) -> str:
    ahead, element = (True, element[1:]) if element[0] == "!" else (False, element)
    times = element[-1] if element[-1] in "?+" else ""
    name, _, body = element.rstrip("?+").rpartition(":")
    symbols = "|".join(CLASSES.get(symbol, re.escape(symbol)) for symbol in body.split("|"))
    if ahead:
        return f"(?!(?:{symbols}) )"
    group = f"(?P<{name}>(?:{symbols}) )" if name else f"(?:(?:{symbols}) )"
    return f"{group}{times}"


def rewrite(items: Sequence[Item], rules: Sequence[Rule], scene: Scene) -> list[Item]:
    """One pass from left to right: at each place the longest rule that fits replaces its items by one."""
    line = "".join(f"{item.symbol} " for item in items)
    places: dict[int, int] = {}
    offsets = [0]
    for index, item in enumerate(items):
        places[offsets[-1]] = index
        offsets.append(offsets[-1] + len(item.symbol) + 1)
    places[offsets[-1]] = len(items)
    out: list[Item] = []
    index = 0
    while index < len(items):
        found = None
        if items[index].symbol not in INERT:
            found = _longest(rules, line, offsets[index], places, items, scene)
        if found is None:
            out.append(items[index])
            index += 1
        else:
            item, stop = found
            out.append(replace(item, start=items[index].start, end=max(i.end for i in items[index:stop])))
            index = stop
    return out


def _longest(
    rules: Sequence[Rule], line: str, at: int, places: dict[int, int], items: Sequence[Item], scene: Scene
) -> tuple[Item, int] | None:
    fits = [(match.end(), -order, match) for order, rule in enumerate(rules) if (match := rule.regex.match(line, at))]
    for end, order, match in sorted(fits, key=lambda fit: fit[:2], reverse=True):
        named = {name: items[places[match.start(name)]] for name, text in match.groupdict().items() if text}
        item = rules[-order].build(Match(scene, items, places[at], places[end], named))
        if item is not None:
            return item, places[end]
    return None
