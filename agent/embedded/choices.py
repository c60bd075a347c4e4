"""Which of the offered slots a patient means: "den zweiten", "the later one", "14 Uhr nehm ich", "lieber Montag".

`chosen` returns positions in `offers`: one is a choice, several leave a question, none means that nothing of
what was offered was named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from agent.embedded.dates import Reading, parse
from prompts import Lang


class Offer(NamedTuple):
    """A slot as it was offered: its start in the clinic's zone."""

    start: datetime
    practitioner_id: str = ""


_ORDINALS = (
    r"erste[nrsm]?|first|1st", r"zweite[nrsm]?|zwote[nrsm]?|second|2nd", r"dritte[nrsm]?|third|3rd",
    r"vierte[nrsm]?|fourth|4th", r"fünfte[nrsm]?|fuenfte[nrsm]?|fifth|5th", r"sechste[nrsm]?|sixth|6th",
)  # fmt: skip
_NUMBERS = (
    r"1|eins|one|a", r"2|zwei|zwo|two|b", r"3|drei|three|c", r"4|vier|four|d", r"5|fünf|fuenf|five|e", r"6|sechs|six|f",
)  # fmt: skip
_ORDINAL = [re.compile(rf"\b(?:{words})\b(?!\s+(?:mal|time\b|termin bei|visit))", re.I) for words in _ORDINALS]
_NUMBERED = [re.compile(rf"\b(?:option|nummer|number|nr\.?|no\.?|#)\s*(?:{words})\b", re.I) for words in _NUMBERS]
_BARE = [
    re.compile(
        r"^\W*(?:(?:die|the|bitte|please|ok|ja|yes|dann|then|ich nehme|i'?ll take)\W+)*"
        rf"(?:{words})\W*(?:bitte|please)?\W*$",
        re.I,
    )
    for words in _NUMBERS
]  # fmt: skip
_LAST = re.compile(r"\b(?:letzte[nrsm]?|last(?!\s+(?:week|month|time))|final)\b", re.I)
_EARLIEST = re.compile(
    r"\b(?:früh(?:e(?:re|ste|stmögliche)[nrsm]?|este)|frueh(?:ere|este)[nrsm]?|am frühesten|earli(?:er|est)|soonest)\b",
    re.I,
)
_LATEST = re.compile(r"\b(?:später(?:e[nrsm]?)|spaetere[nrsm]?|späteste[nrsm]?|am spätesten|later|latest)\b", re.I)
_QUESTION_OF_MORE = re.compile(
    r"\b(?:noch|auch|etwas|was|nichts|anything|something|any|else|nothing|geht es|gehts|geht's|haben sie|gibt es)\b.*"
    r"(?:früher|frueher|später|spaeter|earlier|later)",
    re.I,
)
_BOTH_OF = re.compile(r"\b(?:egal|beide|both|either|any(?:\s+of\s+(?:them|those))?\s+(?:is|works|would)|alle)\b", re.I)
_NOT = r"(?:nicht|kein\w*|not|don'?t|neither)\s+(?:\w+\s+){0,2}?$"


def chosen(
    text: str,
    lang: Lang,
    offers: Sequence[Offer],
    *,
    now: datetime | None = None,
    readings: Sequence[Reading] | None = None,
    practitioner_ids: Iterable[str] = (),
) -> list[int]:
    """Positions of the offers meant; `readings` and `practitioner_ids` may be passed when already understood."""
    if not offers:
        return []
    reference = now or min(offer.start for offer in offers) - timedelta(days=1)
    read = list(readings) if readings is not None else parse(text, reference, lang)
    left, said = _by_when(read, offers)
    wanted = set(practitioner_ids)
    if wanted:
        left = [at for at in left if offers[at].practitioner_id in wanted]
        said = True
    if said and len(left) == 1:
        return left
    among = left if said else list(range(len(offers)))
    placed = _by_place(_without(text, read), [offers[at] for at in among])
    if placed is not None:
        return [among[placed]] if placed < len(among) else []
    if said:
        return left
    return among if _BOTH_OF.search(text) else []


def _by_when(readings: Sequence[Reading], offers: Sequence[Offer]) -> tuple[list[int], bool]:
    """Offers that a plain reading fits and no negated one excludes; whether a reading said anything."""
    plain = [reading for reading in readings if not reading.negated]
    negated = [reading for reading in readings if reading.negated]
    left = [at for at, offer in enumerate(offers) if not any(_fits(reading, offer) for reading in negated)]
    if plain:
        left = _joint(plain, offers, left)
    return left, bool(readings)


def _joint(plain: Sequence[Reading], offers: Sequence[Offer], left: list[int]) -> list[int]:
    """'Freitag oder Montag' leaves both; 'Freitag … 14 Uhr' only what fits both."""
    days = [reading for reading in plain if reading.has_date or reading.weekdays]
    times = [reading for reading in plain if reading not in days]
    for group in (days, times):
        if group:
            left = [at for at in left if any(_fits(reading, offers[at]) for reading in group)]
    return left


def _fits(reading: Reading, offer: Offer) -> bool:
    day, clock = offer.start.date(), offer.start.time().replace(tzinfo=None)
    if reading.weekdays and offer.start.weekday() not in reading.weekdays:
        return False
    # A weekday named after an offer means the offered one, whichever week the grammar thought of.
    if reading.has_date and not reading.weekdays:
        if reading.date_from and day < reading.date_from:
            return False
        if reading.date_to and day > reading.date_to:
            return False
    if not reading.has_time:
        return True
    if _any_of(reading, clock):
        return True
    if reading.grain == "time" and reading.bound is None:
        return False
    after = reading.time_from is None or clock >= reading.time_from
    before = reading.time_to is None or clock < reading.time_to or (reading.bound == "<=" and clock == reading.time_to)
    return after and before


def _any_of(reading: Reading, clock: object) -> bool:
    """The exact time, or one of its other meanings ("um zwei": 14:00, else 2:00)."""
    if reading.grain != "time" or reading.bound is not None:
        return False
    moments = [reading.start, *(other.start for other in reading.alternatives)]
    return any(moment.time() == clock for moment in moments)


def _by_place(text: str, offers: Sequence[Offer]) -> int | None:
    """Position by number, order or earlier/later; None where nothing of that is said."""
    for patterns in (_NUMBERED, _ORDINAL, _BARE):
        for at, pattern in enumerate(patterns):
            match = pattern.search(text)
            if match and not re.search(_NOT, text[: match.start()], re.I):
                return at
    by_time = sorted(range(len(offers)), key=lambda at: offers[at].start)
    if not by_time:
        return None
    if _LAST.search(text):
        return len(offers) - 1
    if _QUESTION_OF_MORE.search(text):
        return None
    if _EARLIEST.search(text):
        return by_time[0]
    return by_time[-1] if _LATEST.search(text) else None


def _without(text: str, readings: Iterable[Reading]) -> str:
    """The text without its dates, so that 'am 2. November' is not the second offer."""
    letters = list(text)
    for reading in readings:
        if re.fullmatch(r"\W*\d\W*", text[reading.start_char : reading.end_char]):
            continue  # a bare "2" is rather the second than two o'clock
        letters[reading.start_char : reading.end_char] = " " * (reading.end_char - reading.start_char)
    return "".join(letters)
