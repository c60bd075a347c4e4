"""One patient at the receptionist's hands: `does` makes a tool call for the message heard last, as a turn would."""

from __future__ import annotations

from collections import Counter
from typing import Any

from domain.enquiry import Enquiry
from domain.thread import Event
from memory import Brief
from tests.house import OpenHouse, Visitor
from tools import TOOLS, ToolResult, run


class Desk:
    """`name` and `phone` are remembered when given."""

    def __init__(self, rooms: OpenHouse) -> None:
        self.rooms = rooms
        self.visitor = Visitor(rooms)
        self._message: Event | None = None
        self._made: Counter[str] = Counter()

    @classmethod
    async def of(cls, rooms: OpenHouse, name: str | None = None, phone: str | None = None) -> Desk:
        desk = cls(rooms)
        if name or phone:
            await desk.does("remember_contact", **{k: v for k, v in (("name", name), ("phone", phone)) if v})
        return desk

    @property
    def person_id(self) -> str:
        return self.visitor.person_id

    @property
    def message(self) -> Event:
        assert self._message is not None
        return self._message

    async def hears(self, text: str = "hello") -> Event:
        """The next message: calls from here on serve it."""
        self._message = (await self.visitor.write(text)).event
        self._made.clear()
        return self._message

    async def brief(self) -> Brief:
        if self._message is None:
            await self.hears()
        return await self.rooms.house.memory.recall(self.person_id, [self.message])

    async def does(self, tool: str, **args: Any) -> ToolResult:
        brief = await self.brief()
        ordinal = self._made[tool]
        self._made[tool] += 1
        return await run(TOOLS, tool, args, self.rooms.services, brief, self.message.seq, ordinal)

    async def again(self, tool: str, **args: Any) -> ToolResult:
        """The same call of the same turn, as after a crash."""
        self._made[tool] -= 1
        return await self.does(tool, **args)

    async def enquiry(self) -> Enquiry | None:
        return (await self.brief()).enquiry

    async def offers(self, **wish: Any) -> list[str]:
        """Slot ids offered for a wish."""
        found = await self.does("find_slots", **wish)
        assert found.ok, found
        return [slot["id"] for slot in found.data["slots"]]

    async def books(self, **wish: Any) -> ToolResult:
        """Books the first slot offered for a wish."""
        return await self.does("book_appointment", slot_id=(await self.offers(**wish))[0])


def starts(found: ToolResult) -> list[str]:
    """Local starts of a find_slots result: '2024-10-18T14:00'."""
    return [slot["start"][:16] for slot in found.data["slots"]]
