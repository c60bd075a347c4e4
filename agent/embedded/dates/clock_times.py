"""Rules for times of day: digital, spoken (halb drei, quarter past nine), bare hours, parts of the day."""

from agent.embedded.dates.halves import settled
from agent.embedded.dates.rules import Match, Rule, fits
from agent.embedded.dates.tokens import fold
from agent.embedded.dates.values import DAY_MINUTES, Clock, Item, part

_NOON, _NIGHT = 12 * 60, 0
# After a bare hour these show that the number counts something else.
_COUNTED = "UNIT|MO|MASK|OTHER|O|N|A"
_AFTER_HOUR = (
    "STOP|BREAK|COMMA|FILL|FOR|ON|AT|ABOUT|IF|BUT|OR|AND|DASH|TO|UNTIL|ONWARD|DOWNWARD|ABLE|MER|IN|OF|NOT|EARLIEST|LATEST|WHY|"
    "BEFORE|AFTER|THIS|NEXT|LE|PART|P|D|T|BAD|NO"
)
# A sentence goes on with these after an hour; a noun would be what is counted.
_GOES_ON = frozenset(
    (
        "a aber an arbeite as because bei bin brauche could damit dass denn doch einen er es fertig habe haben hat "
        "hatte hatten i ich id ill im is ist it its ive komme konnen mich mit muss my or passend please sein she "
        "should sie since sind so termin thank thanks thats though war ware we weil when will wir with would wurde "
        "you your zu"
    ).split()
)
_NOUNS = {
    "high",
    "street",
    "road",
    "weeks",
    "visits",
    "stockwerk",
    "leute",
    "uns",
    "us",
    "other",
    "others",
    "more",
    "weitere",
    "of",
}


def _clock(hour: int, minute: int, meridiem: str = "", written: str = "") -> Item | None:
    """A time; loose unless the half of the day was said or written (14:30, 09:15 pm, 07:00)."""
    if not (0 <= hour <= 24 and 0 <= minute < 60) or (hour == 24 and minute):
        return None
    loose = not meridiem and 1 <= hour <= 12 and not written.startswith("0")
    if meridiem == "PM" and hour < 12:
        hour += 12
    elif meridiem == "AM" and hour == 12:
        hour = 0
    return Item("T", 0, 0, clock=Clock((hour * 60 + minute) % DAY_MINUTES, loose=loose))


def _meridiem(match: Match) -> str:
    return match["mer"].symbol if match.has("mer") else ""


def _digital(match: Match) -> Item | None:
    parts = match["c"].word.lower().replace("h", ":").replace(".", ":").split(":")
    return _clock(int(parts[0]), int(parts[1]), _meridiem(match), match["c"].word)


def _with_dot(match: Match) -> Item | None:
    """8.30; with one digit after the dot it must be said to be a time."""
    certain = match.has("lead") or match.has("mer") or len(match["c"].word.split(".")[1]) == 2
    return _digital(match) if certain else None


def _spoken(match: Match) -> Item | None:
    """14 Uhr 30, nine thirty, at 12 15, 8 am, 1430 Uhr."""
    hour, minute = match["h"].number, match["m"].number if match.has("m") else 0
    if match["h"].symbol == "A":
        hour = 1
    if match.has("m") and match.after is not None and match.after.symbol in ("DAY", "WEEK", "HOUR", "MO", "OCLOCK"):
        return None
    if hour > 24 and not match.has("m"):
        hour, minute = divmod(hour, 100)
    return _clock(hour, minute, _meridiem(match), match["h"].word)


def _pair(match: Match) -> Item | None:
    """Three thirty. Years ("nineteen fifty") and listed digits are no times."""
    if match["m"].number < 10 or match["h"].number in (0, 19, 20):
        return None
    return _spoken(match) if match.before not in ("N", "O") else None


def _half(match: Match) -> Item | None:
    """Halb drei is 2:30, half three is 3:30."""
    hour = match["h"].number
    if not 1 <= hour <= 24:
        return None
    minute = hour * 60 + 30 - (60 if match.scene.lang == "de" else 0)
    return _minutes(minute, hour, _meridiem(match))


def _minutes(minutes: int, said_hour: int, meridiem: str = "") -> Item | None:
    loose = said_hour <= 12 and not meridiem
    if meridiem == "PM" and minutes < _NOON:
        minutes += _NOON
    return Item("T", 0, 0, clock=Clock(minutes % DAY_MINUTES, loose=loose))


def _shifted(match: Match) -> Item | None:
    """Quarter past nine, zehn vor acht, fünf nach halb drei."""
    minute = 15 if match["m"].symbol == "QTR" else match["m"].number
    backwards = match["d"].symbol in ("TO", "BEFORE")
    if not 1 <= minute <= 40 or (not match.has("min") and minute > 29):
        return None
    if match["d"].symbol in ("TO", "BEFORE", "AFTER") and match["m"].symbol != "QTR" and not match.has("min"):
        digits = not fits(match["m"].symbol, "W")
        if minute not in (5, 10, 20, 25) or (digits and match["d"].symbol == "TO" and minute < 13):
            return None
        if match.before in ("FROM", "BETWEEN"):
            return None
    hour = match["h"].number if match.has("h") else (12 if match["x"].symbol == "NOON" else 0)
    if hour > 24 or (
        match.has("h") and match.after is not None and match.after.symbol in ("MIN", "HOUR", "DAY", "WEEK")
    ):
        return None
    start = hour * 60
    if match.has("half"):
        start += 30 - (60 if match.scene.lang == "de" else 0)
    return _minutes(start + (-minute if backwards else minute), hour if match.has("h") else 13, _meridiem(match))


def _quarter_of(match: Match) -> Item | None:
    """Viertel acht is 7:15, dreiviertel acht 7:45."""
    hour = match["h"].number
    if match.scene.lang != "de" or not 1 <= hour <= 24:
        return None
    return _minutes(hour * 60 - (45 if match["q"].symbol == "QTR" else 15), hour)


def _fixed(match: Match) -> Item:
    return Item("T", 0, 0, clock=Clock(_NOON if match["x"].symbol == "NOON" else _NIGHT))


def may_follow_hour(item: Item | None) -> bool:
    """Whether a bare number before this is an hour rather than a count."""
    if item is None or fits(item.symbol, _AFTER_HOUR):
        return True
    return item.symbol == "WORD" and fold(item.word) in _GOES_ON


def _bare(match: Match) -> Item | None:
    """Um neun, at 9, gegen 11: an hour unless what follows is counted."""
    after = match.after
    number = match["h"].number
    if match.has("about") and not may_follow_hour(after):
        return None
    if after is not None and (fits(after.symbol, _COUNTED) or after.word.lower() in _NOUNS):
        return None
    if 24 < number < 100:
        return None
    hour, minute = divmod(number, 100) if number > 24 else (number, 0)
    return _clock(hour, minute, _meridiem(match), match["h"].word)


def _beside(match: Match) -> Item | None:
    """A number beside a day or part of day: evening 5, 9 tomorrow, Monday 8, um 10 oder 11."""
    items, begin = match.items, match.begin
    before = items[begin - 1].symbol if begin else ""
    after = match.after
    if before == "COMMA" and begin >= 2:
        before = items[begin - 2].symbol
    lone = (
        match.scene.bare_hours
        and sum(fits(item.symbol, "N|O|D|T|PART|CLOCK") for item in items) == 1
        and may_follow_hour(after)
    )
    follows = fits(before, "DD|DN|PART") and may_follow_hour(after)
    listed = before == "OR" and begin >= 2 and fits(items[begin - 2].symbol, "N|CLOCK")
    follows = follows or (listed and may_follow_hour(after))
    pronoun = match["h"].word.lower() == "one" and not _leads(match, before)  # "the Monday one"
    if pronoun or not (lone or follows or _leads(match, before)):
        return None
    number = match["h"].number
    hour, minute = divmod(number, 100) if number > 24 else (number, 0)
    return _clock(hour, minute, written=match["h"].word) if number < 25 or number > 999 else None


def _leads(match: Match, before: str) -> bool:
    """9 tomorrow, four in the evening, 8 on Friday; not "for 2 tonight", "room 4 tomorrow"."""
    if before in ("OF", "WORD", "MASK") or match.after is None:
        return False
    following, second = ([*match.items[match.stop + 1 : match.stop + 3], None, None])[:2]
    if match.after.symbol == "OR" and following and fits(following.symbol, "N|CLOCK"):
        return before != "FOR" and may_follow_hour(second)
    dated = match.after.symbol == "DD" or (
        match.after.symbol == "ON" and following and following.symbol in ("DD", "DN")
    )
    part = fits(match.after.symbol, "PART")
    return part or (bool(dated) and before != "FOR")


def _hours(match: Match) -> Item | None:
    """1400 hrs, 17hr."""
    return _spoken(match) if 12 < match["h"].number <= 24 or match["h"].number > 100 else None


def _half_day(match: Match) -> Item | None:
    """Tuesday am."""
    name = "morning" if match["mer"].symbol == "AM" else "afternoon"
    return Item("P", 0, 0, clock=part(name)) if match.before in ("DD", "DN") else None


def _part(match: Match) -> Item:
    return Item("P", 0, 0, clock=part(match["p"].symbol[1:]))


def _edge_of_day(match: Match) -> Item | None:
    """Early on Monday, late Friday."""
    after = match.after
    if after is None or after.symbol not in ("DD", "DN"):
        return None
    early = match["e"].symbol == "START"
    return Item("P", 0, 0, word=match["e"].symbol, clock=part("earlymorning" if early else "lateafternoon"))


def _around_work(match: Match) -> Item:
    first = {"AFTERWORK": 17 * 60, "AFTERSCHOOL": 15 * 60, "BEFOREWORK": 9 * 60}[match["x"].symbol]
    return Item("T", 0, 0, clock=Clock(first, bound="<=" if match["x"].symbol == "BEFOREWORK" else ">="))


def _of_part(match: Match) -> Item | None:
    """5 Uhr nachmittags, in the evening at 8: the part only says which half of the day is meant."""
    time, named = match["t"].clock, match["p"].clock
    if time is None or named is None or not time.loose:
        return None
    return Item("T", 0, 0, clock=settled(time, named.half))


_MINUTES = "m:N|QTR min:MIN? d:PAST|AFTER|TO|BEFORE"
RULES = [
    Rule("AROUND? AROUND? c:CLOCK OCLOCK? mer:MER?", _digital),
    Rule("lead:AROUND? AROUND? c:DOT mer:OCLOCK|MER?", _with_dot),
    Rule("AROUND? AROUND? h:N|A OCLOCK N0w? m:N mer:MER?", _spoken),
    Rule("AROUND? AROUND? h:N OCLOCK AND m:N", _spoken),
    Rule("AROUND? AROUND? h:N|A OCLOCK mer:MER?", _spoken),
    Rule("AROUND? AROUND? h:N ISH? OCLOCK? mer:MER", _spoken),
    Rule("AROUND? AROUND? h:N ISH", _spoken),
    Rule("AROUND? AROUND? h:N m:N mer:MER", _spoken),
    Rule("AROUND AROUND? h:N m:N", _spoken),
    Rule("AROUND? h:W OH m:N mer:MER?", _spoken),
    Rule("h:W m:W", _pair),
    Rule("AROUND? AROUND? HALF PAST? h:N OCLOCK? mer:MER?", _half),
    Rule(f"AROUND? AROUND? {_MINUTES} half:HALF? h:N OCLOCK? mer:MER?", _shifted),
    Rule(f"AROUND? AROUND? {_MINUTES} x:NOON|MIDNIGHT", _shifted),
    Rule("AROUND? AROUND? q:QTR|THREEQ h:N OCLOCK?", _quarter_of),
    Rule("AROUND? AROUND? x:NOON|MIDNIGHT", _fixed),
    Rule("AROUND? AT AROUND? h:N OCLOCK?", _bare),
    Rule("about:ABOUT h:N OCLOCK?", _bare),
    Rule("AROUND? h:N HOUR", _hours),
    Rule("mer:MER", _half_day),
    Rule("h:N", _beside),
    Rule("p:PART", _part),
    Rule("e:START|END", _edge_of_day),
    Rule("x:AFTERWORK|AFTERSCHOOL|BEFOREWORK", _around_work),
]
HALVES = [Rule("t:T IN|ON? p:P", _of_part), Rule("p:P AROUND|COMMA? t:T", _of_part)]
