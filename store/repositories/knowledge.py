"""Versions of the clinic's knowledge topics, and the generation of the index made from them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from store.records import TopicStatus, TopicVersion
from store.repositories.counters import Counters
from store.tables.knowledge import topic_versions

_GENERATION = "knowledge_generation"


class Knowledge:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._counters = Counters(connection)

    async def put_version(
        self,
        topic_id: str,
        lang_texts: dict[str, Any],
        status: TopicStatus,
        source: str,
        content_hash: str,
        author: str,
        now: datetime,
    ) -> int:
        """A new version of a topic: its number. An approved one takes the place of the one before."""
        c = topic_versions.c
        last = select(func.max(c.version)).where(c.topic_id == topic_id)
        version = int((await self._connection.execute(last)).scalar_one() or 0) + 1
        if status == "approved":
            await self.retire(topic_id, now)
        row = {"topic_id": topic_id, "version": version, "status": status, "texts": lang_texts, "source": source}
        row |= {"content_hash": content_hash, "author": author, "created_at": now}
        await self._connection.execute(insert(topic_versions).values(**row))
        return version

    async def approved(self) -> list[TopicVersion]:
        """What patients are told: the live version of every topic, by topic id."""
        c = topic_versions.c
        return await self._all(select(topic_versions).where(c.status == "approved").order_by(c.topic_id))

    async def get(self, topic_id: str) -> TopicVersion | None:
        """The newest version, whatever its status."""
        return await self._first(topic_versions.c.topic_id == topic_id)

    async def by_hash(self, topic_id: str, content_hash: str) -> TopicVersion | None:
        """The newest version with this content."""
        c = topic_versions.c
        return await self._first(c.topic_id == topic_id, c.content_hash == content_hash)

    async def retire(self, topic_id: str, now: datetime) -> None:
        """Patients no longer hear it; its versions are kept."""
        live = topic_versions.c.topic_id == topic_id, topic_versions.c.status == "approved"
        row = update(topic_versions).where(*live).values(status="retired", retired_at=now)
        await self._connection.execute(row)

    async def generation(self) -> int:
        """0 before the first index."""
        return await self._counters.value(_GENERATION)

    async def bump_generation(self) -> int:
        return await self._counters.next(_GENERATION)

    async def _first(self, *where: Any) -> TopicVersion | None:
        newest = select(topic_versions).where(*where).order_by(topic_versions.c.version.desc()).limit(1)
        found = await self._all(newest)
        return found[0] if found else None

    async def _all(self, query: Select[Any]) -> list[TopicVersion]:
        return [_version(row) for row in (await self._connection.execute(query)).all()]


def _version(row: Row[Any]) -> TopicVersion:
    return TopicVersion(**row._mapping)
