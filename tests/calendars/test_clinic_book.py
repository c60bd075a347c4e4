"""The embedded calendar keeps the calendar contract, and searches in stretches without anyone noticing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from domain.availability import free_slots
from domain.booking import SlotQuery
from domain.clinic import BookingRules, Clinic
from tests.calendars.contract import CalendarContract
from tests.calendars.desk import NOW, book, contract_clinic, hold, refused, slot_at
from tests.calendars.store_desk import StoreDesk
from tests.domain.book_clinic import never


@pytest.fixture
def clinic() -> Clinic:
    return contract_clinic()


@pytest.fixture
async def desk(clinic: Clinic, tmp_path: Path) -> AsyncIterator[StoreDesk]:
    desk = StoreDesk(clinic, tmp_path)
    yield desk
    await desk.store.close()


class TestClinicBook(CalendarContract):
    """Nothing more: what follows is this backend's own."""


@pytest.mark.parametrize("weekdays", [(), (0,), (2, 4)])
async def test_reading_in_stretches_finds_what_one_reading_would(desk: StoreDesk, weekdays: tuple[int, ...]) -> None:
    for week in range(12):
        await desk.block("adler", NOW + timedelta(weeks=week), NOW + timedelta(weeks=week, days=1 + week % 4))
    query = SlotQuery(specialty_id="skin", weekdays=weekdays, limit=10_000, spread_days=False)
    busy = {who: {unit for name, unit in await desk.taken([who], NOW) if name == who} for who in ("adler", "cordes")}
    found = await desk.calendar.find(query, now=NOW)
    assert len(found) > 100
    assert found == free_slots(query, desk.clinic, busy, NOW, never)


class TestWithoutNotice:
    @pytest.fixture
    def clinic(self) -> Clinic:
        return contract_clinic().model_copy(update={"booking": BookingRules(min_notice_minutes=0)})

    async def test_a_held_time_that_has_begun_is_too_late(self, desk: StoreDesk) -> None:
        nine = slot_at("01 09:00")
        await hold(desk, nine, now=nine.start - timedelta(minutes=5))
        with refused("too_soon"):
            await book(desk, nine, now=nine.start)
        await book(desk, nine, now=nine.start - timedelta(minutes=1))
