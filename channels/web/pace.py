"""How fast one visitor may write: a token bucket. What is refused was never acknowledged, so nothing is lost."""

from __future__ import annotations

import time

_BURST = 40.0
_PER_SECOND = 4.0


class Pace:
    """Real time, not the clinic's clock: it protects the machine, not the patient."""

    def __init__(self) -> None:
        self._tokens = _BURST
        self._at = time.monotonic()

    def allows(self) -> bool:
        now = time.monotonic()
        self._tokens = min(_BURST, self._tokens + (now - self._at) * _PER_SECOND)
        self._at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True
