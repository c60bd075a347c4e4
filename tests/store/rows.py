"""Short ways to fill a store: persons, messages, appointments, as a caller above would write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from domain.booking import Appointment, Hold, Slot
from domain.outbox import OutboxMessage
from domain.thread import Event, NewEvent
from store.engine import Store
from store.ids import new_id
from store.unit_of_work import UnitOfWork

NOW = datetime(2027, 3, 1, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
UNIT = timedelta(minutes=5)


async def add_person(store: Store, name: str | None = None, at: datetime = NOW) -> str:
    async with store.write() as work:
        return (await work.persons.create(at, name)).id


def message(person_id: str, text: str = "Hallo", **fields: Any) -> NewEvent:
    known = {"channel": "web", "direction": "in", "author": "patient", "kind": "message"}
    return NewEvent(**(known | {"person_id": person_id, "text": text} | fields))


def reply(person_id: str, text: str = "Guten Tag", **fields: Any) -> NewEvent:
    return message(person_id, text, **({"direction": "out", "author": "assistant"} | fields))


async def say(store: Store, person_id: str, text: str = "Hallo", **fields: Any) -> Event:
    async with store.write() as work:
        return await work.events.append(message(person_id, text, **fields), NOW)


async def answer(store: Store, person_id: str, *inbound: int) -> Event:
    async with store.write() as work:
        return await work.events.append(reply(person_id), NOW, inbound)


def slot(start: datetime, minutes: int = 30, who: str = "adler") -> Slot:
    end = start + timedelta(minutes=minutes)
    return Slot(practitioner_id=who, visit_type_id="check", start=start, end=end)


def appointment(person_id: str, start: datetime, **fields: Any) -> Appointment:
    known: dict[str, Any] = {
        "id": new_id("apt"), "practitioner_id": "adler", "visit_type_id": "check", "patient_id": person_id,
        "booked_by": person_id, "start": start, "end": start + timedelta(minutes=30), "status": "booked",
        "channel": "web", "created_at": NOW,
    }  # fmt: skip
    return Appointment(**(known | fields))


def hold(person_id: str, start: datetime, expires_at: datetime) -> Hold:
    return Hold(new_id("hld"), slot(start), person_id, expires_at)


def outgoing(person_id: str, key: str, **fields: Any) -> OutboxMessage:
    known: dict[str, Any] = {"channel": "whatsapp", "to": "+442079460001", "body": "Bis bald", "created_at": NOW}
    return OutboxMessage(id=new_id("out"), person_id=person_id, key=key, **(known | fields))


def starts(first: datetime, count: int) -> list[datetime]:
    return [first + n * UNIT for n in range(count)]


async def book(work: UnitOfWork, person_id: str, start: datetime, **fields: Any) -> Appointment:
    """An appointment with its units, as the calendar writes it."""
    made = appointment(person_id, start, **fields)
    await work.calendar.put_appointment(made)
    await work.calendar.take_units(made.practitioner_id, starts(start, 6), appointment_id=made.id)
    return made
