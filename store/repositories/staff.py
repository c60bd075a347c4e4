"""Members of staff and their logins. Only hashes of passwords and session tokens ever come here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from store.records import StaffSession, StaffUser
from store.tables.staff import staff_sessions, staff_users


class Staff:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, username: str) -> StaffUser | None:
        query = select(staff_users).where(staff_users.c.username == username)
        row = (await self._connection.execute(query)).first()
        return None if row is None else StaffUser(**row._mapping)

    async def put(self, user: StaffUser) -> None:
        """Insert, or replace password, name and role of a known username."""
        row = {"password_hash": user.password_hash, "name": user.name, "role": user.role}
        changed = update(staff_users).where(staff_users.c.username == user.username).values(**row)
        if not (await self._connection.execute(changed)).rowcount:
            new = insert(staff_users).values(username=user.username, created_at=user.created_at, **row)
            await self._connection.execute(new)

    async def count(self) -> int:
        return int((await self._connection.execute(select(func.count()).select_from(staff_users))).scalar_one())

    async def open_session(self, token_hash: str, username: str, expires_at: datetime) -> None:
        row = {"token_hash": token_hash, "username": username, "expires_at": expires_at}
        await self._connection.execute(insert(staff_sessions).values(**row))

    async def session(self, token_hash: str) -> StaffSession | None:
        """The login of a token, which may have expired."""
        query = select(staff_sessions).where(staff_sessions.c.token_hash == token_hash)
        row = (await self._connection.execute(query)).first()
        return None if row is None else StaffSession(**row._mapping)

    async def close_session(self, token_hash: str) -> None:
        await self._connection.execute(delete(staff_sessions).where(staff_sessions.c.token_hash == token_hash))

    async def drop_expired(self, now: datetime) -> None:
        await self._connection.execute(delete(staff_sessions).where(staff_sessions.c.expires_at <= now))
