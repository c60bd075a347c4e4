"""A store and a library of one's own per test, and the demo clinic's library once for the whole session."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from knowledge_base.library import KnowledgeBase
from store.engine import Store, open_store

KEY = b"an instance secret of 32 bytes.."
RIVERSIDE = Path(__file__).parents[2] / "clinics" / "riverside"


class DayByDay:
    """A clock on which every look is a day later."""

    def __init__(self) -> None:
        self._now = datetime(2027, 3, 1, 9, tzinfo=UTC)

    def now(self) -> datetime:
        self._now += timedelta(days=1)
        return self._now


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = open_store(f"sqlite+aiosqlite:///{tmp_path}/store.sqlite", KEY)
    await opened.migrate()
    yield opened
    await opened.close()


@pytest.fixture
async def library(store: Store, tmp_path: Path) -> AsyncIterator[KnowledgeBase]:
    """Loaded and empty."""
    opened = KnowledgeBase(store, tmp_path / "index", clock=DayByDay())
    await opened.load()
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def riverside(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The demo clinic's knowledge, imported; searching it touches no store."""
    place = tmp_path_factory.mktemp("riverside")

    async def build() -> KnowledgeBase:
        store = open_store(f"sqlite+aiosqlite:///{place}/store.sqlite", KEY)
        await store.migrate()
        opened = KnowledgeBase(store, place / "index", clock=DayByDay())
        await opened.load()
        report = await opened.import_folder(RIVERSIDE / "knowledge")
        assert not report.unreadable
        await store.close()
        return opened

    return asyncio.run(build())
