"""converse: the model speaks, or asks for tools; it is given only the tools this person may use."""

from __future__ import annotations

from langgraph.runtime import Runtime

from agent.conversation import system_message
from agent.state import MAX_STEPS, TurnContext, TurnState
from agent.tool_schemas import schemas
from tools import TOOLS, usable


async def converse(state: TurnState, runtime: Runtime[TurnContext]) -> TurnState:
    context = runtime.context
    head = system_message(state["brief"], state["start"], state["heard"], state["made"], context.services.clinic)
    messages = [head, *state["messages"]]
    if state.get("steps", 0) >= MAX_STEPS:
        answer = await context.model.ainvoke(messages)
    else:
        answer = await context.model.bind_tools(schemas(usable(TOOLS, state["brief"]))).ainvoke(messages)
    return {"messages": [*state["messages"], answer]}
