"""Numbers that only grow. Counting up locks the number until the transaction ends."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.plans import counters


class Counters:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def next(self, name: str) -> int:
        """One more than before; the first is 1."""
        counted = await self._count(name)
        if counted is None:
            await self._begin(name)
            counted = await self._count(name)
        return int(counted or 0)

    async def value(self, name: str) -> int:
        query = select(counters.c.value).where(counters.c.name == name)
        return int((await self._connection.execute(query)).scalar_one_or_none() or 0)

    async def _count(self, name: str) -> int | None:
        row = update(counters).where(counters.c.name == name).values(value=counters.c.value + 1)
        counted: int | None = (await self._connection.execute(row.returning(counters.c.value))).scalar_one_or_none()
        return counted

    async def _begin(self, name: str) -> None:
        """Start at 0, unless another process is doing so, which only PostgreSQL lets happen."""
        with suppress(IntegrityError):
            async with self._connection.begin_nested():
                await self._connection.execute(insert(counters).values(name=name, value=0))
