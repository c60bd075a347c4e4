"""Rules that count from somewhere: in three days, a week on Friday, Freitag in 14 Tagen, the first Monday of May."""

from datetime import UTC, date, timedelta

from agent.embedded.dates.calendar_days import day, shift_month
from agent.embedded.dates.periods import quantity, stretch, week
from agent.embedded.dates.rules import Match, Rule
from agent.embedded.dates.values import DAY_MINUTES, Clock, Days, Item

_MOST = {"DAY": 400, "WEEK": 60, "FORTNIGHT": 26, "MONTH": 24, "YEAR": 5, "HOUR": 96, "MIN": 600}
_DAYS = {"DAY": 1, "WEEK": 7, "FORTNIGHT": 14}


def shift(start: date, count: int, unit: str) -> date | None:
    """So many units after a day; the last of the month where the month is too short. None if nobody means that."""
    if unit not in _MOST or not 0 < count <= _MOST[unit]:
        return None
    if unit in _DAYS:
        return start + timedelta(days=count * _DAYS[unit])
    first = shift_month(start.replace(day=1), count * (12 if unit == "YEAR" else 1))
    last = shift_month(first, 1) - timedelta(days=1)
    return first.replace(day=min(start.day, last.day))


def _from_now(match: Match) -> Item | None:
    count, unit = quantity(match["n"]) if match.has("n") else 1, match["unit"].symbol
    if unit in ("HOUR", "MIN"):
        return _moment(match, count * 60 if unit == "HOUR" else count)
    found = shift(match.scene.today, count, unit)
    return day(found) if found else None


def _in_hours(match: Match) -> Item | None:
    """In 2h; but "in 2 Uhr" is nonsense."""
    return _moment(match, match["n"].number * 60) if match["hours"].word.lower() == "h" else None


def _next_hours(match: Match) -> Item | None:
    """In the next three hours: from now on, if that is still today."""
    count = quantity(match["n"]) if match.has("n") else 1
    minutes = count * (60 if match["unit"].symbol == "HOUR" else 1)
    start = match.scene.now.hour * 60 + match.scene.now.minute
    if not 0 < minutes < DAY_MINUTES - start:
        return None
    today = match.scene.today
    return Item("MOMENT", 0, 0, days=Days(today, today), clock=Clock(start, start + minutes))


def _half_hour(match: Match) -> Item | None:
    return _moment(match, 30) if match["unit"].symbol == "HOUR" else None


def _moment(match: Match, minutes: int) -> Item | None:
    if minutes > 96 * 60:
        return None
    # Through UTC: two hours are two hours, also in the night the clocks change.
    now = match.scene.now
    then = (now.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(now.tzinfo)
    clock = Clock(then.hour * 60 + then.minute)
    return Item("MOMENT", 0, 0, days=Days(then.date(), then.date()), clock=clock)


def _days_of(item: Item) -> Days:
    assert item.days is not None
    return item.days


def _counted_from(match: Match) -> Item | None:
    """Two weeks from tomorrow; a week on Friday; Freitag in einer Woche; heute in acht Tagen."""
    start, count = _days_of(match["d"]), quantity(match["n"]) if match.has("n") else 1
    unit = match["unit"].symbol
    if unit == "DAY" and count == 8 and match.scene.lang == "de":
        count = 7  # eight days are a week in German
    found = shift(start.first, count, unit)
    if found is None:
        return None
    others = []
    if start.weekdays and unit == "WEEK" and not start.pattern:
        around = shift(match.scene.today, count, unit) or found
        same = around + timedelta(days=start.weekdays[0] - around.weekday())
        others = [(same, same)] if same != found and same > match.scene.today and count > 1 else []
    return Item("DD", 0, 0, days=Days(found, found, weekdays=start.weekdays, others=tuple(others)))


def _counted_back(match: Match) -> Item | None:
    """Two days before Christmas."""
    start, count = _days_of(match["d"]), quantity(match["n"]) if match.has("n") else 1
    size = _DAYS.get(match["unit"].symbol)
    if size is None or not 0 < count * size <= 100:
        return None
    return day(start.first - timedelta(days=count * size))


def _week_later(match: Match) -> Item | None:
    """Friday week, tomorrow week; Christmas week is the week of Christmas."""
    start = _days_of(match["d"])
    if not start.weekdays and start.first > match.scene.today + timedelta(days=2):
        return week(start.first - timedelta(days=start.first.weekday())) if match["unit"].symbol == "WEEK" else None
    return _counted_from(match)


def _few_units(match: Match) -> Item | None:
    """In three to four weeks."""
    first, last = (shift(match.scene.today, match[key].number, match["unit"].symbol) for key in ("n", "m"))
    return stretch(first, last) if first and last and first < last else None


def _in_weeks_on(match: Match) -> Item | None:
    """In zwei Wochen am Freitag: the Friday of that week."""
    start = _days_of(match["d"])
    around = shift(match.scene.today, quantity(match["n"]), match["unit"].symbol)
    if around is None or match["unit"].symbol in ("DAY", "HOUR", "MIN"):
        return None
    found = around + timedelta(days=start.weekdays[0] - around.weekday())
    return day(found, weekdays=start.weekdays)


def _nth_from_now(match: Match) -> Item | None:
    """Three Fridays from now."""
    count = match["n"].number
    found = match.scene.coming(_days_of(match["d"]).weekdays[0]) + timedelta(weeks=count - 1)
    return day(found) if 1 <= count <= 52 else None


def _nth_in_month(match: Match) -> Item | None:
    """The first Monday of next month, letzte Woche im Juli, am ersten Wochenende im November."""
    whole, last = _days_of(match["m"]), match["o"].symbol == "LAST"
    if whole.grain != "month":
        return None
    nth, what = match["o"].number, match["what"].symbol
    if what in ("DAY", "WEEK"):
        return _nth_day_or_week(whole, what, None if last else nth)
    weekday = 5 if what == "WEEKEND" else _days_of(match["what"]).weekdays[0]
    found = _first(whole.first, weekday) + timedelta(weeks=nth - 1)
    if last:
        found = whole.last - timedelta(days=(whole.last.weekday() - weekday) % 7)
    if found > whole.last:
        return None
    return stretch(found, found + timedelta(days=1)) if what == "WEEKEND" else day(found, weekdays=(weekday,))


def _nth_day_or_week(whole: Days, what: str, nth: int | None) -> Item | None:
    """A week belongs to the month its Thursday is in; None is the last."""
    if what == "DAY":
        found = whole.last if nth is None else whole.first + timedelta(days=nth - 1)
        return day(found) if found <= whole.last else None
    thursday = _first(whole.first, 3) + timedelta(weeks=(nth or 1) - 1)
    if nth is None:
        thursday = whole.last - timedelta(days=(whole.last.weekday() - 3) % 7)
    return week(thursday - timedelta(days=3)) if thursday <= whole.last else None


def _nth_in_this_month(match: Match) -> Item | None:
    first = match.scene.today.replace(day=1)
    whole = Item("DM", 0, 0, days=Days(first, shift_month(first, 1) - timedelta(days=1), grain="month"))
    return _nth_in_month(Match(match.scene, match.items, match.begin, match.stop, match.named | {"m": whole}))


def _first(start: date, weekday: int) -> date:
    return start + timedelta(days=(weekday - start.weekday()) % 7)


def within(wide: Days, named: Days) -> Days | None:
    """A named weekday inside a week (that day), or inside something longer (that weekday, any of them)."""
    if len(named.weekdays) < 1 or not wide.wide or wide.weekdays:
        return None
    length = (wide.last - wide.first).days
    hits = [wide.first + timedelta(days=n) for n in range(length + 1)]
    hits = [hit for hit in hits if hit.weekday() in named.weekdays]
    if not hits or wide.bound:
        return Days(wide.first, wide.last, wide.grain, named.weekdays, bound=wide.bound) if wide.bound else None
    if len(hits) == 1:
        return Days(hits[0], hits[0], weekdays=named.weekdays)
    return Days(hits[0], hits[-1], grain="range", weekdays=named.weekdays)


def _weekday_of_week(match: Match) -> Item | None:
    found = within(_days_of(match["week"]), _days_of(match["d"]))
    return Item("DN" if found and not found.wide else "DR", 0, 0, days=found) if found else None


def _weekday_and_date(match: Match) -> Item | None:
    """Freitag, 16. Oktober. If they disagree, the date counts and the weekday of that week is the doubt."""
    named, dated = _days_of(match["d"]), _days_of(match["e"])
    if dated.weekdays or dated.first - match.scene.today <= timedelta(days=2):
        agreed = dated.first.weekday() in named.weekdays
        return day(dated.first, weekdays=named.weekdays) if agreed else None
    for first, _ in ((dated.first, dated.last), *dated.others):
        if first.weekday() in named.weekdays:
            return day(first, weekdays=(first.weekday(),))
    meant = dated.first + timedelta(days=named.weekdays[0] - dated.first.weekday())
    return day(dated.first, others=((meant, meant),))


def _weekday_after(match: Match) -> Item | None:
    """The Friday after the 3rd; "the Friday after" by itself follows the day spoken of last."""
    weekday = _days_of(match["d"]).weekdays[0]
    if match.has("e"):
        start = _days_of(match["e"]).last
    else:
        if match.after is not None and match.after.symbol not in ("STOP", "BREAK", "COMMA", "FILL"):
            return None
        spoken = [item.days.last for item in match.items[: match.begin] if item.days]
        start = spoken[-1] if spoken else match.scene.coming(weekday)
    found = start + timedelta(days=(weekday - start.weekday() - 1) % 7 + 1)
    return day(found, weekdays=(weekday,))


def _past(_: Match) -> Item:
    return Item("GONE", 0, 0)


_N = "n:QTY"
RULES = [
    Rule(f"IN ABOUT? {_N} FILL? unit:UNIT LATER?", _from_now),
    Rule("IN|WITHIN ABOUT? n:N hours:OCLOCK", _in_hours),
    Rule("LAST PART", _past),
    Rule("IN? NEXT|COMING n:QTY? unit:HOUR|MIN", _next_hours),
    Rule("WITHIN NEXT|COMING? n:QTY? unit:HOUR|MIN", _next_hours),
    Rule("IN unit:FORTNIGHT", _from_now),
    Rule("IN A? HALF unit:HOUR", _half_hour),
    Rule("HALF unit:HOUR FROM|LATER NOW?", _half_hour),
    Rule(f"{_N} unit:UNIT LATER|HENCE", _from_now),
    Rule(f"{_N} unit:UNIT FROM NOW", _from_now),
    Rule(f"IN {_N} unit:UNIT FROM NOW|R0", _from_now),
    Rule(f"IN? {_N} unit:UNIT FROM|AFTER d:D", _counted_from),
    Rule(f"{_N} unit:WEEK|FORTNIGHT ON d:DN", _counted_from),
    Rule("A unit:WEEK|FORTNIGHT d:DN|DD", _counted_from),
    Rule("d:DN|DD unit:WEEK|FORTNIGHT", _week_later),
    Rule("unit:DAY AFTER d:DD", _counted_from),
    Rule("unit:DAY BEFORE d:DD", _counted_back),
    Rule("n:QTY unit:DAY|WEEK BEFORE d:DD", _counted_back),
    Rule("IN ABOUT? n:N DASH|TO|OR|UNTIL m:N unit:UNIT", _few_units),
    Rule(f"d:DN|DD IN {_N} unit:DAY|WEEK|FORTNIGHT|MONTH|YEAR", _counted_from),
    Rule(f"IN {_N} unit:UNIT ON? d:DN", _in_weeks_on),
    Rule("n:N d:DN FROM|LATER NOW?", _nth_from_now),
    Rule("o:O|LAST what:DN|DAY|WEEK|WEEKEND OF|IN? m:DM", _nth_in_month),
    Rule("o:O|LAST what:DN|DAY|WEEK|WEEKEND OF|IN? MONTH", _nth_in_this_month),
    Rule("d:DN OF|IN|COMMA|ON? week:DW", _weekday_of_week),
    Rule("week:DW ON|COMMA? d:DN", _weekday_of_week),
    Rule("d:DN IN|OF week:DM", _weekday_of_week),
    Rule("d:DN COMMA|ON|STOP|SLASH? e:DD", _weekday_and_date),
    Rule("d:DN AFTER e:DD|DR", _weekday_after),
    Rule("d:DN AFTER|DARAUF", _weekday_after),
    Rule("LAST DN|DW|DM|UNIT|WEEKEND|QTY UNIT?", _past),
    Rule("LAST DN|DW|DM|UNIT|WEEKEND", _past),
    Rule("SINCE D", _past),
    Rule("QTY UNIT AGO", _past),
    Rule("D AGO", _past),
]
