"""Sessions: one stretch on one channel."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.thread import Channel, Lang, Session
from store.ids import new_id
from store.tables.thread import sessions


class Sessions:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open(
        self, person_id: str, contact_point_id: str, channel: Channel, now: datetime, language: Lang | None = None
    ) -> Session:
        made = Session(new_id("ses"), person_id, contact_point_id, channel, now, None, language)
        row = {"id": made.id, "person_id": person_id, "contact_point_id": contact_point_id, "channel": channel}
        await self._connection.execute(insert(sessions).values(**row, started_at=now, language=language))
        return made

    async def get(self, session_id: str) -> Session | None:
        row = (await self._connection.execute(select(sessions).where(sessions.c.id == session_id))).first()
        return None if row is None else _session(row)

    async def latest(self, person_id: str, channel: Channel) -> Session | None:
        """The one opened last."""
        query = select(sessions).where(sessions.c.person_id == person_id, sessions.c.channel == channel)
        row = (await self._connection.execute(query.order_by(sessions.c.number.desc()).limit(1))).first()
        return None if row is None else _session(row)

    async def set_language(self, session_id: str, lang: Lang) -> None:
        await self._connection.execute(update(sessions).where(sessions.c.id == session_id).values(language=lang))

    async def end(self, session_id: str, now: datetime) -> None:
        """The first end counts."""
        running = sessions.c.id == session_id, sessions.c.ended_at.is_(None)
        await self._connection.execute(update(sessions).where(*running).values(ended_at=now))


def _session(row: Row[Any]) -> Session:
    return Session(
        id=row.id,
        person_id=row.person_id,
        contact_point_id=row.contact_point_id,
        channel=row.channel,
        started_at=row.started_at,
        ended_at=row.ended_at,
        language=row.language,
    )
