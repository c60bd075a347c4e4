"""The chat socket to the letter of contract.md: acknowledgements, resumption, choices, and every kind of bad frame."""

from __future__ import annotations

import json
import uuid

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.chat_client import ChatClient
from tests.faden_server import FadenServer

pytestmark = pytest.mark.server


async def test_a_new_visitor_is_greeted_by_an_ai_in_their_language(server: FadenServer) -> None:
    async with ChatClient(server.ws, lang="de") as chat:
        [first] = chat.welcome["events"]
        assert first["author"] == "assistant"
        assert "KI" in first["text"]
        assert chat.welcome["clinic"]["name"] == "Riverside Medical Center"
    async with ChatClient(server.ws, lang="en") as chat:
        assert "AI" in chat.welcome["events"][0]["text"]


async def test_the_same_message_is_acknowledged_again_and_answered_once(server: FadenServer) -> None:
    async with ChatClient(server.ws, lang="en") as chat:
        client_id = str(uuid.uuid4())
        first = await chat.message("When are you open on Saturday?", client_id)
        await chat.answer_to(first)
        assert await chat.message("When are you open on Saturday?", client_id) == first
        server.settle()
    async with ChatClient(server.ws, lang="en", token=chat.token) as again:
        answers = [event for event in again.events if first in event["answers"]]
        assert len(answers) == 1


async def test_a_visit_is_resumed_with_everything_after_last_seq(server: FadenServer) -> None:
    async with ChatClient(server.ws, lang="de") as chat:
        reply = await chat.say("Wo kann ich parken?")
    async with ChatClient(server.ws, lang="de", token=chat.token) as again:
        assert [event["author"] for event in again.events] == ["assistant", "patient", "assistant"]
    async with ChatClient(server.ws, lang="de", token=chat.token, last_seq=reply["seq"]) as again:
        assert again.welcome["events"] == []


async def test_a_forged_token_is_a_new_visitor(server: FadenServer) -> None:
    async with ChatClient(server.ws, lang="en") as chat:
        await chat.say("My name is Sarah Miller")
    for forged in (f"{chat.token}x", "Im1lIg.AAAA", "", 7, None, {"a": 1}):
        async with ChatClient(server.ws, lang="en", token=forged) as stranger:  # type: ignore[arg-type]
            assert stranger.token != chat.token
            assert len(stranger.welcome["events"]) == 1


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("not json", "not_json"),
        ("[]", "not_json"),
        ("[" * 4000, "not_json"),
        (json.dumps({"type": "message", "id": "1", "text": "x" * 9000}), "too_large"),
        (b"\x00\x01", "binary"),
        (json.dumps({"type": "dance"}), "unknown_type"),
        (json.dumps({"type": "message", "text": "no id"}), "no_id"),
        (json.dumps({"type": "message", "id": "1", "text": "   "}), "empty"),
        (json.dumps({"type": "message", "id": "1"}), "empty"),
        (json.dumps({"type": "choice", "id": "1", "payload": {}}), "empty"),
    ],
)
async def test_a_bad_frame_is_answered_and_the_socket_lives(server: FadenServer, frame: str | bytes, code: str) -> None:
    async with ChatClient(server.ws, lang="de") as chat:
        await chat.send(frame)
        error = await chat.frame("error")
        assert error["code"] == code
        assert error["message"]
        assert "Traceback" not in error["message"]
        assert (await chat.say("Wann haben Sie geöffnet?"))["text"]


async def test_a_huge_frame_gets_an_answer_too(server: FadenServer) -> None:
    async with ChatClient(server.ws, lang="en") as chat:
        await chat.send("x" * 1_000_000)
        assert (await chat.frame("error"))["code"] == "too_large"


async def test_nothing_is_served_before_hello(server: FadenServer) -> None:
    async with connect(server.ws) as socket:
        await socket.send(json.dumps({"type": "message", "id": "1", "text": "hi"}))
        frame = json.loads(await socket.recv())
        assert frame["type"] == "error"
        assert frame["code"] == "hello_first"


@pytest.mark.parametrize("text", ["\ud800 lone", "a\x00b\x07c", "﷽" * 300, "🙂" * 400, "‮abc", "z̷̢̛a̸l̶g̴o̵" * 40])
async def test_hostile_text_is_answered(server: FadenServer, text: str) -> None:
    async with ChatClient(server.ws, lang="en") as chat:
        assert (await chat.say(text))["text"]


async def test_a_foreign_page_may_not_open_the_socket(server: FadenServer) -> None:
    async with connect(server.ws, origin="https://evil.example") as socket:  # type: ignore[arg-type]
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1008
    own = server.http
    async with connect(server.ws, origin=own) as socket:  # type: ignore[arg-type]
        await socket.send(json.dumps({"type": "hello", "visitor": None, "last_seq": 0, "lang": "en"}))
        assert json.loads(await socket.recv())["type"] == "welcome"


async def test_refused_input_is_counted(server: FadenServer) -> None:
    async with ChatClient(server.ws, lang="en") as chat:
        await chat.send("{")
        await chat.frame("error")
    metrics = httpx.get(f"{server.http}/metrics", timeout=30).text
    assert 'faden_refused_input_total{code="not_json",door="web"}' in metrics


async def test_quick_messages_are_each_in_exactly_one_reply(server: FadenServer) -> None:
    async with ChatClient(server.ws, lang="en") as chat:
        seqs = []
        for text in ("Where can I park?", "What does a skin check cost?", "and do you take Bupa?", "thanks"):
            seqs.append(await chat.message(text))
        for seq in seqs:
            await chat.answer_to(seq)
        server.settle()
    async with ChatClient(server.ws, lang="en", token=chat.token) as again:
        for seq in seqs:
            assert sum(seq in event["answers"] for event in again.events) == 1


async def test_deltas_add_up_to_the_reply(server: FadenServer) -> None:
    async with ChatClient(server.ws, lang="en") as chat:
        event = await chat.say("What does a skin consultation cost?")
        parts = [frame["text"] for frame in chat.frames if frame["type"] == "delta"]
        assert "".join("".join(parts).split()) == "".join(event["text"].split())


async def test_two_tabs_of_one_visitor_see_the_same(server: FadenServer) -> None:
    async with ChatClient(server.ws, lang="en") as one:
        async with ChatClient(server.ws, lang="en", token=one.token) as two:
            reply = await one.say("How do I get to you by tube?")
            while not any(event["seq"] == reply["seq"] for event in two.events):
                two.events.append((await two.frame("event"))["event"])
