"""Phone numbers in a message, typed or spoken ("null eins sieben …", "oh double seven …"), as E.164.

Read in the clinic's country, else in the country of the language. Birth dates and clock times are not numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import phonenumbers

from agent.embedded.number_words import english, german
from prompts import Lang

SHORTEST = 7
_MOBILE = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)

Span = tuple[int, int]


class Phone(NamedTuple):
    e164: str
    start: int
    end: int


_DATE_SHAPE = re.compile(
    r"^\D*(?:\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:19|20)?\d{2}|(?:19|20)\d{2}-\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2}\.)"
    r"(?!\d)"
)
_RUN = re.compile(r"\+?\(?\d[\d\s()/.\-–]{4,24}\d")
_REPEAT = {
    "double": 2, "doppel": 2, "doppelt": 2, "doppelte": 2, "zweimal": 2, "triple": 3, "treble": 3, "dreimal": 3,
}  # fmt: skip
_ZERO_LETTERS = {"oh", "o"}
_SPOKEN_TOKEN = re.compile(r"\+|\d+|[^\W\d_]+")
_GAP = re.compile(r"[\s,.\-–/()]*")
_GERMAN_MOBILE = re.compile(r"01[567]\d")
"""Also a British landline's beginning; somebody who writes German means their mobile."""
_DEFAULT_REGION: dict[Lang, str] = {"de": "DE", "en": "GB"}


def find(text: str, country: str, lang: Lang, *, avoid: Iterable[Span] = (), asked: bool = False) -> list[Phone]:
    """All numbers, in the order written; `avoid` are spans already read as dates."""
    shortest = SHORTEST - 1 if asked else SHORTEST
    regions = list(dict.fromkeys([country.upper(), _DEFAULT_REGION[lang], *_DEFAULT_REGION.values()]))
    found: list[Phone] = []
    for start, end, digits in [*_typed(text), *_spoken(text, shortest)]:
        if len(re.sub(r"\D", "", digits)) < shortest or _overlaps((start, end), found):
            continue
        if not asked and not _surely_a_number(digits) and _inside((start, end), avoid):
            continue
        german = lang == "de" and _GERMAN_MOBILE.match(re.sub(r"[^\d+]", "", digits))
        e164 = as_e164(digits, ["DE", *regions] if german else regions)
        if e164:
            found.append(Phone(e164, start, end))
    return sorted(found, key=lambda phone: phone.start)


def as_e164(digits: str, regions: Sequence[str]) -> str | None:
    """Read in the first region where it is possible; a mobile number of a later one beats an invalid first."""
    possible: list[str] = []
    for region in regions:
        try:
            number = phonenumbers.parse(digits, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            valid = phonenumbers.is_valid_number(number)
            if valid and (not possible or phonenumbers.number_type(number) in _MOBILE):
                return e164
            possible.append(e164)
    return possible[0] if possible else None


def _typed(text: str) -> list[tuple[int, int, str]]:
    runs = []
    for match in _RUN.finditer(text):
        if not _DATE_SHAPE.match(match[0]):
            runs.append((match.start(), match.end(), match[0]))
    return runs


def _spoken(text: str, shortest: int) -> list[tuple[int, int, str]]:
    """Runs of number words (digits among them are welcome)."""
    runs: list[tuple[int, int, str]] = []
    start, end, digits, words, repeat = 0, 0, "", 0, 1
    for match in [*_SPOKEN_TOKEN.finditer(text), None]:
        token = match[0].lower() if match else ""
        said = _digits_of(token, inside=bool(digits)) if match else None
        joins = match is not None and (not digits or _GAP.fullmatch(text, end, match.start()) is not None)
        if match and joins and (said is not None or token in _REPEAT):
            if not digits and repeat == 1:
                start = match.start()
            end = match.end()
            words += token[0].isalpha()
            if said is None:
                repeat = _REPEAT[token]
            else:
                digits, repeat = digits + said * repeat, 1
            continue
        if words >= 3 and len(digits) >= shortest:
            runs.append((start, end, digits))
        digits, words, repeat = "", 0, 1
        if match and said is not None:
            start, end, digits, words = match.start(), match.end(), said, int(token[0].isalpha())
    return runs


def _digits_of(token: str, *, inside: bool) -> str | None:
    if token == "plus" and not inside:
        return "+"
    if token == "+":
        return None if inside else "+"
    if token.isdecimal():
        return token
    if token in _ZERO_LETTERS:
        return "0"
    if token.startswith("doppel") and token != "doppel":  # "doppelnull"
        rest = _digits_of(token.removeprefix("doppel"), inside=True)
        return rest * 2 if rest else None
    said = german(token) or english(token)
    if said is None or said[1] or said[0] > 99:
        return None
    return str(said[0])


def _surely_a_number(digits: str) -> bool:
    return len(re.sub(r"\D", "", digits)) >= 9 and digits.lstrip("( ").startswith(("+", "0"))


def _overlaps(span: Span, found: Iterable[Phone]) -> bool:
    return any(span[0] < phone.end and phone.start < span[1] for phone in found)


def _inside(span: Span, avoid: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in avoid)
