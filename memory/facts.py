"""What is known about a person, with where it came from, so that nobody asks again."""

from __future__ import annotations

from datetime import date, datetime

from domain.people import Assurance, Fact
from domain.ports import Work
from store.unit_of_work import unit_of_work


async def learn(
    work: Work, person_id: str, field: str, value: str, *, source: int | None, level: Assurance, now: datetime
) -> None:
    """Keep a fact the person has told us; the latest value wins, earlier ones stay as history."""
    uow = unit_of_work(work)
    await uow.persons.put_fact(person_id, Fact(field, value, source, level, now))
    if field == "name":
        await uow.persons.update(person_id, name=value)
    elif field == "birth_date":
        await uow.persons.update(person_id, birth_date=date.fromisoformat(value))
    elif field in ("language", "patient_kind"):
        await uow.persons.update(person_id, **{field: value})


async def claim_phone(work: Work, person_id: str, phone: str, now: datetime) -> None:
    """A typed number: kept as a probable link only, since typing a number proves nothing (domain.md §6, row 6)."""
    uow = unit_of_work(work)
    contact = await uow.contacts.find("phone", "clinic", phone)
    if contact is None:
        contact = await uow.contacts.create("phone", "clinic", phone)
    links = await uow.contacts.links_of_contact(contact.id)
    if all(link.person_id != person_id for link in links):
        await uow.contacts.link(contact.id, person_id, "probable", "typed in a conversation", "patient", now)


async def new_patient_person(work: Work, name: str, now: datetime) -> str:
    """A record for somebody the person acts for (child, father): its id."""
    uow = unit_of_work(work)
    person = await uow.persons.create(now, name=name)
    return person.id


async def patients_of(work: Work, booker_id: str) -> dict[str, str]:
    """Folded name → person id of everybody this person has booked for before."""
    uow = unit_of_work(work)
    found: dict[str, str] = {}
    for appointment in await uow.calendar.appointments_of(booker_id):
        if appointment.patient_id != booker_id:
            patient = await uow.persons.get(appointment.patient_id)
            if patient and patient.name:
                found[patient.name.casefold()] = patient.id
    return found
