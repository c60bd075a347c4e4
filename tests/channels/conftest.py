"""A real headless Chromium for the tests of what a patient sees, and the stand-in server it talks to.

Without a browser the tests are skipped and say so; with FADEN_REQUIRE_BROWSER=1 (CI) that is a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.channels.widget_stand_in import StandIn, running

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        why = f"no browser: none of {', '.join(NAMES)} is on the PATH"
        if os.environ.get("FADEN_REQUIRE_BROWSER") == "1":
            pytest.fail(why)
        pytest.skip(why)
    from playwright.sync_api import sync_playwright

    # Module scope: Playwright's own event loop must be gone before another file's async tests run.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def _server() -> Iterator[StandIn]:
    with running() as server:
        yield server


@pytest.fixture
def server(_server: StandIn) -> StandIn:
    _server.reset()
    return _server


@pytest.fixture
def visit(chromium: Any, server: StandIn) -> Iterator[Callable[..., Any]]:
    """`visit(path, **context)` opens a page as a fresh visitor; `visit(path, like=page)` a tab beside it.

    A page error or a breach of the site's content security policy fails the test.
    """
    contexts: list[Any] = []
    troubles: list[str] = []

    def heard(message: Any) -> None:
        expected = "WebSocket connection" in message.text  # a line cut on purpose
        if message.type == "error" and not expected:
            troubles.append(message.text)

    def go(path: str = "/site/de/index.html", like: Any = None, **options: Any) -> Any:
        if like is None:
            contexts.append(chromium.new_context(**options))
        page = (like.context if like else contexts[-1]).new_page()
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", heard)
        page.goto(path if path.startswith("http") else server.url + path)
        page.locator("faden-chat [part=launcher]").wait_for()
        return page

    yield go
    for context in contexts:
        context.close()
    assert troubles == []
