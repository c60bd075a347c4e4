"""What a hostile client, a lost disk or a second server would try."""

from __future__ import annotations

import base64
import json

import pytest
from websockets.asyncio.client import connect

from tests.chat_client import ChatClient
from tests.conftest import TUESDAY_EVENING
from tests.faden_server import FadenServer

pytestmark = pytest.mark.server


@pytest.mark.parametrize("last_seq", [10**6, 2**61])
async def test_a_widget_that_remembers_another_server_is_served(server: FadenServer, last_seq: int) -> None:
    async with ChatClient(server.ws, lang="en", token="of another server", last_seq=last_seq) as chat:
        [greeting] = chat.welcome["events"]
        assert "AI" in greeting["text"]
        assert (await chat.say("Where can I park?"))["text"]


async def test_a_flood_of_hellos_is_slowed_down(server: FadenServer) -> None:
    async with connect(server.ws) as socket:
        for _ in range(60):
            await socket.send(json.dumps({"type": "hello", "visitor": None, "last_seq": 0, "lang": "en"}))
        frames = [json.loads(await socket.recv()) for _ in range(60)]
    assert {"type": "error", "code": "too_fast"}.items() <= frames[-1].items()


@pytest.mark.parametrize("instant", ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "2024-01-01T00:00:00"])
def test_a_forged_cursor_is_refused(server: FadenServer, instant: str) -> None:
    cursor = base64.urlsafe_b64encode(f"{instant}|per_x".encode()).decode()
    with server.staff() as staff:
        answer = staff.get("/api/staff/persons", params={"after": cursor})
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "bad_cursor"


async def test_nothing_a_patient_wrote_is_readable_in_the_data_folder(own_server: FadenServer) -> None:
    server = own_server.start()
    server.reset(TUESDAY_EVENING)
    async with ChatClient(server.ws, lang="en") as chat:
        await chat.say("Does zebrafinch dust hurt the quagga?")
        await chat.say("yes")
        await chat.say("I need an appointment for my zebrafinch rash")
    server.stop()
    for path in server.data.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path
        assert path.is_dir() or b"zebrafinch" not in path.read_bytes(), path
    assert not any("zebrafinch" in line for line in server.errors)
