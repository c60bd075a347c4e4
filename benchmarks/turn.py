"""A whole embedded turn (store, journal, understanding, tools, check) beside a bare LangGraph turn of as many nodes."""

from __future__ import annotations

from itertools import count
from typing import Any, TypedDict

from langgraph.graph import END, START, StateGraph

from app.bootstrap import House
from benchmarks.house import open_house
from benchmarks.measure import alternately, show
from domain.thread import Inbound

ROUNDS = 60
_SAID = {
    "a question": "Where can I park?",
    "find slots": "I need an appointment for my eczema next week, not before ten",
    "small talk": "thank you very much",
}
_ids = count()


class _Empty(TypedDict, total=False):
    seen: int


def bare_graph() -> Any:
    """Six nodes that do nothing, as many as a turn visits."""
    graph = StateGraph(_Empty)
    names = ["recall", "screen", "converse", "act", "check", "remember"]

    async def nothing(state: _Empty) -> _Empty:
        return {"seen": state.get("seen", 0) + 1}

    for name in names:
        graph.add_node(name, nothing)
    for before, after in zip([START, *names], [*names, END], strict=True):
        graph.add_edge(before, after)
    return graph.compile()


async def turn(house: House, said: str) -> None:
    number = next(_ids)
    inbound = Inbound("web", "web", "widget", f"bench{number}", str(number), said, language_hint="en")
    arrival = await house.memory.receive(inbound)
    await house.receptionist.answer(arrival.person_id, arrival.event.seq)


async def run() -> None:
    graph = bare_graph()
    async with open_house() as house:
        actions: dict[str, Any] = {"bare LangGraph turn": lambda: graph.ainvoke({"seen": 0})}
        for name, said in _SAID.items():
            actions[f"embedded turn: {name}"] = lambda said=said: turn(house, said)
        timings = await alternately(actions, ROUNDS)
    show("One turn, from the stored message to the stored reply", timings, "bare LangGraph turn")
