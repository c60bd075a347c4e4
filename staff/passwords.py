"""Passwords as argon2id hashes, in threads, a few at a time: one check takes 64 MiB and a moment of a core."""

from __future__ import annotations

import asyncio
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LONGEST = 1024
_AT_ONCE = 2


class Passwords:
    """Hashes and checks; a check against no hash at all takes as long as one against a real one."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._nobodys: str | None = None

    async def hashed(self, password: str) -> str:
        async with self._turns:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def matches(self, password_hash: str | None, password: str) -> bool:
        """Whether this is the password. `None`: nobody has it, which nobody may learn from the time it takes."""
        if self._nobodys is None:  # made for whoever comes first, known or not
            self._nobodys = await self.hashed(secrets.token_urlsafe())
        async with self._turns:
            right = await asyncio.to_thread(self._verify, password_hash or self._nobodys, password)
        return right and password_hash is not None

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False
