"""Puts days and times that belong together into groups: what is shared across "or", what is refused by "not"."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from agent.embedded.dates.offsets import within
from agent.embedded.dates.values import Clock, Days, Item, Scene

_JOINERS = {"FILL", "COMMA", "ON", "AT", "ABOUT", "IN", "OF", "FOR", "STOP", "DASH", "A", "EVERY", "START"}
_SOFT = _JOINERS | {"WORD", "ABLE", "BUT", "AND", "LATER", "TO", "FROM", "N", "MASK", "R", "OTHER", "O"}
_FAR = 8
_LISTING = _JOINERS | {"OR", "AND", "SLASH", "NO"}
_BETWEEN_NOT_AND_DAY = _JOINERS - {"COMMA", "STOP"} | {"ABLE", "LE", "GE"}
_VERBS = {"it", "get", "there", "coming", "komme", "want", "like", "come", "wants", "take", "prefer"}
_POINTING = {"da", "das", "that", "there", "it", "dann", "which"}


@dataclass
class Group:
    """One reading in the making: the items it took, by position."""

    begin: int
    stop: int
    days: Days | None = None
    clock: Clock | None = None
    part: Clock | None = None
    moment: bool = False
    edge: str = ""  # "late Friday afternoon": the part of day is still to be named
    negated: bool = False
    start: int = 0
    end: int = 0
    taken: list[int] = field(default_factory=list)


def is_atom(item: Item) -> bool:
    return item.symbol in ("DD", "DN", "DW", "DM", "DR", "T", "P", "MOMENT")


def group(items: Sequence[Item], scene: Scene) -> list[Group]:
    groups: list[Group] = []
    for index, item in enumerate(items):
        if not is_atom(item):
            continue
        if groups and _joins(groups[-1], item, items[groups[-1].stop : index]):
            _add(groups[-1], item, index)
        else:
            groups.append(_new(item, index))
    _share(groups, items)
    _refuse(groups, items)
    return groups


def _new(item: Item, index: int) -> Group:
    fresh = Group(index, index, start=item.start, end=item.end)
    _add(fresh, item, index)
    return fresh


def _add(target: Group, item: Item, index: int) -> None:
    if item.symbol == "MOMENT":
        target.days, target.clock, target.moment = item.days, item.clock, True
    elif item.symbol == "T":
        target.clock = item.clock
    elif item.symbol == "P":
        target.part = item.clock if not target.edge else _edge(item.clock, target.edge)
        target.edge = item.word if item.word in ("START", "END") else ""
    else:
        target.days = item.days if target.days is None else _merged(target.days, item.days)
    target.stop = index + 1
    target.end = max(target.end, item.end)
    target.taken.append(index)


def _edge(part: Clock | None, edge: str) -> Clock | None:
    """The first or last three hours of a part of day."""
    if part is None or part.last is None:
        return part
    if edge == "START":
        return replace(part, last=min(part.last, part.first + 180))
    return replace(part, first=max(part.first, part.last - 180))


def _merged(a: Days, b: Days | None) -> Days | None:
    """Two ways to speak of one day: Freitag … am 16., Wednesday … next week, montags … im November."""
    if b is None:
        return a
    found = within(a, b) or within(b, a)
    if found is not None:
        return found
    for one, other in ((a, b), (b, a)):
        same = one.first.weekday() in other.weekdays and not one.weekdays and not one.wide
        if same and len(other.weekdays) == 1 and not other.bound and not one.bound:
            return replace(one, weekdays=other.weekdays)
    return None


def _joins(target: Group, item: Item, gap: Sequence[Item]) -> bool:
    symbols = {_plain(between.symbol) for between in gap}
    if target.moment or item.symbol == "MOMENT":
        return False
    dated = item.days is not None
    if dated and target.days is not None:
        near = symbols <= _JOINERS - {"STOP"} and len(gap) <= 3
        return near and _merged(target.days, item.days) is not None
    if item.symbol == "T" and target.clock is not None:
        return False
    if item.symbol == "P" and target.part is not None and not target.edge:
        return False
    if symbols <= _JOINERS:
        return True
    timed = target.clock is not None or target.part is not None
    complementary = target.days is None if dated else not timed
    return complementary and symbols <= _SOFT and len(gap) <= _FAR and "STOP" not in symbols


def _plain(symbol: str) -> str:
    return symbol.rstrip("0123456789w") if symbol[:1] in "NORQ" and symbol[-1:] in "0123456789w" else symbol


def _share(groups: list[Group], items: Sequence[Item]) -> None:
    """Friday at 10 or 11; 10 or 11 on Friday; tomorrow morning or afternoon: the day is meant for both."""
    for first, second in pairwise(groups):
        gap = [item.symbol for item in items[first.stop : second.begin]]
        if "OR" not in gap or not set(gap) <= _LISTING or first.moment or second.moment:
            continue
        if second.days is None:
            second.days = first.days
        elif first.days is None and not (second.clock is None and second.part is None):
            first.days = second.days
        elif first.clock is None and first.part is None:
            first.clock, first.part = second.clock, second.part
        if second.clock is not None and first.clock is not None and first.part is None:
            first.part = second.part


def _refuse(groups: list[Group], items: Sequence[Item]) -> None:
    for index, this in enumerate(groups):
        floor = groups[index - 1].stop if index else 0
        ceiling = groups[index + 1].begin if index + 1 < len(groups) else len(items)
        gap = {item.symbol for item in items[floor : this.begin]}
        listed = bool(index) and groups[index - 1].negated and gap <= {"OR", "AND", "COMMA", "SLASH", "ON", "IN"}
        this.negated = listed or _refused_before(this, items, floor) or _refused_after(this, items, floor, ceiling)


def _refused_before(this: Group, items: Sequence[Item], floor: int) -> bool:
    passed_verb = False
    for index in range(this.begin - 1, max(floor, this.begin - 6) - 1, -1):
        item = items[index]
        if item.symbol == "NOT" and passed_verb and floor and not _ends_clause(items[floor:index]):
            return False  # "Monday doesn't work Tuesday does": the "not" is Monday's
        if item.symbol == "NOT":
            return not any(before.symbol in ("WHY", "IF") for before in items[max(floor, index - 3) : index])
        if item.symbol == "NO":
            return this.days.pattern if this.days is not None else this.part is not None
        passed_verb = passed_verb or item.symbol == "ABLE"
        if item.word.lower() in ("then", "dann"):
            return False
        if item.symbol not in _BETWEEN_NOT_AND_DAY and item.word.lower() not in _VERBS:
            return False
    return False


def _ends_clause(items: Sequence[Item]) -> bool:
    return any(item.symbol in ("BREAK", "STOP", "COMMA", "BUT") for item in items)


def _refused_after(this: Group, items: Sequence[Item], floor: int, ceiling: int) -> bool:
    """Montag geht nicht; on Friday I can't; Dienstag ist schlecht. "If Monday is no good" refuses nothing."""
    clause = list(_clause(items, this.stop, ceiling))
    before = [item.symbol for item in items[floor : this.begin]]
    lead = before[max((i + 1 for i, s in enumerate(before) if s in ("BREAK", "STOP", "COMMA", "BUT")), default=0) :]
    symbols = [item.symbol for item in clause]
    if "IF" in lead or "WHY" in lead or not clause:
        return False
    if "BAD" in symbols:
        return True
    for place in (place for place, symbol in enumerate(symbols) if symbol in ("NOT", "NO")):
        follows = this.stop + items[this.stop : ceiling].index(clause[place]) + 1
        leads_on = ceiling < len(items) and all(
            i.symbol in _BETWEEN_NOT_AND_DAY - {"ABLE"} for i in items[follows:ceiling]
        )
        if not leads_on and ("ABLE" in symbols or "ABLE" in lead):
            return True
    return False


def _clause(items: Sequence[Item], begin: int, ceiling: int) -> Sequence[Item]:
    for index in range(begin, min(ceiling, begin + 9)):
        symbol = items[index].symbol
        points = index + 1 < len(items) and items[index + 1].word.lower() in _POINTING
        if symbol in ("BREAK", "STOP", "BUT", "IF", "OR", "WHY") or (symbol == "COMMA" and not points):
            return items[begin:index]
    return items[begin : min(ceiling, begin + 9)]
