"""A thread longer than one page of the store is read whole: nobody coming back misses the latest replies."""

from __future__ import annotations

import pytest

from tests.house import OpenHouse, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_very_long_thread_is_read_whole(rooms: OpenHouse) -> None:
    visitor = Visitor(rooms)
    written = [(await visitor.write(f"message {number}")).event.seq for number in range(501)]
    thread = await rooms.house.memory.thread_after(visitor.person_id, 0, "web")
    assert [event.seq for event in thread] == written
