"""The date grammar through its door: what people say in both languages, what they refuse, what is no date, junk."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from agent.embedded.dates import Reading, parse

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 10, 14, 10, 0, tzinfo=LONDON)  # a Wednesday


def one(text: str, lang: str | None = None) -> Reading:
    readings = parse(text, NOW, lang)
    assert len(readings) == 1, [reading.text for reading in readings]
    return readings[0]


def at(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("ginge es am Donnerstag um Viertel nach elf", at(10, 15, 11, 15)),
        ("Do 22.10. 9:15", at(10, 22, 9, 15)),
        ("übermorgen gegen halb fünf", at(10, 16, 16, 30)),
        ("zehn vor drei am Montag", at(10, 19, 14, 50)),
        ("dienstag den zwanzigsten oktober um siebzehn uhr fünf", at(10, 20, 17, 5)),
        ("Heute Abend um sieben", at(10, 14, 19, 0)),
        ("am 5. November 2026 um 8 Uhr 45", at(11, 5, 8, 45)),
        ("donnerstg um zehn", at(10, 15, 10, 0)),
        ("Uebermorgen um 12", at(10, 16, 12, 0)),
        ("heute in vierzehn Tagen um 9", at(10, 28, 9, 0)),
        ("Thursday half eleven", at(10, 15, 11, 30)),
        ("could i come in at twenty to four tomorrow", at(10, 15, 15, 40)),
        ("five past nine on the 22nd", at(10, 22, 9, 5)),
        ("fri 10.45", at(10, 16, 10, 45)),
        ("a week tomorrow at noon", at(10, 22, 12, 0)),
        ("tuesday the twentieth of october at nine fifteen", at(10, 20, 9, 15)),
        ("this afternoon at 3", at(10, 14, 15, 0)),
        ("2/11/2026 at 4.15pm", at(11, 2, 16, 15)),
        ("8 on Friday", at(10, 16, 8, 0)),
        ("today at 9", at(10, 14, 21, 0)),
        ("montag morgen um acht", at(10, 19, 8, 0)),
        ("am 27 10 um 11", at(10, 27, 11, 0)),
        ("in two hours", at(10, 14, 12, 0)),
        ("in einer halben Stunde", at(10, 14, 10, 30)),
    ],
)
def test_a_date_and_a_time(text: str, moment: datetime) -> None:
    reading = one(text)
    assert (reading.start, reading.end, reading.grain) == (moment, moment, "time")
    assert reading.has_date
    assert reading.has_time


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("letzten Freitag im November", date(2026, 11, 27), date(2026, 11, 27)),
        ("the first Tuesday of next month", date(2026, 11, 3), date(2026, 11, 3)),
        ("Dienstag der übernächsten Woche", date(2026, 10, 27), date(2026, 10, 27)),
        ("the Thursday after the 20th", date(2026, 10, 22), date(2026, 10, 22)),
        ("Thursday fortnight", date(2026, 10, 29), date(2026, 10, 29)),
        ("Donnerstag in acht Tagen", date(2026, 10, 22), date(2026, 10, 22)),
        ("kommenden Mittwoch", date(2026, 10, 21), date(2026, 10, 21)),
        ("the week of the 26th", date(2026, 10, 26), date(2026, 11, 1)),
        ("in der ersten Novemberwoche", date(2026, 11, 2), date(2026, 11, 8)),
        ("KW 44", date(2026, 10, 26), date(2026, 11, 1)),
        ("Mitte nächster Woche", date(2026, 10, 20), date(2026, 10, 22)),
        ("vom 3. bis zum 6. November", date(2026, 11, 3), date(2026, 11, 6)),
        ("Monday to Wednesday", date(2026, 10, 19), date(2026, 10, 21)),
        ("in three to four weeks", date(2026, 11, 4), date(2026, 11, 11)),
        ("in den nächsten zehn Tagen", date(2026, 10, 15), date(2026, 10, 24)),
        ("next weekend", date(2026, 10, 24), date(2026, 10, 25)),
        ("im Februar", date(2027, 2, 1), date(2027, 2, 28)),
        ("Karfreitag", date(2027, 3, 26), date(2027, 3, 26)),
        ("zwei Tage vor Heiligabend", date(2026, 12, 22), date(2026, 12, 22)),
        ("August bank holiday", date(2027, 8, 30), date(2027, 8, 30)),
        ("29.2.", date(2028, 2, 29), date(2028, 2, 29)),
    ],
)
def test_days_without_a_time(text: str, first: date, last: date) -> None:
    reading = one(text)
    assert (reading.date_from, reading.date_to) == (first, last)
    assert (reading.start, reading.end) == (at_day(first), at_day(last + timedelta(days=1)))
    assert not reading.has_time


def at_day(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("text", "bound", "time_from", "time_to"),
    [
        ("erst nach halb vier", ">=", time(15, 30), None),
        ("nothing before eleven please", ">=", time(11), None),
        ("16 Uhr oder später", ">=", time(16), None),
        ("from 2 onwards", ">=", time(14), None),
        ("after work", ">=", time(17), None),
        ("bis spätestens halb zwölf", "<=", None, time(11, 30)),
        ("by ten", "<=", None, time(10)),
        ("zwischen neun und elf", None, time(9), time(11)),
        ("10-2", None, time(10), time(14)),
        ("3-5pm", None, time(15), time(17)),
        ("from 11 to 1", None, time(11), time(13)),
        ("am frühen Nachmittag", None, time(12), time(15)),
        ("lunchtime", None, time(12), time(14)),
    ],
)
def test_a_time_without_a_date(text: str, bound: str | None, time_from: time | None, time_to: time | None) -> None:
    reading = one(text)
    assert (reading.bound, reading.time_from, reading.time_to) == (bound, time_from, time_to)
    assert reading.has_time
    assert not reading.has_date
    assert reading.start.date() in (NOW.date(), NOW.date() + timedelta(days=1))


def test_a_time_that_is_over_today_lies_on_the_next_day() -> None:
    assert one("um neun").start == at(10, 15, 9)
    assert one("um elf").start == at(10, 14, 11)


@pytest.mark.parametrize(
    ("text", "date_from", "date_to"),
    [
        ("erst ab dem 3.", date(2026, 11, 3), None),
        ("nach Montag", date(2026, 10, 20), None),
        ("any time from Thursday onwards", date(2026, 10, 15), None),
        ("bis Freitag", None, date(2026, 10, 16)),
        ("before Friday", None, date(2026, 10, 15)),
        ("Tuesday at the latest", None, date(2026, 10, 20)),
    ],
)
def test_an_open_side(text: str, date_from: date | None, date_to: date | None) -> None:
    reading = one(text)
    assert (reading.date_from, reading.date_to) == (date_from, date_to)
    assert reading.bound == ("<=" if date_from is None else ">=")


def test_doubt_is_told() -> None:
    friday = one("nächsten Freitag")
    assert [friday.start, *(span.start for span in friday.alternatives)] == [at(10, 16), at(10, 23)]
    assert [span.start for span in one("next Friday").alternatives] == [at(10, 16)]
    three = one("Freitag um drei")
    assert (three.start, three.alternatives[0].start) == (at(10, 16, 15), at(10, 16, 3))
    assert one("Friday at 3pm").alternatives == ()
    assert at(11, 3) in [span.start for span in one("11/3").alternatives]
    assert one("Mittwoch").alternatives[0].start == at(10, 14)


def test_part_of_a_part_of_the_day() -> None:
    late = one("late Friday afternoon")
    assert (late.start, late.end, late.grain) == (at(10, 16, 15), at(10, 16, 18), "daypart")


def test_weekday_patterns() -> None:
    mondays = one("am liebsten montags nach 16 Uhr")
    assert (mondays.weekdays, mondays.date_from, mondays.date_to) == ((0,), None, None)
    assert mondays.time_from == time(16)
    either = one("Di oder Do vormittag")
    assert either.weekdays == (1, 3)
    assert {span.start for span in either.alternatives} >= {at(10, 15, 6), at(10, 20, 6)}
    november = one("a Monday in November")
    assert (november.weekdays, november.date_from, november.date_to) == ((0,), date(2026, 11, 2), date(2026, 11, 30))
    assert one("wochentags ab fünf").weekdays == (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("text", "refused", "wanted"),
    [
        ("nicht am Montag sondern am Dienstag", ["Montag"], ["Dienstag"]),
        ("not on Monday but Tuesday", ["Monday"], ["Tuesday"]),
        ("Montag geht leider nicht, lieber Mittwoch", ["Montag"], ["Mittwoch"]),
        ("I can't do Mondays", ["Mondays"], []),
        ("Thursdays are no good, any other day", ["Thursdays"], []),
        ("am Freitag kann ich nicht", ["Freitag"], []),
        ("any day but Friday", ["Friday"], []),
        ("next week but not Monday", ["Monday"], ["next week"]),
        ("no mornings please", ["mornings"], []),
        ("no, Monday is fine", [], ["Monday"]),
        ("warum nicht Montag?", [], ["Montag"]),
        ("wenn Montag nicht geht, dann Dienstag", [], ["Montag", "Dienstag"]),
        ("if Monday doesn't work then Tuesday", [], ["Monday", "Tuesday"]),
        ("Monday doesn't work Tuesday does", ["Monday"], ["Tuesday"]),
    ],
)
def test_what_is_refused(text: str, refused: list[str], wanted: list[str]) -> None:
    readings = parse(text, NOW)
    assert [reading.text for reading in readings if reading.negated] == refused
    assert [reading.text for reading in readings if not reading.negated] == wanted


def test_or_shares_the_day() -> None:
    assert [reading.start for reading in parse("10 or 11 on Friday", NOW)] == [at(10, 16, 10), at(10, 16, 11)]
    assert [reading.start for reading in parse("Freitag um 10 oder um 11", NOW)] == [at(10, 16, 10), at(10, 16, 11)]
    assert [reading.start for reading in parse("morgen vormittag oder nachmittag", NOW)] == [
        at(10, 15, 6),
        at(10, 15, 12),
    ]


NO_DATES = """
Guten Morgen|Guten Tag, hier ist Weber|Good afternoon|schönes Wochenende|have a nice day|so ist es
so bald wie möglich|as soon as possible|next available please|bis morgen|Tschüss, bis Montag!
see you on Friday|danke, das war's für heute|meine Nummer ist 0171 2345678|+44 20 7946 0018|07700 900123
null eins sieben sechs drei vier fünf sechs|das kostet 30 Euro|£45|ich bin 34 Jahre alt
my son is 7 years old|Zimmer 12|room 4|42 High Street|im dritten Stock|the second one please
Frau Freitag|Dr. May|geboren am 12.03.1985|12.03.1985|ich habe 37,5 Fieber|I sat down|seit drei Wochen
two weeks ago|since Monday|letzten Freitag|do you have parking|die Praxis ist um die Ecke|2 Tabletten
we are 4 people|ich habe Schmerzen|that is too early|may I ask something|5
"""


@pytest.mark.parametrize("text", NO_DATES.strip().replace("\n", "|").split("|"))
def test_what_is_no_date(text: str) -> None:
    assert parse(text, NOW) == []


def test_a_bare_number_is_an_hour_only_when_asked() -> None:
    assert parse("9", NOW, "en") == []
    assert parse("9", NOW, "en", bare_hours=True)[0].time_from == time(9)
    assert parse("1430", NOW, "de", bare_hours=True)[0].time_from == time(14, 30)


def test_the_languages_differ_where_they_do() -> None:
    assert one("half three tomorrow", "en").start == at(10, 15, 15, 30)
    assert one("morgen halb drei", "de").start == at(10, 15, 14, 30)
    # the sentence wins over the conversation when it is plainly in the other language
    assert one("kann ich bitte morgen um halb drei kommen", "en").start == at(10, 15, 14, 30)


def test_json_is_the_contract() -> None:
    assert one("next Friday after 3").as_json() == {
        "text": "next Friday after 3",
        "start": "2026-10-23T15:00:00",
        "end": "2026-10-24T00:00:00",
        "grain": "time",
        "bound": ">=",
        "negated": False,
        "alternatives": [
            {"start": "2026-10-16T15:00:00", "end": "2026-10-17T00:00:00"},
            {"start": "2026-10-23T03:00:00", "end": "2026-10-24T00:00:00"},
        ],
    }


def test_a_naive_reference_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        parse("morgen", datetime(2026, 10, 14, 10, 0))  # noqa: DTZ001


@pytest.mark.parametrize(
    "junk", ["a", "1", ",", "@", "\0", "e\u0301", "\ud800", "📅", "\ufdfa", "1-", "9h", "montag ", "1.1."]
)
def test_a_megabyte_of_junk(junk: str) -> None:
    assert all(reading.end_char <= 1000 for reading in parse(junk * (1_000_000 // len(junk)), NOW))
