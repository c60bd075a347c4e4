"""recall: the brief at the present assurance, the language, the words heard, and what the journal already holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from langgraph.runtime import Runtime

from agent.conversation import history, replayed
from agent.embedded.intents import ASKED, Asked
from agent.embedded.understanding import Understanding
from agent.state import Heard, Made, TurnContext, TurnState
from domain.clinic import Lang
from domain.thread import Event
from memory import Brief, turns
from tools import ToolResult

_SURE = 0.8
_WORDS_TO_SWITCH = 3


async def recall(state: TurnState, runtime: Runtime[TurnContext]) -> TurnState:
    context = runtime.context
    memory = context.services.memory
    batch = state["batch"]
    brief = await memory.recall(batch[0].person_id, batch, context.modality)
    start = await _begun(context, brief, batch)
    heard = _hear(context, start, batch)
    brief = replace(brief, lang=_language(brief, heard.understanding))
    start = replace(start, lang=brief.lang)
    made = [
        Made(entry["tool"], entry["args"], ToolResult.model_validate(entry["result"]))
        for entry in await memory.journaled(batch[0].seq)
        if entry["tool"] != "turn"
    ]
    return {
        "brief": brief,
        "start": start,
        "heard": heard,
        "made": made,
        "messages": [*history(brief, heard, context.services.clinic), *replayed(made)],
        "steps": 0,
        "retried": False,
        "safety_line": "",
    }


async def _begun(context: TurnContext, brief: Brief, batch: Sequence[Event]) -> Brief:
    memory = context.services.memory
    async with memory.transaction() as work:
        snapshot = await turns.began(work, batch[0].seq)
        if snapshot is None:
            await turns.begin(work, brief, batch, memory.now())
            return brief
    return turns.at_start(brief, snapshot)


def _hear(context: TurnContext, start: Brief, batch: Sequence[Event]) -> Heard:
    text = "\n".join(event.text for event in batch)
    payload = batch[-1].data.get("payload")
    hint = start.lang if start.lang_settled else None
    understanding = context.understander.understand(text, now=start.now, asked=_asked(start), lang=hint)
    return Heard(tuple(batch), text, payload, understanding)


def _asked(brief: Brief) -> Asked:
    """The dialogue state as the understanding knows it (contract.md, `--asked`)."""
    if brief.asked == "patient_name":
        return "name"
    return next((known for known in ASKED if known == brief.asked), "nothing")


def _language(brief: Brief, heard: Understanding) -> Lang:
    """Language belongs to the conversation: it switches only on clear words (nlu.md §6)."""
    if heard.lang == brief.lang:
        return brief.lang
    enough = len(heard.text.split()) >= _WORDS_TO_SWITCH
    if heard.lang_p > _SURE and (enough or not brief.lang_settled):
        return heard.lang
    return brief.lang
