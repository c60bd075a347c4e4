"""Small facts of this instance as JSON by key, such as how far the sandbox's clock is set off."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.plans import settings


class Settings:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, key: str) -> Any:
        """The value; None when there is none."""
        return (await self._connection.execute(select(settings.c.value).where(settings.c.key == key))).scalar()

    async def put(self, key: str, value: Any) -> None:
        changed = await self._connection.execute(update(settings).where(settings.c.key == key).values(value=value))
        if not changed.rowcount:
            await self._connection.execute(insert(settings).values(key=key, value=value))
