"""The persons of the staff API: list, search, one person's file, and the audit of who looked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.enquiry import Enquiry
from domain.thread import NewEvent
from tests.staff.front_desk import FRIDAY, NOW, FrontDesk
from tests.staff.test_login import code

LIST = "/api/staff/persons"


async def test_list_shows_the_latest_first_with_numbers_and_holder(desk: FrontDesk) -> None:
    sarah = await desk.person("Sarah Weber", "+442079460999")
    nameless = await desk.person(at=NOW - timedelta(days=1))
    await desk.says(sarah, "Hallo", NOW)
    async with desk.store.write() as work:
        await work.holders.set(await work.contacts.cluster_of(nameless), "admin", "Admin", NOW)
    client = await desk.signed_in()
    answer = await client.get(LIST)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == {
        "items": [
            {
                "id": sarah,
                "name": "Sarah Weber",
                "phones": ["+442079460999"],
                "last_event_at": "2024-10-15T22:00:00+01:00",
                "holder": "agent",
            },
            {"id": nameless, "name": None, "phones": [], "last_event_at": None, "holder": "admin"},
        ],
        "next": None,
    }


async def test_a_business_scoped_id_is_no_phone(desk: FrontDesk) -> None:
    person_id = await desk.person("Ann")
    async with desk.store.write() as work:
        for value in ("GB.13491208655302741918", "+447700900123"):
            contact = await work.contacts.create("whatsapp", "clinic", value)
            await work.contacts.link(contact.id, person_id, "own", "wrote", "system", NOW)
    client = await desk.signed_in()
    assert (await client.get(LIST)).json()["items"][0]["phones"] == ["+447700900123"]


async def test_search_by_name_and_number_and_page_by_page(desk: FrontDesk) -> None:
    ids = [await desk.person(f"Müller {n}", at=NOW + timedelta(minutes=n)) for n in range(5)]
    sarah = await desk.person("Sarah", "+442079460999")
    client = await desk.signed_in()

    async def found(**query: object) -> list[str]:
        answer = await client.get(LIST, params={name: str(value) for name, value in query.items()})
        return [item["id"] for item in answer.json()["items"]]

    assert await found(q="muller") == ids[::-1]
    assert await found(q="020 7946 0999") == [sarah]
    assert await found(q="nobody at all") == []
    assert await found(q="Sarah\0") == [sarah]
    first = (await client.get(LIST, params={"q": "müll", "limit": "2"})).json()
    assert [item["id"] for item in first["items"]] == ids[:2:-1]
    assert await found(q="müll", limit=2, after=first["next"]) == [ids[2], ids[1]]


@pytest.mark.parametrize(
    "query", [{"limit": "0"}, {"limit": "201"}, {"limit": "many"}, {"after": "nonsense"}, {"q": "x" * 201}]
)
async def test_bad_list_queries_are_refused(desk: FrontDesk, query: dict[str, str]) -> None:
    client = await desk.signed_in()
    assert code(await client.get(LIST, params=query))[0] == 422


async def test_a_persons_file_to_the_letter(desk: FrontDesk) -> None:
    sarah = await desk.person("Sarah Weber", "+442079460999")
    seq = await desk.says(sarah, "Haben Sie jemanden, der Ekzeme behandelt?")
    await desk.knows(sarah, "name", "Sarah Weber", seq)
    visit = await desk.booked(sarah, sarah, FRIDAY)
    enquiry = Enquiry(
        id="enq_1", person_id=sarah, opened_at=NOW, updated_at=NOW, reason="Ekzem", specialty_id="skin", wish="book"
    )
    reply = NewEvent(
        sarah, "web", "out", "assistant", "message", "Ja, Dr. Adler.", {"choices": []}, delivery="delivered"
    )
    async with desk.store.write() as work:
        await work.enquiries.put(enquiry)
        answered = await work.events.append(reply, NOW + timedelta(seconds=1), [seq])
    client = await desk.signed_in()
    answer = await client.get(f"{LIST}/{sarah}")
    assert answer.headers["cache-control"] == "no-store"
    file = answer.json()
    person = file.pop("person")
    assert {name: person[name] for name in ("id", "name", "phones", "last_event_at", "holder")} == {
        "id": sarah,
        "name": "Sarah Weber",
        "phones": ["+442079460999"],
        "last_event_at": "2024-10-15T22:00:01+01:00",
        "holder": "agent",
    }
    said = {"channel": "web", "person_id": sarah, "kind": "message", "link": "own"}
    assert file == {
        "known": [{"field": "name", "value": "Sarah Weber", "source": seq, "level": 0}],
        "enquiries": [
            {
                "id": "enq_1",
                "topic": "text: Ekzem",
                "status": "open",
                "channel": "web",
                "opened_at": "2024-10-15T22:00:00+01:00",
            }
        ],
        "appointments": [
            {
                "id": visit,
                "practitioner": {"id": "adler", "name": "Dr. Adler"},
                "visit_type": "check",
                "patient": {"id": sarah, "name": "Sarah Weber"},
                "booked_by": {"id": sarah, "name": "Sarah Weber"},
                "start": "2024-10-18T14:00:00+01:00",
                "end": "2024-10-18T14:30:00+01:00",
                "status": "booked",
                "channel": "web",
            }
        ],
        "timeline": [
            said
            | {
                "seq": seq,
                "at": "2024-10-15T22:00:00+01:00",
                "direction": "in",
                "author": "patient",
                "text": "Haben Sie jemanden, der Ekzeme behandelt?",
                "data": {},
                "delivery": None,
            },
            said
            | {
                "seq": answered.seq,
                "at": "2024-10-15T22:00:01+01:00",
                "direction": "out",
                "author": "assistant",
                "text": "Ja, Dr. Adler.",
                "data": {"choices": []},
                "delivery": "delivered",
            },
        ],
    }


async def test_an_enquiry_without_label_or_reason_is_named_by_its_wish(desk: FrontDesk) -> None:
    person_id = await desk.person()
    bare = Enquiry(id="enq_1", person_id=person_id, opened_at=NOW, updated_at=NOW, visit_type_id="gone")
    async with desk.store.write() as work:
        await work.enquiries.put(bare)
    client = await desk.signed_in()
    assert (await client.get(f"{LIST}/{person_id}")).json()["enquiries"][0]["topic"] == "question"


async def test_the_timeline_is_the_clusters_and_says_by_which_link(desk: FrontDesk) -> None:
    sarah, caller, stranger = [await desk.person(name) for name in ("Sarah", None, "Stranger")]
    async with desk.store.write() as work:
        number = await work.contacts.create("phone", "clinic", "+442079460999")
        await work.contacts.link(number.id, caller, "own", "called", "system", NOW)
        await work.contacts.link(number.id, sarah, "granted", "continuity", "patient", NOW)
        await work.contacts.link(number.id, stranger, "probable", "typed", "patient", NOW)
        call = await work.sessions.open(caller, number.id, "voice", NOW)
    await desk.says(sarah, "from the web")
    async with desk.store.write() as work:
        spoken = NewEvent(caller, "voice", "in", "patient", "message", "by phone", session_id=call.id)
        await work.events.append(spoken, NOW + timedelta(hours=10))
    await desk.says(stranger, "somebody else's")
    client = await desk.signed_in()

    async def told(person_id: str) -> list[tuple[str, str, str]]:
        file = (await client.get(f"{LIST}/{person_id}")).json()
        return [(item["text"], item["person_id"], item["link"]) for item in file["timeline"]]

    assert await told(sarah) == [("from the web", sarah, "own"), ("by phone", caller, "granted")]
    assert await told(caller) == [("from the web", sarah, "granted"), ("by phone", caller, "own")]
    assert await told(stranger) == [("somebody else's", stranger, "own")]


async def test_an_own_event_by_an_address_that_was_proven_later_says_so(desk: FrontDesk) -> None:
    sarah = await desk.person("Sarah")
    async with desk.store.write() as work:
        number = await work.contacts.create("whatsapp", "clinic", "+442079460999")
        link = await work.contacts.link(number.id, sarah, "proven", "code", "system", NOW)
        session = await work.sessions.open(sarah, number.id, "whatsapp", NOW)
        written = NewEvent(sarah, "whatsapp", "in", "patient", "message", "hi", session_id=session.id)
        await work.events.append(written, NOW)
    client = await desk.signed_in()
    assert (await client.get(f"{LIST}/{sarah}")).json()["timeline"][0]["link"] == "proven"
    async with desk.store.write() as work:
        await work.contacts.unlink(link.id)
    assert (await client.get(f"{LIST}/{sarah}")).json()["timeline"][0]["link"] == "own"


async def test_links_over_several_persons_are_as_good_as_the_weakest(desk: FrontDesk) -> None:
    one, two, three = [await desk.person(name) for name in "abc"]
    async with desk.store.write() as work:
        await work.contacts.link_persons(one, two, "granted", "said so", "staff", NOW)
        await work.contacts.link_persons(two, three, "proven", "code", "staff", NOW)
    for person_id in (one, two, three):
        await desk.says(person_id, "x")
    client = await desk.signed_in()

    async def links(person_id: str) -> dict[str, str]:
        file = (await client.get(f"{LIST}/{person_id}")).json()
        return {item["person_id"]: item["link"] for item in file["timeline"]}

    assert await links(one) == {one: "own", two: "granted", three: "granted"}
    assert await links(three) == {one: "granted", two: "proven", three: "own"}


async def test_appointments_of_everybody_in_the_file_appear_once(desk: FrontDesk) -> None:
    mother, child = await desk.person("Mother"), await desk.person("Child")
    visit = await desk.booked(child, mother, FRIDAY)
    client = await desk.signed_in()
    for person_id in (mother, child):
        (shown,) = (await client.get(f"{LIST}/{person_id}")).json()["appointments"]
        assert (shown["id"], shown["patient"]["name"], shown["booked_by"]["name"]) == (visit, "Child", "Mother")


async def test_looking_is_audited_and_looking_for_nobody_is_404(desk: FrontDesk) -> None:
    sarah = await desk.person("Sarah")
    client = await desk.signed_in()
    await client.get(f"{LIST}/{sarah}")
    for path in (f"{LIST}/per_unknown", f"{LIST}/%00", f"{LIST}/' OR 1=1"):
        assert code(await client.get(path)) == (404, "unknown_person")
    await client.get(f"/staff/persons/{sarah}")
    looked = [entry for entry in await desk.audited() if entry[1] == "viewed person"]
    assert looked == [("admin", "viewed person", sarah)] * 2
