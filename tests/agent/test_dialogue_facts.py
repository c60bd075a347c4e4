"""Whatever is told, in whatever order, is not asked again, and the end is the one right appointment."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agent.talk import Talk, talk
from tests.house import OpenHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")

OPENING = {
    "en": [
        "I'd like to book an appointment.",
        "Hello, I need to make an appointment please.",
        "Can I book an appointment?",
    ],
    "de": [
        "Ich möchte einen Termin vereinbaren.",
        "Guten Tag, ich brauche einen Termin.",
        "Ich hätte gern einen Termin.",
    ],
}
FACTS = {
    "en": {
        "name": ["My name is Clara Winter.", "I'm Clara Winter.", "This is Clara Winter speaking."],
        "phone": ["My number is 07700 900345.", "You can reach me on 07700 900345.", "07700 900345"],
        "reason": ["It's about my eczema.", "I have a rash on my arm.", "I have bad acne."],
        "when": ["Friday would be best.", "On Friday please.", "Ideally this Friday afternoon."],
    },
    "de": {
        "name": ["Mein Name ist Clara Winter.", "Ich heiße Clara Winter.", "Ich bin Clara Winter."],
        "phone": ["Meine Nummer ist 07700 900345.", "Sie erreichen mich unter 07700 900345.", "07700 900345"],
        "reason": ["Es geht um mein Ekzem.", "Ich habe einen Ausschlag am Arm.", "Ich habe starke Akne."],
        "when": ["Am liebsten am Freitag.", "Am Freitag bitte.", "Freitagnachmittag wäre gut."],
    },
}  # fmt: skip
_CLARA = {"name": "Clara Winter", "phone": "+447700900345"}
_ASKS = {"name": {"name"}, "phone": {"phone"}, "reason": {"reason", "practitioner"}, "when": {"when"}}


@settings(max_examples=20, deadline=None)
@given(data=st.data())
async def test_in_any_order_and_grouping_nothing_told_is_asked_again(one_house: OpenHouse, data: st.DataObject) -> None:
    rooms = one_house.fresh()
    lang = data.draw(st.sampled_from(["de", "en"]), "language")
    order = data.draw(st.permutations(["name", "phone", "reason", "when"]), "order")
    with_opening = data.draw(st.integers(0, 4), "facts in the first message")
    at_once = data.draw(st.integers(1, 3), "facts in each further message")
    opening = data.draw(st.sampled_from(OPENING[lang]))
    said = {fact: data.draw(st.sampled_from(FACTS[lang][fact]), fact) for fact in order}
    groups = [order[:with_opening], *_parts(order[with_opening:], at_once)]
    told: set[str] = set()
    chat: Talk | None = None
    for number, group in enumerate(groups):
        line = " ".join([opening] * (number == 0) + [said[fact] for fact in group])
        told |= set(group)
        if chat is None:
            chat = await talk(rooms, lang, line)
        elif not await chat.held():
            await chat.say(line)
        _asks_nothing_told(chat, told)
    assert chat is not None
    await _to_the_end(chat, told)
    assert await chat.held() == [("phillips", "2024-10-18 14:00")]
    [appointment] = await rooms.appointments()
    assert appointment.contact == _CLARA["phone"]
    assert {k: v for k, v in (await chat.known()).items() if k in _CLARA} == _CLARA


def _parts(facts: list[str], size: int) -> list[list[str]]:
    return [facts[i : i + size] for i in range(0, len(facts), size)]


def _asks_nothing_told(chat: Talk, told: set[str]) -> None:
    for fact in told:
        assert chat.asked not in _ASKS[fact], f"asked for {fact} again: {[r.text for r in chat.replies]}"


async def _to_the_end(chat: Talk, told: set[str]) -> None:
    """Everything is told: from here on there is at most a time to choose and to say yes to."""
    for _ in range(3):
        if await chat.held():
            return
        assert chat.asked in ("choose_slot", "confirm"), [r.text for r in chat.replies]
        yes = "ja, bitte" if chat.visitor.lang == "de" else "yes please"
        first = "der erste" if chat.visitor.lang == "de" else "the first one"
        await chat.say(first if chat.asked == "choose_slot" else yes)
        _asks_nothing_told(chat, told)


@pytest.mark.parametrize(
    ("lang", "opening", "asked"),
    [
        ("en", "I'd like an appointment", "reason"),
        ("en", "I'd like an appointment, my name is Tom Baker", "reason"),
        ("en", "I'd like an appointment on Friday", "reason"),
        ("en", "I need an appointment because of my acne", "choose_slot"),
        ("en", "I need an appointment with Dr. Phillips", "choose_slot"),
        ("en", "Tom Baker here, 07700 900345, I'd like to see Dr. Weber", "choose_slot"),
        ("de", "Ich hätte gern einen Termin", "reason"),
        ("de", "Guten Tag, ich bin Tom Bäcker und brauche einen Termin", "reason"),
        ("de", "Ich heiße Tom Bäcker und brauche einen Termin", "reason"),
        ("de", "Ich brauche am Freitag einen Termin", "reason"),
        ("de", "Ich brauche einen Termin wegen Akne", "choose_slot"),
        ("de", "Einen Termin bei Frau Dr. Phillips bitte", "choose_slot"),
        ("de", "Tom Bäcker, 07700 900345, ich möchte zu Dr. Weber", "choose_slot"),
    ],
)
async def test_the_first_thing_missing_is_asked_and_only_that(
    rooms: OpenHouse, lang: Any, opening: str, asked: str
) -> None:
    chat = await talk(rooms, lang, opening)
    assert chat.asked == asked
    assert chat.replies[-1].text.count("?") == 1


@pytest.mark.parametrize(
    ("lang", "message"),
    [
        ("en", "Hi, I'm Jonas Keller, 07700 900111, I need an appointment for eczema on Friday at 2pm"),
        ("en", "Could you book me in with Dr Phillips this Friday at 14:00? Jonas Keller, 07700900111"),
        ("de", "Ich heiße Jonas Keller, 07700 900111, und brauche wegen Ekzem einen Termin am Freitag um 14 Uhr."),
        ("de", "Jonas Keller, Tel. 07700 900111. Bitte einen Termin bei Dr. Phillips am 18.10. um 14:00 Uhr"),
    ],
)
async def test_all_in_one_message_with_a_free_time_is_booked_at_once(rooms: OpenHouse, lang: Any, message: str) -> None:
    chat = await talk(rooms, lang, message)
    assert await chat.held() == [("phillips", "2024-10-18 14:00")]
    assert ("gebucht" if lang == "de" else "booked") in chat.replies[-1].text
    assert await chat.known() == {"name": "Jonas Keller", "phone": "+447700900111"}


@pytest.mark.parametrize(
    ("lang", "message"),
    [
        ("en", "Hi, I'm Jonas Keller, 07700 900111, I need an appointment for eczema on Friday at 9am"),
        ("de", "Ich heiße Jonas Keller, 07700 900111, und brauche wegen Ekzem einen Termin am Freitag um 9 Uhr."),
    ],
)
async def test_all_in_one_message_with_a_time_that_is_taken_gets_others_offered(
    rooms: OpenHouse, lang: Any, message: str
) -> None:
    chat = await talk(rooms, lang, message)
    assert await chat.held() == []
    assert "2024-10-18 14:00" in await chat.offers()


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("en", ["I'd like an appointment", "my knee hurts", "the second one", "Tom Baker", "07700 900222"]),
        ("de", ["Ich hätte gern einen Termin", "Knieschmerzen", "der zweite", "Tom Bäcker", "07700 900222"]),
    ],
)
async def test_one_thing_at_a_time_until_it_is_booked(rooms: OpenHouse, lang: Any, lines: list[str]) -> None:
    chat = await talk(rooms, lang, *lines)
    assert chat.asked_ever == ["reason", "choose_slot", "name", "phone", "nothing"]
    [(practitioner, _)] = await chat.held()
    assert practitioner == "brennan"
    chat2 = Talk(chat.visitor)
    again = (
        "I need another appointment, with Dr. Weber" if lang == "en" else "Ich brauche noch einen Termin bei Dr. Weber"
    )
    await chat2.say(again, "the first" if lang == "en" else "der erste")
    assert len(await chat.held()) == 2, "who they are is still known"
