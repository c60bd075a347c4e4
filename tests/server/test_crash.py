"""kill -9 at any moment: what was acknowledged is answered exactly once after the restart, and booked once."""

from __future__ import annotations

import contextlib
import uuid

import pytest
from websockets.exceptions import ConnectionClosed

from tests.chat_client import ChatClient
from tests.conftest import TUESDAY_EVENING
from tests.faden_server import FadenServer

pytestmark = pytest.mark.server


async def test_acknowledged_messages_survive_kill(own_server: FadenServer) -> None:
    server = own_server.start()
    server.reset(TUESDAY_EVENING)
    seqs: list[int] = []
    with contextlib.suppress(ConnectionClosed):
        async with ChatClient(server.ws, lang="en") as chat:
            for text in ("Where can I park?", "Do you take Bupa?", "Is there a lift?"):
                seqs.append(await chat.message(text))
            server.kill()
    server.start()
    async with ChatClient(server.ws, lang="en", token=chat.token) as again:
        for seq in seqs:
            await again.answer_to(seq)
        server.settle()
    async with ChatClient(server.ws, lang="en", token=chat.token) as last:
        for seq in seqs:
            assert sum(seq in event["answers"] for event in last.events) == 1


async def test_a_booking_cut_off_by_kill_is_made_once(own_server: FadenServer) -> None:
    server = own_server.start()
    for attempt in range(3):
        server.reset(TUESDAY_EVENING)
        client_id = str(uuid.uuid4())
        seq = 0
        async with ChatClient(server.ws, lang="en") as chat:
            await chat.say("My name is Sarah Miller, 07700 900456. I need an appointment for my eczema.")
            with contextlib.suppress(ConnectionClosed):
                await chat.send({"type": "message", "id": client_id, "text": "Friday at 2 pm please"})
                seq = int((await chat.frame("ack"))["seq"])
                for _ in range(attempt):
                    await chat.receive()
                server.kill()
        if server.running():
            server.kill()
        server.start()
        async with ChatClient(server.ws, lang="en", token=chat.token) as again:
            assert await again.message("Friday at 2 pm please", client_id) == seq
            reply = await again.answer_to(seq)
            assert "booked" in reply["text"], reply["text"]
            server.settle()
        live = [a for a in server.appointments() if a["status"] == "booked"]
        assert len(live) == 1
        assert live[0]["start"].startswith("2024-10-18T14:00")
