"""Leases: what one process may do at a time. A process that dies loses its leases when they run out.

They run on the wall clock, not on the clinic's: setting the clinic's clock must neither free nor keep a lease.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.plans import leases


class Leases:
    def __init__(self, connection: AsyncConnection, wall: Callable[[], float] = time.time) -> None:
        self._connection = connection
        self._wall = wall

    async def acquire(self, key: str, owner: str, seconds: float) -> bool:
        """Whether the owner has it now: it was free, had run out, or was theirs."""
        now = self._wall()
        free = leases.c.key == key, or_(leases.c.owner == owner, leases.c.expires <= now)
        taken = await self._connection.execute(update(leases).where(*free).values(owner=owner, expires=now + seconds))
        if taken.rowcount:
            return True
        known = await self._connection.execute(select(leases.c.key).where(leases.c.key == key))
        return known.first() is None and await self._insert(key, owner, now + seconds)

    async def renew(self, key: str, owner: str, seconds: float) -> bool:
        """Whether the owner still had it; it lasts from now on."""
        mine = leases.c.key == key, leases.c.owner == owner
        renewed = update(leases).where(*mine).values(expires=self._wall() + seconds)
        return bool((await self._connection.execute(renewed)).rowcount)

    async def clear(self) -> None:
        """Void every lease: for the one process of an embedded store, at its start."""
        await self._connection.execute(delete(leases))

    async def release(self, key: str, owner: str) -> None:
        """Give it back; somebody else's stays theirs."""
        await self._connection.execute(delete(leases).where(leases.c.key == key, leases.c.owner == owner))

    async def _insert(self, key: str, owner: str, expires: float) -> bool:
        """False when another process was quicker, which only PostgreSQL lets happen."""
        try:
            async with self._connection.begin_nested():
                await self._connection.execute(insert(leases).values(key=key, owner=owner, expires=expires))
        except IntegrityError:
            return False
        return True
