"""How dates, times and prices are written in German and English text. Spoken forms are telephony's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from prompts import Lang

_DAYS: dict[str, tuple[str, ...]] = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS: dict[str, tuple[str, ...]] = {
    "de": tuple("Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()),
    "en": tuple("January February March April May June July August September October November December".split()),
}
_SYMBOLS = {"GBP": "£", "EUR": "€", "CHF": "CHF"}


def weekday(index: int, lang: Lang) -> str:
    """0 = Monday."""
    return _DAYS[lang][index]


def day(value: date | datetime, lang: Lang) -> str:
    """ "Freitag, 18. Oktober" / "Friday 18 October"."""
    name, month = _DAYS[lang][value.weekday()], _MONTHS[lang][value.month - 1]
    return f"{name}, {value.day}. {month}" if lang == "de" else f"{name} {value.day} {month}"


def clock(value: datetime, lang: Lang) -> str:
    """ "14:00 Uhr" / "14:00"; the value must be local."""
    return f"{value:%H:%M} Uhr" if lang == "de" else f"{value:%H:%M}"


def moment(value: datetime, lang: Lang) -> str:
    """Day and time in one phrase: "Freitag, 18. Oktober, um 14:00 Uhr" / "Friday 18 October at 14:00"."""
    joiner = ", um " if lang == "de" else " at "
    return f"{day(value, lang)}{joiner}{clock(value, lang)}"


def short_moment(value: datetime, lang: Lang) -> str:
    """For a button: "Fr., 18.10., 14:00" / "Fri 18 Oct, 14:00"."""
    name, month = _DAYS[lang][value.weekday()], _MONTHS[lang][value.month - 1]
    if lang == "de":
        return f"{name[:2]}., {value.day}.{value.month}., {value:%H:%M}"
    return f"{name[:3]} {value.day} {month[:3]}, {value:%H:%M}"


def price(amount: Decimal, currency: str, lang: Lang) -> str:
    """ "£160" / "160 £": as the language writes money, without empty pennies."""
    number = f"{amount:.0f}" if amount == amount.to_integral_value() else f"{amount:.2f}"
    if lang == "de":
        return f"{number.replace('.', ',')} {_SYMBOLS[currency]}"
    return f"{_SYMBOLS[currency]}{number}" if currency != "CHF" else f"CHF {number}"


def listed(items: Sequence[str], lang: Lang, *, either: bool = False) -> str:
    """ "A, B und C" / "A, B or C"."""
    if len(items) <= 1:
        return "".join(items)
    word = {("de", False): "und", ("de", True): "oder", ("en", False): "and", ("en", True): "or"}[lang, either]
    return f"{', '.join(items[:-1])} {word} {items[-1]}"
