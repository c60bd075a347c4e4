"""The turn as chat messages: the system prompt with the brief, what was said, and the calls already made.

The embedded engine reads the brief itself from the system message's `additional_kwargs`; a cloud model reads its
text. Both get the same messages.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage

from agent.brief_text import brief_text
from agent.state import Heard, Made
from domain.clinic import Clinic
from memory import Brief
from tools import ToolResult


def system_message(brief: Brief, start: Brief, heard: Heard, made: Sequence[Made], clinic: Clinic) -> SystemMessage:
    """Who the receptionist is and what it knows at this moment."""
    situation = {"brief": brief, "start": start, "heard": heard, "made": tuple(made)}
    return SystemMessage(brief_text(brief, clinic), additional_kwargs={"faden": situation})


def history(brief: Brief, heard: Heard, clinic: Clinic) -> list[BaseMessage]:
    """The last messages of the thread and the patient's present words."""
    said: list[BaseMessage] = [
        HumanMessage(event.text) if event.author == "patient" else AIMessage(event.text) for event in brief.messages
    ]
    return [*said, HumanMessage(heard.text)]


def replayed(made: Sequence[Made]) -> list[BaseMessage]:
    """Calls the journal already holds, as if the model had just asked for them."""
    messages: list[BaseMessage] = []
    for index, one in enumerate(made):
        call_id = f"journal-{index}"
        messages.append(AIMessage("", tool_calls=[{"name": one.tool, "args": one.args, "id": call_id}]))
        messages.append(tool_message(call_id, one.tool, one.result))
    return messages


def tool_message(call_id: str, name: str, result: ToolResult) -> ToolMessage:
    body = {"ok": result.ok, "code": result.code, **result.data}
    return ToolMessage(json.dumps(body, ensure_ascii=False), tool_call_id=call_id, name=name)
