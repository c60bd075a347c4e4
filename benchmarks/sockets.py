"""200 chat sockets, each message stored, acknowledged and answered, beside 200 sockets of a bare FastAPI echo."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import uvicorn
from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.measure import Timing, console, show

SOCKETS = 200
ROUNDS = 3
ROOT = Path(__file__).resolve().parent.parent


def echo_app() -> FastAPI:
    app = FastAPI()

    @app.websocket("/chat")
    async def echo(websocket: WebSocket) -> None:
        await websocket.accept()
        with contextlib.suppress(WebSocketDisconnect):
            while True:
                await websocket.send_text(await websocket.receive_text())

    return app


def serve_echo(port: int) -> None:
    uvicorn.run(echo_app(), host="127.0.0.1", port=port, log_level="error")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def run() -> None:
    port, echo_port = _free_port(), _free_port()
    with tempfile.TemporaryDirectory() as data:
        ours = subprocess.Popen(
            [sys.executable, "-m", "app.cli", "demo", "--port", str(port), "--data", data],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        bare = subprocess.Popen(
            [sys.executable, "-c", f"from benchmarks.sockets import serve_echo; serve_echo({echo_port})"], cwd=ROOT
        )
        try:
            assert ours.stdout is not None
            await asyncio.to_thread(_wait_ready, ours)
            await _compare(port, echo_port)
        finally:
            for process in (ours, bare):
                process.terminate()
                process.wait()


def _wait_ready(server: subprocess.Popen[str]) -> None:
    assert server.stdout is not None
    for line in server.stdout:
        if line.startswith("ready "):
            return
    raise SystemExit("the server did not start")


async def _compare(port: int, echo_port: int) -> None:
    chats = [await _open_chat(port) for _ in range(SOCKETS)]
    echoes = [await connect(f"ws://127.0.0.1:{echo_port}/chat") for _ in range(SOCKETS)]
    acks: list[float] = []
    replies: list[float] = []
    echoed: list[float] = []
    for _ in range(ROUNDS):
        echoed += await asyncio.gather(*[_echo(one) for one in echoes])
        both = await asyncio.gather(*[_ask(one) for one in chats])
        acks += [ack for ack, _ in both]
        replies += [reply for _, reply in both]
    timings = {
        "bare FastAPI echo": Timing.of(echoed),
        "Faden: acknowledged (stored)": Timing.of(acks),
        "Faden: answered": Timing.of(replies),
    }
    show(f"{SOCKETS} sockets writing at the same moment", timings, "bare FastAPI echo")
    console.print(f"answered per second with {SOCKETS} at once: {SOCKETS / max(replies):.0f}")
    await asyncio.gather(*[one.close() for one in (*chats, *echoes)])


async def _open_chat(port: int) -> ClientConnection:
    chat = await connect(f"ws://127.0.0.1:{port}/chat", open_timeout=60)
    await chat.send(json.dumps({"type": "hello", "visitor": None, "last_seq": 0, "lang": "en"}))
    await chat.recv()
    return chat


async def _echo(one: ClientConnection) -> float:
    started = time.perf_counter()
    await one.send("Where can I park?")
    await one.recv()
    return time.perf_counter() - started


async def _ask(chat: ClientConnection) -> tuple[float, float]:
    started = time.perf_counter()
    await chat.send(json.dumps({"type": "message", "id": str(uuid.uuid4()), "text": "Where can I park?"}))
    acked, seq = 0.0, None
    while True:
        frame = json.loads(await chat.recv())
        if frame["type"] == "ack":
            acked, seq = time.perf_counter() - started, frame["seq"]
        elif frame["type"] == "event" and seq in frame["event"]["answers"]:
            return acked, time.perf_counter() - started
