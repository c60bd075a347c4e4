"""Messages in, replies out: stored once, answered once, nothing lost, listeners told after the commit."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from domain.thread import Choice, NewEvent, Reply, WebLink
from memory import Memory
from memory.memory import thread_topic
from tests.house import OpenHouse, Visitor, payloads

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_new_visitor_is_greeted_once_and_known_again(rooms: OpenHouse) -> None:
    memory, visitor = rooms.house.memory, Visitor(rooms)
    greeting = Reply("Hello, I’m an AI.")
    person_id, session_id, new = await memory.visit(visitor.inbound(""), greeting)
    assert new
    assert await memory.visit(visitor.inbound(""), greeting) == (person_id, session_id, False)
    assert [e.text for e in await memory.thread_after(person_id, 0, "web")] == ["Hello, I’m an AI."]
    assert await memory.all_pending() == [], "a greeting waits for no answer"


async def test_two_addresses_are_two_persons(rooms: OpenHouse) -> None:
    one, two = Visitor(rooms), Visitor(rooms)
    await one.write("hi")
    await two.write("hi")
    assert one.person_id != two.person_id
    assert [e.text for e in await one.thread()] == ["hi"]


async def test_the_same_external_id_is_the_same_message_but_only_at_the_same_address(rooms: OpenHouse) -> None:
    one, two = Visitor(rooms), Visitor(rooms)
    first = await one.write("hi", external_id="id-1")
    again = await one.write("something else", external_id="id-1")
    assert (again.duplicate, again.event.seq, again.event.text) == (True, first.event.seq, "hi")
    foreign = await two.write("hello", external_id="id-1")
    assert not foreign.duplicate
    assert foreign.person_id == two.person_id


async def test_the_same_message_arriving_many_times_at_once_is_stored_once(rooms: OpenHouse) -> None:
    visitor = Visitor(rooms)
    arrivals = await asyncio.gather(*(visitor.write("hi", external_id="id-1") for _ in range(8)))
    assert len({a.event.seq for a in arrivals}) == 1
    assert [a.duplicate for a in arrivals].count(False) == 1
    assert len(await visitor.thread()) == 1


async def test_a_reply_answers_its_batch_and_a_second_one_is_not_stored(rooms: OpenHouse) -> None:
    memory, visitor = rooms.house.memory, Visitor(rooms)
    batch = [(await visitor.write(text)).event for text in ("one", "two")]
    assert await memory.all_pending() == [(visitor.person_id, e.seq) for e in batch]
    stored = await memory.reply(visitor.person_id, batch, Reply("both"), "en")
    assert stored is not None
    assert stored.answers == tuple(e.seq for e in batch)
    assert await memory.reply(visitor.person_id, batch[:1], Reply("again"), "en") is None
    assert await memory.reply(visitor.person_id, batch, Reply("again"), "en") is None
    assert [e.text for e in await memory.thread_after(visitor.person_id, 0, "web")] == ["one", "two", "both"]
    assert await memory.all_pending() == []


async def test_what_waits_is_the_batch_of_a_turn_and_an_answered_message_has_none(rooms: OpenHouse) -> None:
    memory, visitor = rooms.house.memory, Visitor(rooms)
    first, second = (await visitor.write("one")).event, (await visitor.write("two")).event
    assert [e.seq for e in await memory.pending(visitor.person_id, second.seq)] == [first.seq, second.seq]
    await memory.reply(visitor.person_id, [first], Reply("to one"), "en")
    assert [e.seq for e in await memory.pending(visitor.person_id, second.seq)] == [second.seq]
    assert await memory.pending(visitor.person_id, first.seq) == []
    assert await memory.pending(visitor.person_id, 10**9) == []


async def test_buttons_and_links_are_kept_and_a_press_is_shown_in_its_words(rooms: OpenHouse) -> None:
    memory, visitor = rooms.house.memory, Visitor(rooms)
    message = (await visitor.write("hi")).event
    reply = Reply("Which?", (Choice("Friday 14:00", "slot:s1"),), (WebLink("Map", "https://maps.example"),))
    stored = await memory.reply(visitor.person_id, [message], reply, "en")
    assert stored is not None
    assert payloads(stored) == ["slot:s1"]
    assert stored.data["links"] == [{"title": "Map", "url": "https://maps.example"}]
    pressed = (await visitor.write("", "slot:s1")).event
    assert (pressed.text, pressed.data["payload"]) == ("Friday 14:00", "slot:s1")
    unknown = (await visitor.write("", "slot:never-shown")).event
    assert unknown.text == "slot:never-shown"


@pytest.mark.parametrize(("hours", "same"), [(11, True), (13, False)])
async def test_a_visit_after_a_long_silence_is_a_new_session_of_the_same_thread(
    rooms: OpenHouse, hours: int, same: bool
) -> None:
    visitor = Visitor(rooms, "de")
    first = await visitor.write("hallo")
    await rooms.house.memory.reply(visitor.person_id, [first.event], Reply("Guten Tag"), "de")
    rooms.set_clock(rooms.house.clock.now() + timedelta(hours=hours))
    second = await visitor.write("noch etwas")
    assert (second.session_id == first.session_id) is same
    assert second.person_id == first.person_id
    brief = await rooms.house.memory.recall(visitor.person_id, [second.event])
    assert brief.lang == "de", "the language stays the conversation's"


async def test_listeners_hear_of_an_event_after_its_commit_and_never_after_a_rollback(rooms: OpenHouse) -> None:
    memory, visitor = rooms.house.memory, Visitor(rooms)
    await visitor.write("hi")
    note = NewEvent(visitor.person_id, "web", "internal", "staff", "note", text="rolled back")

    async def fails() -> None:
        async with memory.transaction() as work:
            await memory.append(work, note)
            raise ZeroDivisionError

    async with rooms.house.signals.subscribe(thread_topic(visitor.person_id)) as signals:
        with pytest.raises(ZeroDivisionError):
            await fails()
        message = (await visitor.write("a second one")).event
        heard: dict[str, Any] = await asyncio.wait_for(anext(aiter(signals)), 5)
    assert heard["seq"] == message.seq
    assert [e.text for e in await visitor.thread()] == ["hi", "a second one"]


async def test_one_turn_at_a_time_holds_across_processes_and_is_given_back_after_a_fault(rooms: OpenHouse) -> None:
    visitor = Visitor(rooms)
    await visitor.write("hi")
    here = rooms.house.memory
    there = Memory(rooms.house.store, rooms.house.clock, rooms.house.signals)
    inside: list[str] = []

    async def turn(memory: Memory, name: str) -> None:
        async with memory.one_turn_at_a_time(visitor.person_id):
            inside.append(f"{name} in")
            await asyncio.sleep(0.05)
            inside.append(f"{name} out")

    await asyncio.gather(turn(here, "here"), turn(there, "there"))
    assert inside in (
        ["here in", "here out", "there in", "there out"],
        ["there in", "there out", "here in", "here out"],
    )
    with pytest.raises(ZeroDivisionError):
        async with here.one_turn_at_a_time(visitor.person_id):
            raise ZeroDivisionError
    await asyncio.wait_for(turn(there, "there"), 5)
