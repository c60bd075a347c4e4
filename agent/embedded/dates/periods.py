"""Rules for stretches of days: weeks, weekends, months, seasons, the next so many days, and parts of all these."""

from calendar import monthrange
from datetime import date, timedelta

from agent.embedded.dates.calendar_days import next_dom, next_month_day, numeric, shift_month
from agent.embedded.dates.rules import Match, Rule, fits
from agent.embedded.dates.values import Days, Item, Scene

_STEPS = {"THIS": 0, "NEXT": 1, "FOLLOWING": 1, "COMING": 1, "NEXTNEXT": 2}
_SEASONS = {
    "SPRING": ((3, 20), (6, 20)),
    "SUMMER": ((6, 21), (9, 23)),
    "AUTUMN": ((9, 24), (12, 20)),
    "WINTER": ((12, 21), (3, 19)),
}
QUANTITIES = {"A": 1, "COUPLE": 2, "TWO": 2, "FEW": 3}


def quantity(item: Item) -> int:
    return QUANTITIES.get(item.symbol, item.number)


def week(monday: date, days: int = 6) -> Item:
    return Item("DW", 0, 0, days=Days(monday, monday + timedelta(days=days), grain="week"))


def stretch(first: date, last: date, **other: object) -> Item:
    return Item("DR", 0, 0, days=Days(first, last, grain="range", **other))  # type: ignore[arg-type]


def month(first: date) -> Item:
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return Item("DM", 0, 0, days=Days(first, last, grain="month"))


def _week(match: Match) -> Item:
    step = _STEPS[match["how"].symbol] if match.has("how") else 0
    return week(match.scene.monday + timedelta(weeks=step))


def _week_after_next(match: Match) -> Item:
    return week(match.scene.monday + timedelta(weeks=2))


def _week_after(match: Match) -> Item | None:
    """The week after: after the last day spoken of, else next week."""
    if fits(match.before, "QTY"):
        return None
    spoken = [item.days.last for item in match.items[: match.begin] if item.days]
    monday = spoken[-1] - timedelta(days=spoken[-1].weekday()) if spoken else match.scene.monday
    return week(monday + timedelta(weeks=1))


def _this_or_next(match: Match) -> Item:
    return Item("DW", 0, 0, days=Days(match.scene.monday, match.scene.monday + timedelta(days=13), grain="range"))


def _calendar_week(match: Match) -> Item | None:
    number, year = match["n"].number, match.scene.today.year
    if not 1 <= number <= 52:
        return None
    monday = date.fromisocalendar(year, number, 1)
    return week(
        monday if monday + timedelta(days=6) >= match.scene.today else date.fromisocalendar(year + 1, number, 1)
    )


def _week_of(match: Match) -> Item | None:
    found = match["d"].days
    counted = fits(match.before, "QTY")
    return week(found.first - timedelta(days=found.first.weekday())) if found and not counted else None


def _week_of_number(match: Match) -> Item | None:
    found = next_dom(match.scene, match["d"].number)
    return week(found - timedelta(days=found.weekday())) if found else None


def weekend(scene: Scene, weeks: int) -> tuple[date, date]:
    saturday = scene.monday + timedelta(days=5, weeks=weeks)
    return saturday, saturday + timedelta(days=1)


def _weekend(match: Match) -> Item:
    how = match["how"].symbol if match.has("how") else "THIS"
    this, following = weekend(match.scene, 0), weekend(match.scene, 1)
    if how == "NEXT":
        this, following = (this, following) if match.scene.lang == "de" else (following, this)
        return stretch(*this, others=(following,))
    if how in ("NEXTNEXT", "FOLLOWING"):
        this = following
    return stretch(*this)


def _weekend_after(match: Match) -> Item | None:
    found = match["d"].days
    if found is None:
        return None
    saturday = found.last + timedelta(days=(5 - found.last.weekday() - 1) % 7 + 1)
    return stretch(saturday, saturday + timedelta(days=1))


def _weekend_of(match: Match) -> Item | None:
    found = match["d"].days
    if found is None or found.grain != "week":
        return None
    return stretch(found.last - timedelta(days=1), found.last)


def _weekdays(match: Match) -> Item:
    named = (0, 1, 2, 3, 4) if match["w"].symbol == "WDAYS" else (5, 6)
    first = min(match.scene.coming(weekday) for weekday in named)
    return stretch(first, first + timedelta(days=len(named) - 1), weekdays=named, pattern=True)


def _month(match: Match) -> Item:
    return month(shift_month(match.scene.today.replace(day=1), _STEPS[match["how"].symbol]))


def _month_after_next(match: Match) -> Item:
    return month(shift_month(match.scene.today.replace(day=1), 2))


def _named_month(match: Match) -> Item | None:
    today, number = match.scene.today, match["m"].number
    if match.has("y"):
        year = match["y"].number
        return month(date(year, number, 1)) if 1900 <= year <= 2100 else None
    return month(date(today.year + (number < today.month), number, 1))


def _next_named_month(match: Match) -> Item | None:
    today, number = match.scene.today, match["m"].number
    return month(date(today.year + (number <= today.month), number, 1))


def _year(match: Match) -> Item:
    year = match.scene.today.year + _STEPS[match["how"].symbol]
    return stretch(date(year, 1, 1), date(year, 12, 31))


def _quarter(match: Match) -> Item:
    this = match.scene.today.replace(day=1, month=(match.scene.today.month - 1) // 3 * 3 + 1)
    first = shift_month(this, 3 * _STEPS[match["how"].symbol])
    return stretch(first, shift_month(first, 3) - timedelta(days=1))


def _season(match: Match) -> Item | None:
    start, end = _SEASONS[match["s"].symbol]
    today = match.scene.today
    for year in (today.year - 1, today.year, today.year + 1):
        first, last = date(year, *start), date(year + (end < start), *end)
        if last >= today and not (match.before == "NEXT" and first <= today):
            return stretch(first, last)
    return None


def _next_days(match: Match) -> Item | None:
    """The next three days, in den nächsten zwei Wochen: from tomorrow on."""
    count = quantity(match["n"]) if match.has("n") else 3
    # "Within" counts from today, "the next" from tomorrow.
    first = match.scene.today + timedelta(days=0 if match.items[match.begin].symbol == "WITHIN" else 1)
    unit = match["unit"].symbol
    if not 1 <= count <= 60 or unit in ("HOUR", "MIN"):
        return None
    if unit in ("MONTH", "YEAR"):
        count *= 30 if unit == "MONTH" else 365
        unit = "DAY"
    return stretch(first, match.scene.today + timedelta(days=count * {"WEEK": 7, "FORTNIGHT": 14}.get(unit, 1)))


def _part_of(match: Match) -> Item | None:
    """Anfang nächster Woche, end of the month, Mitte November."""
    whole, which = match["d"].days, match["part"].symbol
    if whole is None or whole.bound:
        return None
    length = (whole.last - whole.first).days + 1
    if length <= 7:
        cut = {"START": (0, 1), "MID": (1, 3), "END": (3, 6), "LATER": (3, 6), "REST": (0, 6)}[which]
    elif length <= 31:
        cut = {"START": (0, 9), "MID": (9, 19), "END": (length - 7, length - 1)}.get(which, (0, length - 1))
    else:
        third = length // 3
        cut = {"START": (0, third), "MID": (third, 2 * third)}.get(which, (2 * third, length - 1))
    first, last = whole.first + timedelta(days=cut[0]), whole.first + timedelta(days=cut[1])
    if first < match.scene.today <= last and which in ("REST", "LATER", "END"):
        first = match.scene.today
    return stretch(first, last)


def _rest_of_month_or_week(match: Match) -> Item | None:
    """End of the week, Ende des Monats, rest of the month: the one we are in."""
    whole = week(match.scene.monday) if match["unit"].symbol == "WEEK" else month(match.scene.today.replace(day=1))
    if match["unit"].symbol == "YEAR":
        whole = stretch(date(match.scene.today.year, 1, 1), date(match.scene.today.year, 12, 31))
    return _part_of(Match(match.scene, match.items, match.begin, match.stop, match.named | {"d": whole}))


def _midweek(match: Match) -> Item:
    monday = match.scene.monday + timedelta(weeks=_STEPS[match["how"].symbol] if match.has("how") else 0)
    if monday + timedelta(days=3) < match.scene.today:
        monday += timedelta(weeks=1)
    return stretch(monday + timedelta(days=1), monday + timedelta(days=3))


def _numbers_of_month(match: Match) -> Item | None:
    """13 to 15 July; vom 3. bis zum 12. September; 4 to 23 next month."""
    scene = match.scene
    if match.has("m"):
        last = next_month_day(scene, match["m"].number, match["b"].number)
    elif match.has("how"):
        first_of = shift_month(scene.today.replace(day=1), _STEPS[match["how"].symbol])
        last = next_month_day(scene, first_of.month, match["b"].number, first_of.year)
    else:
        last = next_dom(scene, match["b"].number)
    if last is None or not 1 <= match["a"].number < last.day:
        return None
    return stretch(last.replace(day=match["a"].number), last)


def _number_and_date(match: Match) -> Item | None:
    """14 - 15.10."""
    dated = numeric(match)
    last = dated.days if dated else None
    if last is None or not 1 <= match["a"].number < last.first.day:
        return None
    return stretch(last.first.replace(day=match["a"].number), last.first)


_HOW = "how:THIS|NEXT|FOLLOWING|COMING|NEXTNEXT"
_SPANS = ("FROM|BETWEEN? ON? a:{0} DASH|TO|UNTIL ON? b:{0}", "BETWEEN ON? a:{0} AND ON? b:{0}")
# Before single days: these begin with numbers that are days only together.
FIRST = [
    *(Rule(f"{span.format('O|N')} OF|IN? m:MO", _numbers_of_month) for span in _SPANS),
    *(Rule(f"{span.format('O|N')} OF|IN? {_HOW} MONTH", _numbers_of_month) for span in _SPANS),
    Rule("FROM? ON? a:O|N DASH|UNTIL|TO d:SHORT|FULL", _number_and_date),
    Rule("m:MO a:O|N DASH|TO|UNTIL b:O|N", _numbers_of_month),
    Rule(f"{_HOW} MONTH FROM|BETWEEN a:O|N UNTIL|TO|AND|DASH b:O|N", _numbers_of_month),
    Rule("FROM|BETWEEN ON? a:O UNTIL|TO|AND|DASH ON? b:O !MO|OF", _numbers_of_month),
    Rule("WEEK OF|START|FROM|GE|UNTIL? ON? d:O !MO|OF", _week_of_number),
]
RULES = [
    Rule(f"{_HOW} WEEK", _week),
    Rule("WEEK AFTER NEXT !WD|WEEK|MONTH", _week_after_next),
    Rule("THIS WEEK? OR|AND NEXT WEEK", _this_or_next),
    Rule("KW n:N", _calendar_week),
    Rule("WEEK n:N", _calendar_week),
    Rule("EVERY? THIS|COMING? WEEKEND !AFTER|OF|IN", _weekend),
    Rule(f"{_HOW} WEEKEND", _weekend),
    Rule("w:WDAYS|WEEKENDS", _weekdays),
    Rule(f"{_HOW} MONTH", _month),
    Rule("MONTH AFTER NEXT !WD|WEEK|MONTH", _month_after_next),
    Rule("m:MO", _named_month),
    *(Rule(f"m:MO {year}", _named_month) for year in ("y:N", "DASH y:N", "COMMA y:N", "OF|IN y:N")),
    Rule("NEXT|COMING m:MO", _next_named_month),
    Rule("THIS m:MO", _named_month),
    Rule(f"{_HOW} YEAR", _year),
    Rule(f"{_HOW} QUARTER", _quarter),
    Rule(f"{_HOW} QTR !PAST|TO|AFTER|BEFORE|N", _quarter),
    Rule("IN|THIS|NEXT|COMING|UNTIL|START|MID|END s:SPRING|SUMMER|AUTUMN|WINTER", _season),
    Rule("NEXT|COMING n:QTY|FEW? unit:UNIT", _next_days),
    Rule("n:QTY COMING unit:UNIT", _next_days),
    Rule("WITHIN NEXT|COMING? n:QTY? unit:UNIT", _next_days),
    Rule("part:START|MID|END|REST|LATER IN|OF|THIS? unit:WEEK|MONTH|YEAR", _rest_of_month_or_week),
    Rule(f"MIDWEEK {_HOW} WEEK?", _midweek),
    Rule("MIDWEEK", _midweek),
]
ON_DAYS = [
    Rule("part:START|MID|END|REST|LATER IN|OF|FROM|ABOUT? d:DW|DM|DR", _part_of),
    Rule("WEEK OF|START|FROM|GE|BEFORE|ON? ON? d:DD|DN", _week_of),
    Rule("WEEK AFTER !D|NEXT|N|CLOCK", _week_after),
    Rule("WEEK DARAUF", _week_after),
    Rule("WEEKEND AFTER d:D", _weekend_after),
    Rule("WEEKEND OF|IN? d:DW", _weekend_of),
]
# After offsets, which know "the last weekend of May".
LEFT_OVER = [Rule("WEEKEND", _weekend), *ON_DAYS]
