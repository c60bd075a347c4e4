"""remember: the reply joins the thread, answering each message of the batch exactly once."""

from __future__ import annotations

from langgraph.runtime import Runtime

from agent.state import TurnContext, TurnState


async def remember(state: TurnState, runtime: Runtime[TurnContext]) -> TurnState:
    brief = state["brief"]
    await runtime.context.services.memory.reply(brief.person_id, state["batch"], state["reply"], brief.lang)
    return {}
