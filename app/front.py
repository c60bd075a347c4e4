"""The front of the server: answers `/healthz` from the first moment while the house behind it is still being built.

Everything else waits until the house is ready, so that a restart never refuses a patient who is already knocking.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import AbstractAsyncContextManager
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]
Opening = Callable[[], AbstractAsyncContextManager[App]]


class Front:
    """An ASGI application around a slow-starting one. `opening` builds it; `failed` is told why it could not."""

    def __init__(self, opening: Opening, failed: Callable[[BaseException], None]) -> None:
        self._opening = opening
        self._failed = failed
        self._app: App | None = None
        self._ready = asyncio.Event()
        self._closing = asyncio.Event()

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        if scope["type"] == "http" and scope["path"] == "/healthz":
            await _healthy(send)
            return
        await self._ready.wait()
        if self._app is not None:
            await self._app(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        living = asyncio.create_task(self._live())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._closing.set()
        with contextlib.suppress(asyncio.CancelledError):
            await living
        await send({"type": "lifespan.shutdown.complete"})

    async def _live(self) -> None:
        try:
            async with self._opening() as app:
                self._app = app
                self._ready.set()
                await self._closing.wait()
        except Exception as fault:
            self._ready.set()
            self._failed(fault)


async def _healthy(send: Send) -> None:
    body = b'{"status":"ok"}'
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
