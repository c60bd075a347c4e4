"""The timeline: what is appended stays, every message is answered once, and length costs nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event as sql_event
from sqlalchemy import insert, text

from store.engine import Store
from store.errors import AlreadyAnswered, DuplicateEvent
from store.tables.thread import events
from tests.store.rows import NOW, add_person, answer, message, reply, say


async def test_what_is_appended_comes_back_as_it_was(store: Store) -> None:
    ada = await add_person(store)
    data = {"choices": [{"title": "Ja ✓", "payload": "yes"}], "n": 1, "nothing": None}
    new = message(ada, "Grüße\n🙂", data=data, external_id="web:v1:7", delivery="delivered")
    async with store.write() as work:
        stored = await work.events.append(new, NOW)
    async with store.read() as work:
        assert await work.events.get(stored.seq) == stored
        assert await work.events.by_external_id("web:v1:7") == stored
    assert (stored.text, stored.data, stored.at, stored.delivery) == ("Grüße\n🙂", data, NOW, "delivered")


async def test_what_is_not_there_is_none(store: Store) -> None:
    async with store.read() as work:
        assert await work.events.get(1) is None
        assert await work.events.by_external_id("web:v1:7") is None
        assert await work.events.recent("per_nobody", 5) == []
        assert await work.events.count("per_nobody") == 0


async def test_the_same_external_id_is_the_same_message(store: Store) -> None:
    ada, bea = await add_person(store), await add_person(store)
    await say(store, ada, external_id="web:v1:7")
    with pytest.raises(DuplicateEvent):
        await say(store, bea, "something else", external_id="web:v1:7")
    async with store.read() as work:
        assert await work.events.count(bea) == 0
        assert await work.events.recent(bea, 5) == []
    await say(store, ada, external_id="web:v2:7")


async def test_events_without_external_id_do_not_collide(store: Store) -> None:
    ada = await add_person(store)
    assert (await say(store, ada)).seq < (await say(store, ada)).seq


async def test_an_event_of_nobody_is_refused(store: Store) -> None:
    with pytest.raises(LookupError):
        await say(store, "per_nobody")


async def test_patient_messages_wait_until_a_reply_answers_them(store: Store) -> None:
    ada, bea = await add_person(store), await add_person(store)
    first, second = await say(store, ada, "one"), await say(store, ada, "two")
    other, phone = await say(store, bea), await say(store, ada, "spoken", channel="voice")
    await say(store, ada, author="system", kind="note", direction="internal")
    async with store.read() as work:
        assert await work.events.unanswered(ada, "web") == [first, second]
        assert await work.events.all_unanswered() == [
            (ada, first.seq), (ada, second.seq), (bea, other.seq), (ada, phone.seq)
        ]  # fmt: skip
    shared = await answer(store, ada, second.seq, first.seq)
    assert shared.answers == (first.seq, second.seq)
    async with store.read() as work:
        assert await work.events.unanswered(ada, "web") == []
        assert await work.events.all_unanswered() == [(bea, other.seq), (ada, phone.seq)]
        assert await work.events.answers_of(shared.seq) == (first.seq, second.seq)
        assert await work.events.answers_of(first.seq) == ()
        assert await work.events.get(shared.seq) == shared


async def test_a_second_answer_is_refused_and_leaves_nothing(store: Store) -> None:
    ada = await add_person(store)
    first, second = await say(store, ada, "one"), await say(store, ada, "two")
    kept = await answer(store, ada, first.seq)
    with pytest.raises(AlreadyAnswered):
        await answer(store, ada, first.seq, second.seq)
    async with store.read() as work:
        assert await work.events.recent(ada, 9) == [first, second, kept]
        assert await work.events.unanswered(ada, "web") == [second]


async def test_recent_gives_the_last_ones_oldest_first(store: Store) -> None:
    ada, bea = await add_person(store), await add_person(store)
    said = [await say(store, ada, str(n)) for n in range(5)]
    await say(store, bea)
    note = await say(store, ada, kind="note", author="staff", direction="internal")
    call = await say(store, ada, kind="call_started")
    async with store.read() as work:
        recent = work.events.recent
        assert await recent(ada, 3) == [said[4], note, call]
        assert await recent(ada, 2, kinds={"message"}) == said[3:]
        assert await recent(ada, 3, kinds={"message", "note"}) == [*said[3:], note]
        assert await recent(ada, 9, kinds=("call_started",)) == [call]
        assert await recent(ada, 9, kinds={"emergency"}) == []
        assert await recent(ada, 9, kinds=()) == []
        assert await work.events.count(ada) == 7


async def test_after_and_timeline_go_on_from_a_seq(store: Store) -> None:
    ada, bea = await add_person(store), await add_person(store)
    one, two = await say(store, ada), await say(store, bea, channel="whatsapp")
    three, four = await say(store, ada, channel="whatsapp"), await say(store, ada)
    async with store.read() as work:
        assert await work.events.after(ada, one.seq) == [three, four]
        assert await work.events.after(ada, 0, channel="web") == [one, four]
        assert await work.events.after(ada, 0, limit=1) == [one]
        assert await work.events.timeline([ada, bea]) == [one, two, three, four]
        assert await work.events.timeline({bea, ada}, after=two.seq, limit=1) == [three]


async def test_only_the_delivery_is_filled_in_later(store: Store) -> None:
    ada = await add_person(store)
    async with store.write() as work:
        sent = await work.events.append(reply(ada, delivery="pending"), NOW)
        await work.events.set_delivery(sent.seq, "read")
        stored = await work.events.get(sent.seq)
    assert stored
    assert (stored.delivery, stored.text) == ("read", sent.text)


async def test_an_event_brings_its_person_to_the_top(store: Store) -> None:
    ada, bea = await add_person(store, "Ada"), await add_person(store, "Bea", NOW + timedelta(minutes=1))
    async with store.write() as work:
        assert await work.persons.last_event_at(ada) is None
        await work.events.append(message(ada), NOW + timedelta(minutes=2))
        assert await work.persons.last_event_at(ada) == NOW + timedelta(minutes=2)
        assert [person.id for person in (await work.persons.search())[0]] == [ada, bea]


async def test_a_hundred_thousand_events_are_found_through_the_index(store: Store, sqlite_file: Path) -> None:
    ada = await add_person(store)
    rare = await say(store, ada, kind="emergency")
    row = {"at": NOW, "person_id": ada, "channel": "web", "direction": "out", "author": "staff", "kind": "message"}
    async with store.write() as work:
        await work.connection.execute(insert(events), [{**row, "body": b""} for _ in range(100_000)])
    last = await say(store, ada, "the last")
    statements: list[tuple[str, object]] = []
    async with store.read() as work:
        sql_event.listen(
            work.connection.sync_connection, "before_cursor_execute",
            lambda _c, _cursor, sql, values, _context, _many: statements.append((sql, values)),
        )  # fmt: skip
        assert await work.events.recent(ada, 1) == [last]
        assert await work.events.recent(ada, 1, kinds={"emergency"}) == [rare]
        assert await work.events.unanswered(ada, "web") == [last]
        assert await work.events.all_unanswered() == [(ada, last.seq)]
        asked = list(statements)
        for sql, values in asked:
            plan = await work.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
            steps = [step.detail for step in plan]
            assert not [step for step in steps if step.startswith("SCAN events")], sql
            if "FROM events" in sql:
                assert any("SEARCH events USING" in step for step in steps), sql
            if sql is asked[0][0]:
                assert not [step for step in steps if "TEMP B-TREE" in step], "the newest must not be found by sorting"
        analysed = await work.connection.execute(text("SELECT count(*) FROM events"))
    assert analysed.scalar_one() == 100_002
    assert len(asked) >= 4
