"""The client's frames, read strictly: anything else is a `BadInput` with a code and words in the sender's language."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Literal

from domain.clinic import Lang
from domain.errors import BadInput
from prompts import say

MAX_FRAME_BYTES = 8 * 1024
_MAX_ID = 100
_MAX_PAYLOAD = 200
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Hello:
    visitor: object
    last_seq: int
    lang: Lang | None
    identity: object


@dataclass(frozen=True, slots=True)
class Said:
    """A message or a choice: `payload` is None for a message."""

    id: str
    text: str
    payload: str | None


@dataclass(frozen=True, slots=True)
class Typing:
    pass


Frame = Hello | Said | Typing


def read_frame(raw: str | bytes | None, lang: Lang) -> Frame:
    """One client frame; raises BadInput naming what is wrong."""
    if not isinstance(raw, str):
        raise _bad("binary", lang)
    if len(raw) > MAX_FRAME_BYTES or len(raw.encode("utf-8", "replace")) > MAX_FRAME_BYTES:
        raise _bad("too_large", lang)
    try:
        frame = json.loads(raw)
    except (ValueError, RecursionError):
        raise _bad("not_json", lang) from None
    if not isinstance(frame, dict):
        raise _bad("not_json", lang)
    kind = frame.get("type")
    if kind == "hello":
        return _hello(frame)
    if kind == "typing":
        return Typing()
    if kind in ("message", "choice"):
        return _said(frame, kind, lang)
    raise _bad("unknown_type", lang)


def _hello(frame: dict[str, Any]) -> Hello:
    last_seq = frame.get("last_seq")
    seq = last_seq if isinstance(last_seq, int) and not isinstance(last_seq, bool) and 0 <= last_seq < 2**62 else 0
    lang = frame.get("lang")
    return Hello(frame.get("visitor"), seq, lang if lang in ("de", "en") else None, frame.get("identity"))


def _said(frame: dict[str, Any], kind: Literal["message", "choice"], lang: Lang) -> Said:
    given = frame.get("id")
    client_id = cleaned(given) if isinstance(given, str) else ""
    if not 0 < len(client_id) <= _MAX_ID:
        raise _bad("no_id", lang)
    value = frame.get("text" if kind == "message" else "payload")
    if not isinstance(value, str) or not (text := cleaned(value)):
        raise _bad("empty", lang)
    if kind == "message":
        return Said(client_id, text, None)
    if len(text) > _MAX_PAYLOAD:
        raise _bad("too_large", lang)
    return Said(client_id, "", text)


def cleaned(text: str) -> str:
    """Without lone surrogates and control characters, which no database keeps; line breaks stay."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return _CONTROL.sub("", whole.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _bad(code: str, lang: Lang) -> BadInput:
    return BadInput(code, say(f"faults.{code}", lang))
