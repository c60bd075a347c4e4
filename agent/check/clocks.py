"""Clock times a text names: `14:00`, `14.30 Uhr`, `halb drei`, `2 pm`, `quarter past two`, `von 8 bis 18 Uhr`.

A time that leaves morning or afternoon open stands for both. An impossible one stands for none and matches no fact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.check.numerals import any_of, cardinals

_HOUR = rf"(?:\d{{1,2}}|{any_of('cardinals')})"
_MERIDIEM = r"(?:a\.?\s?m\.?|p\.?\s?m\.?)(?![a-zäöü])"
_NOON = {"noon": 720, "midday": 720, "midnight": 0, "mitternacht": 0}
_AFTER_AT = r"(?=\s*(?:[.,;?!)]|$)|\s+(?:on|am|or|oder|and|und|with|bei|tomorrow|morgen|heute|today)\b)"
_CLOCK = re.compile(
    rf"\b(?P<h1>\d{{1,2}}):(?P<n1>\d\d)(?!\d)(?:\s*(?P<p1>{_MERIDIEM}))?"
    rf"|\b(?P<h2>\d{{1,2}})\.(?P<n2>\d\d)\s*(?:uhr|(?P<p2>{_MERIDIEM}))"
    rf"|\b(?P<h3>{_HOUR})\s*uhr(?:\s+(?P<n3>{_HOUR})(?!\s*(?:uhr|euro|minuten|min\b|%)))?\b"
    rf"|\b(?P<h4>{_HOUR})\s*(?P<p4>{_MERIDIEM})"
    rf"|\b(?P<h5>{_HOUR})\s+o['’]?clock"
    rf"|\b(?:(?P<shift>{_HOUR})\s+(?P<side>vor|nach)\s+)?halb\s+(?P<h6>{_HOUR})\b"
    rf"|\b(?P<q7>drei)?viertel\s+(?:(?P<side7>vor|nach)\s+)?(?P<h7>{_HOUR})\b"
    rf"|\b(?P<q8>half|quarter|{_HOUR})(?:\s+minutes)?\s+(?P<side8>past|to)\s+(?P<h8>{any_of('cardinals')}|\d{{1,2}}(?!\s*(?:uhr|am|pm|[:.]\d)))\b"
    rf"|\b(?P<noon>{'|'.join(_NOON)})\b"
    rf"|\b(?P<h9>\d{{1,2}})(?:[:.](?P<n9>\d\d))?\s*(?:-|–|bis|to|until|and|und)\s*(?=\d{{1,2}}(?:[:.]\d\d)?\s*(?:uhr|{_MERIDIEM}|o['’]clock))"
    rf"|\b(?:um|at|gegen|ab)\s+(?P<h0>{_HOUR}){_AFTER_AT}",
    re.IGNORECASE,
)
_GERMAN_AM = re.compile(
    r"am\b\s+(?:\d|mo|di|mi|do|fr|sa|so|nächst|gleich|selb|vor|nach|mit|abend|morgen)", re.IGNORECASE
)


@dataclass(frozen=True)
class Clock:
    """The minutes of the day this may mean, and where it was said."""

    start: int
    end: int
    minutes: frozenset[int]


def clocks_in(text: str, lang: str | None = None) -> list[Clock]:
    """`lang` settles whether `10 am` is a morning or `10, on Friday`; a source may be either."""
    return [clock for match in _CLOCK.finditer(text) if (clock := _clock(match, text, lang)) is not None]


def _clock(match: re.Match[str], text: str, lang: str | None) -> Clock | None:
    start, end = match.span()
    if match["noon"]:
        return Clock(start, end, frozenset({_NOON[match["noon"].lower()]}))
    if match["h6"] or match["h7"] or match["h8"]:
        return Clock(start, end, _relative(match))
    form = next(n for n in "1234590" if match[f"h{n}"])
    groups = match.groupdict()
    meridiem = (groups.get(f"p{form}") or "").lower().replace(".", "").replace(" ", "")
    if meridiem == "am" and (lang == "de" or (lang is None and _GERMAN_AM.match(text[end - 2 :]))):
        if form == "4":
            return None
        meridiem = ""
    hour = groups[f"h{form}"]
    return Clock(start, end, _both_halves(hour, _value(groups.get(f"n{form}") or "0"), meridiem))


def _value(said: str) -> int:
    return int(said) if said.isdecimal() else cardinals()[said.lower()]


def _both_halves(said: str, minute: int, meridiem: str) -> frozenset[int]:
    hour = _value(said)
    if minute > 59 or hour > 24 or (meridiem and not 1 <= hour <= 12):
        return frozenset()
    if meridiem:
        return frozenset({(hour % 12 + (12 if meridiem == "pm" else 0)) * 60 + minute})
    exact = {hour % 24 * 60 + minute}
    vague = (
        1 <= hour <= 7 if said.isdecimal() and not said.startswith("0") else 1 <= hour <= 12 and not said.isdecimal()
    )
    return frozenset(exact | ({(hour % 12 + 12) * 60 + minute} if vague else set()))


def _relative(match: re.Match[str]) -> frozenset[int]:
    """`fünf vor halb drei`, `Viertel nach zwei`, `dreiviertel drei`, `ten past two`: morning and afternoon."""
    if match["h6"]:
        hour, minute = _value(match["h6"]), -30
        if match["shift"]:
            minute += _value(match["shift"]) * (-1 if match["side"].lower() == "vor" else 1)
    elif match["h7"]:
        side = (match["side7"] or "").lower()
        hour = _value(match["h7"])
        minute = 15 if side == "nach" else -15 if side == "vor" or match["q7"] else -45
    else:
        said = match["q8"].lower()
        minute = 30 if said == "half" else 15 if said == "quarter" else _value(said)
        minute *= -1 if match["side8"].lower() == "to" else 1
        hour = _value(match["h8"])
    if not 0 <= hour <= 24:
        return frozenset()
    return frozenset(((hour % 12 + half) * 60 + minute) % 1440 for half in (0, 12))
