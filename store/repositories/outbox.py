"""The outbox: messages on their way out, each key once, oldest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.outbox import OutboxMessage
from domain.thread import Choice, Delivery, WebLink
from store.keys import PersonKeys
from store.tables.plans import outbox


class Outbox:
    def __init__(self, connection: AsyncConnection, keys: PersonKeys) -> None:
        self._connection = connection
        self._keys = keys

    async def add(self, message: OutboxMessage) -> OutboxMessage:
        """What is stored under its key: this message, or the one that was there before."""
        known = await self._one(select(outbox).where(outbox.c.key == message.key))
        if known is not None:
            return known
        body = {
            "body": message.body,
            "buttons": [[choice.title, choice.payload] for choice in message.buttons],
            "links": [[link.title, link.url] for link in message.links],
        }
        names = ("id", "key", "person_id", "channel", "template", "status", "epoch", "created_at")
        row: dict[str, Any] = {name: getattr(message, name) for name in names}
        row |= {"address": message.to, "provider_id": message.provider_id, "error": message.error}
        row["status_at"] = message.status_at or message.created_at
        row["body"] = await self._keys.seal(message.person_id, body)
        await self._connection.execute(insert(outbox).values(**row))
        return message

    async def get(self, message_id: str) -> OutboxMessage | None:
        return await self._one(select(outbox).where(outbox.c.id == message_id))

    async def by_provider_id(self, provider_id: str) -> OutboxMessage | None:
        """The message a provider's status report is about."""
        return await self._one(select(outbox).where(outbox.c.provider_id == provider_id))

    async def pending(self, limit: int = 100) -> list[OutboxMessage]:
        return await self._all(select(outbox).where(outbox.c.status == "pending").limit(limit))

    async def to(self, address: str | None) -> list[OutboxMessage]:
        """Everything ever sent or queued, to one address or to all."""
        query = select(outbox)
        return await self._all(query if address is None else query.where(outbox.c.address == address))

    async def set_status(
        self, message_id: str, status: Delivery, at: datetime, provider_id: str | None = None, error: str | None = None
    ) -> None:
        """Note how far it got; a provider id that is known stays."""
        changes: dict[str, Any] = {"status": status, "status_at": at, "error": error}
        if provider_id is not None:
            changes["provider_id"] = provider_id
        await self._connection.execute(update(outbox).where(outbox.c.id == message_id).values(**changes))

    async def _one(self, query: Select[Any]) -> OutboxMessage | None:
        found = await self._all(query)
        return found[0] if found else None

    async def _all(self, query: Select[Any]) -> list[OutboxMessage]:
        rows = (await self._connection.execute(query.order_by(outbox.c.number))).all()
        return [await self._message(row) for row in rows]

    async def _message(self, row: Row[Any]) -> OutboxMessage:
        body = await self._keys.open(row.person_id, row.body) or {"body": "", "buttons": [], "links": []}
        return OutboxMessage(
            id=row.id, person_id=row.person_id, channel=row.channel, to=row.address, body=body["body"],
            created_at=row.created_at, key=row.key, epoch=row.epoch,
            buttons=tuple(Choice(title, payload) for title, payload in body["buttons"]),
            links=tuple(WebLink(title, url) for title, url in body["links"]), template=row.template,
            status=row.status, status_at=row.status_at, provider_id=row.provider_id, error=row.error,
        )  # fmt: skip
