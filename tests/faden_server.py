"""A real server in its own process, for tests that go through the doors: started, driven, killed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "reception-test"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class FadenServer:
    """`./faden demo` on a data folder. `kill` is SIGKILL, `stop` SIGTERM; `start` may follow either."""

    def __init__(self, data: Path, **environment: str) -> None:
        self.data = data
        self.port = free_port()
        self.urls: dict[str, str] = {}
        self._environment = {**os.environ, "FADEN_STAFF_PASSWORD": PASSWORD, "PYTHONPATH": str(ROOT), **environment}
        self._process: subprocess.Popen[str] | None = None
        self.errors: list[str] = []

    @property
    def http(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def ws(self) -> str:
        return f"ws://127.0.0.1:{self.port}/chat"

    def start(self) -> FadenServer:
        command = [sys.executable, "-m", "app.cli", "demo", "--port", str(self.port), "--data", str(self.data)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        threading.Thread(target=self._collect, args=(self._process,), daemon=True).start()
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith("ready "):
                self.urls = json.loads(line.removeprefix("ready "))
                return self
        raise AssertionError("the server did not start:\n" + "\n".join(self.errors[-30:]))

    def _collect(self, process: subprocess.Popen[str]) -> None:
        assert process.stderr is not None
        for line in process.stderr:
            self.errors.append(line.rstrip())

    def kill(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> int:
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(timeout=40)

    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def reset(self, now: str) -> None:
        httpx.post(f"{self.http}/sandbox/reset", json={"now": now}, timeout=60).raise_for_status()

    def settle(self) -> None:
        httpx.post(f"{self.http}/sandbox/settle", timeout=60).raise_for_status()

    def clock(self, **change: Any) -> httpx.Response:
        return httpx.put(f"{self.http}/sandbox/clock", json=change, timeout=60)

    def staff(self) -> httpx.Client:
        """A logged-in staff client."""
        answer = httpx.post(
            f"{self.http}/staff/login",
            data={"username": "admin", "password": PASSWORD},
            headers={"Accept": "application/json"},
            timeout=30,
        )
        answer.raise_for_status()
        return httpx.Client(
            base_url=self.http, headers={"Authorization": f"Bearer {answer.json()['token']}"}, timeout=30
        )

    def appointments(
        self, start: str = "2024-10-14T00:00:00+01:00", end: str = "2025-02-01T00:00:00+00:00"
    ) -> list[Any]:
        with self.staff() as client:
            answer = client.get("/api/staff/appointments", params={"from": start, "to": end})
            answer.raise_for_status()
            return list(answer.json()["items"])


def wait_until(condition: Any, seconds: float = 20.0) -> None:
    """Poll until true; a test never sleeps a fixed time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError("condition never became true")
        time.sleep(0.02)
