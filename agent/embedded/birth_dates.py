"""A date of birth, typed or spoken: 12.03.85, 4 July 1969, "am zweiten Juni neunzehnhundertfünfundsiebzig".

Day before month, as in Germany and Britain; the other way round only where nothing else is a date. A date is
a birth date when it was asked for, when the message says so, or when it lies so far back that nothing else fits.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from agent.embedded.number_words import Token, ascii_folded, numbered


class BirthDate(NamedTuple):
    value: date
    start: int
    end: int


_CUE = re.compile(
    r"geb(?:oren|urtsdatum|urtstag|\.|\b)|\bjahrgang\b|auf die welt|\bborn\b|\bd\.?o\.?b\b|birth ?-?da(?:te|y)|"
    r"date of birth|into the world",
    re.I,
)
_PAST_EVENT = re.compile(
    r"\b(?:letzte[rns]?|zuletzt|seit|damals|op|operiert|operation|last|since|ago|"
    r"surgery|visit(?:ed)?|war ich|was seen)\b",
    re.I,
)
_MONTHS = {
    "jan": 1, "januar": 1, "jaenner": 1, "january": 1, "feb": 2, "februar": 2, "february": 2, "mar": 3, "maerz": 3,
    "mrz": 3, "march": 3, "apr": 4, "april": 4, "mai": 5, "may": 5, "jun": 6, "juni": 6, "june": 6, "juno": 6,
    "jul": 7, "juli": 7, "july": 7, "aug": 8, "august": 8, "sep": 9, "sept": 9, "september": 9, "okt": 10, "oct": 10,
    "oktober": 10, "october": 10, "nov": 11, "november": 11, "dez": 12, "dec": 12, "dezember": 12, "december": 12,
}  # fmt: skip
_FILLERS = {"of", "the", "des", "dem", "den", "der", "im", "in", "on", "am", "and", "und"}
_COMPACT = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{4}|\d{2})(?!\d)")
_UNASKED_AGE_YEARS = 14
_OLDEST_YEARS = 120


def find(text: str, today: date, *, asked: bool = False) -> BirthDate | None:
    """The birth date in this message, or None; never in the future, never older than a human."""
    candidates = [found for found in _candidates(text, today, asked) if _plausible(found.value, today)]
    if not candidates:
        return None
    cue = _CUE.search(text)
    if cue:
        after = [found for found in candidates if found.start >= cue.start()]
        chosen = (after or candidates)[0]
    elif asked:
        chosen = candidates[0]
    else:
        old = [found for found in candidates if _old_enough(found, today)]
        if not old or _PAST_EVENT.search(text):
            return None
        chosen = old[0]
    return chosen


def _candidates(text: str, today: date, asked: bool) -> Iterator[BirthDate]:
    tokens = [token for token in numbered(text) if ascii_folded(token.text) not in _FILLERS]
    for at, token in enumerate(tokens):
        three = tokens[at : at + 3]
        found = _three(three, today) if len(three) == 3 else None
        if found and _close_together(text, three):
            yield BirthDate(found, token.start, three[-1].end)
    yield from _year_first(tokens, today)
    if asked:
        for match in _COMPACT.finditer(text):
            value = _date(_year(int(match[3]), len(match[3]), today), int(match[2]), int(match[1]))
            if value:
                yield BirthDate(value, match.start(), match.end())


def _three(tokens: list[Token], today: date) -> date | None:
    first, second, third = tokens
    month = _month(second)
    if month and first.value is not None and third.value is not None:
        return _date(_year_of(third, today), month, first.value)
    month = _month(first)
    if month and second.value is not None and third.value is not None:
        return _date(_year_of(third, today), month, second.value)
    if first.value is None or second.value is None or third.value is None:
        return None
    if _iso(tokens):
        return _date(first.value, second.value, third.value)
    year = _year_of(third, today)
    return _date(year, second.value, first.value) or _date(year, first.value, second.value)


def _year_first(tokens: list[Token], today: date) -> Iterator[BirthDate]:
    """'1975, on the second of June': day and month without a year beside them, the year elsewhere."""
    years = [token for token in tokens if token.value is not None and 1900 <= token.value <= today.year]
    for first, second in itertools.pairwise(tokens):
        month, day = (_month(second), first.value) if _month(second) else (_month(first), second.value)
        if month and day and day <= 31 and years:
            value = _date(years[0].value, month, day)
            if value:
                yield BirthDate(value, min(first.start, years[0].start), max(second.end, years[0].end))


def _month(token: Token) -> int | None:
    return _MONTHS.get(ascii_folded(token.text)) if token.value is None else None


def _iso(tokens: list[Token]) -> bool:
    return len(tokens[0].text) == 4 and tokens[0].text.isdecimal()


def _year_of(token: Token, today: date) -> int | None:
    if token.value is None or (token.ordinal and token.text.isalpha()):
        return None
    return _year(token.value, 2 if token.value < 100 else 4, today)


def _year(value: int, digits: int, today: date) -> int:
    if digits > 2:
        return value
    return 2000 + value if value <= today.year % 100 else 1900 + value


def _date(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except (ValueError, OverflowError):
        return None


def _close_together(text: str, tokens: list[Token]) -> bool:
    between = [text[a.end : b.start] for a, b in itertools.pairwise(tokens)]
    return all(len(gap) <= 12 and not re.search(r"[:+]|\buhr\b", gap, re.I) for gap in between)


def _plausible(value: date, today: date) -> bool:
    return value <= today and value.year > today.year - _OLDEST_YEARS


def _old_enough(found: BirthDate, today: date) -> bool:
    return found.value.year <= today.year - _UNASKED_AGE_YEARS
