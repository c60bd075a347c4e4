"""The turn through its door: calls in order, once and only once, whatever crashes, races or arrives meanwhile."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatResult
from pydantic import Field

from agent.scripted import ScriptedModel
from agent.turn import Receptionist
from memory import Memory
from tests.agent.script import call, calls, first_offer, model, offered
from tests.house import OpenHouse, Visitor
from tools import Services

pytestmark = pytest.mark.asyncio(loop_scope="session")


class Killed(BaseException):
    """The process is gone: nothing of ours gets to clean up."""


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
