"""A whole house on a temporary folder, for benchmarks that need one."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from app.bootstrap import House, build_house
from app.settings import load_settings

TUESDAY_EVENING = datetime.fromisoformat("2024-10-15T22:00:00+01:00")


@asynccontextmanager
async def open_house() -> AsyncIterator[House]:
    with tempfile.TemporaryDirectory() as folder:
        house = build_house(load_settings(data_dir=Path(folder), sandbox=True))
        await house.start(new_calendar=True)
        await house.reset(TUESDAY_EVENING)
        try:
            yield house
        finally:
            await house.close()
