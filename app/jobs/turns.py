"""Durable turns: a stored message starts a DBOS workflow under its own id and is answered once, also after kill -9.

Workflows carry ids, never text. What makes "once" true is the journal and the answers table (design.md, The turn);
DBOS makes it happen again after a crash.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import structlog
from dbos import DBOS, DBOSConfig, SetWorkflowID
from sqlalchemy import create_engine, event

from app import metrics

log = structlog.get_logger(__name__)
Answer = Callable[[str, int], Awaitable[None]]

_APPLICATION_VERSION = "1"
"""Pinned: by default a hash of the source, after which no pending turn would be resumed (backend.md §2.6)."""
_answer: Answer | None = None


@DBOS.workflow(name="turn")
async def _turn(person_id: str, inbound_seq: int) -> None:
    await _answer_step(person_id, inbound_seq)


@DBOS.step(name="answer")
async def _answer_step(person_id: str, inbound_seq: int) -> None:
    assert _answer is not None, "DurableTurns.launch sets it"
    await _answer(person_id, inbound_seq)


class DurableTurns:
    """`domain.ports.TurnStarter` on DBOS. `generation` keeps workflow ids apart after a sandbox reset."""

    def __init__(self, database: str, node: str) -> None:
        self._database = database
        self._node = node
        self._running: set[asyncio.Task[Any]] = set()
        self.generation = "0"

    def launch(self, answer: Answer) -> None:
        """Start DBOS on the running event loop (never from a thread: backend.md §2.6) and resume what was pending."""
        global _answer
        _answer = _timed(answer)
        config: DBOSConfig = {
            "name": "faden",
            "system_database_url": self._database,
            "executor_id": self._node,
            "application_version": _APPLICATION_VERSION,
            "log_level": "WARNING",
        }
        if self._database.startswith("sqlite"):
            _write_ahead(self._database)
        DBOS(config=config)
        DBOS.launch()

    async def start(self, person_id: str, inbound_seq: int) -> None:
        """Begin the turn and return; calling again with the same message is the same turn."""
        await self._begin(f"turn-{self.generation}-{inbound_seq}", person_id, inbound_seq)

    async def start_again(self, person_id: str, inbound_seq: int) -> None:
        """Begin anew for a message still unanswered: DBOS keeps a failed workflow's failure under its id for ever.

        Harmless for one that is being answered: the journal and the answers table make it once.
        """
        await self._begin(f"turn-{self.generation}-{inbound_seq}-{secrets.token_hex(4)}", person_id, inbound_seq)

    async def _begin(self, workflow_id: str, person_id: str, inbound_seq: int) -> None:
        with SetWorkflowID(workflow_id):
            handle = await DBOS.start_workflow_async(_turn, person_id, inbound_seq)
        task = asyncio.create_task(self._watch(handle, inbound_seq))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _watch(self, handle: Any, inbound_seq: int) -> None:
        try:
            await handle.get_result(polling_interval_sec=0.1)
        except Exception as fault:
            log.error("turn failed", seq=inbound_seq, fault=type(fault).__name__)

    async def idle(self) -> None:
        """Return when no turn is being made."""
        while self._running:
            await asyncio.wait(list(self._running))

    async def close(self, drain_seconds: float) -> None:
        """Let turns in flight finish, then stop; what does not finish is resumed at the next start."""
        if self._running:
            await asyncio.wait(list(self._running), timeout=drain_seconds)
        DBOS.destroy()


def _timed(answer: Answer) -> Answer:
    async def timed(person_id: str, inbound_seq: int) -> None:
        started = time.perf_counter()
        metrics.IN_FLIGHT.inc()
        try:
            await answer(person_id, inbound_seq)
            metrics.TURNS.labels("answered").inc()
        except Exception:
            metrics.TURNS.labels("failed").inc()
            log.exception("turn failed", seq=inbound_seq)
            raise
        finally:
            metrics.IN_FLIGHT.dec()
            metrics.TURN_SECONDS.observe(time.perf_counter() - started)

    return timed


def _write_ahead(url: str) -> None:
    """WAL before DBOS opens the file: three times the throughput (backend.md §2.4); it is persistent."""
    Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def _pragma(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")

    with engine.connect():
        pass
    engine.dispose()
