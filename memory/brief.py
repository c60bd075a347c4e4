"""The Brief: what one turn may know, read at the present assurance. It does not grow with the history."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.booking import Appointment
from domain.clinic import Lang
from domain.enquiry import Asked, Enquiry
from domain.people import Assurance
from domain.thread import Channel, Event

Modality = str


@dataclass(frozen=True, slots=True)
class Known:
    """What the person has told us about themselves; never asked again."""

    name: str | None = None
    phone: str | None = None
    birth_date: str | None = None
    patient_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """Who, how surely, in which language, what is open, what was said last."""

    person_id: str
    session_id: str
    channel: Channel
    modality: Modality
    assurance: Assurance
    lang: Lang
    lang_settled: bool
    now: datetime
    known: Known
    enquiry: Enquiry | None
    appointments: tuple[Appointment, ...]
    messages: tuple[Event, ...]
    asked: Asked = "nothing"
    asked_data: dict[str, object] = field(default_factory=dict)
    emergency_open: bool = False
    opted_out: bool = False
    last_replies: tuple[str, ...] = ()
    patient_names: dict[str, str] = field(default_factory=dict)
    """Person id → name, for the appointments in this brief that are for someone else."""

    def with_enquiry(self, enquiry: Enquiry | None, appointments: tuple[Appointment, ...], known: Known) -> Brief:
        """The same brief after a tool has written."""
        return replace(self, enquiry=enquiry, appointments=appointments, known=known)

    def appointment(self, appointment_id: str) -> Appointment | None:
        return next((a for a in self.appointments if a.id == appointment_id), None)
