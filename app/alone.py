"""An embedded store belongs to one process: a second server on the same data folder waits, then gives up."""

from __future__ import annotations

import asyncio
import fcntl
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO

from domain.errors import ConfigurationError

PATIENCE_SECONDS = 25.0
"""A little longer than the process before may take to drain."""
_RETRY_SECONDS = 0.1


@asynccontextmanager
async def alone_on(folder: Path, patience: float = PATIENCE_SECONDS) -> AsyncIterator[None]:
    """Hold the folder; the system lets go of it when the process ends, however it ends. Raises ConfigurationError."""
    deadline = time.monotonic() + patience
    with _lock_file(folder) as lock:
        while not _taken(lock.fileno()):
            if time.monotonic() > deadline:
                raise ConfigurationError("FADEN_DATA_DIR", f"another Faden is running on {folder}; stop it first")
            await asyncio.sleep(_RETRY_SECONDS)
        yield


def _lock_file(folder: Path) -> IO[str]:
    folder.mkdir(parents=True, exist_ok=True)
    return (folder / "running.lock").open("a")


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
