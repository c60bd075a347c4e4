"""The timeline and its entries, and what passes through a door (design.md, Words)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from domain.people import ContactSystem

Channel = Literal["web", "whatsapp", "sms", "voice"]
Direction = Literal["in", "out", "internal"]
Author = Literal["patient", "assistant", "staff", "system"]
Delivery = Literal["pending", "sent", "delivered", "read", "failed", "suppressed"]
EventKind = Literal[
    "message", "session_started", "call_started", "call_ended", "tool_call", "appointment_booked",
    "appointment_moved", "appointment_cancelled", "reminder", "handoff", "note", "correction", "emergency",
]  # fmt: skip
Lang = Literal["de", "en"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: what it says and the payload it sends back."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class WebLink:
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Inbound:
    """What arrives at a door. `external_id` is the provider's or client's id: the same id is the same message."""

    channel: Channel
    system: ContactSystem
    account: str
    address: str
    external_id: str
    text: str
    payload: str | None = None
    language_hint: Lang | None = None


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An entry about to be appended. `data` must be JSON; it is stored encrypted together with the text."""

    person_id: str
    channel: Channel
    direction: Direction
    author: Author
    kind: EventKind
    text: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    session_id: str | None = None
    external_id: str | None = None
    delivery: Delivery | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the timeline. `seq` grows over the whole store; `answers` are the seqs a reply answers."""

    seq: int
    at: datetime
    person_id: str
    channel: Channel
    direction: Direction
    author: Author
    kind: EventKind
    text: str
    data: dict[str, Any]
    session_id: str | None = None
    external_id: str | None = None
    delivery: Delivery | None = None
    answers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """One stretch on one channel: a chat visit, a call. `language` is the conversation's, sticky."""

    id: str
    person_id: str
    contact_point_id: str
    channel: Channel
    started_at: datetime
    ended_at: datetime | None = None
    language: Lang | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What one turn says: sentences that passed the check, with the buttons and links shown under them."""

    text: str
    choices: tuple[Choice, ...] = ()
    links: tuple[WebLink, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)
    author: Author = "assistant"
