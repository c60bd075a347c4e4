"""Numbers said in words, German and English, cardinal and ordinal, as speech recognition writes them.

`numbered(text)` gives the text as a row of tokens in which "vierundzwanzigsten" and "twenty fourth" are both 24.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_DE_UNITS = {
    "null": 0, "ein": 1, "eins": 1, "eine": 1, "zwei": 2, "zwo": 2, "drei": 3, "vier": 4, "fuenf": 5, "sechs": 6,
    "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwoelf": 12, "dreizehn": 13, "vierzehn": 14,
    "fuenfzehn": 15, "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19,
}  # fmt: skip
_DE_TENS = {
    "zwanzig": 20, "dreissig": 30, "vierzig": 40, "fuenfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80,
    "neunzig": 90,
}  # fmt: skip
_DE_ORDINALS = {"erst": 1, "zweit": 2, "zwot": 2, "dritt": 3, "siebt": 7, "siebent": 7, "acht": 8}
_EN_UNITS = {
    "zero": 0, "nought": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_EN_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_EN_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12, "twentieth": 20,
    "thirtieth": 30,
}  # fmt: skip

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_ORDINAL_MARK = re.compile(r"(?:st|nd|rd|th)\b|\.", re.I)


@dataclass(frozen=True)
class Token:
    """A word, or a number when `value` is not None; `digits` is the number as written or said."""

    text: str
    start: int
    end: int
    value: int | None = None
    ordinal: bool = False


def ascii_folded(word: str) -> str:
    return word.lower().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")


@cache
def german(word: str) -> tuple[int, bool] | None:
    """(value, is ordinal) of one German word, up to 9999: 'neunzehnhundertachtzig', 'vierundzwanzigsten'."""
    folded = ascii_folded(word)
    plain = _german_cardinal(folded)
    if plain is not None:
        return plain, False
    stem = re.sub(r"(?:e[rsnm]?)$", "", folded)
    if stem in _DE_ORDINALS and stem != folded:
        return _DE_ORDINALS[stem], True
    for ending in ("st", "t"):
        if stem.endswith(ending) and stem != folded:
            value = _german_cardinal(stem[: -len(ending)])
            if value is not None and value > 1:
                return value, True
    return None


def _german_cardinal(word: str) -> int | None:
    for mark, factor in (("tausend", 1000), ("hundert", 100)):
        head, found, tail = word.partition(mark)
        if found:
            high = _german_below_hundred(head) if head else 1
            low = _german_cardinal(tail.removeprefix("und")) if tail else 0
            return None if high is None or low is None else high * factor + low
    return _german_below_hundred(word)


def _german_below_hundred(word: str) -> int | None:
    if word in _DE_UNITS:
        return _DE_UNITS[word]
    if word in _DE_TENS:
        return _DE_TENS[word]
    unit, found, ten = word.partition("und")
    if found and ten in _DE_TENS and unit in _DE_UNITS and _DE_UNITS[unit] < 10:
        return _DE_TENS[ten] + _DE_UNITS[unit]
    return None


def english(word: str) -> tuple[int, bool] | None:
    folded = word.lower()
    for cardinals in (_EN_UNITS, _EN_TENS):
        if folded in cardinals:
            return cardinals[folded], False
    if folded in _EN_ORDINALS:
        return _EN_ORDINALS[folded], True
    if folded.endswith("th") and folded[:-2] in _EN_UNITS:
        return _EN_UNITS[folded[:-2]], True
    return None


def numbered(text: str) -> list[Token]:
    """Tokens of the text, number words turned into numbers, English compounds joined."""
    tokens = [_token(match, text) for match in _TOKEN.finditer(text)]
    return _years_joined(_tens_joined([token for token in tokens if token]))


def _token(match: re.Match[str], text: str) -> Token | None:
    word, start, end = match[0], match.start(), match.end()
    if word.isdecimal():
        mark = _ORDINAL_MARK.match(text, end)
        return Token(word, start, end, int(word[:18]), bool(mark))
    if word.lower() in ("st", "nd", "rd", "th") and start and text[start - 1].isdigit():
        return None
    said = german(word) or english(word)
    return Token(word, start, end, *said) if said else Token(word, start, end)


def _tens_joined(tokens: list[Token]) -> list[Token]:
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        if (
            last
            and token.value is not None
            and last.text.lower() in _EN_TENS
            and 1 <= token.value <= 9
            and token.text.isalpha()
        ):
            text = f"{last.text} {token.text}"
            joined[-1] = Token(text, last.start, token.end, (last.value or 0) + token.value, token.ordinal)
        else:
            joined.append(token)
    return joined


def _years_joined(tokens: list[Token]) -> list[Token]:
    """'nineteen eighty five', 'nineteen oh five', 'two thousand and four' as one number each."""
    joined: list[Token] = []
    at = 0
    while at < len(tokens):
        length, value = _year_at(tokens, at)
        if length:
            last = tokens[at + length - 1]
            words = " ".join(token.text for token in tokens[at : at + length])
            joined.append(Token(words, tokens[at].start, last.end, value))
            at += length
        else:
            joined.append(tokens[at])
            at += 1
    return joined


def _year_at(tokens: list[Token], at: int) -> tuple[int, int]:
    window = tokens[at : at + 4]
    words = [token.text.lower() for token in window]
    values = [token.value if token.text[0].isalpha() else None for token in window] + [None] * 4
    if values[0] in (1, 2) and words[1:2] == ["thousand"]:
        rest = 3 if words[2:3] == ["and"] else 2
        low = values[rest]
        base = values[0] * 1000
        return (rest + 1, base + low) if low is not None and low < 100 else (2, base)
    if values[0] in (19, 20) and words[0] in ("nineteen", "twenty"):
        if words[1:2] in (["oh"], ["o"]) and values[2] is not None and values[2] < 10:
            return 3, values[0] * 100 + values[2]
        if words[1:2] == ["hundred"]:
            return 2, values[0] * 100
        if values[1] is not None and 10 <= values[1] < 100:
            return 2, values[0] * 100 + values[1]
    return 0, 0
