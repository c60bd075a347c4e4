"""What the staff API answers, exactly as contract.md says. Times are the clinic's local ones with their offset."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, PlainSerializer

from domain.booking import AppointmentStatus
from domain.enquiry import EnquiryStatus
from domain.people import LinkStrength
from domain.tasks import TaskKind, Urgency
from domain.thread import Author, Channel, Delivery, Direction, EventKind, Lang

Instant = Annotated[datetime, PlainSerializer(datetime.isoformat, return_type=str)]


class Named(BaseModel):
    """Whoever it is, with the name as far as it is known."""

    id: str
    name: str | None


class AppointmentShape(BaseModel):
    """APPOINTMENT of contract.md; `visit_type` is the id of clinic.yaml."""

    id: str
    practitioner: Named
    visit_type: str
    patient: Named
    booked_by: Named
    start: Instant
    end: Instant
    status: AppointmentStatus
    channel: Channel


class AppointmentList(BaseModel):
    items: list[AppointmentShape]


class Item(BaseModel):
    """ITEM of contract.md: an event, whose it is, and by which link it came here."""

    seq: int
    at: Instant
    channel: Channel
    direction: Direction
    author: Author
    kind: EventKind
    text: str
    data: dict[str, Any]
    delivery: Delivery | None
    person_id: str
    link: LinkStrength


class PersonLine(BaseModel):
    """A person in a list. `holder`: "agent" or the username of who has the conversation."""

    id: str
    name: str | None
    phones: list[str]
    last_event_at: Instant | None
    holder: str


class PersonList(BaseModel):
    items: list[PersonLine]
    next: str | None


class PersonDetails(PersonLine):
    birth_date: date | None
    language: Lang | None
    patient_kind: str | None
    created_at: Instant


class KnownFact(BaseModel):
    """What need not be asked again. `source`: the seq of the event it came by; `level`: T0–T4 as a number."""

    field: str
    value: str
    source: int | None
    level: int


class EnquiryLine(BaseModel):
    id: str
    topic: str
    status: EnquiryStatus
    channel: Channel
    opened_at: Instant


class PersonFile(BaseModel):
    """Everything about one person."""

    person: PersonDetails
    known: list[KnownFact]
    enquiries: list[EnquiryLine]
    appointments: list[AppointmentShape]
    timeline: list[Item]


class TaskShape(BaseModel):
    id: str
    kind: TaskKind
    person_id: str | None
    since: Instant
    summary: str
    urgency: Urgency


class TaskList(BaseModel):
    items: list[TaskShape]
