"""The embedded calendar keeps the calendar contract."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.calendars.contract import CalendarContract
from tests.calendars.desk import contract_clinic
from tests.calendars.store_desk import StoreDesk


class TestClinicBook(CalendarContract):
    @pytest.fixture
    async def desk(self, tmp_path: Path) -> AsyncIterator[StoreDesk]:
        desk = StoreDesk(contract_clinic(), tmp_path)
        yield desk
        await desk.store.close()
