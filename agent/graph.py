"""The turn as a flow chart. Read the edges; each node is one file in `agent/nodes/`.

recall ─► screen ─┬─► converse ◄─► act        (at most six rounds of tools)
                  │       └──► check ─► remember
                  └──────────────────► remember   (emergency, opt-out)
"""

from __future__ import annotations

from functools import cache
from typing import Any

from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from agent.nodes.act import act
from agent.nodes.check import check
from agent.nodes.converse import converse
from agent.nodes.recall import recall
from agent.nodes.remember import remember
from agent.nodes.screen import screen
from agent.state import MAX_STEPS, TurnContext, TurnState


@cache
def turn_graph() -> CompiledStateGraph[TurnState, TurnContext, Any, Any]:
    """The compiled graph: no checkpointer, since the thread is the truth."""
    graph = StateGraph(TurnState, context_schema=TurnContext)
    for name, node in {
        "recall": recall, "screen": screen, "converse": converse, "act": act, "check": check, "remember": remember,
    }.items():  # fmt: skip
        graph.add_node(name, node)
    graph.add_edge(START, "recall")
    graph.add_edge("recall", "screen")
    graph.add_conditional_edges("screen", after_screen, ["converse", "remember"])
    graph.add_conditional_edges("converse", after_converse, ["act", "check"])
    graph.add_edge("act", "converse")
    graph.add_conditional_edges("check", after_check, ["converse", "remember"])
    graph.add_edge("remember", END)
    return graph.compile()


def after_screen(state: TurnState) -> str:
    return "remember" if "reply" in state else "converse"


def after_converse(state: TurnState) -> str:
    calls = getattr(state["messages"][-1], "tool_calls", None)
    return "act" if calls and state.get("steps", 0) < MAX_STEPS else "check"


def after_check(state: TurnState) -> str:
    return "remember" if "reply" in state else "converse"
