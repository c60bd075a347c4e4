"""A migrated, empty store per test, on every database Faden runs on.

SQLite always; PostgreSQL too when FADEN_TEST_POSTGRES_URL names one that may be emptied.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from store.engine import Store, open_store

KEY = b"an instance secret of 32 bytes.."
_POSTGRES = os.environ.get("FADEN_TEST_POSTGRES_URL")


@pytest.fixture(params=["sqlite", *(["postgresql"] if _POSTGRES else [])])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(_POSTGRES) if request.param == "postgresql" else f"sqlite+aiosqlite:///{tmp_path}/store.sqlite"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    opened = open_store(url, KEY)
    await opened.migrate()
    await opened.wipe()
    yield opened
    await opened.close()


@pytest.fixture
def sqlite_file(url: str) -> Path:
    """Where the database lies, for what only a file can show."""
    if not url.startswith("sqlite"):
        pytest.skip("looks into the SQLite file")
    return Path(url.removeprefix("sqlite+aiosqlite:///"))
