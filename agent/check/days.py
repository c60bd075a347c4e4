"""Days a text names: `Freitag, 18. Oktober`, `Fri 18 Oct`, `18.10.2024`, `the eighteenth of October`, `montags`.

What looks like a date but cannot be one is still a mention: it will match no fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from agent.check.numerals import any_of, ordinals

_WEEKDAYS = (
    "montag monday", "dienstag tuesday", "mittwoch wednesday", "donnerstag thursday", "freitag friday",
    "samstag saturday sonnabend", "sonntag sunday",
)  # fmt: skip
WEEKDAYS = {name: index for index, names in enumerate(_WEEKDAYS) for name in names.split()}
_SHORT = ("mo mon", "di tue tues", "mi wed", "do thu thurs", "fr fri", "sa sat", "so sun")
SHORT_WEEKDAYS = {name: index for index, names in enumerate(_SHORT) for name in names.split()}
_MONTHS = (
    "januar january jan jänner", "februar february feb", "märz march mar mär", "april apr", "mai may", "juni june jun",
    "juli july jul", "august aug", "september sept sep", "oktober october okt oct", "november nov",
    "dezember december dez dec",
)  # fmt: skip
MONTHS = {name: index for index, names in enumerate(_MONTHS, 1) for name in names.split()}

_WEEKDAY = "|".join(WEEKDAYS)
_SHORT_WEEKDAY = "|".join(sorted(SHORT_WEEKDAYS, key=len, reverse=True))
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:,?\s+(?P<y{0}>(?:19|20)\d\d)\b)?"
_NOT_A_DAY = (
    r"(?!\s*(?:floor|time|visit|appointment|option|one|street|avenue|stock|etage|og|termin|mal|slot|person|child))"
)
_DATE = re.compile(
    r"\b(?P<iso>\d{4}-\d\d-\d\d)(?!\d)"
    r"|\b(?P<d1>\d{1,2})\.\s?(?P<m1>\d{1,2})\.(?:\s?(?P<y1>\d{4}|\d\d)\b)?"
    r"|\b(?P<d2>\d{1,2})/(?P<m2>\d{1,2})/(?P<y2>\d{4}|\d\d)\b"
    rf"|\b(?P<d3>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<m3>{_MONTH})\b\.?" + _YEAR.format(3)
    + rf"|\b(?P<m4>{_MONTH})\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d)" + _YEAR.format(4)
    + rf"|\b(?P<d5>{any_of('ordinals')})\s+(?:of\s+)?(?P<m5>{_MONTH})\b" + _YEAR.format(5)
    + rf"|\b(?:am|dem|den|vom|zum)\s+(?P<d6>\d{{1,2}})\.(?=\s|$|[,;!?]){_NOT_A_DAY}"
    rf"|\b(?:the|on)\s+(?P<d7>\d{{1,2}})(?:st|nd|rd|th)\b{_NOT_A_DAY}"
    rf"|\b(?P<weekday>{_WEEKDAY})(?:s|abends?|morgens?|nachmittags?|vormittags?|mittags?)?\b"
    rf"|\b(?P<short>{_SHORT_WEEKDAY})\b\.?(?=,?\s*(?:den\s+)?\d)",
    re.IGNORECASE,
)  # fmt: skip
_RANGE = re.compile(
    rf"\b({_WEEKDAY}|{_SHORT_WEEKDAY})s?\.?\s*(?:-|–|bis|to|until|through)\s*({_WEEKDAY}|{_SHORT_WEEKDAY})s?\b",
    re.IGNORECASE,
)
_LIST_OF_SHORT = re.compile(
    rf"\b({_SHORT_WEEKDAY})\b\.?(?=\s*[,:/&+]|\s*\d|\s*[\"\]]|\s+und\b|\s+and\b|$)", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"\b(?P<two>übermorgen|(?:the )?day after tomorrow)\b|\b(?P<one>tomorrow)\b|\b(?P<none>heute|today|tonight)\b"
    r"|(?<!guten )(?<!am )(?<!jeden )(?<!diesen )(?<!heute )(?<!tag )(?<!woch )\b(?P<morgen>morgen)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Day:
    """A day as far as it was said, and where."""

    start: int
    end: int
    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None

    def fits(self, value: date) -> bool:
        said = (self.weekday, self.day, self.month, self.year)
        return all(
            s is None or s == v
            for s, v in zip(said, (value.weekday(), value.day, value.month, value.year), strict=True)
        )

    @property
    def is_dated(self) -> bool:
        return self.day is not None


def days_in(text: str) -> list[Day]:
    """The days of a text; a weekday and the date that follows it are one mention."""
    found: list[Day] = []
    for match in _DATE.finditer(text):
        here = _day(match)
        last = found[-1] if found else None
        if (
            last
            and last.weekday is not None
            and not last.is_dated
            and here.is_dated
            and _joined(text[last.end : here.start])
        ):
            here = Day(last.start, here.end, last.weekday, here.day, here.month, here.year)
            found.pop()
        found.append(here)
    return found


def _joined(between: str) -> bool:
    return re.fullmatch(r"[\s,.(]*(?:(?:dem|den|der|the|on)\s*)?", between, re.IGNORECASE) is not None


def _day(match: re.Match[str]) -> Day:
    start, end = match.span()
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
        return Day(start, end, None, day, month, year)
    if match["weekday"]:
        return Day(start, end, WEEKDAYS[match["weekday"].lower()])
    if match["short"]:
        return Day(start, end, SHORT_WEEKDAYS[match["short"].lower()])
    form = next(n for n in range(1, 8) if match[f"d{n}"])
    groups: dict[str, str | None] = match.groupdict()
    said_day, said_month, said_year = match[f"d{form}"].lower(), groups.get(f"m{form}"), groups.get(f"y{form}")
    return Day(
        start,
        end,
        day=int(said_day) if said_day.isdecimal() else ordinals()[said_day],
        month=None if said_month is None else int(said_month) if said_month.isdecimal() else MONTHS[said_month.lower()],
        year=None if said_year is None else int(said_year) if len(said_year) == 4 else 2000 + int(said_year),
    )


def weekdays_listed(text: str) -> set[int]:
    """Weekdays of a source: ranges filled, and the abbreviations of timetables."""
    found = {SHORT_WEEKDAYS[m[1].lower()] for m in _LIST_OF_SHORT.finditer(text)}
    for span in _RANGE.finditer(text):
        first, last = (_index(span[n]) for n in (1, 2))
        found |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    return found


def _index(name: str) -> int:
    return (WEEKDAYS | SHORT_WEEKDAYS)[name.lower()]


def relative_days(text: str, now: datetime) -> Iterator[date]:
    """`heute`, `tomorrow`, `übermorgen` as dates; `Guten Morgen` and `Freitag Morgen` are none."""
    for match in _RELATIVE.finditer(text):
        ahead = 2 if match["two"] else 0 if match["none"] else 1
        yield now.date() + timedelta(days=ahead)
