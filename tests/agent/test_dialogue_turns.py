"""Corrections, questions in the middle, other times, changes of mind: the thread of a booking is not lost."""

from __future__ import annotations

from typing import Any

import pytest

from domain.phone import spaced
from prompts import say
from tests.agent.talk import Talk, talk
from tests.house import OpenHouse, payloads

pytestmark = pytest.mark.asyncio(loop_scope="session")

OFFERED = {"en": "I need an appointment because of my acne", "de": "Ich brauche wegen Akne einen Termin"}
WHO = {"en": "Tom Baker, 07700 900222", "de": "Tom Bäcker, 07700 900222"}
FRIDAY, MONDAY = "2024-10-18 14:00", "2024-10-21 10:00"


async def _booked(rooms: OpenHouse, lang: str) -> Talk:
    """Somebody with Friday 14:00 at Dr. Phillips."""
    chat = await talk(rooms, lang, OFFERED[lang], "the first one" if lang == "en" else "der erste", WHO[lang])
    assert await chat.held() == [("phillips", FRIDAY)]
    return chat


@pytest.mark.parametrize(
    ("lang", "pick", "time"),
    [
        ("en", "the second one", MONDAY),
        ("en", "Monday please", MONDAY),
        ("en", "the later one", MONDAY),
        ("en", "the 18th works", FRIDAY),
        ("en", "Friday at two", FRIDAY),
        ("en", "rather Monday", MONDAY),
        ("de", "der zweite", MONDAY),
        ("de", "doch lieber Montag", MONDAY),
        ("de", "den späteren bitte", MONDAY),
        ("de", "der 18. passt", FRIDAY),
        ("de", "Freitag um zwei", FRIDAY),
        ("de", "den ersten nehme ich", FRIDAY),
    ],
)
async def test_a_time_is_picked_as_people_pick(rooms: OpenHouse, lang: Any, pick: str, time: str) -> None:
    chat = await talk(rooms, lang, OFFERED[lang], pick)
    assert chat.asked == "name"
    await chat.say(WHO[lang])
    assert await chat.held() == [("phillips", time)]


@pytest.mark.parametrize("lang", ["de", "en"])
async def test_a_button_picks_what_it_says(rooms: OpenHouse, lang: Any) -> None:
    chat = await talk(rooms, lang, OFFERED[lang])
    await chat.say(f">{payloads(chat.replies[-1])[1]}", WHO[lang])
    assert await chat.held() == [("phillips", MONDAY)]


@pytest.mark.parametrize(
    ("lang", "wrong", "right", "name"),
    [
        ("de", "Anna Schulz", "nein, mein Name ist Anna Schulze", "Anna Schulze"),
        ("de", "Anna Schulz", "Entschuldigung, ich heiße Hanna Schulz", "Hanna Schulz"),
        ("en", "Ann Smith", "no, my name is Ann Smythe", "Ann Smythe"),
        ("en", "Ann Smith", "sorry, I'm Anna Smith", "Anna Smith"),
    ],
)
async def test_a_name_is_corrected(rooms: OpenHouse, lang: Any, wrong: str, right: str, name: str) -> None:
    chat = await talk(rooms, lang, OFFERED[lang], "der erste" if lang == "de" else "the first one", wrong, right)
    assert chat.asked == "phone"
    await chat.say("07700 900222")
    assert (await chat.known())["name"] == name
    assert len(await chat.held()) == 1


@pytest.mark.parametrize(
    ("lang", "other"),
    [("en", "actually, can we do Monday instead?"), ("de", "ach nein, doch lieber Montag um zehn")],
)
async def test_another_day_while_the_name_is_asked_for_changes_the_day(rooms: OpenHouse, lang: Any, other: str) -> None:
    chat = await talk(rooms, lang, OFFERED[lang], "der erste" if lang == "de" else "the first one", other)
    if chat.asked == "choose_slot":
        await chat.say("der erste" if lang == "de" else "the first one")
    assert chat.asked == "name"
    await chat.say(WHO[lang])
    assert await chat.held() == [("phillips", MONDAY)]


@pytest.mark.parametrize(
    ("lang", "question", "answer"),
    [
        ("en", "Where can I leave my car?", "car park"),
        ("en", "What does it cost?", "£160"),
        ("en", "Which days does she work?", "Wednesday"),
        ("de", "Kann ich bei Ihnen parken?", "Parkhaus"),
        ("de", "Was kostet das?", "£160"),
        ("de", "An welchen Tagen arbeitet sie?", "Mittwoch"),
    ],
)
@pytest.mark.parametrize("open_question", ["choose_slot", "name", "phone"])
async def test_a_question_in_the_middle_is_answered_and_then_back(
    rooms: OpenHouse, lang: Any, question: str, answer: str, open_question: str
) -> None:
    lines = [OFFERED[lang], "der erste" if lang == "de" else "the first one", "Tom Baker"]
    chat = await talk(rooms, lang, *lines[: ["choose_slot", "name", "phone"].index(open_question) + 1])
    assert chat.asked == open_question
    reply = await chat.say(question)
    assert answer in reply.text
    assert chat.asked == open_question
    assert reply.text.rstrip().endswith("?"), "it ends with what was open"
    await chat.say({"choose_slot": lines[1], "name": "Tom Baker", "phone": "07700 900222"}[open_question])
    assert chat.asked != open_question


@pytest.mark.parametrize(
    ("lang", "question"),
    [("en", "Do you rent out rowing boats?"), ("de", "Vermieten Sie auch Ruderboote?")],
)
async def test_what_is_not_known_is_said_noted_and_then_back(rooms: OpenHouse, lang: Any, question: str) -> None:
    chat = await talk(rooms, lang, OFFERED[lang], "der erste" if lang == "de" else "the first one", question)
    assert chat.asked == "name"
    assert chat.replies[-1].text.count("?") == 1
    await chat.say(WHO[lang])
    assert await chat.held() == [("phillips", FRIDAY)]


@pytest.mark.parametrize(
    ("lang", "no"),
    [
        ("en", "never mind"), ("en", "no thanks"), ("en", "I don't want an appointment any more"),
        ("de", "doch nicht"), ("de", "nein danke"), ("de", "Vergessen Sie es"), ("de", "hat sich erledigt"),
    ],
)  # fmt: skip
async def test_a_change_of_mind_books_nothing_and_a_new_one_begins_anew(rooms: OpenHouse, lang: Any, no: str) -> None:
    chat = await talk(rooms, lang, OFFERED[lang], no)
    assert chat.asked == "nothing"
    assert await chat.offers() == []
    assert await rooms.appointments() == []
    knee = "I need an appointment for my knee" if lang == "en" else "Ich brauche einen Termin wegen meinem Knie"
    await chat.say(knee)
    assert "Dr. Brennan" in chat.replies[-1].text


@pytest.mark.parametrize(
    ("lang", "more"),
    [
        ("en", "do you have any other times?"), ("en", "neither of those works for me"), ("en", ">more_slots"),
        ("de", "Haben Sie noch andere Termine?"), ("de", "passt beides leider nicht"), ("de", ">more_slots"),
    ],
)  # fmt: skip
async def test_other_times_are_other_times(rooms: OpenHouse, lang: Any, more: str) -> None:
    chat = await talk(rooms, lang, OFFERED[lang])
    first = await chat.offers()
    await chat.say(more)
    assert await chat.offers()
    assert not set(first) & set(await chat.offers())


@pytest.mark.parametrize(
    ("lang", "later", "sooner"),
    [("en", "anything later?", "anything sooner?"), ("de", "Geht es auch später?", "Geht es auch früher?")],
)
async def test_later_and_sooner(rooms: OpenHouse, lang: Any, later: str, sooner: str) -> None:
    opening = (
        "I need to see Dr. Okafor next week"
        if lang == "en"
        else "Ich brauche nächste Woche einen Termin bei Dr. Okafor"
    )
    chat = await talk(rooms, lang, opening)
    first = await chat.offers()
    await chat.say(later)
    second = await chat.offers()
    assert min(second) > max(first)
    await chat.say(sooner)
    assert max(await chat.offers()) < max(second)


@pytest.mark.parametrize(
    ("lang", "day", "date"),
    [
        ("en", "And on the 23rd?", "2024-10-23"), ("en", "rather Wednesday next week", "2024-10-23"),
        ("de", "Und am 23.?", "2024-10-23"), ("de", "lieber nächste Woche Mittwoch", "2024-10-23"),
    ],
)  # fmt: skip
async def test_another_day_under_an_offer_is_looked_for(rooms: OpenHouse, lang: Any, day: str, date: str) -> None:
    chat = await talk(rooms, lang, OFFERED[lang], day)
    assert all(offer.startswith(date) for offer in await chat.offers()), await chat.offers()
    assert await chat.offers()


@pytest.mark.parametrize(
    ("lang", "wish", "yes"),
    [
        ("en", "Could I move it to Monday at ten?", "yes please"),
        ("en", "I can't make it, can we do Monday at 10:00?", "yes"),
        ("de", "Kann ich den Termin auf Montag um zehn verschieben?", "ja bitte"),
        ("de", "Mir passt es nicht, geht auch Montag um 10 Uhr?", "ja"),
    ],
)
async def test_moving_to_a_named_time_moves_the_one_appointment(
    rooms: OpenHouse, lang: Any, wish: str, yes: str
) -> None:
    chat = await _booked(rooms, lang)
    before = (await rooms.live())[0].id
    await chat.say(wish)
    if chat.asked == "confirm":
        await chat.say(yes)
    assert await chat.held() == [("phillips", MONDAY)]
    assert (await rooms.live())[0].id == before


@pytest.mark.parametrize(
    ("lang", "wish"), [("en", "can we make it later?"), ("de", "Ginge der Termin auch etwas später?")]
)
async def test_later_for_an_appointment_is_later_than_it_is(rooms: OpenHouse, lang: Any, wish: str) -> None:
    chat = await _booked(rooms, lang)
    await chat.say(wish)
    assert await chat.offers()
    assert min(await chat.offers()) > FRIDAY


@pytest.mark.parametrize(
    ("lang", "wish", "no", "yes"),
    [
        ("en", "Please cancel my appointment", "no, keep it", "yes"),
        ("de", "Bitte sagen Sie meinen Termin ab", "nein, doch behalten", "ja"),
    ],
)
async def test_a_cancellation_needs_a_clear_yes(rooms: OpenHouse, lang: Any, wish: str, no: str, yes: str) -> None:
    chat = await _booked(rooms, lang)
    await chat.say(wish)
    assert chat.asked == "confirm"
    await chat.say(no)
    assert await chat.held() == [("phillips", FRIDAY)]
    await chat.say(wish, yes)
    assert await chat.held() == []
    assert [a.status for a in await rooms.appointments()] == ["cancelled"]


@pytest.mark.parametrize(
    "vague", ["jjjj kkkk", "hm", "maybe", "not yet", "what?", "yes, keep it", "fine, leave it as it is"]
)
async def test_nothing_vague_cancels(rooms: OpenHouse, vague: str) -> None:
    chat = await _booked(rooms, "en")
    await chat.say("Please cancel my appointment", vague)
    assert await chat.held() == [("phillips", FRIDAY)]


@pytest.mark.parametrize(
    ("lang", "yes"),
    [
        ("en", "yes"), ("en", "Yep, cancel it"), ("en", "please do"), ("en", "go ahead"), ("en", ">yes"),
        ("de", "ja"), ("de", "Ja, absagen bitte"), ("de", "bitte"), ("de", "tun Sie das bitte"), ("de", ">yes"),
    ],
)  # fmt: skip
async def test_a_yes_in_many_words_cancels(rooms: OpenHouse, lang: Any, yes: str) -> None:
    chat = await _booked(rooms, lang)
    await chat.say("Please cancel my appointment" if lang == "en" else "Bitte sagen Sie meinen Termin ab", yes)
    assert await chat.held() == []


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "When is my appointment?"),
        ("en", "I want to cancel my appointment"),
        ("en", "Can I move my appointment?"),
        ("de", "Wann ist mein Termin?"),
        ("de", "Ich möchte meinen Termin absagen"),
        ("de", "Kann ich meinen Termin verschieben?"),
    ],
)
async def test_without_an_appointment_there_is_none_to_tell_of(rooms: OpenHouse, lang: Any, words: str) -> None:
    chat = await talk(rooms, lang, words)
    assert chat.replies[-1].text == say("booking.none_of_yours", lang, phone=spaced(rooms.house.clinic.phone))
