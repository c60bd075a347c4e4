"""`faden test`, `check`, `bench`, `train`: the developer's commands, the same ones CI calls."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from app.settings import ROOT

_BIN = Path(sys.executable).parent


def test(everything: bool, arguments: Sequence[str]) -> None:
    """pytest from the repository's root."""
    chosen = [] if everything else ["-m", "not slow"]
    sys.exit(_call(_BIN / "python", "-m", "pytest", *chosen, *arguments))


def check() -> None:
    """Every check, also after one has failed; the exit status tells whether all passed."""
    results = {
        "ruff": _call(_BIN / "ruff", "check", "--no-cache", "."),
        "format": _call(_BIN / "ruff", "format", "--no-cache", "--check", "."),
        "types": _call(_BIN / "mypy", *_rooms()),
        "rooms": _call(_BIN / "lint-imports"),
    }
    for name, status in results.items():
        print(f"{name:8} {'ok' if status == 0 else 'FAILED'}")
    sys.exit(max(results.values()))


def bench(what: str | None) -> None:
    """Run the benchmarks."""
    sys.exit(_call(_BIN / "python", "-m", "benchmarks", *([what] if what else [])))


def train() -> None:
    """Learn the model again."""
    sys.exit(_call(_BIN / "python", "-m", "agent.embedded.train"))


def _rooms() -> list[str]:
    rooms = (
        "domain prompts store memory calendars knowledge_base insights speech outreach tools agent channels "
        "telephony staff app evals"
    )
    return rooms.split()


def _call(program: Path, *arguments: str) -> int:
    return subprocess.run([str(program), *arguments], cwd=ROOT, check=False).returncode
