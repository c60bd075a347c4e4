"""`faden understand`: what the embedded engine makes of each sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from agent.embedded.intents import ASKED
from agent.embedded.understanding import Understander
from app.clinic_file import load_clinic
from app.settings import load_settings
from app.vocabulary import vocabulary_of
from domain.errors import ConfigurationError


def understand(sentences: list[str], as_json: bool, at: str | None, asked: str) -> None:
    """Arguments, or one sentence a line on stdin."""
    state = next((known for known in ASKED if known == asked), None)
    if state is None:
        raise ConfigurationError("--asked", f"write one of {', '.join(ASKED)}")
    clinic = load_clinic(load_settings().clinic)
    understander = Understander(vocabulary_of(clinic))
    now = _reference(at, clinic.zone)
    for sentence in sentences or _lines():
        result = understander.understand(sentence, now=now, asked=state).as_json()
        print(json.dumps(result, ensure_ascii=False) if as_json else _pretty(result), flush=True)


def _reference(at: str | None, zone: Any) -> datetime:
    if at is None:
        return datetime.now(zone)
    try:
        given = datetime.fromisoformat(at)
    except ValueError:
        raise ConfigurationError("--at", "write an ISO time such as 2026-10-14T10:00") from None
    return given.replace(tzinfo=zone) if given.tzinfo is None else given.astimezone(zone)


def _lines() -> Iterable[str]:
    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
    for line in sys.stdin:
        yield line.rstrip("\n")


def _pretty(result: dict[str, Any]) -> str:
    top = ", ".join(f"{i['intent']} {i['p']:.2f}" for i in result["intents"][:3])
    lines = [f"{result['text']}", f"  {result['lang']}   {top}"]
    for reading in result["dates"]:
        bound = f" {reading['bound']}" if reading["bound"] else ""
        negated = " not" if reading["negated"] else ""
        lines.append(f"  when{negated}{bound} {reading['start']} – {reading['end']} ({reading['text']})")
    for field in ("names", "phones", "birth_date", "practitioner", "specialty"):
        if result[field]:
            lines.append(f"  {field}: {result[field]}")
    if result["emergency"] != "NONE":
        lines.append(f"  emergency: {result['emergency']}")
    return "\n".join(lines)
