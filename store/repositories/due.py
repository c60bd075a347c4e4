"""Due rows: what is to happen at a clinic time, each version once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from store.crypto import INSTANCE
from store.keys import PersonKeys
from store.records import DueRow
from store.tables.plans import due

_PLANNED, _DONE = "planned", "done"


class Due:
    def __init__(self, connection: AsyncConnection, keys: PersonKeys) -> None:
        self._connection = connection
        self._keys = keys

    async def put(self, key: str, due_at: datetime, kind: str, payload: dict[str, Any], version: int) -> None:
        """Plan, or plan anew under another version. The same version again changes nothing, even when it is done."""
        known = (await self._connection.execute(select(due.c.version).where(due.c.key == key))).scalar_one_or_none()
        if known == version:
            return
        body = await self._keys.seal(INSTANCE, payload)
        row = {"version": version, "due_at": due_at, "kind": kind, "body": body, "state": _PLANNED}
        if known is None:
            await self._connection.execute(insert(due).values(key=key, **row))
        else:
            await self._connection.execute(update(due).where(due.c.key == key).values(**row))

    async def due(self, now: datetime, limit: int = 100) -> list[DueRow]:
        """What is to be done by now, earliest first."""
        query = select(due).where(due.c.state == _PLANNED, due.c.due_at <= now)
        rows = (await self._connection.execute(query.order_by(due.c.due_at, due.c.key).limit(limit))).all()
        payloads = [await self._keys.open(INSTANCE, row.body) for row in rows]
        return [
            DueRow(row.key, row.version, row.due_at, row.kind, payload)
            for row, payload in zip(rows, payloads, strict=True)
        ]

    async def next_at(self) -> datetime | None:
        """When the next thing is due; None when nothing is planned."""
        query = select(due.c.due_at).where(due.c.state == _PLANNED).order_by(due.c.due_at).limit(1)
        return (await self._connection.execute(query)).scalar_one_or_none()

    async def planned(self) -> int:
        """How many rows wait."""
        query = select(func.count()).select_from(due).where(due.c.state == _PLANNED)
        return int((await self._connection.execute(query)).scalar_one())

    async def done(self, key: str, version: int) -> None:
        """It has been done; nothing happens when the plan has moved on to another version."""
        this = due.c.key == key, due.c.version == version
        await self._connection.execute(update(due).where(*this).values(state=_DONE))

    async def cancel(self, key: str) -> None:
        """Forget the plan; it may be made again."""
        await self._connection.execute(delete(due).where(due.c.key == key))
