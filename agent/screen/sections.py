"""Reads files of regular expressions: `[section]`, one alternative a line, `<name>` stands for another section."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

_REFERENCE = re.compile(r"<([a-z ]+)>")


class Sections:
    """The sections of some files, each as one expression."""

    def __init__(self, *paths: Path) -> None:
        self._paths = paths

    def __getitem__(self, name: str) -> str:
        """The alternatives of a section in one group; an unknown section is a KeyError with its name."""
        return _REFERENCE.sub(lambda named: self[named[1]], f"({self._read[name]})")

    @cached_property
    def _read(self) -> dict[str, str]:
        found: dict[str, list[str]] = {}
        lines: list[str] = []
        for path in self._paths:
            for line in path.read_text(encoding="utf-8").splitlines():
                if line.startswith("["):
                    lines = found.setdefault(line.strip("[]"), [])
                elif line.strip() and not line.startswith("#"):
                    lines.append(line.rstrip("|"))
        return {name: "|".join(alternatives) for name, alternatives in found.items()}
