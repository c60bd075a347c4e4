"""The persons' keys inside one transaction: made with the first body, read once, erased for good."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from store.crypto import InstanceKey, KeyCache, new_key, open_sealed, seal
from store.errors import PersonErased
from store.tables.people import person_keys


class PersonKeys:
    """Seals and opens bodies. A key made here reaches the shared cache only when its row is committed."""

    def __init__(self, connection: AsyncConnection, instance: InstanceKey, cache: KeyCache) -> None:
        self._connection = connection
        self._instance = instance
        self._cache = cache
        self._own: dict[str, bytes] = {}
        self._erased: set[str] = set()
        self._made_any = False

    async def seal(self, person_id: str, value: Any) -> bytes:
        """The value as a body of this person. Raises PersonErased."""
        key = await self._key(person_id)
        if key is None:
            key = await self._make(person_id)
        return seal(person_id, key, value)

    async def open(self, person_id: str, body: bytes | None) -> Any:
        """The value of a body; None when there is none or the person's key was erased."""
        if body is None:
            return None
        key = await self._key(person_id)
        return None if key is None else open_sealed(person_id, key, body)

    async def make_sure(self, person_id: str) -> None:
        """There is a key and it opens. Raises Unreadable when it was wrapped under another secret."""
        if await self._key(person_id) is None:
            await self._make(person_id)

    async def erase(self, person_id: str, now: datetime) -> None:
        """Destroy the key: what was sealed under it never opens again, here or from a backup of bodies."""
        row = update(person_keys).where(person_keys.c.person_id == person_id)
        erased = await self._connection.execute(row.values(wrapped=None, erased_at=now))
        if not erased.rowcount:
            await self._connection.execute(insert(person_keys).values(person_id=person_id, erased_at=now))
        self._own.pop(person_id, None)
        self._erased.add(person_id)
        self._cache.drop(person_id)

    def digest(self, purpose: str, value: bytes) -> bytes:
        """A blinded value to look up by."""
        return self._instance.digest(purpose, value)

    def forget(self) -> None:
        """A savepoint rolled back: keys made in it may not exist; read them anew."""
        self._own.clear()
        self._erased.clear()

    def committed(self) -> None:
        """The rows are durable: share what was made, and nobody keeps what was erased."""
        for person_id, key in self._own.items():
            self._cache.put(person_id, key)
        for person_id in self._erased:
            self._cache.drop(person_id)

    async def _key(self, person_id: str) -> bytes | None:
        if person_id in self._erased:
            return None
        if person_id in self._own:
            return self._own[person_id]
        key = self._cache.get(person_id)
        if key is None:
            wrapped = await self._row(person_id)
            if wrapped is None or wrapped[0] is None:
                return None
            key = self._instance.unwrap(person_id, wrapped[0])
            if not self._made_any:  # else the row may be our own and not yet durable
                self._cache.put(person_id, key)
        self._own[person_id] = key
        return key

    async def _make(self, person_id: str) -> bytes:
        if await self._row(person_id) is not None:
            raise PersonErased(person_id)
        key = new_key()
        row = insert(person_keys).values(person_id=person_id, wrapped=self._instance.wrap(person_id, key))
        await self._connection.execute(row)
        self._own[person_id] = key
        self._made_any = True
        return key

    async def _row(self, person_id: str) -> tuple[bytes | None] | None:
        """None: no key was ever made; (None,): it was erased."""
        query = select(person_keys.c.wrapped).where(person_keys.c.person_id == person_id)
        row = (await self._connection.execute(query)).first()
        return None if row is None else (row[0],)
