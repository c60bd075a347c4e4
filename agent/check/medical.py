"""What a receptionist never says: a dose, a diagnosis, a reassurance, a result read out, a medicine started or stopped.

The wording is in medical.txt; what the clinic approved is not asked here.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from agent.check.numerals import any_of
from agent.screen.sections import Sections

_SECTIONS = Sections(Path(__file__).parent / "medical.txt")
_ALWAYS = ("dosage", "reassurance", "test result")


def medical_problem(sentence: str) -> str | None:
    """What is wrong with a sentence medically."""
    for problem in _ALWAYS:
        if _expression(problem).search(sentence):
            return problem
    if sentence.rstrip("\"'”“»’) ").endswith("?"):
        return None
    if _expression("diagnosis").search(sentence) and not _expression("reported").search(sentence):
        return "diagnosis"
    if _expression("advice on medication").search(sentence) and not _expression("declining").search(sentence):
        return "advice on medication"
    return None


@cache
def _expression(section: str) -> re.Pattern[str]:
    return re.compile(rf"\b{_SECTIONS[section].replace('NUMERAL', any_of('cardinals'))}(?!\w)", re.IGNORECASE)
