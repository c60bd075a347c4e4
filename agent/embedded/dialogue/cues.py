"""Small, precise signs in a message that the classes of the intent model do not carry; they are `cues.txt`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("cues.txt")
_LONGEST = 1000


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lines: dict[str, list[str]] = {}
    current: list[str] = []
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            current = lines.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            current.append(f"(?:{line})")
    return {name: re.compile("|".join(alternatives)) for name, alternatives in lines.items()}


def cues(text: str) -> frozenset[str]:
    """The names of all signs found in a message."""
    folded = " ".join(text.casefold().split())[:_LONGEST]
    return frozenset(name for name, pattern in _patterns().items() if pattern.search(folded))
