"""The instance's secret: given by FADEN_SECRET_KEY, or made once and kept in the data folder, readable by us only."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from pydantic import SecretStr

from domain.errors import ConfigurationError

_SHORTEST = 16


def instance_secret(data_dir: Path, given: SecretStr | None) -> bytes:
    """32 bytes, the same at every start of the same instance."""
    if given is not None:
        text = given.get_secret_value()
        if len(text) < _SHORTEST:
            raise ConfigurationError("FADEN_SECRET_KEY", f"write at least {_SHORTEST} characters")
        return hashlib.sha256(text.encode()).digest()
    path = data_dir / "secret.key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(32))
    return path.read_bytes()


def derived(secret: bytes, purpose: str) -> bytes:
    """A key of its own for each purpose, so that one that leaks opens nothing else."""
    return hmac.new(secret, purpose.encode(), hashlib.sha256).digest()
