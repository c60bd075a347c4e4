"""An open emergency takes the booking tools away from whoever calls them, and leaves the others."""

from __future__ import annotations

import pytest

from domain.thread import NewEvent
from tests.house import OpenHouse
from tests.tools.desk import Desk
from tools import TOOLS, usable

pytestmark = pytest.mark.asyncio(loop_scope="session")

STOPPED = {"find_slots", "book_appointment", "move_appointment"}


async def _emergency(desk: Desk, state: str) -> None:
    memory = desk.rooms.house.memory
    async with memory.transaction() as work:
        event = NewEvent(desk.person_id, "web", "internal", "system", "emergency", data={"state": state})
        await memory.append(work, event)


async def test_the_booking_tools_are_refused_and_come_back_when_it_is_lifted(rooms: OpenHouse) -> None:
    desk = await Desk.of(rooms, "Sarah Miller", "07700 900123")
    booked = await desk.books(practitioner_id="phillips")
    [slot, _] = await desk.offers(practitioner_id="weber")
    await _emergency(desk, "raised")
    assert set(TOOLS) - {tool.name for tool in usable(TOOLS, await desk.brief())} == STOPPED
    refused = [
        await desk.does("find_slots", practitioner_id="weber"),
        await desk.does("book_appointment", slot_id=slot),
        await desk.does("move_appointment", appointment_id=booked.data["id"], slot_id=slot),
    ]
    assert [(result.ok, result.code) for result in refused] == [(False, "unknown_tool")] * 3
    assert len(await rooms.live()) == 1
    await _emergency(desk, "lifted")
    assert (await desk.does("book_appointment", slot_id=slot)).ok


async def test_what_helps_stays(rooms: OpenHouse) -> None:
    desk = await Desk.of(rooms, "Sarah Miller", "07700 900123")
    booked = await desk.books(practitioner_id="phillips")
    await _emergency(desk, "raised")
    assert (await desk.does("hand_to_staff", reason="help")).ok
    assert (await desk.does("my_appointments")).ok
    assert (await desk.does("cancel_appointment", appointment_id=booked.data["id"])).ok
