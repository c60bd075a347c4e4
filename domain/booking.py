"""Appointments and the values around them. The rules over them are `domain/availability.py`, pure functions."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from pydantic import BaseModel, ConfigDict

from domain.thread import Channel

AppointmentStatus = Literal["booked", "confirmed", "arrived", "fulfilled", "cancelled", "noshow"]
LIVE_STATUSES: tuple[AppointmentStatus, ...] = ("booked", "confirmed", "arrived", "fulfilled")
"""Statuses that occupy the practitioner's time."""


class Slot(BaseModel):
    """A bookable time: `start`–`end` is the visit itself (UTC, aware), buffers lie around it."""

    model_config = ConfigDict(frozen=True)

    practitioner_id: str
    visit_type_id: str
    start: datetime
    end: datetime

    @property
    def id(self) -> str:
        """Opaque to the model and the patient's browser; the same slot always has the same id."""
        times = f"{self.start.timestamp():.0f}|{self.end.timestamp():.0f}"
        key = f"{self.practitioner_id}|{self.visit_type_id}|{times}"
        return "s" + hashlib.blake2s(key.encode(), digest_size=6).hexdigest()


class SlotQuery(BaseModel):
    """What kind of time is wanted. Dates and times are the clinic's local ones; None means anything goes."""

    model_config = ConfigDict(frozen=True)

    practitioner_id: str | None = None
    specialty_id: str | None = None
    visit_type_id: str | None = None
    new_patient: bool = True
    date_from: date | None = None
    date_to: date | None = None
    """Inclusive."""
    weekdays: tuple[int, ...] = ()
    """0 = Monday; empty = any."""
    not_weekdays: tuple[int, ...] = ()
    not_dates: tuple[date, ...] = ()
    time_from: time | None = None
    """Earliest start."""
    time_to: time | None = None
    """The visit starts before this; equal to `time_from` means exactly then."""
    after: datetime | None = None
    """Only slots starting later than this instant ("show me more", "later")."""
    before: datetime | None = None
    """Only slots starting earlier than this instant ("sooner")."""
    limit: int = 2
    spread_days: bool = True
    """Offer different days first, as a receptionist would ("Friday 14:00 or Monday 10:00")."""


@dataclass(frozen=True, slots=True)
class NewBooking:
    """Who an appointment is for, who makes it, and how they can be reached (E.164)."""

    patient_id: str
    booked_by: str
    channel: Channel
    reason: str = ""
    contact: str | None = None
    proven: bool = False


@dataclass(frozen=True, slots=True)
class Hold:
    """A slot reserved while confirming; `expires_at` by the clinic's clock."""

    id: str
    slot: Slot
    person_id: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Appointment:
    """A stored appointment. `patient_id` is whom it is for, `booked_by` who made it."""

    id: str
    practitioner_id: str
    visit_type_id: str
    patient_id: str
    booked_by: str
    start: datetime
    end: datetime
    status: AppointmentStatus
    channel: Channel
    created_at: datetime
    reason: str = ""
    proven: bool = False
    """Whether the booker had proven who they are: unproven open bookings are limited."""
    contact: str | None = None
    """The reachable number given for it (E.164)."""
    version: int = 1
