"""Journey step 1 of the mission through the real socket, then a booking, a move and a cancellation, de and en."""

from __future__ import annotations

import pytest

from tests.chat_client import ChatClient
from tests.faden_server import FadenServer

pytestmark = pytest.mark.server


async def test_sarah_in_german(server: FadenServer) -> None:
    async with ChatClient(server.ws, lang="de") as chat:
        assert "KI" in chat.events[0]["text"]
        first = await chat.say("Haben Sie jemanden, der Ekzeme behandelt?")
        assert "Dr. Phillips" in first["text"]
        assert "Termin" in first["text"]
        days = await chat.say("An welchen Tagen arbeitet sie?")
        for day in ("Montag", "Mittwoch", "Freitag"):
            assert day in days["text"]
        await chat.say("Lass mich darüber nachdenken. Ich bin übrigens Sarah Weber, 07700 900123.")
        assert server.appointments() == []

    async with ChatClient(server.ws, lang="de", token=chat.token) as again:
        answers = [event["text"] for event in again.events if event["author"] == "assistant"]
        assert answers == [event["text"] for event in chat.events]
        offer = await again.say("Ich würde den Termin doch gern machen.")
        assert "18. Oktober" in offer["text"]
        assert "14:00" in offer["text"]
        assert "21. Oktober" in offer["text"]
        assert "10:00" in offer["text"]
        booked = await again.say("Freitag um 14 Uhr passt mir.")
        assert "gebucht" in booked["text"], booked["text"]
        [appointment] = server.appointments()
        assert appointment["start"].startswith("2024-10-18T14:00")
        assert appointment["practitioner"]["name"] == "Dr. Phillips"
        assert appointment["patient"]["name"] == "Sarah Weber"

        moving = await again.say("Ich muss den Termin leider verschieben, ginge auch Montag?")
        assert "21. Oktober" in moving["text"], moving["text"]
        moved = await again.say("Ja, um 10 bitte")
        assert "verschoben" in moved["text"], moved["text"]
        [appointment] = server.appointments()
        assert appointment["start"].startswith("2024-10-21T10:00")

        asked = await again.say("Bitte sagen Sie den Termin ab.")
        assert [choice["payload"] for choice in asked["choices"]] == ["yes", "no"], asked["text"]
        cancelled = await again.say("Ja, bitte.")
        assert "abgesagt" in cancelled["text"], cancelled["text"]
        [appointment] = server.appointments()
        assert appointment["status"] == "cancelled"


async def test_sarah_in_english(server: FadenServer) -> None:
    async with ChatClient(server.ws, lang="en") as chat:
        assert "AI" in chat.events[0]["text"]
        first = await chat.say("Do you have anyone who treats eczema?")
        assert "Dr. Phillips" in first["text"]
        days = await chat.say("Which days does she work?")
        for day in ("Monday", "Wednesday", "Friday"):
            assert day in days["text"]
        offer = await chat.say("Then I'd like an appointment please, as early as possible")
        assert "Friday 18 October" in offer["text"], offer["text"]
        assert "Monday 21 October" in offer["text"]
        held = await chat.say("the second one please")
        assert "name" in held["text"].lower(), held["text"]
        phone = await chat.say("Sarah Miller")
        assert "number" in phone["text"].lower(), phone["text"]
        booked = await chat.say("it's 07700 900 456")
        assert "booked" in booked["text"], booked["text"]
        [appointment] = server.appointments()
        assert appointment["start"].startswith("2024-10-21T10:00")

        moving = await chat.say("Could I move it to Friday instead?")
        assert "18 October" in moving["text"], moving["text"]
        if "moved" not in moving["text"]:
            await chat.say("yes please")
        [appointment] = server.appointments()
        assert appointment["start"].startswith("2024-10-18T14:00")

        await chat.say("I need to cancel my appointment")
        await chat.say("yes, cancel it")
        [appointment] = server.appointments()
        assert appointment["status"] == "cancelled"
