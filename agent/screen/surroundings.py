"""The expressions of context.txt and requests.txt, by section: idioms, times past, denials, wishes."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from agent.screen.fold import pattern

_FILES = ("context.txt", "requests.txt")
_REFERENCE = re.compile(r"<([a-z ]+)>")


@cache
def expressions(section: str) -> str:
    """The alternatives of a section as one expression, without its edges."""
    return _REFERENCE.sub(lambda named: expressions(named[1]), f"({_sections()[section]})")


@cache
def found_in(section: str) -> re.Pattern[str]:
    """The section as whole words anywhere in a text."""
    return pattern(rf"\b{expressions(section)}(?!\w)")


@cache
def _sections() -> dict[str, str]:
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for name in _FILES:
        for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                lines = found.setdefault(line.strip("[]"), [])
            elif line.strip() and not line.startswith("#"):
                lines.append(line.rstrip("|"))
    return {name: "|".join(alternatives) for name, alternatives in found.items()}
