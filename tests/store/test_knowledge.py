"""Topic versions: one live version per topic, everything before is kept."""

from __future__ import annotations

from typing import Any

from store.engine import Store
from store.records import TopicStatus
from store.unit_of_work import UnitOfWork
from tests.store.rows import HOUR, NOW

TEXTS: dict[str, Any] = {"de": {"title": "Parken", "body": "Hinter dem Haus."}, "en": {"title": "Parking"}}


async def put(work: UnitOfWork, topic: str, content: str, status: TopicStatus = "approved") -> int:
    return await work.knowledge.put_version(topic, TEXTS, status, "knowledge/parking.md", content, "import", NOW)


async def live(work: UnitOfWork) -> list[tuple[str, int]]:
    return [(one.topic_id, one.version) for one in await work.knowledge.approved()]


async def test_a_version_comes_back_whole(store: Store) -> None:
    async with store.write() as work:
        assert await put(work, "parking", "h1") == 1
        (stored,) = await work.knowledge.approved()
    assert (stored.texts, stored.source, stored.content_hash) == (TEXTS, "knowledge/parking.md", "h1")
    assert (stored.author, stored.created_at, stored.status, stored.retired_at) == ("import", NOW, "approved", None)


async def test_an_approved_version_takes_the_place_of_the_one_before(store: Store) -> None:
    async with store.write() as work:
        assert await put(work, "parking", "h1") == 1
        assert await put(work, "hours", "h1") == 1
        assert await put(work, "parking", "h2", "draft") == 2
        assert await live(work) == [("hours", 1), ("parking", 1)]
        assert await put(work, "parking", "h3") == 3
        assert await live(work) == [("hours", 1), ("parking", 3)]


async def test_a_retired_topic_is_kept_but_not_told(store: Store) -> None:
    async with store.write() as work:
        await put(work, "parking", "h1")
        await work.knowledge.retire("parking", NOW + HOUR)
        await work.knowledge.retire("parking", NOW + HOUR * 2)
        await work.knowledge.retire("never there", NOW)
        assert await live(work) == []
        kept = await work.knowledge.get("parking")
        assert kept
        assert (kept.version, kept.status, kept.retired_at) == (1, "retired", NOW + HOUR)


async def test_the_newest_version_of_a_content_is_found(store: Store) -> None:
    async with store.write() as work:
        for content in ("h1", "h2", "h1"):
            await put(work, "parking", content)
        found = await work.knowledge.by_hash("parking", "h1")
        assert found
        assert found.version == 3
        assert await work.knowledge.by_hash("parking", "h3") is None
        assert await work.knowledge.by_hash("hours", "h1") is None
        assert await work.knowledge.get("hours") is None


async def test_generations_count_up(store: Store) -> None:
    async with store.write() as work:
        assert await work.knowledge.generation() == 0
        assert [await work.knowledge.bump_generation() for _ in range(3)] == [1, 2, 3]
        assert await work.knowledge.generation() == 3
