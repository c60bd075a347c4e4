"""One process on a data folder: the second waits for the first, and gives up with words that help."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from app.alone import alone_on
from domain.errors import ConfigurationError


async def test_a_second_server_is_refused(tmp_path: Path) -> None:
    async with alone_on(tmp_path):
        with pytest.raises(ConfigurationError, match="another Faden"):
            async with alone_on(tmp_path, patience=0.0):
                raise AssertionError("two processes on one folder")


async def test_a_second_server_waits_until_the_first_has_drained(tmp_path: Path) -> None:
    async def second() -> str:
        async with alone_on(tmp_path):
            return "in"

    async with alone_on(tmp_path):
        waiting = asyncio.create_task(second())
        await asyncio.sleep(0)
        assert not waiting.done()
    assert await waiting == "in"
