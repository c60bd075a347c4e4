"""One step of the policy: the plan's own calls first, then the handler of its aim. The table is the policy."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from agent.embedded.dialogue import answering, booking, changing, chatting
from agent.embedded.dialogue.plan import BOOKING_AIMS, Aim, make_plan
from agent.embedded.dialogue.situation import Ask, Situation, Speech, Step
from agent.state import Heard, Made
from domain.clinic import Clinic
from memory import Brief
from tools import TOOLS, usable

_HANDLERS: dict[Aim, Callable[[Situation], Step]] = {
    "human": chatting.human,
    "confirmed": changing.confirmed,
    "declined": changing.declined,
    "drop": chatting.dropped,
    "think": chatting.think,
    "cancel": changing.cancel,
    "list": changing.listed,
    "move": changing.move,
    "take": booking.book,
    "which_offer": booking.which_offer,
    "book": booking.book,
    "topic": answering.answer,
    "answer": answering.answer,
    "complaint": chatting.complaint,
    "ask_bot": chatting.ask_bot,
    "thanks": chatting.thanks,
    "goodbye": chatting.goodbye,
    "greeting": chatting.greeting,
    "contact": chatting.contact,
    "unclear_contact": booking.unclear_contact,
    "keep": changing.keep,
    "silence": chatting.silence,
    "unknown_doctor": chatting.unknown_doctor,
    "which_practitioner": booking.which_practitioner,
    "off_topic": chatting.off_topic,
    "close_call": chatting.close_call,
    "unsure": chatting.unsure,
    "lifted": chatting.lifted,
}


def next_step(brief: Brief, start: Brief, heard: Heard, made: Sequence[Made], clinic: Clinic) -> list[Ask] | Speech:
    """The calls to make now, or what to say."""
    plan = make_plan(start, heard, clinic)
    situation = Situation(clinic, brief, start, heard, plan, tuple(made))
    if len(made) < len(plan.calls):
        return [Ask(call.tool, call.args) for call in plan.calls[len(made) :]]
    refusal = booking.contact_refused(situation)
    if refusal:
        return refusal
    if brief.emergency_open and plan.aim in BOOKING_AIMS:
        return Speech([situation.say("safety.stopped")])
    step = _HANDLERS[plan.aim](situation)
    if isinstance(step, Speech):
        return _not_word_for_word(situation, step)
    return [step] if _may(step, brief) else Speech([situation.say("safety.stopped")])


def _not_word_for_word(s: Situation, speech: Speech) -> Speech:
    """Nobody says the same thing twice running without saying so."""
    if s.brief.last_replies[-1:] == (speech.text,):
        speech.parts = [f"{s.say('dialogue.once_more')}\n\n{speech.text}"]
    return speech


def _may(ask: Ask, brief: Brief) -> bool:
    """Whether the tool may be used now: a "yes" or a name may lead back into a booking that danger has stopped."""
    return TOOLS[ask.tool] in usable(TOOLS, brief)
