"""Rows that have no meaning above the store's own business, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from domain.people import LinkStrength
from domain.thread import Channel

TopicStatus = Literal["draft", "approved", "retired"]
StaffRole = Literal["admin", "staff"]


@dataclass(frozen=True, slots=True)
class PersonLink:
    """A removable edge between two persons."""

    id: str
    person_id: str
    other_id: str
    strength: LinkStrength
    evidence: str
    author: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One tool call of a turn and what came of it."""

    inbound_seq: int
    tool: str
    ordinal: int
    args: dict[str, Any]
    result: dict[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class BusyBlock:
    """Time taken by something that is no appointment of ours."""

    id: str
    practitioner_id: str
    start: datetime
    end: datetime
    label: str


@dataclass(frozen=True, slots=True)
class DueRow:
    """Something to do at a clinic time; key and version together name the one time it is done."""

    key: str
    version: int
    due_at: datetime
    kind: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Personal data that was told: what, at which level, and why it was allowed."""

    person_id: str
    what: str
    level: int
    why: str
    channel: Channel
    inbound_seq: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the conversation of a cluster: "agent" or a staff username. Every change raises the epoch."""

    cluster_id: str
    holder: str = "agent"
    name: str | None = None
    epoch: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class StaffUser:
    username: str
    password_hash: str
    name: str
    role: StaffRole
    created_at: datetime


@dataclass(frozen=True, slots=True)
class StaffSession:
    token_hash: str
    username: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class TopicVersion:
    """`texts` is JSON: titles, questions and bodies per language, and what else the import noted."""

    topic_id: str
    version: int
    status: TopicStatus
    texts: dict[str, Any]
    source: str
    content_hash: str
    author: str
    created_at: datetime
    retired_at: datetime | None = None
