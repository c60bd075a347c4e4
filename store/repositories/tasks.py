"""Staff tasks: filed once per open key, seen and done, never deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.tasks import StaffTask, TaskKind, Urgency
from store.crypto import INSTANCE
from store.ids import new_id
from store.keys import PersonKeys
from store.tables.staff import tasks


class Tasks:
    def __init__(self, connection: AsyncConnection, keys: PersonKeys) -> None:
        self._connection = connection
        self._keys = keys

    async def add(
        self,
        kind: TaskKind,
        person_id: str | None,
        summary: str,
        urgency: Urgency,
        now: datetime,
        key: str | None = None,
    ) -> StaffTask:
        """File a task; while one with the same key is open, that one is returned instead."""
        stored = self._blinded(key)
        if stored is not None:
            known = await self._first(select(tasks).where(tasks.c.key == stored, tasks.c.done_at.is_(None)))
            if known is not None:
                return known
        made = StaffTask(new_id("tsk"), kind, person_id, now, summary, urgency)
        body = await self._keys.seal(person_id or INSTANCE, summary)
        row = {"id": made.id, "kind": kind, "person_id": person_id, "since": now, "urgency": urgency, "key": stored}
        await self._connection.execute(insert(tasks).values(**row, body=body))
        return made

    async def open_tasks(self) -> list[StaffTask]:
        """What is not done; who has waited longest comes first."""
        query = select(tasks).where(tasks.c.done_at.is_(None)).order_by(tasks.c.since, tasks.c.number)
        return [await self._task(row) for row in (await self._connection.execute(query)).all()]

    async def get(self, task_id: str) -> StaffTask | None:
        return await self._first(select(tasks).where(tasks.c.id == task_id))

    async def seen(self, task_id: str, who: str, now: datetime) -> StaffTask | None:
        """The first to see it is noted; None when there is no such task."""
        unseen = tasks.c.id == task_id, tasks.c.seen_at.is_(None)
        await self._connection.execute(update(tasks).where(*unseen).values(seen_at=now, seen_by=who))
        return await self.get(task_id)

    async def done(self, task_id: str, who: str, now: datetime) -> StaffTask | None:
        """The first to finish it is noted; None when there is no such task."""
        still_open = tasks.c.id == task_id, tasks.c.done_at.is_(None)
        await self._connection.execute(update(tasks).where(*still_open).values(done_at=now, done_by=who))
        return await self.get(task_id)

    def _blinded(self, key: str | None) -> str | None:
        """A key may be made of the patient's words, which must not stand in the file; it is only ever compared."""
        return None if key is None else self._keys.digest("task", key.encode()).hex()

    async def _first(self, query: Select[Any]) -> StaffTask | None:
        row = (await self._connection.execute(query)).first()
        return None if row is None else await self._task(row)

    async def _task(self, row: Row[Any]) -> StaffTask:
        summary = await self._keys.open(row.person_id or INSTANCE, row.body)
        return StaffTask(
            id=row.id, kind=row.kind, person_id=row.person_id, since=row.since, summary=summary or "",
            urgency=row.urgency, seen_at=row.seen_at, seen_by=row.seen_by, done_at=row.done_at, done_by=row.done_by,
        )  # fmt: skip
