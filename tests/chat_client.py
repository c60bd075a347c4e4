"""A patient at the widget: speaks the socket's frames exactly as contract.md has them."""

from __future__ import annotations

import asyncio
import json
import uuid
from types import TracebackType
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

Event = dict[str, Any]
_PATIENCE_SECONDS = 30.0


class ChatClient:
    """`async with ChatClient(url) as chat: event = await chat.say("…")`."""

    def __init__(self, url: str, *, lang: str | None = None, token: str | None = None, last_seq: int = 0) -> None:
        self._url = url
        self._lang = lang
        self.token = token
        self.last_seq = last_seq
        self.events: list[Event] = []
        self.frames: list[dict[str, Any]] = []
        self.welcome: dict[str, Any] = {}
        self._socket: ClientConnection | None = None

    async def __aenter__(self) -> ChatClient:
        self._socket = await connect(self._url, open_timeout=30)
        await self.send({"type": "hello", "visitor": self.token, "last_seq": self.last_seq, "lang": self._lang})
        self.welcome = await self.frame("welcome")
        self.token = self.welcome["visitor"]
        self.events += self.welcome["events"]
        self._note(self.welcome["events"])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._socket is not None
        await self._socket.close()

    def _note(self, events: list[Event]) -> None:
        self.last_seq = max([self.last_seq, *(event["seq"] for event in events)])

    async def send(self, frame: Any) -> None:
        assert self._socket is not None
        await self._socket.send(frame if isinstance(frame, str | bytes) else json.dumps(frame))

    async def receive(self) -> dict[str, Any]:
        assert self._socket is not None
        frame: dict[str, Any] = json.loads(await asyncio.wait_for(self._socket.recv(), _PATIENCE_SECONDS))
        self.frames.append(frame)
        return frame

    async def frame(self, kind: str) -> dict[str, Any]:
        while True:
            frame = await self.receive()
            if frame["type"] == kind:
                return frame

    async def message(self, text: str, client_id: str | None = None) -> int:
        """Send and wait for the acknowledgement: the message's seq."""
        client_id = client_id or str(uuid.uuid4())
        await self.send({"type": "message", "id": client_id, "text": text})
        return await self._acked(client_id)

    async def _acked(self, client_id: str) -> int:
        while True:
            frame = await self.receive()
            if frame["type"] == "event":
                self._keep(frame["event"])
            if frame["type"] == "error":
                raise AssertionError(f"refused: {frame}")
            if frame["type"] == "ack" and frame["id"] == client_id:
                return int(frame["seq"])

    def _keep(self, event: Event) -> None:
        self.events.append(event)
        self._note([event])

    async def answer_to(self, seq: int) -> Event:
        """The event that answers the message with this seq."""
        while True:
            for event in self.events:
                if seq in event["answers"]:
                    return event
            self._keep((await self.frame("event"))["event"])

    async def say(self, text: str) -> Event:
        """Send a message and wait for the reply to it."""
        return await self.answer_to(await self.message(text))

    async def choose(self, payload: str) -> Event:
        client_id = str(uuid.uuid4())
        await self.send({"type": "choice", "id": client_id, "payload": payload})
        return await self.answer_to(await self._acked(client_id))
