"""Enquiries: the whole value is sealed, beside it only what is looked up by."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.enquiry import Enquiry
from store.keys import PersonKeys
from store.tables.thread import enquiries

_PLAIN = frozenset({"id", "person_id", "status", "channel", "opened_at", "updated_at"})


class Enquiries:
    def __init__(self, connection: AsyncConnection, keys: PersonKeys) -> None:
        self._connection = connection
        self._keys = keys

    async def open_for(self, person_id: str) -> Enquiry | None:
        """The newest that is still open."""
        c = enquiries.c
        query = select(enquiries).where(c.person_id == person_id, c.status == "open")
        newest = query.order_by(c.opened_at.desc(), c.updated_at.desc(), c.id).limit(1)
        row = (await self._connection.execute(newest)).first()
        return None if row is None else await self._enquiry(row)

    async def get(self, enquiry_id: str) -> Enquiry | None:
        row = (await self._connection.execute(select(enquiries).where(enquiries.c.id == enquiry_id))).first()
        return None if row is None else await self._enquiry(row)

    async def of_person(self, person_id: str) -> list[Enquiry]:
        """Newest first."""
        query = select(enquiries).where(enquiries.c.person_id == person_id)
        rows = (await self._connection.execute(query.order_by(enquiries.c.opened_at.desc(), enquiries.c.id))).all()
        return [await self._enquiry(row) for row in rows]

    async def put(self, enquiry: Enquiry) -> None:
        """Insert, or replace what was stored under its id."""
        row = {name: getattr(enquiry, name) for name in _PLAIN}
        row["body"] = await self._keys.seal(enquiry.person_id, enquiry.model_dump(mode="json", exclude=set(_PLAIN)))
        known = await self._connection.execute(update(enquiries).where(enquiries.c.id == enquiry.id).values(**row))
        if not known.rowcount:
            await self._connection.execute(insert(enquiries).values(**row))

    async def _enquiry(self, row: Row[Any]) -> Enquiry:
        """Of an erased person only the plain outline is left."""
        body = await self._keys.open(row.person_id, row.body) or {}
        return Enquiry.model_validate({name: getattr(row, name) for name in _PLAIN} | body)
