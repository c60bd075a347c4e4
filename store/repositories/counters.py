"""Numbers that only grow. Counting up locks the number until the transaction ends."""

from __future__ import annotations

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.plans import counters


class Counters:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def next(self, name: str) -> int:
        """One more than before; the first is 1."""
        row = update(counters).where(counters.c.name == name).values(value=counters.c.value + 1)
        counted = (await self._connection.execute(row.returning(counters.c.value))).scalar_one_or_none()
        if counted is None:
            await self._connection.execute(insert(counters).values(name=name, value=1))
            return 1
        return int(counted)

    async def value(self, name: str) -> int:
        query = select(counters.c.value).where(counters.c.name == name)
        return int((await self._connection.execute(query)).scalar_one_or_none() or 0)
