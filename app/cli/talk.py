"""`faden talk`: the receptionist in the terminal, through the same socket as the widget."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import tempfile
import uuid
from typing import Any

import typer
from rich.console import Console
from websockets.asyncio.client import ClientConnection, connect

_console = Console()


def talk(channel: str, sender: str | None, lang: str, url: str | None) -> None:
    """Until end of input."""
    if channel != "web" or sender:
        typer.echo(f"faden talk --channel {channel}: not there yet; only web is.", err=True)
        raise typer.Exit(2)
    if url:
        asyncio.run(_talk(url, lang))
        return
    with tempfile.TemporaryDirectory() as data:
        port = _free_port()
        command = [sys.executable, "-m", "app.cli", "demo", "--port", str(port), "--data", data]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            _wait_ready(server)
            asyncio.run(_talk(f"http://127.0.0.1:{port}", lang))
        finally:
            server.terminate()
            server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_ready(server: subprocess.Popen[str]) -> None:
    assert server.stdout is not None
    with _console.status("Starting the clinic …"):
        for line in server.stdout:
            if line.startswith("ready "):
                return
    raise SystemExit("faden talk: the server did not start; try ./faden demo to see why")


async def _talk(url: str, lang: str) -> None:
    async with connect(url.replace("http", "ws", 1).rstrip("/") + "/chat") as chat:
        await chat.send(json.dumps({"type": "hello", "visitor": None, "last_seq": 0, "lang": lang}))
        welcome = json.loads(await chat.recv())
        for event in welcome["events"]:
            _show(event)
        while (line := await asyncio.to_thread(_read)) is not None:
            if line.strip():
                await _say(chat, line)


def _read() -> str | None:
    try:
        return _console.input("[bold cyan]>[/] ") if sys.stdin.isatty() else input()
    except (EOFError, KeyboardInterrupt):
        return None


async def _say(chat: ClientConnection, line: str) -> None:
    await chat.send(json.dumps({"type": "message", "id": str(uuid.uuid4()), "text": line}))
    seq: int | None = None
    while True:
        frame = json.loads(await chat.recv())
        if frame["type"] == "ack":
            seq = frame["seq"]
        elif frame["type"] == "error":
            _console.print(f"[red]{frame['message']}[/]")
            return
        elif frame["type"] == "event":
            _show(frame["event"])
            if seq in frame["event"]["answers"]:
                return


def _show(event: dict[str, Any]) -> None:
    _console.print(event["text"], markup=False, highlight=False)
    for choice in event["choices"]:
        _console.print(f"  [{choice['title']}]", style="dim", markup=False)
    for link in event["links"]:
        _console.print(f"  {link['title']}: {link['url']}", style="dim", markup=False)
