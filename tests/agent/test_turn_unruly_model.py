"""A turn with a model that makes things up, asks for what it may not have, never stops, or breaks."""

from __future__ import annotations

from typing import Any

import pytest
from langchain_core.messages import SystemMessage

from agent.state import MAX_STEPS
from prompts import say
from tests.agent.script import call, calls, first_offer, model, offered
from tests.house import OpenHouse, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")

INVENTED = [
    ("en", "You can come on Thursday 24 October at 09:15."),
    ("en", "It costs £999."),
    ("en", "Dr. House will see you."),
    ("en", "You’re booked in."),
    ("en", "Just call 020 7123 4567."),
    ("en", "Take 400 mg of it."),
    ("en", "That sounds like a migraine."),
    ("de", "Sie können am Donnerstag, 24. Oktober, um 9:15 Uhr kommen."),
    ("de", "Das kostet 999 Euro."),
    ("de", "Dr. Haus hat Zeit für Sie."),
    ("de", "Ihr Termin ist gebucht."),
    ("de", "Nehmen Sie zwei Tabletten."),
]


@pytest.mark.parametrize(("lang", "invented"), INVENTED)
async def test_what_is_made_up_is_asked_again_once_then_dropped_for_an_honest_word_and_a_task(
    rooms: OpenHouse, lang: Any, invented: str
) -> None:
    true = "Gern." if lang == "de" else "Gladly."
    stubborn = model(f"{true} {invented}", f"{true} {invented}")
    said: list[str] = []
    visitor = Visitor(rooms, lang)
    visitor.receptionist = rooms.receptionist(stubborn, said)
    reply = await visitor.say("Wann kann ich kommen?" if lang == "de" else "When can I come?")
    assert len(stubborn.seen) == 2
    assert isinstance(stubborn.seen[1][-1], SystemMessage)
    assert reply.text == f"{true} {say('safety.honest', lang)}"
    assert " ".join(said) == reply.text, "not a word of it was heard on the way either"
    [task] = await rooms.tasks()
    assert task.person_id == visitor.person_id


async def test_what_is_said_better_the_second_time_is_said(rooms: OpenHouse) -> None:
    better = model("Dr. House will see you.", "Dr. Phillips will see you.")
    visitor = Visitor(rooms, model=better)
    reply = await visitor.say("Who treats eczema?")
    assert reply.text == "Dr. Phillips will see you."
    assert await rooms.tasks() == []


async def test_what_a_tool_returned_may_be_said(rooms: OpenHouse) -> None:
    visitor = Visitor(
        rooms,
        model=model(
            calls(call("find_slots", practitioner_id="phillips")),
            "Dr. Phillips is free on Friday 18 October at 14:00; the visit is £160.",
        ),
    )
    reply = await visitor.say("When can I see Dr. Phillips?")
    assert reply.text == "Dr. Phillips is free on Friday 18 October at 14:00; the visit is £160."


async def _foreign_appointment(rooms: OpenHouse) -> str:
    owner = await offered(rooms, "Ann Owner", "07700 900999")
    owner.receptionist = rooms.receptionist(
        model(calls(call("book_appointment", slot_id=await first_offer(owner))), "You’re booked in.")
    )
    await owner.say("the first")
    [appointment] = await rooms.live()
    return appointment.id


@pytest.mark.parametrize(
    ("tool", "args", "code"),
    [
        ("book_appointment", {}, "bad_arguments"),
        ("book_appointment", {"slot_id": 7}, "bad_arguments"),
        ("book_appointment", {"slot_id": "s000000000000"}, "slot_unknown"),
        ("find_slots", {"date_from": "soon"}, "bad_arguments"),
        ("move_appointment", {"appointment_id": "FOREIGN", "slot_id": "OFFERED"}, "appointment_unknown"),
        ("cancel_appointment", {"appointment_id": "FOREIGN"}, "appointment_unknown"),
        ("note_enquiry", {"appointment_id": "FOREIGN", "wish": "cancel"}, "appointment_unknown"),
        ("note_enquiry", {"practitioner_id": "house"}, "practitioner_unknown"),
        ("remember_contact", {"phone": "12"}, "phone_invalid"),
        ("remember_contact", {"birth_date": "2999-01-01"}, "birth_date_invalid"),
        ("take_message", {"text": ""}, "bad_arguments"),
    ],
)
async def test_a_call_that_may_not_be_made_is_refused_and_writes_nothing(
    rooms: OpenHouse, tool: str, args: dict[str, Any], code: str
) -> None:
    foreign = await _foreign_appointment(rooms)
    visitor = await offered(rooms)
    before, tasks = await rooms.appointments(), await rooms.tasks()
    known = {"FOREIGN": foreign, "OFFERED": await first_offer(visitor)}
    asking = model(calls(call(tool, **{k: known.get(str(v), v) for k, v in args.items()})), "I’m sorry.")
    visitor.receptionist = rooms.receptionist(asking)
    reply = await visitor.say("please")
    [made] = await visitor.journal(reply.answers[0])
    assert (made["result"]["ok"], made["result"]["code"]) == (False, code)
    assert code in str(asking.seen[1][-1].content), "the model is told"
    assert await rooms.appointments() == before
    assert await rooms.tasks() == tasks
    assert reply.text == "I’m sorry."


@pytest.mark.parametrize("name", ["drop_tables", "turn", ""])
async def test_a_tool_there_is_not_is_refused(rooms: OpenHouse, name: str) -> None:
    asking = model(calls(call(name)), "I’m sorry.")
    reply = await Visitor(rooms, model=asking).say("please")
    assert "unknown_tool" in str(asking.seen[1][-1].content)
    assert reply.text == "I’m sorry."


async def test_a_slot_offered_to_somebody_else_is_not_mine_to_book(rooms: OpenHouse) -> None:
    other = await offered(rooms, "Ann Owner", "07700 900999")
    visitor = Visitor(
        rooms, model=model(calls(call("book_appointment", slot_id=await first_offer(other))), "I’m sorry.")
    )
    reply = await visitor.say("the first one")
    [made] = await visitor.journal(reply.answers[0])
    assert made["result"]["code"] == "slot_unknown"
    assert await rooms.appointments() == []


async def test_a_model_that_never_stops_calling_ends_honestly(rooms: OpenHouse) -> None:
    endless = model(*[calls(call("my_appointments")) for _ in range(MAX_STEPS + 3)])
    visitor = Visitor(rooms, model=endless)
    reply = await visitor.say("hm")
    assert len(await visitor.journal(reply.answers[0])) == MAX_STEPS
    assert reply.text == say("safety.honest", "en")
    assert len(await rooms.tasks()) == 1


@pytest.mark.parametrize("after_tools", [False, True])
async def test_a_model_that_breaks_gets_an_apology_a_task_and_one_answer(rooms: OpenHouse, after_tools: bool) -> None:
    breaking = model(*([calls(call("my_appointments"))] if after_tools else []))
    visitor = Visitor(rooms, model=breaking)
    arrival = await visitor.write("hello?")
    with pytest.raises(IndexError):
        await visitor.receptionist.answer(visitor.person_id, arrival.event.seq)
    [reply] = await visitor.replies_to(arrival.event.seq)
    assert reply.text == say("safety.fault", "en")
    [task] = await rooms.tasks()
    assert "IndexError" in task.summary
    await visitor.receptionist.answer(visitor.person_id, arrival.event.seq)
    assert len(await visitor.replies_to(arrival.event.seq)) == 1
    assert len(await rooms.tasks()) == 1


async def test_a_model_that_says_nothing_is_not_silence(rooms: OpenHouse) -> None:
    visitor = Visitor(rooms, "de", model=model("  "))
    assert (await visitor.say("Hallo zusammen")).text == say("safety.honest", "de")
