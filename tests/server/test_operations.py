"""The server's own doors: health, readiness, metrics, documentation, the sandbox's clock and reset."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.chat_client import ChatClient
from tests.conftest import TUESDAY_EVENING
from tests.faden_server import FadenServer

pytestmark = pytest.mark.server


def test_operations_answer(server: FadenServer) -> None:
    assert httpx.get(f"{server.http}/healthz").json() == {"status": "ok"}
    ready = httpx.get(f"{server.http}/readyz")
    assert ready.status_code == 200
    assert set(ready.json()) == {"database", "knowledge", "calendar", "model"}
    assert "faden_turns_total" in httpx.get(f"{server.http}/metrics").text


def test_errors_have_one_shape(server: FadenServer) -> None:
    for answer in (
        httpx.get(f"{server.http}/nowhere"),
        httpx.get(f"{server.http}/api/staff/persons"),
        httpx.put(f"{server.http}/sandbox/clock", content=b"{"),
        httpx.put(f"{server.http}/sandbox/clock", json={"now": "yesterday"}),
        httpx.put(f"{server.http}/sandbox/clock", json={}),
        httpx.post(f"{server.http}/sandbox/reset", json={"now": 7.5}),
        httpx.delete(f"{server.http}/sandbox/clock"),
    ):
        assert answer.status_code in (400, 401, 404, 405, 422), answer.text
        assert set(answer.json()) == {"error"}
        assert set(answer.json()["error"]) == {"code", "message"}


def test_pages_load_nothing_from_elsewhere(server: FadenServer) -> None:
    for path in ("/api/docs", "/site/", "/staff", "/sandbox", "/widget.js"):
        page = httpx.get(f"{server.http}{path}", follow_redirects=True)
        assert page.status_code == 200, path
        assert not re.search(
            r"""(src|href)=["']?(https?:)?//(?!127\.0\.0\.1|riverside|www\.openstreetmap)""", page.text
        ), path


def test_the_clock_runs_forwards_only(server: FadenServer) -> None:
    assert server.clock(now="2024-10-16T08:00:00+01:00").status_code == 200
    back = server.clock(now="2024-10-15T08:00:00+01:00")
    assert back.status_code == 409
    assert back.json()["error"]["code"] == "clock_backwards"
    assert server.clock(advance_seconds=3600).json()["now"].startswith("2024-10-16T09:00")


def test_after_a_reset_the_first_call_may_set_any_time(shared_server: FadenServer) -> None:
    httpx.post(f"{shared_server.http}/sandbox/reset", timeout=60).raise_for_status()
    assert shared_server.clock(now=TUESDAY_EVENING).status_code == 200
    assert shared_server.clock(now="2024-10-14T08:00:00+01:00").status_code == 409


async def test_the_contracts_two_free_slots(server: FadenServer) -> None:
    async with ChatClient(server.ws, lang="en") as chat:
        offer = await chat.say("I need an appointment with Dr. Phillips for my eczema")
        titles = [choice["title"] for choice in offer["choices"]]
        assert titles[:2] == ["Fri 18 Oct, 14:00", "Mon 21 Oct, 10:00"]


async def test_a_hold_runs_out_with_the_clinics_clock(server: FadenServer) -> None:
    async with ChatClient(server.ws, lang="en") as one, ChatClient(server.ws, lang="en") as two:
        offer = await one.say("I need an appointment with Dr. Phillips for my eczema")
        await one.choose(offer["choices"][0]["payload"])
        other = await two.say("I need an appointment with Dr. Phillips for my eczema")
        assert other["choices"][0]["title"] != "Fri 18 Oct, 14:00"
        server.clock(advance_seconds=16 * 60)
        again = await two.say("do you have anything earlier?")
        assert "18 October at 14:00" in again["text"], again["text"]


async def test_reset_while_a_chat_is_open(server: FadenServer) -> None:
    chat = ChatClient(server.ws, lang="en")
    async with chat:
        await chat.say("My name is Sarah Miller")
        server.reset(TUESDAY_EVENING)
    async with ChatClient(server.ws, lang="en", token=chat.token) as again:
        assert len(again.welcome["events"]) == 1
        assert (await again.say("Where can I park?"))["text"]


async def test_staff_see_the_enquiry(server: FadenServer) -> None:
    async with ChatClient(server.ws, lang="en") as chat:
        await chat.say("Do you have anyone who treats eczema? I'm Sarah Miller, 07700 900456")
        await chat.say("can I talk to a person please")
    with server.staff() as staff:
        [person] = staff.get("/api/staff/persons", params={"q": "miller"}).json()["items"]
        assert person["name"] == "Sarah Miller"
        file = staff.get(f"/api/staff/persons/{person['id']}").json()
        known = {fact["field"]: fact["value"] for fact in file["known"]}
        assert known["name"] == "Sarah Miller"
        assert known["phone"] == "+447700900456"
        assert file["enquiries"][0]["status"] == "open"
        assert any(item["author"] == "patient" and "eczema" in item["text"] for item in file["timeline"])
        kinds = [item["kind"] for item in staff.get("/api/staff/needs-me").json()["items"]]
        assert "human" in kinds
