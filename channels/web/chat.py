"""One chat socket: hello, messages in, events out. A message is acknowledged only once it is stored."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from fastapi import WebSocket, WebSocketDisconnect

from channels.web.frames import Hello, Said, Typing, read_frame
from channels.web.pace import Pace
from channels.web.shapes import clinic_shape, event_shape
from channels.web.tokens import VisitorTokens
from domain.clinic import Clinic, Lang
from domain.errors import BadInput
from domain.ports import Signals, TurnStarter
from domain.thread import Inbound, Reply
from memory import Memory
from memory.memory import thread_topic
from prompts import say

log = structlog.get_logger(__name__)
RESET_TOPIC = "reset"


@dataclass(frozen=True, slots=True)
class ChatDoor:
    """What every chat socket of this instance shares. `count` counts refused input by its code."""

    clinic: Clinic
    memory: Memory
    turns: TurnStarter
    signals: Signals
    tokens: VisitorTokens
    count: Callable[[str], None]


class ChatSocket:
    """Serves one connected widget until it goes away."""

    def __init__(self, door: ChatDoor, socket: WebSocket) -> None:
        self._door = door
        self._socket = socket
        self._lang: Lang = door.clinic.default_language
        self._visitor: str | None = None
        self._hint: Lang | None = None
        self._person_id = ""
        self._shown = 0
        self._own: set[int] = set()
        self._pace = Pace()
        self._pump: asyncio.Task[None] | None = None
        self._sending = asyncio.Lock()

    async def serve(self) -> None:
        """Read frames until the client leaves; bad frames are answered, never fatal to the server."""
        try:
            while True:
                message = await self._socket.receive()
                if message["type"] == "websocket.disconnect":
                    return
                await self._frame(message.get("text"))
        except (WebSocketDisconnect, RuntimeError):
            return
        finally:
            if self._pump:
                self._pump.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await self._pump

    async def _frame(self, raw: str | None) -> None:
        try:
            frame = read_frame(raw, self._lang)
            if isinstance(frame, Hello):
                await self._hello(frame)
            elif self._visitor is None:
                raise BadInput("hello_first", say("faults.hello_first", self._lang))
            elif isinstance(frame, Said):
                await self._said(frame)
            else:
                assert isinstance(frame, Typing)
        except BadInput as fault:
            self._door.count(fault.code)
            await self._send({"type": "error", "code": fault.code, "message": fault.message})
        except (WebSocketDisconnect, RuntimeError):
            raise
        except Exception as fault:
            log.exception("chat frame failed", fault=type(fault).__name__)
            self._door.count("fault")
            await self._send({"type": "error", "code": "fault", "message": say("faults.fault", self._lang)})

    async def _hello(self, frame: Hello) -> None:
        if not self._pace.allows():  # each hello without a token makes a visitor
            raise BadInput("too_fast", say("faults.too_fast", self._lang))
        visitor = self._door.tokens.visitor(frame.visitor)
        token = str(frame.visitor)
        if visitor is None:
            visitor, token = self._door.tokens.issue()
        self._visitor, self._hint = visitor, frame.lang
        self._lang = frame.lang or self._door.clinic.default_language
        greeting = Reply(say("greeting.web", self._lang, clinic=self._door.clinic.name))
        self._person_id, _, new = await self._door.memory.visit(self._inbound("", ""), greeting)
        # a new visitor has seen nothing, whatever the widget remembers of a server that was set up anew
        seen = 0 if new else frame.last_seq
        events = await self._door.memory.thread_after(self._person_id, seen, "web")
        self._shown = max([seen, *(event.seq for event in events)])
        await self._send(
            {
                "type": "welcome",
                "visitor": token,
                "clinic": clinic_shape(self._door.clinic),
                "events": [event_shape(event, self._door.clinic) for event in events],
            }
        )
        await self._listen()

    def _inbound(self, client_id: str, text: str, payload: str | None = None) -> Inbound:
        assert self._visitor is not None
        return Inbound(
            channel="web",
            system="web",
            account="widget",
            address=self._visitor,
            external_id=client_id,
            text=text,
            payload=payload,
            language_hint=self._hint,
        )

    async def _said(self, said: Said) -> None:
        if not self._pace.allows():
            raise BadInput("too_fast", say("faults.too_fast", self._lang))
        arrival = await self._door.memory.receive(self._inbound(said.id, said.text, said.payload))
        if arrival.person_id != self._person_id:
            self._person_id = arrival.person_id
            await self._listen()
        self._own.add(arrival.event.seq)
        at = arrival.event.at.astimezone(self._door.clinic.zone).isoformat()
        await self._send({"type": "ack", "id": said.id, "seq": arrival.event.seq, "at": at})
        await self._send({"type": "typing"})
        await self._door.turns.start(arrival.person_id, arrival.event.seq)

    async def _listen(self) -> None:
        """(Re)start passing on what happens in this person's thread."""
        if self._pump:
            self._pump.cancel()
        started = asyncio.Event()
        self._pump = asyncio.create_task(self._pass_on(self._person_id, started))
        await started.wait()

    async def _pass_on(self, person_id: str, started: asyncio.Event) -> None:
        async with self._door.signals.subscribe(thread_topic(person_id), RESET_TOPIC) as signals:
            started.set()
            await self._show_new(person_id)
            async for signal in signals:
                if signal["type"] == "reset":
                    await self._socket.close(1012)
                elif signal["type"] == "delta":
                    await self._send({"type": "delta", "turn": signal["turn"], "text": signal["text"]})
                elif signal.get("channel") == "web":
                    await self._show_new(person_id)

    async def _show_new(self, person_id: str) -> None:
        for event in await self._door.memory.thread_after(person_id, self._shown, "web"):
            self._shown = event.seq
            if event.seq not in self._own:
                await self._send({"type": "event", "event": event_shape(event, self._door.clinic)})

    async def _send(self, frame: dict[str, Any]) -> None:
        async with self._sending:
            await self._socket.send_text(json.dumps(frame, ensure_ascii=False))
