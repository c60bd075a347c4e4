"""A front desk for the calendar contract: the backend under test, a small clinic, short ways to ask it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from datetime import UTC, datetime, time, timedelta
from typing import Any, Protocol

import pytest

from domain.booking import Appointment, Hold, NewBooking, Slot, SlotQuery
from domain.clinic import Clinic
from domain.errors import RuleViolation
from domain.ports import Calendar, Work
from prompts import say
from tests.domain.book_clinic import a_clinic, at, practitioner, shift

NOW = at(a_clinic(), "2027-03-01 07:00").astimezone(UTC)
"""A Monday morning."""
QUERY = SlotQuery(practitioner_id="adler", new_patient=False)


def contract_clinic() -> Clinic:
    """The small clinic with a third, idle practitioner of Adler's specialty."""
    entries = [entry.model_dump() for entry in a_clinic().practitioners]
    return a_clinic(practitioners=[*entries, practitioner("cordes", "skin", [shift(["mon", "tue"], "09:00", "17:00")])])


class Desk(Protocol):
    """A backend under test. Persons "p1" … "p60" exist in it.

    `work()` opens a transaction, `block()` is somebody typing into the same calendar from elsewhere.
    """

    calendar: Calendar
    clinic: Clinic

    def work(self) -> AbstractAsyncContextManager[Work]: ...

    async def block(self, practitioner_id: str, start: datetime, end: datetime) -> None: ...


def slot_at(text: str, *, who: str = "adler", what: str = "check", minutes: int = 30, days_later: int = 0) -> Slot:
    """A slot of March 2027: "01 10:00"."""
    start = at(a_clinic(), f"2027-03-{text}").astimezone(UTC) + timedelta(days=days_later)
    return Slot(practitioner_id=who, visit_type_id=what, start=start, end=start + timedelta(minutes=minutes))


def for_person(person_id: str, **fields: Any) -> NewBooking:
    known = {"patient_id": person_id, "booked_by": person_id, "channel": "web", "contact": f"+4420{person_id}"}
    return NewBooking(**(known | fields))


@contextmanager
def refused(code: str) -> Iterator[None]:
    """The rule says no, and there are words for it in both languages with exactly the values it carries."""
    with pytest.raises(RuleViolation) as caught:
        yield
    assert caught.value.code == code
    for lang in ("de", "en"):
        assert say(f"refusals.{code}", lang, **caught.value.values)


async def book(desk: Desk, slot: Slot, person_id: str = "p1", now: datetime = NOW, **fields: Any) -> Appointment:
    async with desk.work() as work:
        return await desk.calendar.book(work, slot, for_person(person_id, **fields), now=now)


async def hold(desk: Desk, slot: Slot, person_id: str = "p1", now: datetime = NOW) -> Hold:
    async with desk.work() as work:
        return await desk.calendar.hold(work, slot, person_id=person_id, now=now)


async def move(desk: Desk, appointment_id: str, slot: Slot, now: datetime = NOW) -> Appointment:
    async with desk.work() as work:
        return await desk.calendar.move(work, appointment_id, slot, now=now)


async def cancel(desk: Desk, appointment_id: str, now: datetime = NOW) -> Appointment:
    async with desk.work() as work:
        return await desk.calendar.cancel(work, appointment_id, now=now)


async def is_free(desk: Desk, slot: Slot, now: datetime = NOW, person_id: str | None = None) -> bool:
    wall: time = slot.start.astimezone(desk.clinic.zone).time()
    day = slot.start.astimezone(desk.clinic.zone).date()
    minutes = desk.clinic.visit_type(slot.visit_type_id).minutes
    exactly = SlotQuery(
        practitioner_id=slot.practitioner_id, visit_type_id=slot.visit_type_id, date_from=day, date_to=day,
        new_patient=slot.end - slot.start != timedelta(minutes=minutes), time_from=wall, time_to=wall,
    )  # fmt: skip
    return slot in await desk.calendar.find(exactly, now=now, person_id=person_id)
