"""The instance's secret: given by FADEN_SECRET_KEY, or made once and kept in the data folder, readable by us only."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from pydantic import SecretStr

from domain.errors import ConfigurationError

_SHORTEST = 16
_BYTES = 32


def instance_secret(data_dir: Path, given: SecretStr | None) -> bytes:
    """32 bytes, the same at every start of the same instance."""
    if given is not None:
        text = given.get_secret_value()
        if len(text) < _SHORTEST:
            raise ConfigurationError("FADEN_SECRET_KEY", f"write at least {_SHORTEST} characters")
        return hashlib.sha256(text.encode()).digest()
    path = data_dir / "secret.key"
    if not path.exists():
        _make(path)
    kept = path.read_bytes()
    if len(kept) != _BYTES:
        raise ConfigurationError(str(path), "this is not a whole key; restore it from a backup, the data needs it")
    return kept


def _make(path: Path) -> None:
    """Written whole beside its place and then linked there: a crash leaves no half key, a race leaves one winner."""
    draft = path.with_suffix(f".{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(_BYTES))
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


def derived(secret: bytes, purpose: str) -> bytes:
    """A key of its own for each purpose, so that one that leaks opens nothing else."""
    return hmac.new(secret, purpose.encode(), hashlib.sha256).digest()
