"""A patient who talks with the embedded engine: lines in, replies out; a line that begins with ">" presses a button."""

from __future__ import annotations

from typing import Any

from domain.thread import Event
from tests.house import OpenHouse, Visitor


class Talk:
    """`replies` are all replies so far."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.replies: list[Event] = []

    async def say(self, *lines: str) -> Event:
        """Say these lines one after another; the reply to the last. No reply repeats the one before it."""
        for line in lines:
            reply = await self.visitor.say("", line[1:]) if line.startswith(">") else await self.visitor.say(line)
            assert not self.replies or reply.text != self.replies[-1].text, f"said twice running: {reply.text}"
            self.replies.append(reply)
        return self.replies[-1]

    @property
    def asked(self) -> str:
        """What the last reply asks for."""
        return str(self.replies[-1].data["asked"])

    @property
    def asked_ever(self) -> list[str]:
        return [str(reply.data.get("asked")) for reply in self.replies]

    async def offers(self) -> list[str]:
        """The times offered now, on the clinic's clock: '2024-10-18 14:00'."""
        async with self.visitor.rooms.house.memory.reading() as work:
            enquiry = await work.enquiries.open_for(self.visitor.person_id)
        zone = self.visitor.rooms.house.clinic.zone
        return [f"{o.slot.start.astimezone(zone):%Y-%m-%d %H:%M}" for o in enquiry.offers] if enquiry else []

    async def held(self) -> list[tuple[str, str]]:
        """What this visitor has booked: (practitioner, time)."""
        zone = self.visitor.rooms.house.clinic.zone
        return [(a.practitioner_id, f"{a.start.astimezone(zone):%Y-%m-%d %H:%M}") for a in await self.visitor.own()]

    async def known(self) -> dict[str, str]:
        async with self.visitor.rooms.house.memory.reading() as work:
            return {fact.field: fact.value for fact in await work.persons.facts(self.visitor.person_id)}


async def talk(rooms: OpenHouse, lang: Any, *lines: str) -> Talk:
    """A new visitor who has said these lines."""
    begun = Talk(await Visitor(rooms, lang).arrive())
    await begun.say(*lines)
    return begun
