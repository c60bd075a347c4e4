"""Who has the conversation of a cluster. The epoch moves on with every change and never back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from store.records import Holder
from store.tables.staff import holders


class Holders:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, cluster_id: str) -> Holder:
        """The agent at epoch 0 until somebody takes it."""
        row = (await self._connection.execute(select(holders).where(holders.c.cluster_id == cluster_id))).first()
        return Holder(cluster_id) if row is None else Holder(cluster_id, row.holder, row.name, row.epoch, row.since)

    async def set(self, cluster_id: str, holder: str, name: str | None, now: datetime) -> Holder:
        changed = {"holder": holder, "name": name, "since": now}
        row = update(holders).where(holders.c.cluster_id == cluster_id)
        known = await self._connection.execute(row.values(epoch=holders.c.epoch + 1, **changed))
        if not known.rowcount:
            await self._connection.execute(insert(holders).values(cluster_id=cluster_id, epoch=1, **changed))
        return await self.get(cluster_id)
