"""Many people at once: each gets their own, nobody somebody else's, and one slot has one winner."""

from __future__ import annotations

import asyncio

import pytest

from tests.chat_client import ChatClient
from tests.faden_server import FadenServer

pytestmark = pytest.mark.server

_PEOPLE = [
    ("Anna Abel", "Ekzem"), ("Ben Brand", "Rückenschmerzen"), ("Clara Conrad", "Herzstolpern"),
    ("David Dorn", "Ohrenschmerzen"), ("Eva Ernst", "Knieschmerzen"),
]  # fmt: skip


async def _book(server: FadenServer, number: int) -> str:
    first, reason = _PEOPLE[number % len(_PEOPLE)]
    name = f"{first}{'abcdefghij'[number // len(_PEOPLE)]}"
    async with ChatClient(server.ws, lang="de") as chat:
        offer = await chat.say(f"Guten Tag, ich brauche einen Termin wegen {reason}.")
        payload = next(c["payload"] for c in offer["choices"] if c["payload"].startswith("slot:"))
        reply = await chat.choose(payload)
        for _ in range(25):
            if "vergeben" in reply["text"]:
                payload = next(c["payload"] for c in reply["choices"] if c["payload"].startswith("slot:"))
                reply = await chat.choose(payload)
        assert "Name" in reply["text"] or "Namen" in reply["text"], reply["text"]
        reply = await chat.say(f"Ich heiße {name}")
        reply = await chat.say(f"07700 9001{number:02d}")
        assert "gebucht" in reply["text"], reply["text"]
    return name


async def test_twenty_people_book_at_once(server: FadenServer) -> None:
    names = await asyncio.gather(*[_book(server, number) for number in range(20)])
    appointments = server.appointments()
    assert sorted(a["patient"]["name"] for a in appointments) == sorted(names)
    taken = [(a["practitioner"]["id"], a["start"]) for a in appointments]
    assert len(set(taken)) == 20


async def _race(server: FadenServer, number: int, ready: asyncio.Barrier) -> str:
    async with ChatClient(server.ws, lang="en") as chat:
        await chat.say(f"I'm Racer{chr(97 + number % 26)} Number{chr(97 + number // 26)}, 07700 9002{number:02d}")
        offer = await chat.say("I'd like an appointment with Dr. Phillips for my eczema, as soon as possible")
        choices = {c["title"]: c["payload"] for c in offer["choices"]}
        first = next(payload for title, payload in choices.items() if "18 Oct" in title)
        await ready.wait()
        reply = await chat.choose(first)
        if "booked" not in reply["text"]:
            assert "taken" in reply["text"], reply["text"]
            assert any(c["payload"].startswith("slot:") for c in reply["choices"])
            return "lost"
    return "won"


async def test_fifty_race_for_one_slot(server: FadenServer) -> None:
    ready = asyncio.Barrier(50)
    outcomes = await asyncio.gather(*[_race(server, number, ready) for number in range(50)])
    assert outcomes.count("won") == 1
    [appointment] = server.appointments()
    assert appointment["start"].startswith("2024-10-18T14:00")
