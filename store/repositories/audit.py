"""The audit chain: each entry's digest covers the one before, under the instance's secret.

Whoever changes, removes or inserts a row without the secret is found by `verify`. Removing the newest rows together
with their count is the one thing it cannot see; for that the last digest has to be kept elsewhere.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from store.crypto import INSTANCE
from store.keys import PersonKeys
from store.records import AuditEntry
from store.repositories.counters import Counters
from store.tables.staff import audit

_COUNTER = "audit"


class Audit:
    def __init__(self, connection: AsyncConnection, keys: PersonKeys) -> None:
        self._connection = connection
        self._keys = keys
        self._counters = Counters(connection)

    async def add(self, actor: str, action: str, subject: str, detail: dict[str, Any], now: datetime) -> None:
        """Append. Counting first locks out other writers, so the chain never forks."""
        number = await self._counters.next(_COUNTER)
        query = select(audit.c.digest).where(audit.c.number == number - 1)
        previous = (await self._connection.execute(query)).scalar_one_or_none() or b""
        body = await self._keys.seal(INSTANCE, detail)
        row = {"number": number, "at": now.astimezone(UTC), "actor": actor, "action": action, "subject": subject}
        digest = self._digest(row, body, previous)
        await self._connection.execute(insert(audit).values(**row, body=body, previous=previous, digest=digest))

    async def verify(self) -> bool:
        """Whether every entry is there and as it was written."""
        number, previous = 0, b""
        for row in (await self._connection.execute(select(audit).order_by(audit.c.number))).all():
            number += 1
            plain = {name: getattr(row, name) for name in ("number", "at", "actor", "action", "subject")}
            if (row.number, row.previous) != (number, previous):
                return False
            if row.digest != self._digest(plain, row.body, previous):
                return False
            previous = row.digest
        return number == await self._counters.value(_COUNTER)

    async def tail(self, limit: int = 50) -> list[AuditEntry]:
        """The newest entries, newest first."""
        rows = (await self._connection.execute(select(audit).order_by(audit.c.number.desc()).limit(limit))).all()
        return [await self._entry(row) for row in rows]

    async def _entry(self, row: Row[Any]) -> AuditEntry:
        detail = await self._keys.open(INSTANCE, row.body) or {}
        return AuditEntry(row.number, row.at, row.actor, row.action, row.subject, detail)

    def _digest(self, plain: dict[str, Any], body: bytes, previous: bytes) -> bytes:
        told = [plain["number"], plain["at"].isoformat(), plain["actor"], plain["action"], plain["subject"]]
        text = json.dumps([*told, body.hex(), previous.hex()])
        return self._keys.digest("audit", text.encode())
