"""All extension points on one screen. Implementations are handed in by `app/bootstrap.py`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any, Protocol

from domain.booking import Appointment, Hold, NewBooking, Slot, SlotQuery


class Clock(Protocol):
    """The clinic's clock. The sandbox and the evals can set it; nothing else tells the time."""

    def now(self) -> datetime:
        """The present instant, aware, UTC."""
        ...


class Work(Protocol):
    """An open transaction. Opaque above the store: handed from whoever opened it to whoever writes."""

    def on_commit(self, callback: Callable[[], None]) -> None:
        """Run after a successful commit, never after a rollback (signals, wake-ups)."""
        ...


class Calendar(Protocol):
    """The clinic's book. Every backend passes the contract test in `tests/calendars/contract.py`.

    Raises RuleViolation: slot_taken, slot_gone, too_soon, too_far, outside_hours, too_many_open,
    appointment_unknown, appointment_over; BackendError when the backend itself fails.
    """

    async def find(self, query: SlotQuery, *, now: datetime, person_id: str | None = None) -> list[Slot]:
        """Free slots, earliest first; the person's own holds count as free for them."""
        ...

    async def hold(self, work: Work, slot: Slot, *, person_id: str, now: datetime) -> Hold:
        """Reserve for the clinic's hold time; replaces the person's earlier hold."""
        ...

    async def release(self, work: Work, *, person_id: str) -> None: ...

    async def book(self, work: Work, slot: Slot, booking: NewBooking, *, now: datetime) -> Appointment: ...

    async def move(self, work: Work, appointment_id: str, slot: Slot, *, now: datetime) -> Appointment:
        """Book the new time, then release the old one, in one transaction; the same appointment id."""
        ...

    async def cancel(self, work: Work, appointment_id: str, *, now: datetime) -> Appointment: ...

    async def expire_holds(self, work: Work, *, now: datetime) -> int: ...


class TurnStarter(Protocol):
    """A door asks for a durable turn without knowing what makes it durable."""

    async def start(self, person_id: str, inbound_seq: int) -> None:
        """Answer the stored message; safe to call twice, resumes after a crash."""
        ...


class Signals(Protocol):
    """Publish/subscribe inside a process (or over Redis). Lossy by nature: the store is the truth."""

    def publish(self, topic: str, message: dict[str, Any]) -> None: ...

    def subscribe(self, *topics: str) -> AbstractAsyncContextManager[AsyncIterator[dict[str, Any]]]: ...


class Summariser(Protocol):
    """Condenses a thread for the brief. Deterministic by default, model-backed when there is one."""

    async def summarise(self, lines: Sequence[str]) -> str: ...
