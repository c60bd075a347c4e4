"""The journal of turns: which tool was called for which message, and what came of it; each exists once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from store.crypto import INSTANCE
from store.errors import AlreadyJournaled, breaks_uniqueness
from store.keys import PersonKeys
from store.records import JournalEntry
from store.tables.thread import journal


class Journal:
    def __init__(self, connection: AsyncConnection, keys: PersonKeys) -> None:
        self._connection = connection
        self._keys = keys

    async def find(self, inbound_seq: int, tool: str, ordinal: int) -> dict[str, Any] | None:
        """The result of this very call; None when it was not made, or the person was erased."""
        c = journal.c
        query = select(journal).where(c.inbound_seq == inbound_seq, c.tool == tool, c.ordinal == ordinal)
        row = (await self._connection.execute(query)).first()
        body = None if row is None else await self._keys.open(row.person_id or INSTANCE, row.body)
        return None if body is None else dict(body["result"])

    async def put(
        self,
        inbound_seq: int,
        tool: str,
        ordinal: int,
        args: dict[str, Any],
        result: dict[str, Any],
        now: datetime,
        *,
        person_id: str | None = None,
    ) -> None:
        """Store a call. Raises AlreadyJournaled: `find` comes first, in the same transaction."""
        body = await self._keys.seal(person_id or INSTANCE, {"args": args, "result": result})
        row = {"inbound_seq": inbound_seq, "tool": tool, "ordinal": ordinal, "person_id": person_id}
        try:
            await self._connection.execute(insert(journal).values(**row, body=body, at=now))
        except IntegrityError as error:
            if breaks_uniqueness(error):
                raise AlreadyJournaled(inbound_seq, tool, ordinal) from None
            raise

    async def of_inbound(self, inbound_seq: int) -> list[JournalEntry]:
        """Every call made for a message, in the order they were made."""
        query = select(journal).where(journal.c.inbound_seq == inbound_seq).order_by(journal.c.number)
        found = []
        for row in (await self._connection.execute(query)).all():
            body = await self._keys.open(row.person_id or INSTANCE, row.body)
            if body is not None:
                entry = JournalEntry(row.inbound_seq, row.tool, row.ordinal, body["args"], body["result"], row.at)
                found.append(entry)
        return found
