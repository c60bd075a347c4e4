"""What a sentence mentions that could be wrong: dates, weekdays, clock times, prices, telephone numbers, doctors.

Deliberately independent of the date grammar: a check must not share the mistakes of what it checks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar january jan jänner", "februar february feb", "märz maerz march mar mär", "april apr", "mai may",
            "juni june jun", "juli july jul", "august aug", "september sep sept", "oktober october okt oct",
            "november nov", "dezember december dez dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("montag monday", "dienstag tuesday", "mittwoch wednesday", "donnerstag thursday", "freitag friday",
         "samstag saturday sonnabend", "sonntag sunday")
    )
    for name in names.split()
}  # fmt: skip
_NUMBER_WORDS = "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:\.|st|nd|rd|th)?\s*(?:of\s+)?({_MONTH})\b\.?", re.I)
_MONTH_DAY = re.compile(rf"\b({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)", re.I)
_NUMERIC = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(?:\d{4}|\d{2})\b)?")
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})(?:/(?:\d{4}|\d{2}))?\b")
_ISO_DATE = re.compile(r"\b\d{4}-(\d{2})-(\d{2})")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})s?\b", re.I)
_WEEKDAY_GAP = re.compile(r"^[\s,]*(?:(?:den|the|dem)\s+)?$", re.I)
_CLOCK = re.compile(r"(?<![\d.,:])([01]?\d|2[0-4])[:.]([0-5]\d)(?!\d|\.\d)\s*(am|pm|a\.m\.|p\.m\.)?(\s*uhr)?", re.I)
_HOUR = re.compile(r"(?<![\d.,:£€])(\d{1,2})\s*(uhr|o['’]clock|am\b|pm\b|a\.m\.|p\.m\.)(?:\s*([0-5]\d)\b)?", re.I)
_HALF = re.compile(rf"\bhalb\s+({'|'.join(_NUMBER_WORDS)}|\d{{1,2}})\b", re.I)
_AMOUNT = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{2})?|\d+(?:[.,]\d{1,2})?"
_PRICE = re.compile(
    rf"(?:[£€]|\b(?:GBP|EUR|CHF))\s?({_AMOUNT})|\b({_AMOUNT})\s?(?:[£€]|(?:GBP|EUR|CHF|Euro|Pfund|pounds?|Franken)\b)",
    re.I,
)
_PHONE = re.compile(r"(?<![\w£€])\+?\(?\d[\d\s()/-]{5,18}\d(?!\w)")
_DOCTOR = re.compile(r"\b(?:Dr\.?|Doctor|Doktor)\s+((?:[A-ZÄÖÜØ][\w'’-]+)(?:\s+[A-ZÄÖÜØ][\w'’-]+)?)")
_PHONE_TAIL = 9
"""Digits compared: enough to tell numbers apart, whatever the prefix looks like."""


@dataclass(slots=True)
class Mentions:
    """`dates` are (day, month); `dated_weekdays` a weekday said together with a date; `times` minutes of the day."""

    dates: set[tuple[int, int]] = field(default_factory=set)
    weekdays: set[int] = field(default_factory=set)
    dated_weekdays: set[tuple[int, int, int]] = field(default_factory=set)
    times: list[frozenset[int]] = field(default_factory=list)
    """Each mention with all it may mean ("halb drei" is 02:30 or 14:30)."""
    prices: set[Decimal] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    doctors: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Mentions:
        """What several texts mention together."""
        whole = cls()
        for one in map(mentions_in, texts):
            whole.dates |= one.dates
            whole.weekdays |= one.weekdays
            whole.dated_weekdays |= one.dated_weekdays
            whole.times += one.times
            whole.prices |= one.prices
            whole.phones |= one.phones
            whole.doctors |= one.doctors
        return whole


def mentions_in(text: str) -> Mentions:
    """Everything of these kinds in a text, normalised."""
    found = Mentions()
    rest = _dates(text, found)
    rest = _prices(rest, found)
    rest = _times(rest, found)
    for match in _PHONE.finditer(rest):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) >= 7:
            found.phones.add(digits[-_PHONE_TAIL:])
    found.doctors |= {_surname(match[1]) for match in _DOCTOR.finditer(text)}
    return found


_WRITTEN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[int, int]]], ...] = (
    (_ISO_DATE, lambda m: (int(m[2]), int(m[1]))),
    (_DAY_MONTH, lambda m: (int(m[1]), _MONTHS[m[2].casefold()])),
    (_MONTH_DAY, lambda m: (int(m[2]), _MONTHS[m[1].casefold()])),
    (_NUMERIC, lambda m: (int(m[1]), int(m[2]))),
    (_SLASHED, lambda m: (int(m[1]), int(m[2]))),
)
"""How dates are written, and (day, month) of each."""


def _surname(name: str) -> str:
    return re.sub(r"['’]s$", "", name.split()[-1]).casefold()


def _dates(text: str, found: Mentions) -> str:
    """Takes the dates out of the text, so that their digits are not read as times or numbers."""
    weekdays = [(match.end(), _WEEKDAYS[match[1].casefold()]) for match in _WEEKDAY.finditer(text)]
    found.weekdays |= {number for _, number in weekdays}
    for pattern, read in _WRITTEN:
        for match in pattern.finditer(text):
            day, month = read(match)
            if not (1 <= day <= 31 and 1 <= month <= 12):
                continue
            found.dates.add((day, month))
            for end, weekday in weekdays:
                if end <= match.start() and _WEEKDAY_GAP.match(text[end : match.start()]):
                    found.dated_weekdays.add((weekday, day, month))
        text = pattern.sub(lambda m: "#" * len(m[0]), text)
    return text


def _prices(text: str, found: Mentions) -> str:
    for match in _PRICE.finditer(text):
        found.prices.add(_amount(match[1] or match[2]))
    return _PRICE.sub(lambda m: "#" * len(m[0]), text)


def _amount(written: str) -> Decimal:
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", written):
        return Decimal(re.sub(r"[.,]", "", written))
    whole, _, pence = re.sub(r"[.,](?=\d{3})", "", written).replace(",", ".").partition(".")
    return Decimal(f"{whole}.{pence or '0'}").normalize()


def _times(text: str, found: Mentions) -> str:
    for match in _CLOCK.finditer(text):
        found.times.append(_meanings(int(match[1]), int(match[2]), match[3] or ""))
    text = _CLOCK.sub(lambda m: "#" * len(m[0]), text)
    for match in _HOUR.finditer(text):
        half = match[2].casefold()
        found.times.append(_meanings(int(match[1]), int(match[3] or 0), half if half[0] in "ap" else ""))
    text = _HOUR.sub(lambda m: "#" * len(m[0]), text)
    for match in _HALF.finditer(text):
        word = match[1].casefold()
        hour = _NUMBER_WORDS.index(word) + 1 if word in _NUMBER_WORDS else int(match[1])
        before = (hour - 1) % 12
        found.times.append(frozenset({before * 60 + 30, (before + 12) * 60 + 30}))
    return text


def _meanings(hour: int, minute: int, half: str) -> frozenset[int]:
    if half:
        hour = hour % 12 + (12 if half[0].casefold() == "p" else 0)
    return frozenset({(hour % 24) * 60 + minute})
