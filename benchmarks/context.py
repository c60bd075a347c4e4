"""Assembling the brief of one person with 10, 1,000 and 100,000 events: it must not grow with the history."""

from __future__ import annotations

from typing import Any

from benchmarks.house import open_house
from benchmarks.measure import alternately, show
from domain.thread import Event, Inbound, NewEvent

ROUNDS = 150
SIZES = (10, 1_000, 100_000)
_AT_ONCE = 5_000


async def run() -> None:
    async with open_house() as house:
        batches: dict[int, tuple[str, list[Event]]] = {}
        for size in SIZES:
            batches[size] = await _person_with(house, size)
        actions: dict[str, Any] = {
            f"{size:,} events": lambda size=size: house.memory.recall(*batches[size]) for size in SIZES
        }
        timings = await alternately(actions, ROUNDS, warm_up=10)
    show("Context assembly", timings, f"{SIZES[0]} events", "bar: p95 at 100,000 events ≤ 1.5 × of at 10")


async def _person_with(house: Any, size: int) -> tuple[str, list[Event]]:
    """A person with so many events, and their last message waiting."""
    base = {"channel": "web", "system": "web", "account": "widget", "address": f"bench-context-{size}"}
    person_id, session_id, _ = await house.memory.visit(Inbound(**base, external_id="", text=""), None)
    written = 0
    while written < size - 1:
        async with house.store.write() as work:
            for number in range(written, min(size - 1, written + _AT_ONCE)):
                said = NewEvent(
                    person_id=person_id,
                    session_id=session_id,
                    channel="web",
                    direction="out" if number % 2 else "in",
                    author="assistant" if number % 2 else "staff",
                    kind="message",
                    text=f"Message number {number}",
                )
                await work.events.append(said, house.clock.now())
                written += 1
    arrival = await house.memory.receive(Inbound(**base, external_id="last", text="Where can I park?"))
    return person_id, [arrival.event]
