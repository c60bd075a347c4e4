"""Prices and phone numbers a text names, each in one normal form: (cents, currency), national digits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from agent.check.numerals import cardinals

_CURRENCIES = {
    "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP", "pfund": "GBP", "quid": "GBP",
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "chf": "CHF", "franken": "CHF", "francs": "CHF", "sfr": "CHF",
}  # fmt: skip
_PENNIES = {"pence": "GBP", "p": "GBP", "cent": "EUR", "cents": "EUR", "rappen": "CHF"}
_NAMES = "|".join(re.escape(name) for name in sorted(_CURRENCIES, key=len, reverse=True))
_SMALL = "|".join(sorted(_PENNIES, key=len, reverse=True))
_NUMBER = r"\d(?:[\d.,’']*\d)?"
_PRICE = re.compile(
    rf"(?P<c1>{_NAMES})\.?\s?(?P<a1>{_NUMBER})"
    rf"|(?P<a2>{_NUMBER}(?:,-|,–)?)\s?(?P<c2>{_NAMES}|{_SMALL})(?![a-zäöü]|\.?\s?m\b)"
    r"|\b(?P<a3>[a-zäöüß]+(?:[- ][a-z]+)?(?: and [a-z-]+)?)\s"
    r"(?P<c3>euros?|pounds?|pfund|franken|francs|pence|cents?)\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w.])(?:\+|\(\+|\(0|0|\d)[\d\s()/.\-–]{4,}\d(?!\w)")
_DIALLED = re.compile(
    r"\b(?:call|dial|ring|phone|text|number is|reach us on|wählen sie(?: (?:die|jetzt|bitte))*|nummer|unter(?: der)?"
    r"|ruf(?:en sie)?)\s+"
    r"(?:the\s|die\s|us on\s|uns unter\s)?(\d{3,})\b(?![\s()/.\-]*\d)",
    re.IGNORECASE,
)
_COUNTRY_CODE = re.compile(r"^\+?(?:44|49|43|41|353|33)")
_FEWEST_DIGITS = 6


@dataclass(frozen=True)
class Price:
    start: int
    end: int
    cents: int | None
    currency: str


def prices_in(text: str) -> list[Price]:
    found = []
    for match in _PRICE.finditer(text):
        form = next(n for n in "123" if match[f"c{n}"])
        unit = match[f"c{form}"].lower()
        cents = cents_of(match[f"a{form}"]) if form != "3" else _in_words(match["a3"])
        if form == "3" and cents is None:
            continue
        if unit in _PENNIES and cents is not None:
            cents //= 100
        found.append(Price(match.start(), match.end(), cents, _CURRENCIES.get(unit) or _PENNIES[unit]))
    return found


def cents_of(number: str) -> int | None:
    """`1.200,50`, `1,200.50`, `45`: the last mark with one or two digits behind it is the decimal one."""
    plain = re.sub(r"[’'\s]|,[-–]$", "", number)
    decimal = re.search(r"[.,](\d{1,2})$", plain)
    whole = plain[: decimal.start()] if decimal else plain
    digits = re.sub(r"[.,]", "", whole)
    return int(Decimal(f"{digits}.{decimal[1] if decimal else '0'}") * 100) if digits.isdecimal() else None


def _in_words(said: str) -> int | None:
    """`fünfundvierzig Euro`: the longest numeral the words end with; `zum Pfund` names no price."""
    words = said.lower().split(" ")
    for start in range(len(words)):
        value = cardinals().get(" ".join(words[start:]))
        if value is not None:
            return value * 100
    return None


def phones_in(text: str) -> list[str]:
    """National digits of everything that may be dialled; dates, times and prices must be blanked before."""
    spans = [match[0] for match in _PHONE.finditer(text)] + [match[1] for match in _DIALLED.finditer(text)]
    found = [national(span) for span in spans]
    return [
        digits for digits, span in zip(found, spans, strict=True) if len(digits) >= _FEWEST_DIGITS or span.isdecimal()
    ]


def national(number: str) -> str:
    """`+44 (0)20 7946 0958`, `0044 20…` and `020 7946 0958` are one number."""
    digits = re.sub(r"[^\d+]", "", number)
    digits = f"+{digits[2:]}" if digits.startswith("00") else digits
    if digits.startswith("+"):
        digits = _COUNTRY_CODE.sub("", digits)
    return digits.lstrip("+0")
