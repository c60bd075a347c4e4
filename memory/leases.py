"""A lease in the store: what must not run twice at once runs once, on any number of processes.

Held by renewing it; a process that dies loses it after a few seconds of wall time (not the clinic's clock, which
the sandbox can set).
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator

from store.engine import Store

_SECONDS = 8.0
_RETRY_SECONDS = 0.05


class Leases:
    """Leases of one process; `owner` is new at every start."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._owner = secrets.token_hex(8)

    @contextlib.asynccontextmanager
    async def held(self, key: str) -> AsyncIterator[None]:
        """Wait for the lease, keep it while the body runs, give it back."""
        await self._wait_for(key)
        renewing = asyncio.create_task(self._renew(key))
        try:
            yield
        finally:
            renewing.cancel()
            async with self._store.write() as work:
                await work.leases.release(key, self._owner)

    async def _wait_for(self, key: str) -> None:
        while not await self._acquire(key):  # noqa: ASYNC110 - another process holds it: there is no event to wait for
            await asyncio.sleep(_RETRY_SECONDS)

    async def _acquire(self, key: str) -> bool:
        async with self._store.write() as work:
            return await work.leases.acquire(key, self._owner, _SECONDS)

    async def _renew(self, key: str) -> None:
        while True:
            await asyncio.sleep(_SECONDS / 3)
            async with self._store.write() as work:
                await work.leases.renew(key, self._owner, _SECONDS)
