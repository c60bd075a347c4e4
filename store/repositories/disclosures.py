"""The disclosure log: every time personal data was told, with the level that allowed it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.thread import Channel
from store.keys import PersonKeys
from store.records import Disclosure
from store.tables.staff import disclosures


class Disclosures:
    def __init__(self, connection: AsyncConnection, keys: PersonKeys) -> None:
        self._connection = connection
        self._keys = keys

    async def add(
        self,
        person_id: str,
        what: str,
        level: int,
        why: str,
        channel: Channel,
        inbound_seq: int | None,
        now: datetime,
    ) -> None:
        body = await self._keys.seal(person_id, {"what": what, "why": why})
        row = {"person_id": person_id, "level": int(level), "channel": channel, "inbound_seq": inbound_seq}
        await self._connection.execute(insert(disclosures).values(**row, at=now, body=body))

    async def of_person(self, person_id: str) -> list[Disclosure]:
        """Oldest first."""
        query = select(disclosures).where(disclosures.c.person_id == person_id).order_by(disclosures.c.number)
        found = []
        for row in (await self._connection.execute(query)).all():
            told = await self._keys.open(person_id, row.body) or {"what": "", "why": ""}
            entry = Disclosure(person_id, told["what"], row.level, told["why"], row.channel, row.inbound_seq, row.at)
            found.append(entry)
        return found
