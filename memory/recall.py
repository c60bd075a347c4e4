"""Builds the Brief: small, read at the present assurance, the same size after ten messages or ten thousand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import get_args

from domain.booking import Appointment
from domain.enquiry import Asked, Enquiry
from domain.people import Assurance
from domain.thread import Event
from memory.assurance import assurance_of, may_manage
from memory.brief import Brief, Known
from store.unit_of_work import UnitOfWork

RECENT_MESSAGES = 12
_ASKED = frozenset(get_args(Asked))


class Recall:
    """Reads what a turn may know. The level decides which rows are read, not which are shown."""

    async def brief(
        self, work: UnitOfWork, person_id: str, batch: Sequence[Event], modality: str, now: datetime
    ) -> Brief:
        last = batch[-1]
        messages = await work.events.recent(person_id, RECENT_MESSAGES, kinds={"message"})
        before = [event for event in messages if event.seq < batch[0].seq]
        session = await work.sessions.get(last.session_id) if last.session_id else None
        said = [event for event in before if event.author == "assistant"]
        asked, asked_data = _asked(said[-1] if said else None)
        assurance = await self._assurance(work, person_id, session.contact_point_id if session else None)
        appointments = await self._appointments(work, person_id, assurance, now)
        return Brief(
            person_id=person_id,
            session_id=last.session_id or "",
            channel=last.channel,
            modality=modality,
            assurance=assurance,
            lang=(session.language if session and session.language else "en"),
            lang_settled=bool(session and session.language and len(said) > 1),
            now=now,
            known=await self._known(work, person_id),
            enquiry=await self._enquiry(work, person_id),
            appointments=appointments,
            messages=tuple(before),
            asked=asked,
            asked_data=asked_data,
            emergency_open=await self._emergency_open(work, person_id),
            opted_out=await self._opted_out(work, person_id, last.channel),
            last_replies=tuple(event.text for event in said[-2:]),
            patient_names=await self._patient_names(work, person_id, appointments),
        )

    async def refresh(self, work: UnitOfWork, brief: Brief) -> Brief:
        appointments = await self._appointments(work, brief.person_id, brief.assurance, brief.now)
        enquiry = await self._enquiry(work, brief.person_id)
        return brief.with_enquiry(enquiry, appointments, await self._known(work, brief.person_id))

    async def _assurance(self, work: UnitOfWork, person_id: str, contact_point_id: str | None) -> Assurance:
        for link, contact in await work.contacts.links_of_person(person_id):
            if contact.id == contact_point_id and link.strength != "probable":
                return assurance_of(contact)
        return Assurance.ANONYMOUS

    async def _known(self, work: UnitOfWork, person_id: str) -> Known:
        facts = {fact.field: fact.value for fact in await work.persons.facts(person_id)}
        return Known(facts.get("name"), facts.get("phone"), facts.get("birth_date"), facts.get("patient_kind"))

    async def _enquiry(self, work: UnitOfWork, person_id: str) -> Enquiry | None:
        return await work.enquiries.open_for(person_id)

    async def _appointments(
        self, work: UnitOfWork, person_id: str, assurance: Assurance, now: datetime
    ) -> tuple[Appointment, ...]:
        upcoming = await work.calendar.appointments_of(person_id, after=now)
        live = [a for a in upcoming if a.status in ("booked", "confirmed")]
        return tuple(a for a in live if may_manage(a, person_id, assurance))

    async def _patient_names(
        self, work: UnitOfWork, person_id: str, appointments: Sequence[Appointment]
    ) -> dict[str, str]:
        names: dict[str, str] = {}
        for patient_id in {a.patient_id for a in appointments} - {person_id}:
            patient = await work.persons.get(patient_id)
            if patient and patient.name:
                names[patient_id] = patient.name
        return names

    async def _emergency_open(self, work: UnitOfWork, person_id: str) -> bool:
        raised = await work.events.recent(person_id, 1, kinds={"emergency"})
        return bool(raised) and raised[0].data.get("state") == "raised"

    async def _opted_out(self, work: UnitOfWork, person_id: str, channel: str) -> bool:
        facts = await work.persons.facts(person_id)
        return any(f.field == f"opt_out.{channel}" and f.value == "yes" for f in facts)


def _asked(event: Event | None) -> tuple[Asked, dict[str, object]]:
    """What our last message asked for, as it was noted with the event."""
    if event is None:
        return "nothing", {}
    asked = event.data.get("asked", "nothing")
    return (asked if asked in _ASKED else "nothing"), dict(event.data.get("asked_data", {}))
