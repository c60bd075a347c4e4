"""A stand-in for the clinic's server that speaks contract.md's web chat frames and nothing more.

It answers by echo, so that the tests see the widget and not a receptionist. Its faults are switched from the
test: acknowledgements withheld, replies held back, lines cut, visitors forgotten.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response, WebSocket, WebSocketDisconnect
from fastapi.responses import FileResponse, HTMLResponse
from fastapi.staticfiles import StaticFiles

WEB = Path(__file__).resolve().parents[2] / "channels" / "web"
SLOTS = [{"title": "Fr 18.10., 14:00", "payload": "slot:1"}, {"title": "Mo 21.10., 10:00", "payload": "slot:2"}]
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'"
GREETING = {
    "de": "Guten Tag, hier ist die KI-Assistentin des Riverside Medical Center. Womit kann ich Ihnen helfen?",
    "en": "Hello, this is the AI assistant of Riverside Medical Center. How can I help you?",
}


@dataclass
class Visitor:
    token: str
    events: list[dict[str, Any]] = field(default_factory=list)
    acked: dict[str, int] = field(default_factory=dict)
    lines: set[WebSocket] = field(default_factory=set)


@dataclass
class StandIn:
    """The server's memory and its faults. `received` holds every frame in the order it came."""

    visitors: dict[str, Visitor] = field(default_factory=dict)
    received: list[dict[str, Any]] = field(default_factory=list)
    lines: set[WebSocket] = field(default_factory=set)
    silent: bool = False
    """Messages are stored, but neither acknowledged nor answered."""
    deaf: bool = False
    """New lines are closed before their welcome."""
    echo_own: bool = True
    """Whether a patient's message comes back to its own tab as an event."""
    pause: float = 0.0
    """Seconds between the pieces of a reply."""
    hold: bool = False
    """Replies stop before their final event until this is lifted."""
    greet_together: int = 0
    """No welcome before so many lines have said hello."""
    port: int = 0
    loop: asyncio.AbstractEventLoop | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def frames(self, kind: str) -> list[dict[str, Any]]:
        return [frame for frame in self.received if frame.get("type") == kind]

    def until(self, happened: Callable[[], bool]) -> None:
        """Wait for something the server sees and the page does not show."""
        for _ in range(400):
            if happened():
                return
            time.sleep(0.02)
        raise AssertionError(f"the server never saw it; it received {self.received}")

    def reset(self) -> None:
        fresh = StandIn()
        for name in ("visitors", "received", "silent", "deaf", "echo_own", "pause", "hold", "greet_together"):
            setattr(self, name, getattr(fresh, name))

    def cut(self, code: int = 1001) -> None:
        """Break every line; 1012 is what a restart or a reset of the sandbox says."""
        self._on_loop(self._cut(code))

    def forget_all(self, *, greeting: str) -> None:
        """As a reset of the sandbox: nobody has said anything, numbers begin again, tokens stay good."""
        for visitor in self.visitors.values():
            visitor.events.clear()
            visitor.acked.clear()
        self.push({"author": "assistant", "text": greeting})

    def push(self, event: dict[str, Any]) -> None:
        """Something said unasked to every visitor: by staff, or after a turn."""
        for visitor in list(self.visitors.values()):
            self._on_loop(self.append(visitor, **event))

    def send(self, frame: dict[str, Any]) -> None:
        self._on_loop(self._everywhere(frame))

    def _on_loop(self, work: Any) -> None:
        assert self.loop is not None
        asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout=10)

    async def _cut(self, code: int) -> None:
        for line in list(self.lines):
            await line.close(code=code)

    async def _everywhere(self, frame: dict[str, Any]) -> None:
        for line in list(self.lines):
            await line.send_json(frame)

    async def append(self, visitor: Visitor, author: str, text: str, **more: Any) -> int:
        """Store an event and tell every open tab of the visitor."""
        spared: WebSocket | None = more.pop("spared", None)
        event = {
            "seq": 1 + sum(len(v.events) for v in self.visitors.values()),
            "at": more.pop("at", None) or datetime.now(UTC).isoformat(),
            "author": author, "name": None, "text": text, "answers": [], "choices": [], "links": [],
        } | more  # fmt: skip
        visitor.events.append(event)
        for line in list(visitor.lines - {spared}):
            await line.send_json({"type": "event", "event": event})
        return int(event["seq"])


async def _welcome(server: StandIn, line: WebSocket, hello: dict[str, Any]) -> Visitor:
    visitor = server.visitors.get(str(hello["visitor"]))
    if visitor is None:
        visitor = Visitor(token=f"visitor-{len(server.visitors) + 1}-{id(hello)}")
        server.visitors[visitor.token] = visitor
        await server.append(visitor, "assistant", GREETING[hello.get("lang") or "en"])
    missed = [event for event in visitor.events if event["seq"] > hello["last_seq"]]
    clinic = {"name": "Riverside Medical Center", "privacy_url": "https://riverside.example/privacy"}
    await line.send_json({"type": "welcome", "visitor": visitor.token, "clinic": clinic, "events": missed})
    visitor.lines.add(line)
    return visitor


async def _message(server: StandIn, visitor: Visitor, line: WebSocket, frame: dict[str, Any]) -> None:
    known = visitor.acked.get(frame["id"])
    text = frame.get("text") or next(s["title"] for s in SLOTS if s["payload"] == frame["payload"])
    if known is None:
        spared = None if server.echo_own else line
        visitor.acked[frame["id"]] = await server.append(visitor, "patient", text, spared=spared)
    if server.silent:
        return
    await line.send_json({"type": "ack", "id": frame["id"], "seq": visitor.acked[frame["id"]]})
    answered = {seq for event in visitor.events for seq in event["answers"]}
    if visitor.acked[frame["id"]] not in answered:
        await _reply(server, visitor, text, visitor.acked[frame["id"]])


async def _reply(server: StandIn, visitor: Visitor, text: str, seq: int) -> None:
    words = f"Sie schrieben: {text}"
    for line in list(visitor.lines):
        await line.send_json({"type": "typing"})
    for start in range(0, len(words), 8):
        await asyncio.sleep(server.pause)
        for line in list(visitor.lines):
            await line.send_json({"type": "delta", "turn": f"turn-{seq}", "text": words[start : start + 8]})
    while server.hold:
        await asyncio.sleep(0.02)
    more: dict[str, Any] = {"answers": [seq]}
    if "termin" in text.lower():
        more["choices"] = SLOTS
    if "karte" in text.lower():
        more["links"] = [
            {"title": "Karte", "url": "https://www.openstreetmap.org/?mlat=51.5"},
            {"title": "Anrufen", "url": "tel:+442079460142"},
            {"title": "Böse", "url": "javascript:document.title='hacked'"},
        ]
    await server.append(visitor, "assistant", words, **more)


async def _chat(server: StandIn, line: WebSocket) -> None:
    await line.accept()
    hello = await line.receive_json()
    server.received.append(hello)
    if server.deaf:
        return await line.close(code=1011)
    while len(server.frames("hello")) < server.greet_together:
        await asyncio.sleep(0.02)
    visitor = await _welcome(server, line, hello)
    server.lines.add(line)
    try:
        while True:
            frame = await line.receive_json()
            server.received.append(frame)
            if frame["type"] in ("message", "choice"):
                await _message(server, visitor, line, frame)
    except (WebSocketDisconnect, RuntimeError):
        return None
    finally:
        server.lines.discard(line)
        visitor.lines.discard(line)


def build(server: StandIn) -> FastAPI:
    """The paths the real server has: the script, its modules, the demo clinic's site, the socket."""
    app = FastAPI()

    @app.middleware("http")
    async def strict(request: Request, call_next: Any) -> Response:
        response: Response = await call_next(request)
        if not request.url.path.startswith("/elsewhere"):
            response.headers["content-security-policy"] = POLICY
        response.headers["access-control-allow-origin"] = "*"  # modules are fetched with CORS by other sites
        response.headers["cache-control"] = "no-store"
        return response

    @app.get("/widget.js")
    async def script() -> FileResponse:
        return FileResponse(WEB / "static" / "widget.js", media_type="text/javascript")

    @app.get("/favicon.ico", status_code=204)
    async def favicon() -> None:
        return None

    @app.get("/elsewhere")
    async def elsewhere(src: str, lang: str = "de", extra: str = "") -> HTMLResponse:
        """Somebody else's page with the one script tag."""
        tag = f'<script src="{src}" {extra} defer></script>'
        return HTMLResponse(f'<!doctype html><html lang="{lang}"><title>x</title><p>Hallo{tag}')

    @app.websocket("/chat")
    async def chat(line: WebSocket) -> None:
        await _chat(server, line)

    app.mount("/widget", StaticFiles(directory=WEB / "static" / "widget"))
    app.mount("/site", StaticFiles(directory=WEB / "site", html=True))
    return app


@contextmanager
def running() -> Iterator[StandIn]:
    """The stand-in on a free port, in a thread of its own."""
    server = StandIn()
    config = uvicorn.Config(build(server), host="127.0.0.1", port=0, log_level="error", lifespan="off")
    uvicorn_server = uvicorn.Server(config)

    async def serve() -> None:
        server.loop = asyncio.get_running_loop()
        await uvicorn_server.serve()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    while not uvicorn_server.started:
        assert thread.is_alive(), "the stand-in did not start"
        time.sleep(0.02)
    server.port = uvicorn_server.servers[0].sockets[0].getsockname()[1]
    yield server
    uvicorn_server.should_exit = True
    thread.join(timeout=10)
