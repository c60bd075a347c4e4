"""Who we talk to, how surely we know it, and how addresses and persons are joined (design.md, Words and Identity)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from typing import Literal

ContactSystem = Literal["web", "phone", "whatsapp", "email"]
LinkStrength = Literal["own", "proven", "granted", "probable"]


class Assurance(IntEnum):
    """How surely we know who is talking. The numbers are T0–T4 of design.md."""

    ANONYMOUS = 0
    HINT = 1
    POSSESSION = 2
    PROVEN = 3
    STAFF = 4


@dataclass(frozen=True, slots=True)
class Person:
    """A human we talk to. Names are as the person gave them, unproven unless a Fact says otherwise."""

    id: str
    created_at: datetime
    name: str | None = None
    birth_date: date | None = None
    language: Literal["de", "en"] | None = None
    patient_kind: Literal["new", "returning"] | None = None


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """An address on one of the clinic's channel accounts. `value`: E.164, BSUID, visitor id or e-mail."""

    id: str
    system: ContactSystem
    account: str
    value: str


@dataclass(frozen=True, slots=True)
class Link:
    """A removable edge contact point → person, with the evidence for it."""

    id: str
    contact_point_id: str
    person_id: str
    strength: LinkStrength
    evidence: str
    author: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known about a person: never asked again. `source` is the seq of the event it came by."""

    field: str
    value: str
    source: int | None
    level: Assurance
    at: datetime
