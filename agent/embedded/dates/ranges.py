"""Rules that bind days and times: from-to, between-and, not before, by, or later, Monday or Tuesday."""

from dataclasses import replace
from datetime import timedelta

from agent.embedded.dates.clock_times import may_follow_hour
from agent.embedded.dates.halves import window
from agent.embedded.dates.rules import Match, Rule
from agent.embedded.dates.values import Clock, Days, Item

_UP = {"GE", "AFTER", "PAST", "EARLIEST", "FROM", "ONWARD", "ON"}
_MOVING = {
    "move",
    "change",
    "reschedule",
    "switch",
    "swap",
    "shift",
    "push",
    "bring",
    "moved",
    "postpone",
    "rearrange",
    "swapped",
}


def _clock_of(item: Item) -> Clock | None:
    """A time or a bare hour."""
    if item.clock is not None:
        return item.clock if item.clock.bound is None and item.clock.last is None else None
    number = item.number
    if number > 24 and not (100 <= number <= 2359 and number % 100 < 60):
        return None
    hour, minute = divmod(number, 100) if number > 24 else (number, 0)
    return Clock((hour % 24) * 60 + minute, loose=1 <= hour <= 12 and not item.word.startswith("0"))


def _window(match: Match) -> Item | None:
    bare = match["a"].clock is None and match["b"].clock is None
    if match["b"].clock is None and not may_follow_hour(match.after):
        return None
    if bare and not match.has("lead") and match.before in ("WORD", "N", "O", "DASH", "MASK", "MO", "OTHER", "SLASH"):
        return None
    first, last = _clock_of(match["a"]), _clock_of(match["b"])
    if first is None or last is None:
        return None
    clock = window(first, last)
    return Item("T", 0, 0, clock=clock) if clock else None


def _from_part(match: Match) -> Item | None:
    """Von mittags bis 16 Uhr, between lunch and 4, vormittags bis 11."""
    a, b = match["a"].clock, match["b"].clock
    if a is None or b is None:
        return None
    clock = window(Clock(a.first, loose=a.loose), Clock(b.last or b.first, loose=b.loose))
    return Item("T", 0, 0, clock=clock) if clock else None


def _bounded_time(match: Match) -> Item | None:
    clock = _clock_of(match["t"])
    if match["b"].symbol == "FROM" and not _onwards(match):
        return None
    if clock is None or (match["t"].clock is None and not may_follow_hour(match.after)):
        return None
    return Item("T", 0, 0, clock=replace(clock, bound=">=" if match["b"].symbol in _UP else "<="))


def _onwards(match: Match) -> bool:
    """Von Montag an, from Monday; but "den Termin von Montag" and "from Monday to Tuesday" are no lower bound."""
    if match.has("on"):
        return True
    moved = match.after is not None and match.after.symbol in ("TO", "FOR", "UNTIL")
    return match.scene.lang == "en" and not moved


def _bounded_part(match: Match) -> Item | None:
    """After the morning, before noon, bis mittags, ab nachmittags."""
    part, how = match["t"].clock, match["b"].symbol
    if part is None or part.last is None:
        return None
    if how in _UP:
        return Item(
            "T", 0, 0, clock=Clock(part.last if how == "AFTER" and part.half != "noon" else part.first, bound=">=")
        )
    before = how == "BEFORE" or part.half == "noon"
    return Item("T", 0, 0, clock=Clock(part.first if before else part.last, bound="<="))


def _both_bounds(match: Match) -> Item | None:
    """Later than 9:30 but before 11."""
    a, b = match["a"].clock, match["b"].clock
    if a is None or b is None or {a.bound, b.bound} != {">=", "<="}:
        return None
    low, high = (a, b) if a.bound == ">=" else (b, a)
    clock = window(replace(low, bound=None), replace(high, bound=None))
    return Item("T", 0, 0, clock=clock) if clock else None


def _bounded_days(match: Match) -> Item | None:
    days, how = match["d"].days, match["b"].symbol
    if days is None or days.bound or days.pattern or (how == "FROM" and not _onwards(match)):
        return None
    before = days.first - timedelta(days=1)
    others = tuple((first, last) for first, last in days.others)
    if how in _UP:
        first = days.last + timedelta(days=1) if how == "AFTER" else days.first
        return Item("DR", 0, 0, days=Days(first, first, grain=days.grain, bound=">=", others=others))
    last = before if how == "BEFORE" else days.last
    return Item("DR", 0, 0, days=Days(min(match.scene.today, last), last, grain=days.grain, bound="<=", others=others))


def _day_range(match: Match) -> Item | None:
    a, b = match["a"].days, match["b"].days
    moving = any(item.word.lower() in _MOVING for item in match.items[: match.begin])
    if a is None or b is None or a.bound or b.bound or (moving and match.has("to")):
        return None
    if a.pattern and b.pattern:
        named = tuple((a.weekdays[0] + n) % 7 for n in range((b.weekdays[0] - a.weekdays[0]) % 7 + 1))
        return Item("DR", 0, 0, days=Days(a.first, a.first, grain="range", weekdays=named, pattern=True))
    last = b.last
    while last <= a.first and b.weekdays:
        last += timedelta(weeks=1)
    if b.weekdays and last - a.first >= timedelta(days=7) and not a.wide:
        last -= timedelta(weeks=(last - a.first).days // 7)
    if last <= a.first:
        return None
    others = tuple((first, last + (first - a.first)) for first, _ in a.others) if b.weekdays else ()
    return Item("DR", 0, 0, days=Days(a.first, last, grain="range", others=others))


def _weekday_list(match: Match) -> Item | None:
    """Montag oder Dienstag: from the first that comes to the last in the order said."""
    named = [days for key in "abcde" if match.has(key) and (days := match[key].days)]
    weekdays = tuple(days.weekdays[0] for days in named)
    if any(len(days.weekdays) != 1 or days.bound for days in named) or len(set(weekdays)) < len(weekdays):
        return None
    if any(days.pattern for days in named):
        first = min(days.first for days in named)
        last = max(days.first for days in named)
        return Item("DR", 0, 0, days=Days(first, last, grain="range", weekdays=weekdays, pattern=True))
    last = named[0].first
    for days in named[1:]:
        last = last + timedelta(days=(days.weekdays[0] - last.weekday()) % 7) if days.first < last else days.first
    first = min(days.first for days in named)
    return Item("DR", 0, 0, days=Days(first, last, grain="range", weekdays=weekdays))


_BOUND = "GE|EARLIEST|LATEST|FILL? b:GE|AFTER|PAST|EARLIEST|LE|BEFORE|LATEST|UNTIL"
_LIST = "OR|AND|SLASH|COMMA? OR|AND|SLASH ON?"
WINDOWS = [
    Rule("lead:FROM AROUND? a:T|N DASH|TO|UNTIL AROUND? b:T|N", _window),
    Rule("lead:BETWEEN AROUND? a:T|N AND|TO|DASH|UNTIL AROUND? b:T|N", _window),
    Rule("IN? a:T|N DASH|TO|UNTIL|SLASH b:T", _window),
    Rule("a:T DASH|TO|UNTIL|SLASH AROUND? b:T|N", _window),
    Rule("lead:AROUND? a:N DASH|TO|UNTIL b:N", _window),
    Rule("FROM|BETWEEN? a:P|T DASH|TO|UNTIL b:T|P", _from_part),
    Rule("BETWEEN a:P|T AND b:T|P", _from_part),
]
BOUNDS = [
    Rule(f"{_BOUND} AROUND? t:T|N", _bounded_time),
    Rule("b:FROM AROUND? t:T|N on:ON|ONWARD?", _bounded_time),
    Rule("t:T b:ONWARD|DOWNWARD", _bounded_time),
    Rule("t:N b:ONWARD|DOWNWARD", _bounded_time),
    Rule("t:T b:EARLIEST|LATEST !AROUND|T|N|D|P|ON", _bounded_time),
    Rule(f"{_BOUND} IN|ON? t:P", _bounded_part),
    Rule("b:FROM t:P ON|ONWARD", _bounded_part),
    Rule("t:P b:ONWARD", _bounded_part),
    Rule(f"{_BOUND} ON|FOR|IN? d:D", _bounded_days),
    Rule("b:FROM ON? d:D on:ON|ONWARD?", _bounded_days),
    Rule("d:D b:ONWARD|DOWNWARD", _bounded_days),
    Rule("d:D b:EARLIEST|LATEST !AROUND|T|N|D|P|ON", _bounded_days),
]
DAY_RANGES = [
    Rule("FROM? ON? a:D to:DASH|TO|UNTIL ON? b:D", _day_range),
    Rule("BETWEEN ON? a:D AND|TO|DASH|UNTIL ON? b:D", _day_range),
    Rule(f"a:DN {_LIST} b:DN", _weekday_list),
    Rule(f"a:DN COMMA|SLASH|OR|AND ON? b:DN {_LIST} c:DN", _weekday_list),
    Rule(f"a:DN COMMA|SLASH|OR|AND ON? b:DN COMMA|SLASH|OR|AND ON? c:DN {_LIST} d:DN", _weekday_list),
]
PAIRS = [Rule("a:T COMMA? AND|BUT? b:T", _both_bounds)]
