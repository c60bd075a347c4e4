"""A scripted turn in few words: the model's lines, its calls, and a visitor who has been offered two times."""

from __future__ import annotations

from typing import Any

from langchain_core.messages import AIMessage

from agent.scripted import ScriptedModel
from tests.house import OpenHouse, Visitor


def call(tool: str, **args: Any) -> dict[str, Any]:
    return {"name": tool, "args": args, "id": f"call-{tool}"}


def calls(*wanted: dict[str, Any]) -> AIMessage:
    return AIMessage("", tool_calls=list(wanted))


def model(*script: AIMessage | str) -> ScriptedModel:
    return ScriptedModel(script=[AIMessage(line) if isinstance(line, str) else line for line in script])


async def offered(rooms: OpenHouse, name: str = "Sarah Miller", phone: str = "07700 900123") -> Visitor:
    """A visitor whose name and number are known and who was offered two times with Dr. Phillips."""
    visitor = Visitor(rooms)
    visitor.receptionist = rooms.receptionist(
        model(
            calls(
                call("remember_contact", name=name, phone=phone),
                call("find_slots", practitioner_id="phillips"),
            ),
            "Which suits you?",
        )
    )
    await visitor.say("I need an appointment")
    return visitor


async def first_offer(visitor: Visitor) -> str:
    async with visitor.rooms.house.memory.reading() as work:
        enquiry = await work.enquiries.open_for(visitor.person_id)
    assert enquiry is not None
    return enquiry.offers[0].id
