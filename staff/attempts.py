"""Failed logins are counted, so that nobody tries passwords at speed. Kept in this process, forgotten with it."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable

from domain.errors import BadInput

ALLOWED = 10
WINDOW_SECONDS = 300.0
_MOST_KEYS = 10_000


class Attempts:
    """At most ten failures within five minutes for one key.

    Counts real seconds rather than the clinic's clock: an attacker's time does not stand still in a sandbox.
    """

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._failures: dict[tuple[str, ...], deque[float]] = {}

    def begin(self, *key: str) -> None:
        """Count an attempt as failed until `succeeded`, so that many at once cannot slip through.

        Raises BadInput: too_many_attempts (429).
        """
        now = self._seconds()
        failures = self._failures.pop(key, deque())
        while failures and failures[0] <= now - WINDOW_SECONDS:
            failures.popleft()
        self._failures[key] = failures  # at the end again: what has rested longest is dropped first
        if len(failures) >= ALLOWED:
            wait = math.ceil(failures[0] + WINDOW_SECONDS - now)
            raise BadInput("too_many_attempts", f"Too many failed logins. Try again in {wait} seconds.", status=429)
        failures.append(now)
        if len(self._failures) > _MOST_KEYS:
            del self._failures[next(iter(self._failures))]

    def __len__(self) -> int:
        """How many keys are remembered."""
        return len(self._failures)

    def succeeded(self, *key: str) -> None:
        self._failures.pop(key, None)
