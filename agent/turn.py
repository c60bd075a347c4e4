"""The door of the agent: `Receptionist.answer` serves one stored message, exactly once, whatever crashes in between."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from weakref import WeakValueDictionary

from langchain_core.language_models import BaseChatModel

from agent.embedded.understanding import Understander
from agent.graph import turn_graph
from agent.state import TurnContext, TurnState
from domain.thread import Event, Reply
from memory import staff_tasks, turns
from prompts import say
from tools import Services

_RECURSION = 40
SayPart = Callable[[str, int, str], None]
"""(person id, turn, sentence): hears sentences while a reply is made."""


class Receptionist:
    """One turn in, one reply out. Turns of one person are serialised; different people do not wait for each other."""

    def __init__(self, services: Services, understander: Understander, model: BaseChatModel, say_part: SayPart) -> None:
        self._services = services
        self._understander = understander
        self._model = model
        self._say_part = say_part
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def answer(self, person_id: str, inbound_seq: int, modality: str = "text") -> None:
        """Answer the message unless it is answered already; messages that waited meanwhile share the reply."""
        lock = self._locks.setdefault(person_id, asyncio.Lock())
        async with lock:
            async with self._services.memory.one_turn_at_a_time(person_id):
                # A turn that had died serves its own messages first; this message may then need one more.
                while batch := await self._batch(person_id, inbound_seq):
                    await self._turn(person_id, batch, modality)

    async def _batch(self, person_id: str, inbound_seq: int) -> tuple[Event, ...]:
        """What this turn serves. A turn that had begun before a crash keeps the messages it began with."""
        waiting = await self._services.memory.pending(person_id, inbound_seq)
        if not waiting:
            return ()
        async with self._services.memory.reading() as work:
            snapshot = await turns.began(work, waiting[0].seq)
        if snapshot is None:
            return tuple(waiting)
        return tuple(event for event in waiting if event.seq in snapshot["batch"])

    async def _turn(self, person_id: str, batch: tuple[Event, ...], modality: str) -> None:
        lead = batch[0].seq
        context = TurnContext(
            services=self._services,
            understander=self._understander,
            model=self._model,
            emit=lambda sentence: self._say_part(person_id, lead, sentence),
            modality=modality,
        )
        try:
            await turn_graph().ainvoke(TurnState(batch=batch), {"recursion_limit": _RECURSION}, context=context)
        except Exception as fault:
            await self._apologise(person_id, batch, fault)
            raise

    async def _apologise(self, person_id: str, batch: tuple[Event, ...], fault: Exception) -> None:
        """A bug of ours: the patient gets an honest sentence, staff a task; the caller logs the fault."""
        memory = self._services.memory
        brief = await memory.recall(person_id, batch)
        async with memory.transaction() as work:
            await staff_tasks.file_task(
                work, "other", person_id, f"turn failed: {type(fault).__name__}", "today", memory.now(),
                key=f"fault:{batch[0].seq}",
            )  # fmt: skip
        await memory.reply(person_id, batch, Reply(say("safety.fault", brief.lang)), brief.lang)
