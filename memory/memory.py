"""The facade doors, tools and agent use: receive, recall, reply, and one transaction for a tool's writes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.people import Assurance
from domain.ports import Clock, Signals, Work
from domain.thread import Channel, Event, Inbound, Lang, NewEvent, Reply
from memory import facts
from memory.arrivals import Arrivals
from memory.brief import Brief
from memory.leases import Leases
from memory.recall import Recall
from store.engine import Store
from store.errors import AlreadyAnswered
from store.unit_of_work import UnitOfWork, unit_of_work


@dataclass(frozen=True, slots=True)
class Arrival:
    """A stored message: `duplicate` when the same external id was stored before."""

    person_id: str
    session_id: str
    event: Event
    duplicate: bool


def thread_topic(person_id: str) -> str:
    """The signal topic of one person's thread."""
    return f"thread:{person_id}"


class Memory:
    """One memory for all channels. Everything written goes through one transaction and is signalled after it."""

    def __init__(self, store: Store, clock: Clock, signals: Signals) -> None:
        self._store = store
        self._clock = clock
        self._signals = signals
        self._arrivals = Arrivals()
        self._recall = Recall()
        self._leases = Leases(store)

    def transaction(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A write transaction: commits at the end, rolls back on any exception."""
        return self._store.write()

    def reading(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A read-only transaction."""
        return self._store.read()

    def now(self) -> datetime:
        return self._clock.now()

    async def visit(self, inbound: Inbound, greeting: Reply | None) -> tuple[str, str, bool]:
        """Open or resume a web visit: (person id, session id, whether new). A new visitor is greeted in the thread."""
        async with self._store.read() as work:
            known = await self._arrivals.known(work, inbound)
        if known:
            return known.person_id, known.session_id, False
        async with self._store.write() as work:
            found = await self._arrivals.person(work, inbound, self.now())
            if greeting and found.new:
                await self._append_reply(work, found.person_id, found.session_id, inbound, greeting)
        return found.person_id, found.session_id, found.new

    async def _append_reply(
        self, work: UnitOfWork, person_id: str, session_id: str, inbound: Inbound, reply: Reply
    ) -> None:
        event = NewEvent(
            person_id=person_id,
            session_id=session_id,
            channel=inbound.channel,
            direction="out",
            author=reply.author,
            kind="message",
            text=reply.text,
            data=reply_data(reply),
            delivery="sent",
        )
        await self.append(work, event)

    async def receive(self, inbound: Inbound) -> Arrival:
        """Store a patient's message once. After this returns it will be answered even if the process dies."""
        async with self._store.write() as work:
            found = await self._arrivals.person(work, inbound, self.now())
            external = f"{inbound.channel}:{found.contact_point_id}:{inbound.external_id}"
            earlier = await work.events.by_external_id(external)
            if earlier:
                return Arrival(found.person_id, found.session_id, earlier, True)
            text = inbound.text or await self._arrivals.title_of(work, found.person_id, inbound.payload)
            event = await self.append(
                work,
                NewEvent(
                    person_id=found.person_id,
                    session_id=found.session_id,
                    channel=inbound.channel,
                    direction="in",
                    author="patient",
                    kind="message",
                    text=text,
                    data={"payload": inbound.payload} if inbound.payload else {},
                    external_id=external,
                ),
            )
        return Arrival(found.person_id, found.session_id, event, False)

    async def append(self, work: Work, event: NewEvent, answers: Sequence[int] = ()) -> Event:
        """Append to the thread inside a transaction; listeners hear of it after the commit."""
        uow = unit_of_work(work)
        stored = await uow.events.append(event, self.now(), answers)
        uow.on_commit(lambda: self._signal(stored))
        return stored

    def _signal(self, event: Event) -> None:
        message = {"type": "event", "seq": event.seq, "person_id": event.person_id, "channel": event.channel}
        self._signals.publish(thread_topic(event.person_id), message)
        self._signals.publish("events", message)

    async def pending(self, person_id: str, inbound_seq: int) -> list[Event]:
        """The unanswered messages a turn for `inbound_seq` serves: oldest first, one channel; empty when answered."""
        async with self._store.read() as work:
            inbound = await work.events.get(inbound_seq)
            if inbound is None:
                return []
            waiting = await work.events.unanswered(person_id, inbound.channel)
        if all(event.seq != inbound_seq for event in waiting):
            return []
        return [event for event in waiting if event.session_id == inbound.session_id]

    async def all_pending(self) -> list[tuple[str, int]]:
        """(person id, seq) of every message waiting for an answer: what a restart resumes."""
        async with self._store.read() as work:
            return await work.events.all_unanswered()

    async def recall(self, person_id: str, batch: Sequence[Event], modality: str = "text") -> Brief:
        """The brief for one turn, at the assurance of the contact the messages came from."""
        async with self._store.read() as work:
            return await self._recall.brief(work, person_id, batch, modality, self.now())

    async def refresh(self, brief: Brief) -> Brief:
        """The same brief after tools have written: enquiry, appointments and what is known are read again."""
        async with self._store.read() as work:
            return await self._recall.refresh(work, brief)

    async def reply(self, person_id: str, batch: Sequence[Event], reply: Reply, lang: Lang) -> Event | None:
        """Store the one reply to a batch of messages. None when another turn has answered them already."""
        try:
            async with self._store.write() as work:
                return await self._reply(work, person_id, batch, reply, lang)
        except AlreadyAnswered:
            return None

    async def _reply(self, work: UnitOfWork, person_id: str, batch: Sequence[Event], reply: Reply, lang: Lang) -> Event:
        last = batch[-1]
        if last.session_id:
            await work.sessions.set_language(last.session_id, lang)
        event = NewEvent(
            person_id=person_id,
            session_id=last.session_id,
            channel=last.channel,
            direction="out",
            author=reply.author,
            kind="message",
            text=reply.text,
            data=reply_data(reply),
            delivery="sent",
        )
        return await self.append(work, event, [message.seq for message in batch])

    async def thread_after(self, person_id: str, seq: int, channel: Channel) -> list[Event]:
        """Everything said in this person's own conversation on one channel after `seq`."""
        found: list[Event] = []
        async with self._store.read() as work:
            while page := await work.events.after(person_id, seq, channel=channel):
                seq = page[-1].seq
                found += [event for event in page if event.kind == "message"]
        return found

    async def journaled(self, inbound_seq: int) -> list[dict[str, Any]]:
        """Every tool call already made for a message, in order: name, args, result."""
        async with self._store.read() as work:
            entries = await work.journal.of_inbound(inbound_seq)
        return [{"tool": e.tool, "ordinal": e.ordinal, "args": e.args, "result": e.result} for e in entries]

    async def consent(self, work: Work, brief: Brief, field: str, value: str, seq: int) -> None:
        """Keep what the person allowed or refused, with the message that says so."""
        await facts.learn(work, brief.person_id, field, value, source=seq, level=brief.assurance, now=self.now())

    @asynccontextmanager
    async def one_turn_at_a_time(self, person_id: str) -> AsyncIterator[None]:
        """Serialise the turns of one cluster across processes, by a lease that outlives no crashed holder."""
        async with self._store.read() as work:
            cluster = await work.contacts.cluster_of(person_id)
        async with self._leases.held(f"turn:{cluster}"):
            yield

    async def disclose(self, work: Work, brief_person: str, what: str, level: Assurance, why: str, seq: int) -> None:
        """Log a disclosure of personal data: what, at which level, why."""
        uow = unit_of_work(work)
        event = await uow.events.get(seq)
        channel = event.channel if event else "web"
        await uow.disclosures.add(brief_person, what, int(level), why, channel, seq, self.now())


def reply_data(reply: Reply) -> dict[str, Any]:
    """How buttons and links of a reply are kept with its event."""
    data = dict(reply.data)
    if reply.choices:
        data["choices"] = [{"title": c.title, "payload": c.payload} for c in reply.choices]
    if reply.links:
        data["links"] = [{"title": link.title, "url": link.url} for link in reply.links]
    return data
