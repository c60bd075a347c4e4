"""Whatever is said in whatever order: always one answer, what was done is told, nothing is claimed falsely."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.thread import Event
from tests.agent.talk import Talk
from tests.house import OpenHouse, Visitor, payloads

pytestmark = pytest.mark.asyncio(loop_scope="session")

SAID = {
    "en": [
        "I need an appointment because of my acne", "I'd like an appointment", "my knee hurts", "with Dr. Weber please",
        "the first one", "the second one", "Monday please", "any other times?", "later please",
        "earlier?", "tomorrow",
        "Friday at 2 pm", "yes", "no", "yes please", "no thanks", "Tom Baker", "My name is Tom Baker", "07700 900222",
        "my number is 07700 900", "When is my appointment?", "can I move my appointment?",
        "please cancel my appointment",
        "never mind", "Where can I park?", "what does it cost?", "which days does she work?", "it's for my daughter",
        "Lucy Baker", "thank you", "hello", "bye", "are you a robot?", "let me think about it", "dskjfh sdkjfh", "?",
        "I want to speak to a person", "do you sell boats?", "my baby has a fever", "both", "the cheaper one", "ok",
    ],
    "de": [
        "Ich brauche wegen Akne einen Termin", "Ich hätte gern einen Termin", "mein Knie tut weh",
        "bei Dr. Weber bitte",
        "der erste", "den zweiten bitte", "lieber Montag", "noch andere Zeiten?", "später bitte", "früher?", "morgen",
        "Freitag um 14 Uhr", "ja", "nein", "ja bitte", "nein danke", "Tom Bäcker", "Ich heiße Tom Bäcker",
        "07700 900222",
        "meine Nummer ist 07700 900", "Wann ist mein Termin?", "kann ich den Termin verschieben?", "bitte absagen",
        "doch nicht", "Wo kann ich parken?", "Was kostet das?", "An welchen Tagen arbeitet sie?", "für meine Tochter",
        "Lena Bäcker", "danke", "hallo", "tschüss", "sind Sie ein Roboter?", "ich überlege es mir", "dskjfh sdkjfh",
        "?", "ich möchte mit einem Menschen sprechen", "verkaufen Sie Boote?", "mein Baby hat Fieber",
        "beide", "egal", "ok",
    ],
}  # fmt: skip
DONE = {
    "appointment_booked": ("gebucht", "booked"),
    "appointment_moved": ("verschoben", "moved"),
    "appointment_cancelled": ("abgesagt", "cancelled"),
}


@settings(max_examples=12, deadline=None)
@given(data=st.data())
async def test_every_message_has_one_answer_that_tells_what_was_done(one_house: OpenHouse, data: st.DataObject) -> None:
    rooms = one_house.fresh()
    lang = data.draw(st.sampled_from(["de", "en"]), "language")
    chat = Talk(await Visitor(rooms, lang).arrive())
    line = ""
    for _ in range(data.draw(st.integers(3, 12), "messages")):
        shown = payloads(chat.replies[-1]) if chat.replies else []
        pressed = [f">{payload}" for payload in shown]
        line = data.draw(st.sampled_from([one for one in (*SAID[lang], *pressed) if one != line]), "said")
        reply = await chat.say(line)
        assert reply.text.strip()
        _tells_what_was_done(await chat.visitor.thread(), reply)
    assert [task.summary for task in await rooms.tasks("other") if "dropped" in task.summary] == []
    assert len(await chat.held()) <= 2


def _tells_what_was_done(thread: list[Event], reply: Event) -> None:
    since = [event for event in thread if reply.answers[0] < event.seq < reply.seq]
    for event in since:
        words = DONE.get(event.kind)
        assert words is None or any(word in reply.text for word in words), f"{event.kind} untold: {reply.text}"
