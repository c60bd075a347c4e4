"""`faden serve` and `faden demo`: settings and clinic are checked first, then the front listens at once."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import secrets
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import uvicorn
from pydantic import SecretStr

from app.alone import alone_on
from app.clinic_file import load_clinic
from app.front import App, Front
from app.logs import set_up_logs
from app.settings import ROOT, Settings, is_loopback, load_settings
from domain.errors import ConfigurationError

MAX_SOCKET_FRAME = 4 * 1024 * 1024
"""Above the 8 KiB a chat frame may have, so that too large a frame gets an answer rather than a cut line."""


class _Server(uvicorn.Server):
    """Ends with status 0 on SIGTERM; uvicorn itself would raise the signal again."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield


def serve(host: str, port: int, data: Path | None, clinic: Path | None) -> None:
    """The production server."""
    settings = load_settings(data_dir=_absolute(data), clinic=_absolute(clinic))
    if settings.sandbox and not is_loopback(host):
        raise ConfigurationError("FADEN_SANDBOX", f"the sandbox listens on loopback only, not on {host}")
    _run(settings, host, port, lambda: print(f"listening on http://{host}:{port}", flush=True))


def demo(port: int, data: Path | None) -> None:
    """Everything in one process with the demo clinic, the sandbox on, no key."""
    password = os.environ.get("FADEN_STAFF_PASSWORD") or secrets.token_urlsafe(9)
    settings = load_settings(
        data_dir=_absolute(data) or ROOT / "data" / "demo",
        clinic=ROOT / "clinics" / "riverside",
        sandbox=True,
        staff_password=SecretStr(password),
    )
    base = f"http://127.0.0.1:{port}"
    urls = {"sandbox": f"{base}/sandbox", "site": f"{base}/site/", "staff": f"{base}/staff"}

    def ready() -> None:
        print(f"\n  Demo clinic   {urls['site']}   (chat at the bottom right)")
        print(f"  Sandbox       {urls['sandbox']}")
        print(f"  Staff         {urls['staff']}   admin / {password}\n")
        print(f"ready {json.dumps(urls)}", flush=True)

    print("Starting Faden with the demo clinic …", flush=True)
    _run(settings, "127.0.0.1", port, ready)


def _absolute(path: Path | None) -> Path | None:
    return path.expanduser().resolve() if path else None


def _run(settings: Settings, host: str, port: int, ready: Callable[[], None]) -> None:
    os.umask(0o077)  # names and numbers stand in the data folder: nobody else on this machine may read it
    set_up_logs()
    load_clinic(settings.clinic)
    faults: list[BaseException] = []

    def failed(fault: BaseException) -> None:
        faults.append(fault)
        server.should_exit = True

    front = Front(lambda: _opening(settings, ready), failed)
    config = uvicorn.Config(
        front, host=host, port=port, log_config=None, access_log=False, ws_max_size=MAX_SOCKET_FRAME,
        timeout_graceful_shutdown=20, lifespan="on", proxy_headers=False, server_header=False,
    )  # fmt: skip
    server = _Server(config)
    asyncio.run(server.serve())
    if faults:
        if isinstance(faults[0], ConfigurationError):
            raise faults[0]
        raise SystemExit(f"faden: could not start: {faults[0]!r}") from faults[0]
    if not server.started:
        sys.exit(1)


@contextlib.asynccontextmanager
async def _opening(settings: Settings, ready: Callable[[], None]) -> AsyncIterator[App]:
    """Import and open the house behind the front; imports run in a thread so that `/healthz` answers meanwhile."""
    web: Any = await asyncio.to_thread(__import__, "app.web", fromlist=["open_house"])
    async with contextlib.AsyncExitStack() as stack:
        if settings.embedded_store:
            await stack.enter_async_context(alone_on(settings.data_dir))
        app = await stack.enter_async_context(web.open_house(settings))
        ready()
        yield app
