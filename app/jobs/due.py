"""Runs what is due by the clinic's clock. Every timer is a row (key, due_at, version): a set clock moves them all.

A row is done only after its handler returned; a handler runs at least once and must be harmless twice.
To add a kind: one line where `bootstrap` makes the runner.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog

from domain.ports import Clock
from store.engine import Store

log = structlog.get_logger(__name__)
Handler = Callable[[dict[str, Any]], Awaitable[None]]
_BATCH = 50
_LOOK_SECONDS = 1.0


class DueRunner:
    """Looks once a second, and at once when the sandbox sets the clock."""

    def __init__(self, store: Store, clock: Clock, handlers: Mapping[str, Handler]) -> None:
        self._store = store
        self._clock = clock
        self._handlers = handlers
        self._one_at_a_time = asyncio.Lock()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.run_due()
            except Exception:
                log.exception("due rows failed")
            await asyncio.sleep(_LOOK_SECONDS)

    async def run_due(self) -> int:
        """Run everything due now; returns how many rows ran."""
        ran = 0
        async with self._one_at_a_time:
            while rows := await self._due():
                for row in rows:
                    await self._handlers[row.kind](row.payload)
                    async with self._store.write() as work:
                        await work.due.done(row.key, row.version)
                    ran += 1
        return ran

    async def _due(self) -> list[Any]:
        async with self._store.read() as work:
            return list(await work.due.due(self._clock.now(), _BATCH))
