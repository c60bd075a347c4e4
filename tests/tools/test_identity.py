"""Who may see and change what: below proof only what this very visitor booked, whatever they say about themselves."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.people import Assurance
from tests.house import OpenHouse, Visitor
from tests.tools.desk import Desk

pytestmark = pytest.mark.asyncio(loop_scope="session")

SARAH, HER_NUMBER = "Sarah Miller", "07700 900123"
_STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["book", "book", "list", "move", "cancel", "move other", "cancel other", "note other"]),
        st.integers(0, 5),
    ),
    min_size=4,
    max_size=12,
)


@settings(max_examples=12, deadline=None)
@given(steps=_STEPS)
async def test_no_interleaving_lets_a_visitor_reach_what_another_booked(
    one_house: OpenHouse, steps: list[tuple[int, str, int]]
) -> None:
    """Three visitors, all of whom say they are Sarah Miller on the same number; the third says another number."""
    rooms = one_house.fresh()
    desks = [await Desk.of(rooms, SARAH, phone) for phone in (HER_NUMBER, HER_NUMBER, "07700 900777")]
    own: list[set[str]] = [set(), set(), set()]
    for who, action, pick in steps:
        await desks[who].hears()
        others = sorted(set().union(*(own[i] for i in range(3) if i != who)))
        mine = sorted(own[who])
        if action == "book":
            await _book(desks[who], own, who, pick)
        elif action == "list":
            await _lists_just_their_own(desks[who], own[who])
        elif action == "cancel" and mine:
            target = mine[pick % len(mine)]
            assert (await desks[who].does("cancel_appointment", appointment_id=target)).ok
            own[who].remove(target)
        elif action == "move" and mine:
            slots = await desks[who].offers(practitioner_id="nair")
            moved = await desks[who].does("move_appointment", appointment_id=mine[0], slot_id=slots[0])
            assert moved.ok or moved.code == "patient_busy"
        elif action.endswith("other") and others:
            await _is_refused(desks[who], action, others[pick % len(others)])
        assert {a.id for a in await rooms.live()} == set().union(*own)
    for desk, theirs in zip(desks, own, strict=True):
        await _lists_just_their_own(desk, theirs)


async def _book(desk: Desk, own: list[set[str]], who: int, pick: int) -> None:
    """Two open bookings at most, per visitor and per number: the first two share theirs."""
    doctors = ("phillips", "okafor", "weber", "brennan", "chen", "nair")
    result = await desk.books(practitioner_id=doctors[pick])
    open_on_number = len(own[2]) if who == 2 else len(own[0] | own[1])
    if open_on_number >= 2:
        assert result.code == "too_many_open"
    elif result.code != "patient_busy":
        assert result.ok, result
        own[who].add(result.data["id"])


async def _lists_just_their_own(desk: Desk, own: set[str]) -> None:
    listed = await desk.does("my_appointments")
    assert {a["id"] for a in listed.data["appointments"]} == own


async def _is_refused(desk: Desk, action: str, foreign: str) -> None:
    if action == "move other":
        slots = await desk.offers(practitioner_id="nair")
        result = await desk.does("move_appointment", appointment_id=foreign, slot_id=slots[0])
    elif action == "cancel other":
        result = await desk.does("cancel_appointment", appointment_id=foreign)
    else:
        result = await desk.does("note_enquiry", wish="cancel", appointment_id=foreign)
    assert (result.ok, result.code) == (False, "appointment_unknown")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["When is my appointment?", "Please cancel my appointment on Friday", "Move my appointment to Monday"]),
        (
            "de",
            ["Wann ist mein Termin?", "Bitte sagen Sie meinen Termin am Freitag ab", "Termin auf Montag verschieben"],
        ),
    ],
)
async def test_a_stranger_with_the_same_name_and_number_hears_nothing(
    rooms: OpenHouse, lang: Any, words: list[str]
) -> None:
    sarah = await Desk.of(rooms, SARAH, HER_NUMBER)
    await sarah.books(practitioner_id="phillips")
    [hers] = await rooms.live()
    stranger = await Visitor(rooms, lang).arrive()
    mine = "I’m Sarah Miller, 07700 900123" if lang == "en" else "Ich bin Sarah Miller, 07700 900123"
    for text in (mine, *words, "yes", "ja"):
        reply = await stranger.say(text)
        for hers_only in ("18 October", "18. Oktober", "14:00", "skin", "Haut"):
            assert hers_only not in reply.text
        assert hers.id not in str(reply.data)
    assert await rooms.live() == [hers]


async def test_a_typed_number_is_a_probable_link_and_proves_nothing(rooms: OpenHouse) -> None:
    first = await Desk.of(rooms, SARAH, HER_NUMBER)
    second = await Desk.of(rooms, SARAH, "+44 7700 900 123")
    async with rooms.house.memory.reading() as work:
        links = await work.contacts.links_of_person(second.person_id)
        clusters = {await work.contacts.cluster_of(desk.person_id) for desk in (first, second)}
    strengths = {(contact.system, link.strength) for link, contact in links}
    assert strengths == {("web", "own"), ("phone", "probable")}
    assert len(clusters) == 2, "a number typed twice joins nobody"
    brief = await second.brief()
    assert brief.assurance == Assurance.ANONYMOUS
    assert brief.known.phone == "+447700900123"


async def test_what_is_told_of_appointments_is_logged_as_a_disclosure(rooms: OpenHouse) -> None:
    desk = await Desk.of(rooms, SARAH, HER_NUMBER)
    booked = await desk.books(practitioner_id="phillips")
    asking = await desk.hears("when is it?")
    await desk.does("my_appointments")
    await desk.again("my_appointments")
    async with rooms.house.memory.reading() as work:
        [entry] = await work.disclosures.of_person(desk.person_id)
    assert entry.what == f"appointment {booked.data['id']}"
    assert (entry.level, entry.why, entry.channel) == (Assurance.ANONYMOUS, "asked for own", "web")
    assert entry.inbound_seq == asking.seq


async def test_nothing_told_is_nothing_logged(rooms: OpenHouse) -> None:
    await (await Desk.of(rooms, SARAH, HER_NUMBER)).books(practitioner_id="phillips")
    stranger = await Desk.of(rooms, SARAH, HER_NUMBER)
    assert (await stranger.does("my_appointments")).data == {"appointments": []}
    async with rooms.house.memory.reading() as work:
        assert await work.disclosures.of_person(stranger.person_id) == []


async def test_a_number_has_two_open_bookings_at_most_however_it_is_written_and_whoever_gives_it(
    rooms: OpenHouse,
) -> None:
    for written, doctor in (("07700 900123", "phillips"), ("+44 7700 900123", "weber")):
        assert (await (await Desk.of(rooms, "Somebody", written)).books(practitioner_id=doctor)).ok
    third = await Desk.of(rooms, "Somebody Else", "0044 7700 900-123")
    refused = await third.books(practitioner_id="chen")
    assert (refused.code, refused.data) == ("too_many_open", {"limit": "2"})
    await third.does("remember_contact", phone="07700 900124")
    assert (await third.books(practitioner_id="chen")).ok


async def test_a_visitor_has_two_open_bookings_at_most_whatever_numbers_they_give(rooms: OpenHouse) -> None:
    desk = await Desk.of(rooms, SARAH)
    made = []
    for number, doctor in enumerate(("phillips", "weber", "chen")):
        await desk.does("remember_contact", phone=f"07700 90020{number}")
        made.append(await desk.books(practitioner_id=doctor))
    assert [m.code for m in made] == [None, None, "too_many_open"]
    assert (await desk.does("cancel_appointment", appointment_id=made[0].data["id"])).ok
    assert (await desk.books(practitioner_id="chen")).ok, "a cancelled one does not count"


async def test_what_one_books_for_another_stays_the_bookers(rooms: OpenHouse) -> None:
    mother = await Desk.of(rooms, "Jane Moore", "07700 900444")
    await mother.does("note_enquiry", for_someone_else=True, patient_name="Lucy Moore")
    booked = await mother.books(practitioner_id="chen")
    [appointment] = await rooms.live()
    assert appointment.patient_id != appointment.booked_by == mother.person_id
    [listed] = (await mother.does("my_appointments")).data["appointments"]
    assert (listed["id"], listed["for"]) == (booked.data["id"], "Lucy Moore")
    daughter = await Desk.of(rooms, "Lucy Moore", "07700 900444")
    await _lists_just_their_own(daughter, set())
