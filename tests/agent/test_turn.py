"""The turn through its door: calls in order, once and only once, whatever crashes, races or misbehaves."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from langchain_core.messages import AIMessage, BaseMessage, SystemMessage
from langchain_core.outputs import ChatResult
from pydantic import Field

from agent.scripted import ScriptedModel
from agent.state import MAX_STEPS
from agent.turn import Receptionist
from memory import Memory
from prompts import say
from tests.house import OpenHouse, Visitor
from tools import Services

pytestmark = pytest.mark.asyncio(loop_scope="session")


class Killed(BaseException):
    """The process is gone: nothing of ours gets to clean up."""


def call(tool: str, **args: Any) -> dict[str, Any]:
    return {"name": tool, "args": args, "id": f"call-{tool}"}


def calls(*wanted: dict[str, Any]) -> AIMessage:
    return AIMessage("", tool_calls=list(wanted))


def model(*script: AIMessage | str) -> ScriptedModel:
    return ScriptedModel(script=[AIMessage(line) if isinstance(line, str) else line for line in script])


async def offered(rooms: OpenHouse, name: str = "Sarah Miller", phone: str = "07700 900123") -> Visitor:
    """A visitor whose name and number are known and who was offered two times with Dr. Phillips."""
    visitor = Visitor(rooms)
    visitor.receptionist = rooms.receptionist(
        model(
            calls(
                call("remember_contact", name=name, phone=phone),
                call("find_slots", practitioner_id="phillips"),
            ),
            "Which suits you?",
        )
    )
    await visitor.say("I need an appointment")
    return visitor


async def first_offer(visitor: Visitor) -> str:
    async with visitor.rooms.house.memory.reading() as work:
        enquiry = await work.enquiries.open_for(visitor.person_id)
    assert enquiry is not None
    return enquiry.offers[0].id


async def test_calls_are_made_in_order_and_journaled_with_what_they_came_to(rooms: OpenHouse) -> None:
    visitor = await offered(rooms)
    slot_id = await first_offer(visitor)
    visitor.receptionist = rooms.receptionist(
        model(
            calls(call("note_enquiry", reason="eczema"), call("book_appointment", slot_id=slot_id)),
            calls(call("my_appointments"), call("note_enquiry", reason="x")),
            "You’re booked in.",
        )
    )
    reply = await visitor.say("the first one")
    made = await visitor.journal(reply.answers[0])
    assert [(e["tool"], e["ordinal"]) for e in made] == [
        ("note_enquiry", 0), ("book_appointment", 0), ("my_appointments", 0), ("note_enquiry", 1),
    ]  # fmt: skip
    assert [e["result"]["ok"] for e in made] == [True] * 4
    [booked] = await rooms.live()
    assert made[1]["result"]["data"]["id"] == booked.id
    assert booked.reason == "eczema"
    kinds = [e.kind for e in await visitor.thread() if e.seq > reply.answers[0]]
    assert kinds == ["tool_call", "appointment_booked", "tool_call", "tool_call", "tool_call", "message"]


async def test_the_model_hears_what_its_calls_came_to(rooms: OpenHouse) -> None:
    listening = model(calls(call("find_slots", practitioner_id="phillips")), "Which suits you?")
    visitor = Visitor(rooms, model=listening)
    await visitor.say("I need an appointment")
    first, second = listening.seen
    assert "I need an appointment" in str(first[-1].content)
    assert first[0].type == "system"
    assert second[-1].type == "tool"
    assert await first_offer(visitor) in str(second[-1].content)


@pytest.mark.parametrize("repeats_itself", [False, True], ids=["continues", "asks for the same again"])
async def test_a_turn_that_dies_before_its_reply_books_once_and_ends_with_one_reply(
    rooms: OpenHouse, monkeypatch: pytest.MonkeyPatch, repeats_itself: bool
) -> None:
    visitor = await offered(rooms)
    book = calls(call("book_appointment", slot_id=await first_offer(visitor)))
    arrival = await visitor.write("the first one")
    with monkeypatch.context() as dying:
        dying.setattr(rooms.house.memory, "reply", _killed)
        visitor.receptionist = rooms.receptionist(model(book, "You’re booked in."))
        with pytest.raises(Killed):
            await visitor.receptionist.answer(visitor.person_id, arrival.event.seq)
    assert len(await rooms.live()) == 1
    assert await visitor.replies_to(arrival.event.seq) == []

    again = model(book, "You’re booked in.") if repeats_itself else model("You’re booked in.")
    visitor.receptionist = rooms.receptionist(again)
    reply = await visitor.answered(arrival.event.seq)
    assert reply.text == "You’re booked in."
    assert any(message.type == "tool" for message in again.seen[0]), "it goes on from the journal"
    assert len(await rooms.live()) == 1
    assert len(await visitor.events("appointment_booked")) == 1


async def test_the_embedded_engine_goes_on_from_the_journal_too(
    rooms: OpenHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = await Visitor(rooms, "de").arrive()
    arrival = await visitor.write(
        "Ich heiße Jonas Keller, 07700 900111, und brauche wegen Ekzem einen Termin am Freitag um 14 Uhr."
    )
    for _ in range(2):
        with monkeypatch.context() as dying:
            dying.setattr(rooms.house.memory, "reply", _killed)
            with pytest.raises(Killed):
                await visitor.receptionist.answer(visitor.person_id, arrival.event.seq)
    reply = await visitor.answered(arrival.event.seq)
    assert "gebucht" in reply.text
    assert len(await rooms.appointments()) == 1
    assert len(await visitor.events("appointment_booked")) == 1


async def test_a_tool_that_dies_in_its_write_has_written_nothing_and_is_made_again(
    rooms: OpenHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = await offered(rooms)
    script = [calls(call("book_appointment", slot_id=await first_offer(visitor))), "You’re booked in."]
    arrival = await visitor.write("the first one")
    append = Memory.append

    async def dying_append(self: Memory, work: Any, event: Any, answers: Any = ()) -> Any:
        if event.kind == "tool_call":
            raise Killed
        return await append(self, work, event, answers)

    with monkeypatch.context() as dying:
        dying.setattr(Memory, "append", dying_append)
        visitor.receptionist = rooms.receptionist(model(*script))
        with pytest.raises(Killed):
            await visitor.receptionist.answer(visitor.person_id, arrival.event.seq)
    assert await rooms.appointments() == []
    assert await visitor.journal(arrival.event.seq) == []
    visitor.receptionist = rooms.receptionist(model(*script))
    await visitor.answered(arrival.event.seq)
    assert len(await rooms.live()) == 1


async def test_a_turn_run_again_serves_the_messages_it_began_with(
    rooms: OpenHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Visitor(rooms, model=model("First.", "First.", "Second."))
    first = await visitor.write("hello")
    with monkeypatch.context() as dying:
        dying.setattr(rooms.house.memory, "reply", _killed)
        with pytest.raises(Killed):
            await visitor.receptionist.answer(visitor.person_id, first.event.seq)
    later = await visitor.write("are you there?")
    assert (await visitor.answered(first.event.seq)).answers == (first.event.seq,)
    assert (await visitor.answered(later.event.seq)).answers == (later.event.seq,)


@pytest.mark.xfail(strict=True, reason="answer() of the later message serves only the batch of the turn that died")
async def test_a_message_behind_a_turn_that_died_is_answered_when_its_own_turn_is_run(
    rooms: OpenHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Visitor(rooms, model=model("First.", "First.", "Second."))
    first = await visitor.write("hello")
    with monkeypatch.context() as dying:
        dying.setattr(rooms.house.memory, "reply", _killed)
        with pytest.raises(Killed):
            await visitor.receptionist.answer(visitor.person_id, first.event.seq)
    later = await visitor.write("are you there?")
    await visitor.receptionist.answer(visitor.person_id, later.event.seq)
    assert len(await visitor.replies_to(first.event.seq)) == 1
    assert len(await visitor.replies_to(later.event.seq)) == 1


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


def _second_process(rooms: OpenHouse) -> Receptionist:
    """Another process on the same store: it shares no lock with the first."""
    s = rooms.services
    memory = Memory(rooms.house.store, rooms.house.clock, rooms.house.signals)
    services = Services(s.clinic, s.clock, s.calendar, memory, s.knowledge, s.is_holiday)
    return Receptionist(services, rooms.house.understander, model("Second process."), lambda *_: None)


async def test_two_turns_at_once_for_one_message_make_one_reply(rooms: OpenHouse) -> None:
    visitor = Visitor(rooms, model=model("Hello!", "Hello!"))
    arrival = await visitor.write("hello")
    seq, other = arrival.event.seq, _second_process(rooms)
    await asyncio.gather(
        visitor.receptionist.answer(visitor.person_id, seq),
        other.answer(visitor.person_id, seq),
        visitor.receptionist.answer(visitor.person_id, seq),
    )
    assert len(await visitor.replies_to(seq)) == 1
    assert len(await visitor.events("message")) == 2


class Interrupted(ScriptedModel):
    """While it thinks, the patient writes on."""

    visitor: Any
    arrived: list[Any] = Field(default_factory=list)

    async def _agenerate(self, messages: list[BaseMessage], *rest: Any, **more: Any) -> ChatResult:
        if not self.arrived:
            self.arrived.append(await self.visitor.write("and another thing"))
        return self._generate(messages)


async def test_a_message_that_arrives_during_a_turn_is_answered_after_it(rooms: OpenHouse) -> None:
    visitor = Visitor(rooms)
    thinking = Interrupted(script=[AIMessage("To the first."), AIMessage("To the second.")], visitor=visitor)
    visitor.receptionist = rooms.receptionist(thinking)
    first = await visitor.say("one thing")
    assert (first.text, len(first.answers)) == ("To the first.", 1)
    [later] = thinking.arrived
    second = await visitor.answered(later.event.seq)
    assert second.text == "To the second."
    assert second.answers == (later.event.seq,)


async def test_quick_messages_share_one_reply(rooms: OpenHouse) -> None:
    listening = model("To all three.")
    visitor = Visitor(rooms, model=listening)
    seqs = [(await visitor.write(text)).event.seq for text in ("Hi", "I need", "an appointment")]
    await asyncio.gather(*(visitor.receptionist.answer(visitor.person_id, seq) for seq in reversed(seqs)))
    [reply] = [e for e in await visitor.events("message") if e.author == "assistant"]
    assert reply.answers == tuple(seqs)
    assert listening.seen[0][-1].content == "Hi\nI need\nan appointment"


async def test_a_message_delivered_twice_is_stored_and_answered_once(rooms: OpenHouse) -> None:
    visitor = Visitor(rooms, model=model("Hello!"))
    first = await visitor.write("hello", external_id="same")
    again = await visitor.write("hello", external_id="same")
    assert (again.duplicate, again.event.seq) == (True, first.event.seq)
    await visitor.answered(first.event.seq)
    await visitor.receptionist.answer(visitor.person_id, again.event.seq)
    assert len(await visitor.events("message")) == 2


async def _killed(*_: Any) -> None:
    raise Killed
