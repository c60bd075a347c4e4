"""The check every sentence passes before it leaves (design.md, The turn): nothing is said that nobody knows.

`check_sentence` is pure. Dates, times, prices, doctors and numbers must be among the facts of the turn; "booked" needs
a stored appointment; dosage, diagnosis and medication advice pass only as approved words, verbatim.
"""

from __future__ import annotations

from dataclasses import dataclass

from agent.check.claims import medical_claim, unsupported_claim
from agent.check.facts import Facts
from agent.check.mentions import mentions_in
from agent.check.sentences import split_sentences

__all__ = ["Facts", "Verdict", "check_sentence", "split_sentences"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`problem` names what is not covered, in words a model understands."""

    ok: bool
    problem: str | None = None


def check_sentence(sentence: str, facts: Facts) -> Verdict:
    """Whether a sentence may be said, in either language."""
    if facts.verbatim(sentence):
        return Verdict(True)
    problem = medical_claim(sentence) or _claimed(sentence, facts) or _mentioned(sentence, facts)
    return Verdict(problem is None, problem)


def _claimed(sentence: str, facts: Facts) -> str | None:
    claim = unsupported_claim(sentence, facts.done)
    return f"saying it is {claim} (nothing was stored)" if claim else None


def _mentioned(sentence: str, facts: Facts) -> str | None:
    found = mentions_in(sentence)
    if found.dates - facts.dates or found.dated_weekdays - facts.dated_weekdays:
        return "a date no tool returned"
    if found.weekdays - facts.weekdays:
        return "a weekday no tool returned"
    if any(not meanings & facts.times for meanings in found.times):
        return "a time no tool returned"
    if found.prices - facts.prices:
        return "a price no tool returned"
    if found.phones - facts.phones:
        return "a telephone number no tool returned"
    if found.doctors - facts.doctors:
        return "a doctor the clinic does not have"
    return None
