"""What every endpoint of this door works with, handed in once by `router.py`."""

from __future__ import annotations

from dataclasses import dataclass

from domain.clinic import Clinic
from domain.ports import Clock
from store.engine import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """The clinic as staff see it."""

    store: Store
    clinic: Clinic
    clock: Clock
    secure_cookies: bool
