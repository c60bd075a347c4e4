"""screen: rules before any model — emergency, its withdrawal, opt-out and back in.

Rules alone raise RED: fixed words, fixed numbers, booking stops, staff are told in the same transaction.
"""

from __future__ import annotations

from dataclasses import replace

from langgraph.runtime import Runtime

from agent import screen as rules
from agent.state import Heard, TurnContext, TurnState
from domain.thread import Event, NewEvent, Reply
from memory import Brief, staff_tasks
from prompts import say


async def screen(state: TurnState, runtime: Runtime[TurnContext]) -> TurnState:
    context, brief, heard, start = runtime.context, state["brief"], state["heard"], state["start"]
    emergency = rules.screen_emergency(heard.text)
    if emergency.level == "RED":
        await _raise(context, brief, heard, emergency.kind or "other")
        return _reply(rules.emergency_words(emergency, brief.lang, context.services.clinic.country), "RED")
    if rules.opts_out(heard.text):
        await _set_opt_out(context, brief, heard.batch[0], "yes")
        return _system("safety.opted_out", brief)
    if start.emergency_open:
        if not rules.withdraws_emergency(heard.text):
            return _still(context, brief)
        await _lift(context, brief)
        return {"safety_line": say("safety.lifted", brief.lang), "brief": replace(brief, emergency_open=False)}
    if start.opted_out:
        return await _opting_in(context, state)
    if emergency.level == "AMBER":
        await _pass_on_medication(context, brief, heard, emergency.kind)
        return {"safety_line": rules.emergency_words(emergency, brief.lang, context.services.clinic.country)}
    return {}


def _reply(text: str, emergency: str) -> TurnState:
    return {"reply": Reply(text, data={"emergency": emergency})}


def _still(context: TurnContext, brief: Brief) -> TurnState:
    """Until the patient says it is none, an emergency is all we talk about."""
    words = rules.emergency_words(rules.Emergency("RED", "other"), brief.lang, context.services.clinic.country)
    return _reply(f"{words} {say('safety.stopped', brief.lang)}", "RED")


async def _raise(context: TurnContext, brief: Brief, heard: Heard, kind: str) -> None:
    memory = context.services.memory
    async with memory.transaction() as work:
        await staff_tasks.file_task(
            work,
            "emergency",
            brief.person_id,
            f"RED {kind}: {heard.text[:300]}",
            "now",
            memory.now(),
            key=f"emergency:{heard.batch[0].seq}",
        )
        if not brief.emergency_open:
            await memory.append(work, _event(brief, "raised", kind))


async def _lift(context: TurnContext, brief: Brief) -> None:
    """The patient's word lifts the stop on booking, never the task."""
    memory = context.services.memory
    if not brief.emergency_open:  # this turn is run again
        return
    async with memory.transaction() as work:
        await memory.append(work, _event(brief, "lifted", "patient"))


async def _pass_on_medication(context: TurnContext, brief: Brief, heard: Heard, kind: str | None) -> None:
    """A question about a dose is never answered here; a clinician sees it."""
    if kind != "medication":
        return
    memory = context.services.memory
    async with memory.transaction() as work:
        await staff_tasks.file_task(
            work, "clinician_question", brief.person_id, heard.text[:500], "today", memory.now(),
            key=f"medication:{heard.batch[0].seq}",
        )  # fmt: skip


def _event(brief: Brief, state: str, kind: str) -> NewEvent:
    return NewEvent(
        person_id=brief.person_id,
        session_id=brief.session_id or None,
        channel=brief.channel,
        direction="internal",
        author="system",
        kind="emergency",
        data={"state": state, "kind": kind},
    )


async def _opting_in(context: TurnContext, state: TurnState) -> TurnState:
    """Who has opted out is answered by the system, not by the receptionist, until they want to hear from us again."""
    brief, heard = state["brief"], state["heard"]
    if not rules.opts_in(heard.text):
        return _system("safety.still_opted_out", brief)
    await _set_opt_out(context, brief, heard.batch[0], "no")
    return _system("safety.opted_in", brief)


async def _set_opt_out(context: TurnContext, brief: Brief, inbound: Event, value: str) -> None:
    memory = context.services.memory
    async with memory.transaction() as work:
        await memory.consent(work, brief, f"opt_out.{brief.channel}", value, inbound.seq)


def _system(name: str, brief: Brief) -> TurnState:
    return {"reply": Reply(say(name, brief.lang), author="system")}
