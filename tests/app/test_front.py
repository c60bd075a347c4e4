"""The front: alive at once, patient until the house is open, honest when it cannot open."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

import pytest

from app.front import App, Front, Message

PATIENCE = 5.0
"""Seconds after which something that should happen at once has failed; never waited for in a good run."""


class House:
    """A slow house: it opens when told, counts what it serves, and notes that it was closed."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.may_open = asyncio.Event()
        self.fault = fault
        self.served: list[str] = []
        self.closed = False

    @asynccontextmanager
    async def open(self) -> AsyncIterator[App]:
        await self.may_open.wait()
        if self.fault:
            raise self.fault
        try:
            yield self._app
        finally:
            self.closed = True

    async def _app(self, scope: MutableMapping[str, Any], _: Any, send: Any) -> None:
        self.served.append(f"{scope['type']} {scope['path']}")
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"from the house"})


class Server:
    """Plays uvicorn: the lifespan and requests."""

    def __init__(self, house: House) -> None:
        self.faults: list[BaseException] = []
        self.front = Front(house.open, self.faults.append)
        self._to_lifespan: asyncio.Queue[Message] = asyncio.Queue()
        self._from_lifespan: asyncio.Queue[Message] = asyncio.Queue()
        self._living: asyncio.Task[None] | None = None

    async def start(self) -> str:
        scope = {"type": "lifespan"}
        self._living = asyncio.create_task(self.front(scope, self._to_lifespan.get, self._from_lifespan.put))
        return await self._lifespan("lifespan.startup")

    async def stop(self) -> str:
        answer = await self._lifespan("lifespan.shutdown")
        assert self._living is not None
        await self._living
        return answer

    async def _lifespan(self, kind: str) -> str:
        await self._to_lifespan.put({"type": kind})
        return str((await asyncio.wait_for(self._from_lifespan.get(), PATIENCE))["type"])

    async def request(self, path: str, kind: str = "http") -> list[Message]:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        await self.front({"type": kind, "path": path}, receive, send)
        return sent


async def settled(rounds: int = 20) -> None:
    """Let every task that can run, run."""
    for _ in range(rounds):
        await asyncio.sleep(0)


def body(sent: list[Message]) -> bytes:
    return b"".join(message.get("body", b"") for message in sent)


async def test_healthz_answers_while_everything_else_waits() -> None:
    house = House()
    server = Server(house)
    assert await server.start() == "lifespan.startup.complete", "the port must listen before the house is open"
    health = await asyncio.wait_for(server.request("/healthz"), PATIENCE)
    assert health[0]["status"] == 200
    assert body(health) == b'{"status":"ok"}'
    waiting = [asyncio.create_task(server.request("/site/")), asyncio.create_task(server.request("/chat", "websocket"))]
    await settled()
    assert not any(task.done() for task in waiting)
    assert house.served == []
    house.may_open.set()
    answers = await asyncio.wait_for(asyncio.gather(*waiting), PATIENCE)
    assert [body(answer) for answer in answers] == [b"from the house", b"from the house"]
    assert sorted(house.served) == ["http /site/", "websocket /chat"]
    assert await server.stop() == "lifespan.shutdown.complete"


async def test_healthz_is_the_fronts_own_also_later_and_only_over_http() -> None:
    house = House()
    server = Server(house)
    await server.start()
    house.may_open.set()
    await server.request("/readyz")
    await server.request("/healthz")
    await server.request("/healthz", "websocket")
    assert house.served == ["http /readyz", "websocket /healthz"]
    await server.stop()


async def test_the_house_is_closed_before_the_server_says_it_has_stopped() -> None:
    house = House()
    house.may_open.set()
    server = Server(house)
    await server.start()
    await server.request("/")
    assert not house.closed
    await server.stop()
    assert house.closed
    assert server.faults == []


async def test_stopped_while_opening_it_still_closes_what_it_opened() -> None:
    house = House()
    server = Server(house)
    await server.start()
    stopping = asyncio.create_task(server.stop())
    await settled()
    house.may_open.set()
    await asyncio.wait_for(stopping, PATIENCE)
    assert house.closed


@pytest.mark.parametrize("fault", [ValueError("no clinic"), OSError("disk full")])
async def test_why_it_could_not_open_is_reported_once_and_nobody_waits_for_ever(fault: Exception) -> None:
    house = House(fault)
    server = Server(house)
    await server.start()
    waiting = asyncio.create_task(server.request("/chat"))
    await settled()
    house.may_open.set()
    await asyncio.wait_for(waiting, PATIENCE)
    assert server.faults == [fault]
    assert house.served == []
    assert await server.stop() == "lifespan.shutdown.complete"
    assert server.faults == [fault]
