"""The check of what leaves: a sentence may only say what a tool, approved knowledge or the patient has said.

Conservative and independent of the understanding: own small readers, and what cannot be traced does not leave.
What passes verbatim is what the clinic approved, sentence for sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.check.amounts import phones_in, prices_in
from agent.check.claims import claimed_but_not_done, claims_done, words
from agent.check.clocks import Clock, clocks_in
from agent.check.days import Day, days_in, relative_days
from agent.check.facts import Facts, blanked, day_of
from agent.check.medical import medical_problem
from agent.check.names import titled
from agent.check.sentences import split_sentences
from agent.screen.numbers import all_numbers
from prompts import Lang

__all__ = ["Facts", "Verdict", "check_sentence", "split_sentences"]

_EMERGENCY_NUMBERS = frozenset(number.replace(" ", "").lstrip("0") for number in all_numbers())
_QUOTED = re.compile(r"[„“\"»](.+?)[“”\"«]|:\s+(.+)$")
_UP_TO = re.compile(r"(?:bis|to|until|till|-|–)\s*(?:um\s*|etwa\s*|about\s*)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Verdict:
    """Whether a sentence may leave, and if not, what in it has no source."""

    ok: bool
    problem: str | None = None


def check_sentence(sentence: str, facts: Facts, lang: Lang | None = None) -> Verdict:
    """Whether a sentence may be said; `lang`, where known, settles what the am in `10 am` is."""
    if facts.is_approved(sentence):
        return Verdict(True)
    own_words = _without_quotations(sentence, facts)
    days = days_in(own_words)
    prices = prices_in(own_words)
    problem = (
        _day_problem(days, own_words, facts)
        or _time_problem(days, own_words, facts, lang)
        or next(
            (f"price {own_words[p.start : p.end]}" for p in prices if not facts.knows_price(p.cents, p.currency)), None
        )
        or _phone_problem(blanked(own_words, [*days, *prices, *clocks_in(own_words, lang)]), facts)
        or _doctor_problem(own_words, facts)
        or _claim_problem(own_words, facts)
        or medical_problem(own_words)
    )
    return Verdict(problem is None, problem)


def _without_quotations(sentence: str, facts: Facts) -> str:
    """`Dr. Phillips schreibt dazu: <approved>`: what is quoted verbatim needs no second source."""
    for quoted in _QUOTED.finditer(sentence):
        text = quoted[1] or quoted[2]
        if facts.is_approved(text):
            return sentence.replace(text, " ")
    return sentence


def _day_problem(days: list[Day], text: str, facts: Facts) -> str | None:
    unknown = next((day for day in days if not facts.knows_day(day)), None)
    return f"date {text[unknown.start : unknown.end]}" if unknown else None


def _time_problem(days: list[Day], text: str, facts: Facts, lang: Lang | None) -> str | None:
    clocks = clocks_in(blanked(text, days), lang)
    relative = [] if days else list(relative_days(text, facts.now))
    if clocks and any(not facts.knows_date(on) for on in relative):
        return "date"
    for clock in clocks:
        day = day_of(clock, days, clocks)
        if day is not None:
            covered = facts.times | facts.times_on(day)
        elif relative:
            covered = facts.times.union(*(facts.times_of_date(on) for on in relative))
        else:
            covered = facts.all_times()
        if not (clock.minutes & covered or _is_end_or_wish(clock, text, facts)):
            return f"time {text[clock.start : clock.end].strip()}"
    return None


def _is_end_or_wish(clock: Clock, text: str, facts: Facts) -> bool:
    """`bis 14:30 Uhr`; and the patient's own time asked back or declined, never offered."""
    if clock.minutes & facts.ends and _UP_TO.search(text[: clock.start]):
        return True
    asked_or_declined = text.rstrip().endswith("?") or words("open").search(text) is not None
    return bool(clock.minutes & facts.patient_times) and asked_or_declined


def _phone_problem(text: str, facts: Facts) -> str | None:
    unknown = next((p for p in phones_in(text) if p not in facts.phones | _EMERGENCY_NUMBERS), None)
    return f"phone number {unknown}" if unknown else None


def _doctor_problem(text: str, facts: Facts) -> str | None:
    """Behind a finished booking only the doctor of the result may stand."""
    known = facts.result_doctors if facts.result_doctors and claims_done(text) else facts.doctors | facts.result_doctors
    for names in titled(text):
        if not set(names) & known:
            return f"practitioner {' '.join(names)}"
    return None


def _claim_problem(text: str, facts: Facts) -> str | None:
    claimed = claimed_but_not_done(text, facts.done)
    return f"“{claimed}” without a stored appointment" if claimed else None
