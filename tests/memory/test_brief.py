"""What one turn may know: small whatever the history, read at the level of the contact, as of where the turn began."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.booking import NewBooking, SlotQuery
from domain.people import Assurance
from domain.thread import Event, NewEvent, Reply
from memory import Brief, enquiries, facts, staff_tasks, turns
from memory.assurance import may_manage
from memory.recall import RECENT_MESSAGES
from tests.house import OpenHouse, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _recall(rooms: OpenHouse, visitor: Visitor, text: str = "hi") -> Brief:
    message = (await visitor.write(text)).event
    return await rooms.house.memory.recall(visitor.person_id, [message])


async def _exchange(rooms: OpenHouse, visitor: Visitor, said: str, reply: Reply) -> Event:
    message = (await visitor.write(said)).event
    stored = await rooms.house.memory.reply(visitor.person_id, [message], reply, "en")
    assert stored is not None
    return stored


async def test_the_brief_of_a_stranger_is_empty(rooms: OpenHouse) -> None:
    brief = await _recall(rooms, Visitor(rooms, "de"))
    assert (brief.known.name, brief.enquiry, brief.appointments, brief.messages) == (None, None, (), ())
    assert (brief.assurance, brief.lang, brief.lang_settled) == (Assurance.ANONYMOUS, "de", False)
    assert (brief.asked, brief.emergency_open, brief.opted_out) == ("nothing", False, False)


async def test_the_brief_carries_the_last_messages_only_however_long_the_thread(rooms: OpenHouse) -> None:
    visitor = Visitor(rooms)
    for number in range(RECENT_MESSAGES + 4):
        await _exchange(rooms, visitor, f"question {number}", Reply(f"answer {number}"))
    brief = await _recall(rooms, visitor, "the last")
    assert len(brief.messages) < RECENT_MESSAGES
    assert brief.messages[-1].text == f"answer {RECENT_MESSAGES + 3}"
    assert brief.last_replies == (f"answer {RECENT_MESSAGES + 2}", f"answer {RECENT_MESSAGES + 3}")
    assert all(event.text != "the last" for event in brief.messages), "the message itself is not its own past"


async def test_what_we_asked_is_read_from_our_own_last_words(rooms: OpenHouse) -> None:
    visitor = Visitor(rooms)
    data = {"asked": "confirm", "asked_data": {"do": "cancel"}}
    await _exchange(rooms, visitor, "hi", Reply("Shall I?", data=data))
    brief = await _recall(rooms, visitor)
    assert (brief.asked, brief.asked_data) == ("confirm", {"do": "cancel"})
    await _exchange(rooms, visitor, "hm", Reply("You have opted out.", author="system"))
    assert (await _recall(rooms, visitor)).asked == "confirm", "a word of the system asks nothing"
    await _exchange(rooms, visitor, "hm", Reply("?", data={"asked": "the meaning of life"}))
    assert (await _recall(rooms, visitor)).asked == "nothing"


@pytest.mark.parametrize(
    ("system", "channel", "level"),
    [("web", "web", Assurance.ANONYMOUS), ("phone", "voice", Assurance.ANONYMOUS), ("whatsapp", "whatsapp", 2)],
)
async def test_the_level_is_the_contacts_own(rooms: OpenHouse, system: str, channel: str, level: int) -> None:
    visitor = Visitor(rooms, system=system, channel=channel)  # type: ignore[arg-type]
    assert (await _recall(rooms, visitor)).assurance == level


async def _booked(rooms: OpenHouse, booker: str, patient: str, nth: int = 0) -> str:
    calendar, now = rooms.services.calendar, rooms.house.clock.now()
    slot = (await calendar.find(SlotQuery(practitioner_id="nair", limit=8), now=now))[nth]
    async with rooms.house.memory.transaction() as work:
        booking = NewBooking(patient_id=patient, booked_by=booker, channel="web", contact="+447700900123")
        return (await calendar.book(work, slot, booking, now=now)).id


async def test_below_proof_one_sees_what_one_booked_oneself_and_with_proof_what_is_for_one(rooms: OpenHouse) -> None:
    mother, child = Visitor(rooms), Visitor(rooms)
    await mother.write("hi")
    await child.write("hi")
    made = await _booked(rooms, mother.person_id, child.person_id)
    assert [a.id for a in (await _recall(rooms, mother)).appointments] == [made]
    assert (await _recall(rooms, child)).appointments == ()
    [appointment] = await rooms.live()
    for level in Assurance:
        assert may_manage(appointment, mother.person_id, level)
        assert may_manage(appointment, child.person_id, level) is (level >= Assurance.PROVEN)
        assert not may_manage(appointment, "somebody else", level)


async def test_only_what_lies_ahead_and_stands_is_in_the_brief(rooms: OpenHouse) -> None:
    visitor = Visitor(rooms)
    await visitor.write("hi")
    kept, dropped = [await _booked(rooms, visitor.person_id, visitor.person_id, nth) for nth in (0, 1)]
    async with rooms.house.memory.transaction() as work:
        await rooms.services.calendar.cancel(work, dropped, now=rooms.house.clock.now())
    assert [a.id for a in (await _recall(rooms, visitor)).appointments] == [kept]
    rooms.set_clock(rooms.house.clock.now() + timedelta(days=60))
    assert (await _recall(rooms, visitor)).appointments == ()


async def test_a_turn_run_again_begins_where_it_began(rooms: OpenHouse) -> None:
    memory, visitor = rooms.house.memory, Visitor(rooms)
    message = (await visitor.write("hi")).event
    brief = await memory.recall(visitor.person_id, [message])
    async with memory.transaction() as work:
        assert await turns.began(work, message.seq) is None
        await turns.begin(work, brief, [message], memory.now())
    await _booked(rooms, visitor.person_id, visitor.person_id)
    async with memory.transaction() as work:
        await facts.learn(
            work, visitor.person_id, "name", "Sarah", source=None, level=Assurance.ANONYMOUS, now=memory.now()
        )
        enquiry = await enquiries.current(work, visitor.person_id, "web", memory.now())
        await enquiries.save(work, enquiry, memory.now(), wish="book")
    now = await memory.recall(visitor.person_id, [message])
    assert (now.known.name, len(now.appointments), now.enquiry is None) == ("Sarah", 1, False)
    async with memory.reading() as work:
        snapshot = await turns.began(work, message.seq)
    assert snapshot is not None
    assert snapshot["batch"] == [message.seq]
    start = turns.at_start(now, snapshot)
    assert (start.known, start.appointments, start.enquiry) == (brief.known, (), None)


async def test_what_is_known_keeps_the_latest_value(rooms: OpenHouse) -> None:
    memory, visitor = rooms.house.memory, Visitor(rooms)
    message = (await visitor.write("hi")).event
    for value in ("Anna Schulz", "Anna Schulze"):
        async with memory.transaction() as work:
            await facts.learn(
                work, visitor.person_id, "name", value, source=message.seq, level=Assurance.ANONYMOUS, now=memory.now()
            )
    assert (await _recall(rooms, visitor)).known.name == "Anna Schulze"


async def test_an_enquiry_stays_open_until_it_has_an_outcome(rooms: OpenHouse) -> None:
    memory, visitor = rooms.house.memory, Visitor(rooms)
    await visitor.write("hi")
    async with memory.transaction() as work:
        first = await enquiries.current(work, visitor.person_id, "web", memory.now())
        await enquiries.save(work, first, memory.now(), reason="eczema")
        same = await enquiries.current(work, visitor.person_id, "web", memory.now())
        assert (same.id, same.reason) == (first.id, "eczema")
        await enquiries.save(work, same, memory.now(), status="booked")
        assert (await enquiries.current(work, visitor.person_id, "web", memory.now())).id != first.id
    assert (await _recall(rooms, visitor)).enquiry is None


async def test_a_task_is_filed_once_while_it_is_open_and_with_what_caused_it_or_not_at_all(rooms: OpenHouse) -> None:
    memory, visitor = rooms.house.memory, Visitor(rooms)
    await visitor.write("hi")

    async def file(fail: bool = False) -> None:
        async with memory.transaction() as work:
            await staff_tasks.file_task(work, "human", visitor.person_id, "call back", "today", memory.now(), key="k")
            if fail:
                raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await file(fail=True)
    assert await rooms.tasks() == []
    await file()
    await file()
    assert len(await rooms.tasks()) == 1


async def test_an_emergency_is_open_until_it_is_lifted_and_an_opt_out_holds_for_its_channel(rooms: OpenHouse) -> None:
    memory, visitor = rooms.house.memory, Visitor(rooms)
    await visitor.write("hi")
    for state, open_now in (("raised", True), ("lifted", False), ("raised", True)):
        async with memory.transaction() as work:
            event = NewEvent(visitor.person_id, "web", "internal", "system", "emergency", data={"state": state})
            await memory.append(work, event)
        assert (await _recall(rooms, visitor)).emergency_open is open_now
    brief = await _recall(rooms, visitor)
    for field, value, out in (
        ("opt_out.sms", "yes", False),
        ("opt_out.web", "yes", True),
        ("opt_out.web", "no", False),
    ):
        async with memory.transaction() as work:
            await memory.consent(work, brief, field, value, 1)
        assert (await _recall(rooms, visitor)).opted_out is out
