"""From an address to a person: finds or makes the contact point, the person and the session of a message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.thread import Inbound, Session
from store.unit_of_work import UnitOfWork

_SESSION_GAP = timedelta(hours=12)
"""A visit after a longer silence is a new session of the same thread."""


@dataclass(frozen=True, slots=True)
class Arrived:
    person_id: str
    session_id: str
    contact_point_id: str
    new: bool


class Arrivals:
    """A new address is a new person: nothing is joined by what somebody merely types."""

    async def known(self, work: UnitOfWork, inbound: Inbound) -> Arrived | None:
        """The person of an address, when address, person and a recent session exist (reads only)."""
        contact = await work.contacts.find(inbound.system, inbound.account, inbound.address)
        if contact is None:
            return None
        links = await work.contacts.links_of_contact(contact.id)
        if not links:
            return None
        person_id = links[0].person_id
        session = await work.sessions.latest(person_id, inbound.channel)
        if session is None:
            return None
        return Arrived(person_id, session.id, contact.id, False)

    async def person(self, work: UnitOfWork, inbound: Inbound, now: datetime) -> Arrived:
        """Find or make contact point, person, link and session for what has arrived."""
        contact = await work.contacts.find(inbound.system, inbound.account, inbound.address)
        if contact is None:
            contact = await work.contacts.create(inbound.system, inbound.account, inbound.address)
        links = await work.contacts.links_of_contact(contact.id)
        if links:
            person_id, new = links[0].person_id, False
        else:
            person = await work.persons.create(now)
            await work.contacts.link(contact.id, person.id, "own", "first contact", "system", now)
            person_id, new = person.id, True
        session = await self._session(work, person_id, contact.id, inbound, now)
        return Arrived(person_id, session.id, contact.id, new)

    async def _session(
        self, work: UnitOfWork, person_id: str, contact_point_id: str, inbound: Inbound, now: datetime
    ) -> Session:
        session = await work.sessions.latest(person_id, inbound.channel)
        if session and session.ended_at is None and not await self._stale(work, person_id, now):
            return session
        language = session.language if session else inbound.language_hint
        return await work.sessions.open(person_id, contact_point_id, inbound.channel, now, language)

    async def _stale(self, work: UnitOfWork, person_id: str, now: datetime) -> bool:
        last = await work.persons.last_event_at(person_id)
        return last is not None and now - last > _SESSION_GAP

    async def title_of(self, work: UnitOfWork, person_id: str, payload: str | None) -> str:
        """The words on the button that sent `payload`, looked up in what we last showed this person."""
        for event in reversed(await work.events.recent(person_id, 10, kinds={"message"})):
            for choice in event.data.get("choices", ()):
                if choice.get("payload") == payload:
                    return str(choice["title"])
        return payload or ""
