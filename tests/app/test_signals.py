"""Signals inside a process: heard by who listens, bounded, forgotten when nobody does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from app.signals import _BACKLOG, LocalSignals


async def heard(messages: AsyncIterator[dict[str, Any]], count: int) -> list[int]:
    return [(await asyncio.wait_for(anext(messages), 5))["n"] for _ in range(count)]


async def test_a_subscriber_hears_its_topics_in_order_and_no_others() -> None:
    signals = LocalSignals()
    async with signals.subscribe("thread:anna", "reset") as messages:
        for number, topic in enumerate(["thread:anna", "thread:ben", "reset", "thread:anna"]):
            signals.publish(topic, {"n": number})
        assert await heard(messages, 3) == [0, 2, 3]


async def test_everyone_who_listens_hears_it_each_once() -> None:
    signals = LocalSignals()
    async with signals.subscribe("t") as first, signals.subscribe("t") as second, signals.subscribe("t", "t") as twice:
        signals.publish("t", {"n": 1})
        signals.publish("t", {"n": 2})
        for messages in (first, second, twice):
            assert await heard(messages, 2) == [1, 2]


async def test_what_was_published_before_or_after_is_not_heard() -> None:
    signals = LocalSignals()
    signals.publish("t", {"n": 1})
    async with signals.subscribe("t") as messages:
        signals.publish("t", {"n": 2})
        assert await heard(messages, 1) == [2]
    signals.publish("t", {"n": 3})
    async with signals.subscribe("t") as messages:
        signals.publish("t", {"n": 4})
        assert await heard(messages, 1) == [4]


async def test_a_listener_that_sleeps_loses_the_oldest_and_holds_nobody_up() -> None:
    signals = LocalSignals()
    async with signals.subscribe("t") as sleeper, signals.subscribe("t") as quick:
        for number in range(_BACKLOG + 5):
            signals.publish("t", {"n": number})
            assert await heard(quick, 1) == [number]
        assert await heard(sleeper, _BACKLOG) == list(range(5, _BACKLOG + 5))


async def test_a_listener_that_breaks_off_is_forgotten_and_leaves_the_others() -> None:
    signals = LocalSignals()
    async with signals.subscribe("t") as staying:
        try:
            async with signals.subscribe("t"):
                raise ConnectionError
        except ConnectionError:
            pass
        signals.publish("t", {"n": 1})
        assert await heard(staying, 1) == [1]
    assert not signals._listeners, "topics of people who left must not pile up"


async def test_a_waiting_listener_wakes() -> None:
    signals = LocalSignals()
    async with signals.subscribe("t") as messages:
        waiting = asyncio.create_task(heard(messages, 1))
        await asyncio.sleep(0)
        assert not waiting.done()
        signals.publish("t", {"n": 9})
        assert await waiting == [9]
