"""The page /sandbox as a person has it, in a real Chromium on a real server: clock, faults in words, outbox, chat."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import httpx
import pytest

from tests.channels.conftest import chromium as chromium  # the one browser all tests drive
from tests.faden_server import FadenServer

pytestmark = [pytest.mark.browser, pytest.mark.server]
Visit = Callable[..., Any]
LETTER = {
    "id": "m1",
    "channel": "whatsapp",
    "to": "+447700900123",
    "body": "Ihr Termin <img src=x onerror=alert(1)> steht.",
    "buttons": [{"title": "DIRECTIONS", "payload": "d"}],
    "links": [{"title": "Karte", "url": "https://maps.example/1"}, {"title": "Falle", "url": "javascript:alert(1)"}],
    "template": "confirmation",
    "status": "delivered",
    "at": "2024-10-16T08:01:00+01:00",
}


@pytest.fixture
def visit(chromium: Any, server: FadenServer) -> Iterator[Visit]:
    contexts: list[Any] = []

    def go(query: str = "?lang=en", **options: Any) -> Any:
        contexts.append(chromium.new_context(**{"viewport": {"width": 1200, "height": 900}, **options}))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        page.goto(f"{server.http}/sandbox{query}")
        page.locator("#today", has_text="2024").wait_for()
        return page

    yield go
    for context in contexts:
        context.close()


def clinic_now(server: FadenServer) -> datetime:
    return datetime.fromisoformat(httpx.get(f"{server.http}/sandbox/clock", timeout=30).json()["now"])


def news(page: Any, text: str) -> Any:
    line = page.locator("#news", has_text=text)
    line.wait_for()
    return line


def test_the_clock_goes_an_hour_on_to_the_morning_and_afresh(server: FadenServer, visit: Visit) -> None:
    page = visit()
    assert page.locator("#hands").inner_text() == "22:00"
    assert page.locator("#today").inner_text() == "Tuesday, 15 October 2024"
    page.get_by_role("button", name="An hour later").click()
    news(page, "Tuesday 15 October at 23:00")
    assert f"{clinic_now(server):%d %H:%M}" == "15 23:00"
    page.get_by_role("button", name="Next morning").click()
    news(page, "Wednesday 16 October at 08:00")
    assert f"{clinic_now(server):%d %H:%M}" == "16 08:00"
    assert page.locator("[data-sky]").get_attribute("data-sky") == "morning"
    page.get_by_role("button", name="Start afresh").click()
    news(page, "as new")
    assert f"{clinic_now(server):%d %H:%M}" == "15 22:00"


def test_next_morning_is_eight_on_the_clinics_wall_also_over_the_change_of_the_hour(
    server: FadenServer, visit: Visit
) -> None:
    server.clock(now="2024-10-26T22:00:00+01:00")
    page = visit(timezone_id="Asia/Tokyo")
    page.get_by_role("button", name="Next morning").click()
    news(page, "Sunday 27 October at 08:00")
    assert clinic_now(server).isoformat()[:16] == "2024-10-27T08:00"
    assert clinic_now(server).utcoffset() is not None
    assert clinic_now(server).isoformat().endswith("+00:00")


def test_a_time_set_by_keyboard_is_the_clinics_and_backwards_is_refused_in_words(
    server: FadenServer, visit: Visit
) -> None:
    page = visit("?lang=de", timezone_id="America/New_York")
    page.locator("#when").fill("2024-10-18T14:30")
    page.locator("#when").press("Enter")
    news(page, "Freitag, 18. Oktober um 14:30")
    assert f"{clinic_now(server):%d %H:%M}" == "18 14:30"
    page.locator("#when").fill("2024-10-17T09:00")
    page.locator("#when").press("Enter")
    assert news(page, "läuft nur vorwärts").get_attribute("data-tone") == "alert"
    page.locator("#when").fill("")
    page.get_by_role("button", name="Uhr stellen").click()
    news(page, "nicht stellen")
    assert f"{clinic_now(server):%d %H:%M}" == "18 14:30"


def test_a_server_that_is_gone_is_said_in_words_and_so_is_its_return(visit: Visit) -> None:
    page = visit()
    page.route("**/sandbox/*", lambda route: route.abort())
    page.get_by_role("button", name="An hour later").click()
    news(page, "The server does not answer")
    page.unroute("**/sandbox/*")
    news(page, "answers again")


def test_what_went_out_is_listed_newest_first_as_text_and_never_as_code(visit: Visit) -> None:
    page = visit("?lang=de")
    page.locator("#outbox-empty").wait_for()
    second = {**LETTER, "id": "m2", "channel": "sms", "body": "Zweite", "buttons": [], "links": [], "status": "failed"}
    body = json.dumps([LETTER, second])
    page.route("**/sandbox/outbox", lambda route: route.fulfill(body=body, content_type="application/json"))
    news(page, "2 Nachrichten sind hinausgegangen")
    letters = page.locator("#outbox > li")
    assert [text.split()[0] for text in letters.all_inner_texts()] == ["SMS", "WhatsApp"]
    assert LETTER["body"] in letters.nth(1).inner_text()
    assert "zugestellt" in letters.nth(1).inner_text()
    assert letters.locator("a").all_inner_texts() == ["Karte"]
    assert page.locator("#outbox img").count() == 0
    assert page.locator("#count").inner_text() == "2"


def test_the_patient_chats_and_reception_sees_it_beside(server: FadenServer, visit: Visit) -> None:
    page = visit()
    page.locator("faden-chat [part=message]").first.wait_for()
    box = page.locator("faden-chat").bounding_box()
    assert box["x"] + box["width"] < page.locator("#screen").bounding_box()["x"], "the chat stands beside, not above"
    page.locator("faden-chat [part=input]").fill("Do you have somebody who treats eczema?")
    page.keyboard.press("Enter")
    page.locator("faden-chat [part=message][data-author=assistant]").nth(1).wait_for()
    screen = page.frame_locator("#screen")
    screen.locator("input[name=username]").wait_for()
    assert page.get_by_role("link", name="Open in a window").get_attribute("href") == "/staff?lang=en"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_is_wider_than_the_screen_and_the_chat_opens_on_demand(visit: Visit, scheme: str) -> None:
    page = visit("?lang=de", viewport={"width": 360, "height": 740}, has_touch=True, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not page.locator("#screen").is_visible()
    page.get_by_role("button", name="Chat öffnen", exact=True).click()
    page.locator("faden-chat [part=message]").first.wait_for()
