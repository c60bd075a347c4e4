"""The timeline. Events are appended and never rewritten; only how far a delivery got is filled in later.

Text and data are one sealed body. No query here slows down with the length of the history.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, false, insert, select, union_all, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.thread import Channel, Delivery, Event, EventKind, NewEvent
from store.errors import AlreadyAnswered, DuplicateEvent, breaks_uniqueness
from store.keys import PersonKeys
from store.tables.people import persons
from store.tables.thread import answers as answers_table
from store.tables.thread import events, unanswered


class Events:
    def __init__(self, connection: AsyncConnection, keys: PersonKeys) -> None:
        self._connection = connection
        self._keys = keys

    async def append(self, new: NewEvent, now: datetime, answers: Sequence[int] = ()) -> Event:
        """Add to the thread; `answers` are the patient messages this one answers.

        Raises DuplicateEvent for a known external id, AlreadyAnswered when another reply was first.
        """
        await self._touch(new.person_id, now)
        body = await self._keys.seal(new.person_id, {"text": new.text, "data": new.data})
        seq = await self._insert(new, now, body)
        if _wants_answer(new):
            row = {"inbound_seq": seq, "person_id": new.person_id, "channel": new.channel}
            await self._connection.execute(insert(unanswered).values(**row))
        if answers:
            await self._answer(seq, answers)
        return Event(
            seq=seq, at=now, person_id=new.person_id, channel=new.channel, direction=new.direction, author=new.author,
            kind=new.kind, text=new.text, data=dict(new.data), session_id=new.session_id, external_id=new.external_id,
            delivery=new.delivery, answers=tuple(sorted(answers)),
        )  # fmt: skip

    async def get(self, seq: int) -> Event | None:
        return await self._one(select(events).where(events.c.seq == seq))

    async def by_external_id(self, external_id: str) -> Event | None:
        return await self._one(select(events).where(events.c.external_id == external_id))

    async def recent(self, person_id: str, limit: int, kinds: Collection[EventKind] | None = None) -> list[Event]:
        """The last `limit` events, oldest first."""
        newest = events.c.seq.desc()
        if kinds is None:
            query = select(events).where(events.c.person_id == person_id).order_by(newest).limit(limit)
        else:
            query = select(events).where(events.c.seq.in_(_last_of_kinds(person_id, limit, kinds)))
            query = query.order_by(newest).limit(limit)
        return (await self._all(query))[::-1]

    async def after(self, person_id: str, seq: int, channel: Channel | None = None, limit: int = 500) -> list[Event]:
        """What came after `seq`, oldest first."""
        query = select(events).where(events.c.person_id == person_id, events.c.seq > seq)
        if channel is not None:
            query = query.where(events.c.channel == channel)
        return await self._all(query.order_by(events.c.seq).limit(limit))

    async def timeline(self, person_ids: Collection[str], after: int = 0, limit: int = 500) -> list[Event]:
        """The threads of several persons as one, oldest first."""
        query = select(events).where(events.c.person_id.in_(sorted(person_ids)), events.c.seq > after)
        return await self._all(query.order_by(events.c.seq).limit(limit))

    async def unanswered(self, person_id: str, channel: Channel) -> list[Event]:
        """Patient messages no reply has answered yet, oldest first."""
        waiting = select(unanswered.c.inbound_seq)
        waiting = waiting.where(unanswered.c.person_id == person_id, unanswered.c.channel == channel)
        return await self._all(select(events).where(events.c.seq.in_(waiting)).order_by(events.c.seq))

    async def all_unanswered(self) -> list[tuple[str, int]]:
        """(person id, seq) of everything that waits for an answer, oldest first."""
        query = select(unanswered.c.person_id, unanswered.c.inbound_seq).order_by(unanswered.c.inbound_seq)
        return [(row.person_id, row.inbound_seq) for row in await self._connection.execute(query)]

    async def set_delivery(self, seq: int, delivery: Delivery) -> None:
        await self._connection.execute(update(events).where(events.c.seq == seq).values(delivery=delivery))

    async def answers_of(self, seq: int) -> tuple[int, ...]:
        """The messages this reply answers."""
        return tuple((await self._answered_by([seq]))[seq])

    async def count(self, person_id: str) -> int:
        """How long the thread is, without counting it."""
        query = select(persons.c.event_count).where(persons.c.id == person_id)
        return (await self._connection.execute(query)).scalar_one_or_none() or 0

    async def _touch(self, person_id: str, now: datetime) -> None:
        """First of all writes: it locks the person's row, so that on PostgreSQL seqs of a thread commit in order."""
        row = update(persons).where(persons.c.id == person_id)
        touched = await self._connection.execute(row.values(last_event_at=now, event_count=persons.c.event_count + 1))
        if not touched.rowcount:
            raise LookupError(f"there is no person {person_id}")

    async def _insert(self, new: NewEvent, now: datetime, body: bytes) -> int:
        row = {"at": now, "person_id": new.person_id, "channel": new.channel, "direction": new.direction}
        row |= {"author": new.author, "kind": new.kind, "body": body, "session_id": new.session_id}
        row |= {"external_id": new.external_id, "delivery": new.delivery}
        try:
            result = await self._connection.execute(insert(events).values(**row).returning(events.c.seq))
        except IntegrityError as error:
            if breaks_uniqueness(error):
                raise DuplicateEvent(new.external_id) from None
            raise
        return int(result.scalar_one())

    async def _answer(self, seq: int, answers: Sequence[int]) -> None:
        inbound = sorted(set(answers))
        rows = [{"inbound_seq": one, "reply_seq": seq} for one in inbound]
        try:
            await self._connection.execute(insert(answers_table).values(rows))
        except IntegrityError as error:
            if breaks_uniqueness(error):
                raise AlreadyAnswered(inbound) from None
            raise
        await self._connection.execute(delete(unanswered).where(unanswered.c.inbound_seq.in_(inbound)))

    async def _one(self, query: Select[Any]) -> Event | None:
        found = await self._all(query)
        return found[0] if found else None

    async def _all(self, query: Select[Any]) -> list[Event]:
        rows = (await self._connection.execute(query)).all()
        answered = await self._answered_by([row.seq for row in rows if row.author != "patient"])
        return [await self._event(row, tuple(answered[row.seq])) for row in rows]

    async def _answered_by(self, replies: Collection[int]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        if replies:
            query = select(answers_table).where(answers_table.c.reply_seq.in_(replies))
            for row in await self._connection.execute(query.order_by(answers_table.c.inbound_seq)):
                found[row.reply_seq].append(row.inbound_seq)
        return found

    async def _event(self, row: Row[Any], answers: tuple[int, ...]) -> Event:
        body = await self._keys.open(row.person_id, row.body)
        if body is None:
            body = {"text": "", "data": {"erased": True}}
        return Event(
            seq=row.seq, at=row.at, person_id=row.person_id, channel=row.channel, direction=row.direction,
            author=row.author, kind=row.kind, text=body["text"], data=body["data"], session_id=row.session_id,
            external_id=row.external_id, delivery=row.delivery, answers=answers,
        )  # fmt: skip


def _wants_answer(new: NewEvent) -> bool:
    return (new.direction, new.author, new.kind) == ("in", "patient", "message")


def _last_of_kinds(person_id: str, limit: int, kinds: Collection[EventKind]) -> Select[Any]:
    """The last seqs of each kind from the index: one rare kind must not make us read the whole thread."""
    parts = []
    for kind in sorted(kinds):
        last = select(events.c.seq).where(events.c.person_id == person_id, events.c.kind == kind)
        parts.append(select(last.order_by(events.c.seq.desc()).limit(limit).subquery().c.seq))
    if not parts:
        return select(events.c.seq).where(false())
    return select(union_all(*parts).subquery().c.seq)
