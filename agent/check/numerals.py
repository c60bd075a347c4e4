"""Numbers written as words, German and English, as far as clocks, days of the month and prices need them."""

from __future__ import annotations

import re
from functools import cache

_DE = (
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"
    " dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
).split()
_DE_TENS = dict(
    zip("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(), range(20, 100, 10), strict=True)
)
_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve"
    " thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_EN_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_EN_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12,
    "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
_DE_ORDINALS = {"ersten": 1, "dritten": 3, "siebten": 7, "achten": 8}


@cache
def cardinals() -> dict[str, int]:
    """Every numeral below a thousand that one writes as one or several words."""
    small = {word: value for value, word in enumerate(_DE)} | {"eins": 1, "eine": 1, "zwo": 2}
    tens = {
        f"{unit}und{ten}": base + value
        for ten, base in _DE_TENS.items()
        for value, unit in enumerate(_DE[:10])
        if value
    }
    german = small | _DE_TENS | tens
    german |= {
        f"{h}hundert{rest}": 100 * n + v for n, h in enumerate(_DE[:10]) if n for rest, v in ({"": 0} | german).items()
    }
    german |= {f"hundert{rest}": 100 + value for rest, value in ({"": 0} | small | _DE_TENS | tens).items()}
    english = {word: value for value, word in enumerate(_EN)} | _EN_TENS
    english |= {
        f"{ten}{dash}{unit}": base + value
        for ten, base in _EN_TENS.items()
        for value, unit in enumerate(_EN[:10])
        if value
        for dash in ("-", " ")
    }
    hundreds = {f"{_EN[n]} hundred": 100 * n for n in range(1, 10)} | {"a hundred": 100}
    english |= hundreds | {f"{h} and {word}": n + v for h, n in hundreds.items() for word, v in english.items() if v}
    return german | english


@cache
def ordinals() -> dict[str, int]:
    """`achtzehnten`, `eighteenth`: 1 to 31."""
    found = dict(_EN_ORDINALS) | _DE_ORDINALS
    for word, value in cardinals().items():
        if 1 <= value <= 31:
            found.setdefault(f"{word}{'ten' if value < 20 else 'sten'}", value)
            found.setdefault(f"{word}th", value)
            head, _, unit = word.replace(" ", "-").rpartition("-")
            ordinal = next((o for o, v in _EN_ORDINALS.items() if v == value % 10), f"{unit}th")
            if head and value > 20:
                found |= {f"{head}-{ordinal}": value, f"{head} {ordinal}": value}
    return found


@cache
def any_of(words: str) -> str:
    """A regular expression of the numerals a clock or a calendar has (`cardinals`, `ordinals`), the longest first."""
    small = {word for word, value in cardinals().items() if value < 60}
    known = small if words == "cardinals" else ordinals()
    return "|".join(re.escape(word) for word in sorted(known, key=len, reverse=True))
