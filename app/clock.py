"""The clinic's clocks (`domain.ports.Clock`): the real one, and the one the sandbox and the evals can set.

A set clock runs on from where it was put, and never backwards by itself, whatever happens to the machine's time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock


def system_now() -> datetime:
    return datetime.now(UTC)


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        return system_now()


class SettableClock:
    """The machine's time plus an offset. Keep `offset` and hand it in again to survive a restart."""

    def __init__(
        self,
        offset: timedelta = timedelta(0),
        *,
        wall: Callable[[], datetime] = system_now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall, self._monotonic = wall, monotonic
        self._lock = Lock()
        self._seen_wall, self._seen_monotonic = wall(), monotonic()
        self._now = self._seen_wall + offset

    def now(self) -> datetime:
        with self._lock:
            return self._tick()

    @property
    def offset(self) -> timedelta:
        """How far this clock is ahead of the machine's."""
        with self._lock:
            return self._tick() - self._seen_wall

    def set(self, now: datetime) -> None:
        """Put the clock to an instant, earlier ones included: whether that is allowed is the caller's rule."""
        if now.tzinfo is None:
            raise ValueError("a clock is set to an aware time")
        with self._lock:
            self._tick()
            self._now = now.astimezone(UTC)

    def advance(self, seconds: float) -> None:
        if seconds < 0:
            raise ValueError("a clock is advanced forwards; use set to put it back")
        with self._lock:
            self._now = self._tick() + timedelta(seconds=seconds)

    def _tick(self) -> datetime:
        """Move on with the machine's time, which also counts a suspended laptop's sleep; where that was put back,
        with the monotonic one."""
        wall, monotonic = self._wall(), self._monotonic()
        passed = wall - self._seen_wall
        if passed < timedelta(0):
            passed = timedelta(seconds=monotonic - self._seen_monotonic)
        self._seen_wall, self._seen_monotonic = wall, monotonic
        self._now += passed
        return self._now
