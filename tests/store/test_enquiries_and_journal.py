"""Open business and the journal of turns."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.enquiry import Enquiry, Offer
from domain.errors import BackendError
from store.engine import Store
from store.errors import AlreadyJournaled
from tests.store.rows import HOUR, NOW, add_person, say, slot


def enquiry(person_id: str, name: str = "enq_1", **fields: object) -> Enquiry:
    known = {"id": name, "person_id": person_id, "opened_at": NOW, "updated_at": NOW}
    return Enquiry.model_validate(known | fields)


async def test_an_enquiry_comes_back_whole_and_is_replaced_whole(store: Store) -> None:
    ada = await add_person(store)
    offer = Offer(id="s1", slot=slot(NOW + HOUR))
    first = enquiry(ada, wish="book", reason="Ekzem am Arm", offers=(offer,), new_patient=True)
    changed = first.model_copy(update={"status": "booked", "reason": None, "updated_at": NOW + HOUR})
    async with store.write() as work:
        await work.enquiries.put(first)
        assert await work.enquiries.get("enq_1") == first == await work.enquiries.open_for(ada)
        await work.enquiries.put(changed)
        assert await work.enquiries.get("enq_1") == changed
        assert await work.enquiries.open_for(ada) is None
        assert await work.enquiries.get("enq_2") is None


async def test_the_newest_open_one_is_picked_up(store: Store) -> None:
    ada, bea = await add_person(store), await add_person(store)
    old = enquiry(ada, "enq_1")
    newer = enquiry(ada, "enq_2", opened_at=NOW + timedelta(minutes=1))
    done = enquiry(ada, "enq_3", opened_at=NOW + HOUR, status="answered")
    async with store.write() as work:
        for one in (newer, old, done, enquiry(bea, "enq_4", opened_at=NOW + HOUR)):
            await work.enquiries.put(one)
        assert await work.enquiries.open_for(ada) == newer
        assert await work.enquiries.of_person(ada) == [done, newer, old]


async def test_an_enquiry_of_nobody_is_a_permanent_fault(store: Store) -> None:
    async def put() -> None:
        async with store.write() as work:
            await work.enquiries.put(enquiry("per_nobody"))

    with pytest.raises(BackendError) as caught:
        await put()
    assert caught.value.permanent


async def test_the_journal_keeps_each_call_once_in_order(store: Store) -> None:
    ada = await add_person(store)
    seq = (await say(store, ada)).seq
    async with store.write() as work:
        journal = work.journal
        assert await journal.find(seq, "find_slots", 0) is None
        await journal.put(seq, "find_slots", 0, {"who": "adler"}, {"ok": True}, NOW, person_id=ada)
        await journal.put(seq, "book", 0, {}, {"ok": False, "code": "slot_taken"}, NOW, person_id=ada)
        await journal.put(seq, "find_slots", 1, {}, {"ok": True, "n": 2}, NOW)
        assert await journal.find(seq, "book", 0) == {"ok": False, "code": "slot_taken"}
        assert await journal.find(seq, "book", 1) is None
        made = [(entry.tool, entry.ordinal, entry.args) for entry in await journal.of_inbound(seq)]
    assert made == [("find_slots", 0, {"who": "adler"}), ("book", 0, {}), ("find_slots", 1, {})]


async def test_the_same_call_again_is_refused_and_undoes_its_write(store: Store) -> None:
    ada = await add_person(store)
    seq = (await say(store, ada)).seq

    async def act(name: str) -> None:
        async with store.write() as work:
            await work.persons.update(ada, name=name)
            await work.journal.put(seq, "remember", 0, {}, {"name": name}, NOW, person_id=ada)

    await act("Ada")
    with pytest.raises(AlreadyJournaled):
        await act("Eve")
    async with store.read() as work:
        person = await work.persons.get(ada)
        assert person
        assert person.name == "Ada"
        assert await work.journal.find(seq, "remember", 0) == {"name": "Ada"}
