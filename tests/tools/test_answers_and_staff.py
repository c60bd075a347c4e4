"""Answering from the clinic's own words, remembering a patient, passing on to people: what is told, what is filed."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.phone import spaced
from tests.house import OpenHouse
from tests.tools.desk import Desk

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_who_treats_comes_from_the_clinics_directory(rooms: OpenHouse) -> None:
    found = await (await Desk.of(rooms)).does(
        "answer_from_clinic", question="Who treats eczema?", aspect="who_treats", specialty_id="dermatology"
    )
    assert [p["name"] for p in found.data["practitioners"]] == ["Dr. Phillips"]
    assert found.data["source"] == "clinic.yaml"


async def test_working_days_are_the_practitioners_own(rooms: OpenHouse) -> None:
    found = await (await Desk.of(rooms)).does(
        "answer_from_clinic", question="Which days?", aspect="working_days", practitioner_id="phillips"
    )
    [person] = found.data["practitioners"]
    assert person["days"] == ["Monday", "Wednesday", "Friday"]
    assert person["pronoun"] == "she"


async def test_an_approved_text_is_told_verbatim_with_its_source(rooms: OpenHouse) -> None:
    desk = await Desk.of(rooms)
    found = await desk.does("answer_from_clinic", question="Where can I leave my car?")
    assert found.data["kind"] == "found"
    assert found.data["topic"] == "parking"
    assert found.data["source"].startswith("parking@")
    assert found.approved == (found.data["text"],)
    assert await rooms.tasks() == []


async def test_a_clinical_answer_is_noted_for_its_practitioner(rooms: OpenHouse) -> None:
    desk = await Desk.of(rooms)
    asked = "Should I leave off my steroid ointment before the eczema consultation?"
    found = await desk.does("answer_from_clinic", question=asked)
    assert (found.data["topic"], found.data["noted_for"]) == ("eczema-creams", "Dr. Phillips")
    [task] = await rooms.tasks("clinician_question")
    assert task.summary == f"Dr. Phillips: {asked}"
    await desk.again("answer_from_clinic", question=asked)
    assert len(await rooms.tasks()) == 1


async def test_what_the_clinic_has_not_written_down_is_a_gap_for_staff_once(rooms: OpenHouse) -> None:
    desk = await Desk.of(rooms)
    asked = "Do you rent out rowing boats on the Thames?"
    for _ in range(2):
        found = await desk.does("answer_from_clinic", question=asked)
        assert found.data == {"kind": "unknown", "question": asked}
    [task] = await rooms.tasks()
    assert (task.kind, task.summary, task.person_id) == ("knowledge_gap", asked, desk.person_id)


async def test_what_is_not_about_the_clinic_is_no_gap(rooms: OpenHouse) -> None:
    found = await (await Desk.of(rooms)).does(
        "answer_from_clinic", question="Who won the cup final in 1966?", off_topic=True
    )
    assert found.data["kind"] == "unknown"
    assert await rooms.tasks() == []


async def test_a_picked_topic_is_told_and_one_there_is_not_falls_back_to_the_question(rooms: OpenHouse) -> None:
    desk = await Desk.of(rooms)
    assert (await desk.does("answer_from_clinic", question="x", topic_id="parking")).data["topic"] == "parking"
    fallen = await desk.does("answer_from_clinic", question="Where can I park?", topic_id="no-such-topic")
    assert fallen.data["topic"] == "parking"


async def test_contact_details_are_kept_in_one_form_with_where_they_came_from(rooms: OpenHouse) -> None:
    desk = await Desk.of(rooms)
    told = await desk.does(
        "remember_contact", name="  Sarah   Miller ", phone="(07700) 900-123", birth_date="1984-03-07"
    )
    assert told.data == {"name": "Sarah Miller", "phone": "+447700900123", "birth_date": "1984-03-07"}
    known = (await desk.brief()).known
    assert (known.name, known.phone, known.birth_date) == ("Sarah Miller", "+447700900123", "1984-03-07")
    async with rooms.house.memory.reading() as work:
        facts = await work.persons.facts(desk.person_id)
        person = await work.persons.get(desk.person_id)
    assert {fact.source for fact in facts} == {desk.message.seq}
    assert person is not None
    assert person.name == "Sarah Miller"


async def test_a_later_name_replaces_the_earlier(rooms: OpenHouse) -> None:
    desk = await Desk.of(rooms, "Anna Schulz")
    await desk.does("remember_contact", name="Anna Schulze")
    assert (await desk.brief()).known.name == "Anna Schulze"


@pytest.mark.parametrize("phone", ["call me", "+1", "07", "07700 900123 900123", "999", "12345"])
async def test_a_number_that_cannot_be_one_is_refused_and_nothing_of_it_kept(rooms: OpenHouse, phone: str) -> None:
    desk = await Desk.of(rooms)
    refused = await desk.does("remember_contact", name="Sarah Miller", phone=phone)
    assert refused.code == "phone_invalid"
    known = (await desk.brief()).known
    assert (known.name, known.phone) == (None, None)


async def test_a_message_is_passed_on_with_who_asks_and_how_to_reach_them(rooms: OpenHouse) -> None:
    desk = await Desk.of(rooms, "Sarah Miller", "07700 900123")
    await desk.does("take_message", text="Can I bring my dog?")
    await desk.does("take_message", text="Is my result back?", practitioner_id="phillips")
    plain, clinical = await rooms.tasks()
    assert (plain.kind, plain.summary) == ("other", "Can I bring my dog? (Sarah Miller, +447700900123)")
    assert (clinical.kind, clinical.summary.startswith("Dr. Phillips: ")) == ("clinician_question", True)


@pytest.mark.parametrize(
    ("now", "open_now", "urgency"),
    [("2024-10-15T22:00:00+01:00", False, "today"), ("2024-10-16T11:00:00+01:00", True, "now")],
)
async def test_handing_over_files_one_task_and_is_true_to_the_opening_hours(
    rooms: OpenHouse, now: str, open_now: bool, urgency: str
) -> None:
    rooms.set_clock(datetime.fromisoformat(now))
    desk = await Desk.of(rooms, "Sarah Miller", "07700 900123")
    handed = await desk.does("hand_to_staff", reason="a bill")
    await desk.does("hand_to_staff", reason="the same bill")
    assert handed.data["open_now"] is open_now
    assert handed.data["clinic_phone"] == spaced(rooms.house.clinic.phone)
    if not open_now:
        assert handed.data["opens_at"].startswith("2024-10-16T08:00")
    [task] = await rooms.tasks("human")
    assert task.urgency == urgency
    assert task.summary == "a bill (Sarah Miller, +447700900123)"
    assert [e.data["reason"] for e in await desk.visitor.events("handoff")] == ["a bill", "the same bill"]
