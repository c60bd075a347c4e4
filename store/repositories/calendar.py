"""The clinic's book as rows: appointments, holds, and the mirror of clinic.yaml beside the units of `units.py`.

No rule of booking is decided here; that is `domain/availability.py` and the calendars.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, Table, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.booking import LIVE_STATUSES, Appointment, Hold, Slot
from domain.clinic import PractitionerEntry, VisitTypeEntry
from store.keys import PersonKeys
from store.repositories.units import Units
from store.tables.book import appointments, holds, practitioners, visit_types


class Calendar(Units):
    def __init__(self, connection: AsyncConnection, keys: PersonKeys) -> None:
        super().__init__(connection)
        self._keys = keys

    async def sync_clinic(self, people: Sequence[PractitionerEntry], visits: Sequence[VisitTypeEntry]) -> None:
        """Mirror clinic.yaml; who is gone from it stays as inactive, since old appointments name them."""
        for table, entries in ((practitioners, people), (visit_types, visits)):
            await self._connection.execute(update(table).values(active=False))
            for entry in entries:
                await self._upsert(table, entry.id, {"entry": entry.model_dump(mode="json"), "active": True})

    async def put_hold(self, hold: Hold) -> None:
        """Insert; take its units afterwards."""
        row = hold.slot.model_dump() | {"id": hold.id, "person_id": hold.person_id, "expires_at": hold.expires_at}
        await self._connection.execute(insert(holds).values(**row))

    async def get_hold(self, hold_id: str) -> Hold | None:
        return await self._hold(select(holds).where(holds.c.id == hold_id))

    async def hold_of(self, person_id: str) -> Hold | None:
        """The person's hold, the one that lasts longest if there are several; it may have run out."""
        query = select(holds).where(holds.c.person_id == person_id)
        return await self._hold(query.order_by(holds.c.expires_at.desc(), holds.c.id).limit(1))

    async def expired_holds(self, now: datetime) -> list[Hold]:
        query = select(holds).where(holds.c.expires_at <= now).order_by(holds.c.expires_at, holds.c.id)
        return [_hold(row) for row in (await self._connection.execute(query)).all()]

    async def delete_hold(self, hold_id: str) -> None:
        """Delete; free its units before."""
        await self._connection.execute(delete(holds).where(holds.c.id == hold_id))

    async def put_appointment(self, appointment: Appointment) -> None:
        """Insert, or replace what was stored under its id. Reason and contact are sealed for the patient."""
        names = [c.name for c in appointments.c if c.name not in ("id", "contact_digest", "body")]
        row: dict[str, Any] = {name: getattr(appointment, name) for name in names}
        body = {"reason": appointment.reason, "contact": appointment.contact}
        row["body"] = await self._keys.seal(appointment.patient_id, body)
        row["contact_digest"] = self._contact_digest(appointment.contact)
        await self._upsert(appointments, appointment.id, row)

    async def get_appointment(self, appointment_id: str) -> Appointment | None:
        found = await self._appointments(select(appointments).where(appointments.c.id == appointment_id))
        return found[0] if found else None

    async def appointments_between(
        self, start: datetime, end: datetime, practitioner_id: str | None = None
    ) -> list[Appointment]:
        """Those that start at `start` or later and before `end`, earliest first, whatever their status."""
        query = select(appointments).where(appointments.c.start >= start, appointments.c.start < end)
        if practitioner_id is not None:
            query = query.where(appointments.c.practitioner_id == practitioner_id)
        return await self._appointments(query)

    async def appointments_of(self, person_id: str, after: datetime | None = None) -> list[Appointment]:
        """Those the person is the patient of or has made; with `after` only those that start later than that."""
        c = appointments.c
        query = select(appointments).where(or_(c.patient_id == person_id, c.booked_by == person_id))
        return await self._appointments(query if after is None else query.where(c.start > after))

    async def open_unproven(self, booked_by: str, contact: str | None, now: datetime) -> int:
        """How many coming appointments this booker, or anybody giving this number, has made without proof."""
        c = appointments.c
        theirs = c.booked_by == booked_by
        if contact is not None:
            theirs = or_(theirs, c.contact_digest == self._contact_digest(contact))
        query = select(func.count()).select_from(appointments)
        query = query.where(theirs, c.start > now, c.proven.is_(False), c.status.in_(LIVE_STATUSES))
        return int((await self._connection.execute(query)).scalar_one())

    async def _upsert(self, table: Table, row_id: str, row: dict[str, Any]) -> None:
        known = await self._connection.execute(update(table).where(table.c.id == row_id).values(**row))
        if not known.rowcount:
            await self._connection.execute(insert(table).values(id=row_id, **row))

    async def _hold(self, query: Select[Any]) -> Hold | None:
        row = (await self._connection.execute(query)).first()
        return None if row is None else _hold(row)

    async def _appointments(self, query: Select[Any]) -> list[Appointment]:
        ordered = query.order_by(appointments.c.start, appointments.c.id)
        return [await self._appointment(row) for row in (await self._connection.execute(ordered)).all()]

    async def _appointment(self, row: Row[Any]) -> Appointment:
        body = await self._keys.open(row.patient_id, row.body) or {"reason": "", "contact": None}
        plain = {key: value for key, value in row._mapping.items() if key not in ("body", "contact_digest")}
        return Appointment(**plain, **body)

    def _contact_digest(self, contact: str | None) -> bytes | None:
        return None if contact is None else self._keys.digest("contact", contact.encode())


def _hold(row: Row[Any]) -> Hold:
    slot = Slot(practitioner_id=row.practitioner_id, visit_type_id=row.visit_type_id, start=row.start, end=row.end)
    return Hold(id=row.id, slot=slot, person_id=row.person_id, expires_at=row.expires_at)
