"""act: makes the tool calls the model asked for, in order, through the journal, and reads the brief again."""

from __future__ import annotations

from collections import Counter

from langchain_core.messages import AIMessage
from langgraph.runtime import Runtime

from agent.conversation import tool_message
from agent.state import Made, TurnContext, TurnState
from tools import TOOLS, run


async def act(state: TurnState, runtime: Runtime[TurnContext]) -> TurnState:
    services = runtime.context.services
    asked = state["messages"][-1]
    assert isinstance(asked, AIMessage)
    made, messages, brief = list(state["made"]), list(state["messages"]), state["brief"]
    inbound_seq = state["batch"][0].seq
    for call in asked.tool_calls:
        ordinal = Counter(earlier.tool for earlier in made)[call["name"]]
        result = await run(TOOLS, call["name"], call["args"], services, brief, inbound_seq, ordinal)
        made.append(Made(call["name"], call["args"], result))
        messages.append(tool_message(call["id"] or "", call["name"], result))
        brief = await services.memory.refresh(brief)
    return {"made": made, "messages": messages, "brief": brief, "steps": state.get("steps", 0) + 1}
