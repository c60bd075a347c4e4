"""The embedded calendar's desk: a store of its own for each test, copied from one that was migrated once."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from calendars import CALENDARS
from domain.clinic import Clinic
from domain.ports import Calendar, Work
from store.engine import Store, open_store
from tests.calendars.desk import NOW
from tests.domain.book_clinic import never

PEOPLE = [f"p{n}" for n in range(1, 61)]
_FOLDER = TemporaryDirectory(prefix="faden-book-")


class StoreDesk:
    def __init__(self, clinic: Clinic, folder: Path) -> None:
        self.store = _open(Path(shutil.copy(_template(), folder / "book.sqlite")))
        self.clinic = clinic
        self.calendar: Calendar = CALENDARS["clinic_book"](self.store, clinic, never)

    def work(self) -> AbstractAsyncContextManager[Work]:
        return self.store.write()

    async def block(self, practitioner_id: str, start: datetime, end: datetime) -> None:
        async with self.store.write() as work:
            await work.calendar.add_busy(practitioner_id, start, end, "busy")

    async def taken(self, who: Iterable[str], now: datetime) -> set[tuple[str, datetime]]:
        """Every unit of these practitioners that somebody has."""
        day = timedelta(days=1)
        async with self.store.read() as work:
            busy = await work.calendar.busy(list(who), now - 30 * day, now + 120 * day, now)
        return {(practitioner_id, unit) for practitioner_id, units in busy.items() for unit in units}


def _open(path: Path) -> Store:
    return open_store(f"sqlite+aiosqlite:///{path}", b"k" * 32)


@cache
def _template() -> Path:
    """Made in a thread of its own: a test's event loop is running already."""
    path = Path(_FOLDER.name) / "template.sqlite"

    async def make() -> None:
        store = _open(path)
        await store.migrate()
        async with store.write() as work:
            for person_id in PEOPLE:
                await work.persons.create(NOW, person_id=person_id)
        await store.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, make()).result()
    return path
