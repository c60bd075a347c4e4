"""Rules for single days: relative days, weekdays, numeric and spoken dates, days of a month, feasts."""

from calendar import monthrange
from datetime import date, timedelta

from agent.embedded.dates.feasts import feast
from agent.embedded.dates.rules import Match, Rule, fits
from agent.embedded.dates.values import Days, Item, Scene

_BEFORE_A_DAY = frozenset(
    ("AFTER AND BEFORE BETWEEN BUT COMING COMMA DASH EARLIEST FOR FROM GE LATEST LE NEXT NOT ON OR TO UNTIL").split()
)
_AFTER_A_DAY = "PART|AT|ABOUT|CLOCK|UNTIL|TO|DASH|ONWARD|GE|LE|OR"
# "the 2nd one", "im 3. Stock", "am 2. Tag"
_NOT_DAYS = frozenset(
    (
        "appointment arzt avenue choice dose dosis etage floor half impfung kind line mal möglichkeit name og one "
        "opinion option part party person quartal session sitzung slot stock street tag termin termine thing "
        "things thought time try untersuchung visit vorschlag week zeile zimmer"
    ).split()
)


def day(first: date, **other: object) -> Item:
    return Item("DD", 0, 0, days=Days(first, first, **other))  # type: ignore[arg-type]


def next_month_day(scene: Scene, month: int, dom: int, year: int = 0) -> date | None:
    """That day of that month, the next one if no year was said; None if there is no such day."""
    years = [year] if year else range(scene.today.year, scene.today.year + 9)
    for candidate in years:
        if 1 <= month <= 12 and 1 <= dom <= monthrange(candidate, month)[1]:
            found = date(candidate, month, dom)
            if year or found >= scene.today:
                return found
    return None


def next_dom(scene: Scene, dom: int, weekday: int | None = None) -> date | None:
    """The next day with this number (and this weekday)."""
    month = scene.today.replace(day=1)
    for _ in range(20 * 12):
        if 1 <= dom <= monthrange(month.year, month.month)[1]:
            found = month.replace(day=dom)
            if found >= scene.today and weekday in (None, found.weekday()):
                return found
        month = (month + timedelta(days=32)).replace(day=1)
    return None


def shift_month(first: date, months: int) -> date:
    """The first day of the month so many months on."""
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def _year(scene: Scene, number: int) -> int:
    """A year in two digits: this century up to a few years from now, else the last."""
    if number > 99:
        return number
    return number + (2000 if number <= scene.today.year % 100 + 5 else 1900)


def _dated(match: Match) -> Item | None:
    """A day and a named month, perhaps a year."""
    year = match["y"].number if match.has("y") else 0
    if match.has("y") and not 1900 <= year <= 2100:
        return None
    number = match["d"].number
    hour_after_all = fits(match["d"].symbol, "N") and match["d"] is match.items[match.stop - 1]
    if hour_after_all and match.after is not None and fits(match.after.symbol, "OCLOCK|MER"):
        return None
    found = next_month_day(match.scene, match["m"].number, number, year)
    return day(found) if found else None


def numeric(match: Match) -> Item | None:
    """2026-11-05, 5.11.2026, 05/11/26, 5.11., 5/11: day first unless that is impossible."""
    token = match["d"]
    parts = [int(part) for part in token.word.replace("-", ".").replace("/", ".").replace(" ", "").split(".") if part]
    if token.symbol == "ISO":
        found = next_month_day(match.scene, parts[1], parts[2], parts[0])
        return day(found) if found else None
    year = _year(match.scene, parts[2]) if len(parts) > 2 else 0
    if year and not 1900 <= year <= 2100:
        return None
    british = next_month_day(match.scene, parts[1], parts[0], year)
    american = next_month_day(match.scene, parts[0], parts[1], year) if "." not in token.word else None
    if british is None or american is None or british == american:
        found = british or american
        return day(found) if found else None
    return day(british, others=((american, american),))


def _dotted(match: Match) -> Item | None:
    """18.10 is a day or a time of day: the words around it decide, then the language."""
    left, right = match["d"].word.split(".")
    weekday = fits(match.before, "WD|DN")
    clock_like = len(right) == 2 and int(left) < 24 and int(right) < 60
    if match.before in ("AT", "ABOUT") or (match.after and match.after.symbol in ("OCLOCK", "AM", "PM", "ISH")):
        return None
    asked = match.before in ("ON", "FROM", "UNTIL", "FOR") or (weekday and not (clock_like and int(right) > 12))
    if clock_like and not asked and (match.scene.lang == "en" or int(right) > 12):
        return None
    return numeric(match)


def _weekday(match: Match) -> Item:
    number = match["w"].number
    found = match.scene.coming(number)
    others = ((match.scene.today, match.scene.today),) if number == match.scene.today.weekday() else ()
    return Item("DN", 0, 0, days=Days(found, found, weekdays=(number,), others=others))


def _every_weekday(match: Match) -> Item:
    found = match.scene.coming(match["w"].number)
    return Item("DN", 0, 0, days=Days(found, found, weekdays=(match["w"].number,), pattern=True))


def _chosen_weekday(match: Match) -> Item:
    """This, next, coming Friday. "Nächsten Freitag" with a Friday still to come this week is open to doubt."""
    scene, number, how = match.scene, match["w"].number, match["how"].symbol
    coming = scene.coming(number)
    later = coming + timedelta(days=7)
    doubtful = number > scene.today.weekday()
    first = coming
    others: tuple[tuple[date, date], ...] = ()
    if how == "THIS":
        first = scene.today if number == scene.today.weekday() else coming
    elif how in ("NEXT", "FOLLOWING") and doubtful:
        # British "next Friday" is mostly the one of next week, "nächsten Freitag" mostly the coming one.
        first, other = (coming, later) if scene.lang == "de" else (later, coming)
        others = ((other, other),)
    elif how == "NEXTNEXT" or (how == "AFTERNEXT"):
        first, other = later, later + timedelta(days=7)
        others = ((other, other),) if doubtful else ()
    return Item("DN", 0, 0, days=Days(first, first, weekdays=(number,), others=others))


def _after_next(match: Match) -> Item:
    """The Monday after next; Freitag nach dem nächsten."""
    return _chosen_weekday(
        Match(match.scene, match.items, match.begin, match.stop, match.named | {"how": Item("AFTERNEXT", 0, 0)})
    )


def _weekday_and_number(match: Match) -> Item | None:
    """Wednesday the 21st; Monday 21."""
    number, bare = match["d"].number, not fits(match["d"].symbol, "O")
    if bare and number < 13:
        return None
    found = next_dom(match.scene, number, match["w"].number)
    far = found is None or (found - match.scene.today).days > 62
    if bare and far and number < 19:
        return None
    return day(found, weekdays=(match["w"].number,)) if found else None


def _two_numbers(match: Match) -> Item | None:
    """Am 27 10: how speech recognition writes a spoken date."""
    found = next_month_day(match.scene, match["m"].number, match["d"].number)
    return day(found) if found and match["d"].number > 12 and match.scene.lang == "de" else None


def _day_number(match: Match) -> Item | None:
    """The 18th; am 3. Written out, or with a mere dot, it needs a word before it that asks for a day."""
    token = match["d"]
    after = match.after
    if after is not None and (
        after.word.lower() in _NOT_DAYS or after.symbol in ("DAY", "WEEK", "OCLOCK", "QUARTER", "MONTH")
    ):
        return None
    if after is not None and (fits(after.symbol, "MO|OF") or (fits(after.symbol, "WD") and token.number <= 5)):
        return None  # the first Monday; the 31st of a month that has no such day
    certain = fits(token.symbol, "O") and not fits(token.symbol, "W|ORDW|Q")
    lead = match.before in _BEFORE_A_DAY - (
        {"COMMA", "OR", "AND", "DASH", "NEXT"} if fits(token.symbol, "ORDW") else set()
    )
    tail = after is not None and fits(after.symbol, _AFTER_A_DAY)
    closed = after is None or fits(after.symbol, "STOP|BREAK|COMMA|FILL|ABLE|PART|AT|ABOUT")
    if token.article and closed and fits(token.symbol, "ORDW") and token.number > 3:
        lead = True  # "the fifth" is hardly a choice among offers
    if not certain and not lead and not (fits(token.symbol, "Q") and (tail or token.article)):
        return None
    found = next_dom(match.scene, token.number)
    return day(found) if found else None


def _on_number(match: Match) -> Item | None:
    """Am 5, on 15: a day, unless what follows counts."""
    after = match.after
    if after is not None and after.symbol in (
        "OCLOCK",
        "AM",
        "PM",
        "DAY",
        "WEEK",
        "HOUR",
        "MIN",
        "WORD",
        "ISH",
        "DASH",
    ):
        return None
    found = next_dom(match.scene, match["d"].number)
    return day(found) if found else None


def _in_month(match: Match) -> Item | None:
    """The 20th of next month, am 3. des Monats."""
    month = match.scene.today.replace(day=1)
    if match.has("how"):
        month = shift_month(month, {"THIS": 0, "NEXTNEXT": 2}.get(match["how"].symbol, 1))
    found = next_month_day(match.scene, month.month, match["d"].number, month.year)
    return day(found) if found else None


def _two_ordinals(match: Match) -> Item | None:
    """Am siebten vierten."""
    found = next_month_day(match.scene, match["m"].number, match["d"].number)
    return day(found) if found and match.scene.lang == "de" else None


def _feast(match: Match) -> Item | None:
    key, scene = match["f"].symbol.removeprefix("HOL_"), match.scene
    if match.has("y"):
        year = match["y"].number
        return day(feast(key, year, scene.lang)) if 1900 <= year <= 2100 else None
    this_year = feast(key, scene.today.year, scene.lang)
    return day(this_year if this_year >= scene.today else feast(key, scene.today.year + 1, scene.lang))


def _relative(match: Match) -> Item:
    return day(match.scene.today + timedelta(days=match["r"].number))


_YEARS = ("", " y:N", " COMMA y:N", " OF|IN y:N")
_NAMED = (
    "d:O OF|IN? m:MO",
    "d:N OF? m:MO",
    "d:O DAY OF|IN m:MO",
    "m:MO ON? d:O",
    "m:MO d:N !MIN|HOUR",
    "m:MO DASH|SLASH|STOP d:N|O",
)
RULES = [
    *(Rule(f"{named}{year}", _dated) for named in _NAMED for year in _YEARS),
    Rule("y:N DASH|SLASH m:MO DASH|SLASH d:N", _dated),
    Rule("d:ISO|FULL|SHORT|FRACTION", numeric),
    Rule("d:DOT", _dotted),
    Rule("r:R0|R1|R2|R3", _relative),
    Rule("w:WD", _weekday),
    Rule("w:WDP", _every_weekday),
    Rule("EVERY w:WD", _every_weekday),
    Rule("how:THIS|NEXT|FOLLOWING|COMING|NEXTNEXT w:WD", _chosen_weekday),
    Rule("w:WD AFTER NEXT", _after_next),
    Rule("w:WD COMMA? ON? d:O !MO|OF|O|N", _weekday_and_number),
    Rule("w:WD COMMA? d:N !OCLOCK|AM|PM|ISH|SEP|N|MO|HALF|MIN|HOUR|DAY|WEEK|MONTH", _weekday_and_number),
    Rule("d:O", _day_number),
    Rule("d:N OF how:THIS|NEXT|COMING|NEXTNEXT MONTH", _in_month),
    Rule("ON d:N !N|O|MO|OF|DASH|TO|UNTIL", _on_number),
    Rule("d:O DAY? OF? how:THIS|NEXT|COMING|NEXTNEXT MONTH", _in_month),
    Rule("d:O DAY? OF MONTH", _in_month),
    Rule("d:O m:O", _two_ordinals),
    Rule("ON d:N m:N !OCLOCK|N|CLOCK", _two_numbers),
    *(Rule(f"f:HOL{year}", _feast) for year in _YEARS),
]  # fmt: skip
