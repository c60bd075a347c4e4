"""The front desk every test of this room stands at."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.staff.front_desk import FrontDesk, open_copy


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[FrontDesk]:
    store, file = open_copy(tmp_path)
    yield FrontDesk(store, file)
    await store.close()
