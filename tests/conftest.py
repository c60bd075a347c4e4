"""What all tests share: one real server and one house in this process, both the demo clinic as new for each test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.faden_server import FadenServer
from tests.house import one_house, rooms

__all__ = ["one_house", "rooms"]

# CI judges a change by the same examples each time; at a desk every run looks for new ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

TUESDAY_EVENING = "2024-10-15T22:00:00+01:00"


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FadenServer]:
    server = FadenServer(tmp_path_factory.mktemp("faden")).start()
    yield server
    assert server.stop() == 0, "SIGTERM must end the server with status 0"


@pytest.fixture
def server(shared_server: FadenServer) -> FadenServer:
    """The demo clinic as new, on Tuesday 15 October 2024, 22:00 in London."""
    shared_server.reset(TUESDAY_EVENING)
    return shared_server


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[FadenServer]:
    """A server of the test's own, which it may kill."""
    server = FadenServer(tmp_path / "data")
    yield server
    if server.running():
        server.kill()
