"""Sealing bodies: AES-256-GCM under a key per person, each wrapped under the instance key.

A body opens only for the person it was sealed for. Erasing a person's key makes all their bodies unreadable.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.errors import ConfigurationError
from store.errors import Unreadable

INSTANCE = ""
"""The person id under which rows are sealed that belong to no person."""
KEY_BYTES = 32
_NONCE_BYTES = 12
_FORMAT = b"\x01"
_CACHED_KEYS = 1024
_CACHE_SECONDS = 60.0
"""So long at most an erasure by another process goes unnoticed here."""


class InstanceKey:
    """What is derived from the instance's secret: it wraps the persons' keys and blinds values we look up by."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) < KEY_BYTES:
            raise ConfigurationError("FADEN_SECRET_KEY", f"write at least {KEY_BYTES} random bytes, not {len(secret)}")
        self._wrapping = AESGCM(_derived(secret, b"faden wrap"))
        self._blinding = _derived(secret, b"faden blind")

    def wrap(self, person_id: str, key: bytes) -> bytes:
        return _sealed(self._wrapping, person_id, key)

    def unwrap(self, person_id: str, wrapped: bytes) -> bytes:
        return _opened(self._wrapping, person_id, wrapped, "the key of a person")

    def digest(self, purpose: str, value: bytes) -> bytes:
        """The same for the same value, and without the secret nobody can compute or guess it."""
        return hmac.new(self._blinding, purpose.encode() + b"\0" + value, hashlib.sha256).digest()


class KeyCache:
    """Opened keys of the persons seen last. `tick` is the technical clock, not the clinic's."""

    def __init__(self, tick: Callable[[], float] = time.monotonic) -> None:
        self._keys: OrderedDict[str, tuple[bytes, float]] = OrderedDict()
        self._tick = tick

    def get(self, person_id: str) -> bytes | None:
        key, until = self._keys.get(person_id, (b"", 0.0))
        if until <= self._tick():
            self._keys.pop(person_id, None)
            return None
        self._keys.move_to_end(person_id)
        return key

    def put(self, person_id: str, key: bytes) -> None:
        self._keys[person_id] = (key, self._tick() + _CACHE_SECONDS)
        self._keys.move_to_end(person_id)
        while len(self._keys) > _CACHED_KEYS:
            self._keys.popitem(last=False)

    def drop(self, person_id: str) -> None:
        self._keys.pop(person_id, None)

    def clear(self) -> None:
        self._keys.clear()


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def seal(person_id: str, key: bytes, value: Any) -> bytes:
    """A JSON value as a sealed body."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _sealed(AESGCM(key), person_id, text.encode())


def open_sealed(person_id: str, key: bytes, body: bytes) -> Any:
    """The JSON value of a sealed body. Raises Unreadable when it was changed or is another person's."""
    return json.loads(_opened(AESGCM(key), person_id, body, "a stored body"))


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(secret)


def _sealed(cipher: AESGCM, person_id: str, plain: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return _FORMAT + nonce + cipher.encrypt(nonce, plain, person_id.encode())


def _opened(cipher: AESGCM, person_id: str, sealed: bytes, what: str) -> bytes:
    nonce, text = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    if sealed[:1] != _FORMAT:
        raise Unreadable(f"{what} has an unknown format")
    try:
        return cipher.decrypt(nonce, text, person_id.encode())
    except InvalidTag:
        raise Unreadable(f"{what} does not open under this secret") from None
