"""For somebody else, two wishes at once, close calls, nonsense, a person please: what a receptionist meets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from prompts import say
from tests.agent.talk import talk
from tests.house import OpenHouse, payloads

pytestmark = pytest.mark.asyncio(loop_scope="session")

OFFERED = {"en": "I need an appointment because of my acne", "de": "Ich brauche wegen Akne einen Termin"}
BOOK = {
    "en": "Book me in with Dr. Phillips on Friday at 2 pm, Tom Baker, 07700 900222",
    "de": "Bitte einen Termin bei Dr. Phillips am Freitag um 14 Uhr, Tom Bäcker, 07700 900222",
}


@pytest.mark.parametrize(
    ("lang", "opening"),
    [
        ("en", "I'd like an appointment with Dr. Chen for my daughter"),
        ("en", "my son needs to see Dr Chen"),
        ("de", "Ich brauche einen Termin bei Dr. Chen für meine Tochter"),
        ("de", "Mein Sohn braucht einen Termin bei Frau Dr. Chen"),
    ],
)
async def test_for_a_child_the_childs_name_is_asked_and_then_the_callers(
    rooms: OpenHouse, lang: Any, opening: str
) -> None:
    first = "the first one" if lang == "en" else "der erste"
    chat = await talk(rooms, lang, opening, first, "Luca Moore", "Jane Moore", "07700 900444")
    assert chat.asked_ever == ["choose_slot", "patient_name", "name", "phone", "nothing"]
    assert "Luca Moore" in chat.replies[-1].text
    [appointment] = await rooms.live()
    assert appointment.patient_id != appointment.booked_by
    async with rooms.house.memory.reading() as work:
        patient = await work.persons.get(appointment.patient_id)
        booker = await work.persons.get(appointment.booked_by)
    assert patient is not None
    assert booker is not None
    assert (patient.name, booker.name) == ("Luca Moore", "Jane Moore")


@pytest.mark.parametrize(
    ("lang", "opening", "other"),
    [
        ("en", "An appointment for my son please, he has a fever", "rather with Dr. Chen"),
        ("de", "Ich möchte einen Termin für meinen Sohn, er hat Fieber", "lieber bei Dr. Chen"),
    ],
)
async def test_another_practitioner_does_not_change_whom_it_is_for(
    rooms: OpenHouse, lang: Any, opening: str, other: str
) -> None:
    chat = await talk(rooms, lang, opening, other, "the first one" if lang == "en" else "der erste")
    assert chat.asked == "patient_name"


@pytest.mark.parametrize(
    ("lang", "message", "answer"),
    [
        ("en", "I'd like an appointment with Dr. Phillips, and where can I leave my car?", "car park"),
        ("de", "Ich möchte einen Termin bei Dr. Phillips, und wo kann ich parken?", "Parkhaus"),
    ],
)
async def test_a_wish_and_a_question_in_one_message_are_both_served(
    rooms: OpenHouse, lang: Any, message: str, answer: str
) -> None:
    chat = await talk(rooms, lang, message)
    assert answer in chat.replies[-1].text
    assert chat.asked == "choose_slot"


@pytest.mark.parametrize(
    ("lang", "message", "answer"),
    [
        ("en", "I want to cancel my appointment, and what are your opening hours?", "6:30 pm"),
        ("de", "Ich möchte meinen Termin absagen, und wie sind Ihre Öffnungszeiten?", "18:30"),
    ],
)
async def test_a_cancellation_and_a_question_in_one_message_are_both_served(
    rooms: OpenHouse, lang: Any, message: str, answer: str
) -> None:
    chat = await talk(rooms, lang, BOOK[lang])
    assert len(await chat.held()) == 1
    await chat.say(message)
    assert answer in chat.replies[-1].text
    assert chat.asked == "confirm"
    await chat.say("yes" if lang == "en" else "ja")
    assert await chat.held() == []


@pytest.mark.parametrize(
    ("lang", "message"),
    [
        ("en", "Please cancel it and book me in with Dr. Weber instead"),
        ("de", "Bitte absagen und dafür einen Termin bei Dr. Weber vereinbaren"),
    ],
)
async def test_cancel_and_book_with_another_in_one_message_are_both_served(
    rooms: OpenHouse, lang: Any, message: str
) -> None:
    yes = "yes please" if lang == "en" else "ja bitte"
    chat = await talk(rooms, lang, BOOK[lang], message)
    assert chat.asked == "confirm"
    await chat.say(yes, yes, "the first one" if lang == "en" else "der erste")
    [(practitioner, _)] = await chat.held()
    assert practitioner == "weber"


NONSENSE = ["xkcdq wvrtz", "ghjkl fdsa"]


@pytest.mark.parametrize("lang", ["de", "en"])
async def test_nonsense_twice_offers_a_person_and_yes_brings_one(rooms: OpenHouse, lang: Any) -> None:
    chat = await talk(rooms, lang, NONSENSE[0])
    assert await rooms.tasks() == []
    await chat.say(NONSENSE[1])
    assert chat.asked == "confirm"
    assert chat.replies[-1].text in [say("dialogue.unsure_again", either) for either in ("de", "en")]
    await chat.say("yes please" if lang == "en" else "ja bitte")
    [task] = await rooms.tasks("human")
    assert NONSENSE[1] in task.summary, "staff read what was not understood, not just the yes"
    assert chat.asked == "phone"


@pytest.mark.parametrize("lang", ["de", "en"])
async def test_nonsense_once_in_a_booking_loses_nothing(rooms: OpenHouse, lang: Any) -> None:
    chat = await talk(rooms, lang, OFFERED[lang], NONSENSE[0])
    assert chat.asked == "choose_slot"
    await chat.say("der zweite" if lang == "de" else "the second one", "Tom Baker, 07700 900222")
    assert await chat.held() == [("phillips", "2024-10-21 10:00")]


@pytest.mark.parametrize(("lang", "contact"), [("en", "Tom Baker, 07700 900222"), ("de", "Tom Bäcker, 07700 900222")])
async def test_a_number_left_after_the_offer_of_a_person_is_a_yes(rooms: OpenHouse, lang: Any, contact: str) -> None:
    await talk(rooms, lang, NONSENSE[0], NONSENSE[1], contact)
    [task] = await rooms.tasks("human")
    assert "+447700900222" in task.summary


@pytest.mark.parametrize(
    ("lang", "wish"),
    [
        ("en", "I'd like to speak to a real person"), ("en", "can someone call me back please"),
        ("de", "Ich möchte mit einem Menschen sprechen"), ("de", "Können Sie mich bitte zurückrufen lassen?"),
    ],
)  # fmt: skip
async def test_a_person_is_asked_for_and_told_of_at_once(rooms: OpenHouse, lang: Any, wish: str) -> None:
    chat = await talk(rooms, lang, wish)
    assert len(await rooms.tasks("human")) == 1
    assert "08:00" in chat.replies[-1].text or "8:00" in chat.replies[-1].text, "it is ten at night"
    assert chat.asked == "phone"


@pytest.mark.parametrize(
    ("lang", "picked", "asked"),
    [("de", "intent:book", "reason"), ("en", "intent:book", "reason"), ("en", "intent:cancel", "nothing")],
)
async def test_a_close_call_is_answered_by_its_button(rooms: OpenHouse, lang: Any, picked: str, asked: str) -> None:
    chat = await talk(rooms, lang, f">{picked}")
    assert chat.asked == asked


@pytest.mark.parametrize(("lang", "thanks", "word"), [("en", "thank you", "appointment"), ("de", "danke", "Termin")])
async def test_a_small_word_in_a_booking_is_answered_and_then_back(
    rooms: OpenHouse, lang: Any, thanks: str, word: str
) -> None:
    chat = await talk(rooms, lang, OFFERED[lang], thanks)
    assert word in chat.replies[-1].text
    assert chat.asked == "choose_slot"
    assert len(payloads(chat.replies[-1])) >= 2


@pytest.mark.parametrize("lang", ["de", "en"])
async def test_thinking_it_over_keeps_everything_for_tomorrow(rooms: OpenHouse, lang: Any) -> None:
    later = "Lassen Sie mich darüber nachdenken" if lang == "de" else "Let me think about it"
    back = "Ich nehme den zweiten Termin" if lang == "de" else "I'll take the second one"
    chat = await talk(rooms, lang, OFFERED[lang], later)
    rooms.set_clock(rooms.house.clock.now() + timedelta(hours=14))
    await chat.say(back, "Tom Baker, 07700 900222")
    assert await chat.held() == [("phillips", "2024-10-21 10:00")]


@pytest.mark.parametrize("lang", ["de", "en"])
async def test_danger_in_the_middle_of_a_booking_stops_it_until_it_is_none(rooms: OpenHouse, lang: Any) -> None:
    en = [OFFERED["en"], "the first one", "Tom Baker", "I can't breathe", "07700 900222",
          "it's not an emergency after all", "07700 900222"]  # fmt: skip
    de = [OFFERED["de"], "der erste", "Tom Bäcker", "Ich bekomme keine Luft", "07700 900222",
          "doch kein Notfall", "07700 900222"]  # fmt: skip
    lines = en if lang == "en" else de
    chat = await talk(rooms, lang, *lines[:5])
    assert "999" in chat.replies[-1].text
    assert chat.replies[-1].text.endswith(say("safety.stopped", lang))
    assert await chat.held() == []
    await chat.say(*lines[5:])
    assert await chat.held() == [("phillips", "2024-10-18 14:00")]
    assert ("gebucht" if lang == "de" else "booked") in chat.replies[-1].text, "what was booked is told"


@pytest.mark.parametrize(
    ("lang", "first", "then", "price"),
    [
        ("en", "What does an appointment with Dr. Phillips cost?", "And with Dr. Weber?", "£210"),
        ("de", "Was kostet ein Termin bei Dr. Phillips?", "Und bei Dr. Weber?", "£210"),
    ],
)
async def test_the_same_question_of_somebody_else_is_about_them(
    rooms: OpenHouse, lang: Any, first: str, then: str, price: str
) -> None:
    chat = await talk(rooms, lang, first, then)
    assert price in chat.replies[-1].text
