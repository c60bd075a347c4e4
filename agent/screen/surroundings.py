"""The expressions of context.txt and requests.txt, folded like the text they meet."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from agent.screen.fold import pattern
from agent.screen.sections import Sections

_FOLDER = Path(__file__).parent
_SECTIONS = Sections(_FOLDER / "context.txt", _FOLDER / "requests.txt")


def expressions(section: str) -> str:
    """The alternatives of a section as one expression, without its edges."""
    return _SECTIONS[section]


@cache
def found_in(section: str) -> re.Pattern[str]:
    """The section as whole words anywhere in a text."""
    return pattern(rf"\b{expressions(section)}(?!\w)")
