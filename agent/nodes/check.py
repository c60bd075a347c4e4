"""check: sentence by sentence, nothing leaves that is not covered by a tool, approved knowledge or the patient.

A failing sentence is made again once, then dropped for an honest one, and staff get a task.
"""

from __future__ import annotations

from langchain_core.messages import AIMessage, SystemMessage
from langgraph.runtime import Runtime

from agent.check import Facts, check_sentence, split_sentences
from agent.state import TurnContext, TurnState
from domain.clinic import Lang
from domain.enquiry import Offer
from domain.thread import Choice, Reply, WebLink
from memory import staff_tasks
from prompts import say


async def check(state: TurnState, runtime: Runtime[TurnContext]) -> TurnState:
    context, brief = runtime.context, state["brief"]
    answer = state["messages"][-1]
    assert isinstance(answer, AIMessage)
    text, problems = _passed(str(answer.content), _facts(state, context), brief.lang)
    if problems and not state["retried"]:
        again = SystemMessage(f"Say it again without: {'; '.join(problems)}. Use only what the tools returned.")
        return {"messages": [*state["messages"], again], "retried": True}
    warned_only = bool(state["safety_line"]) and not problems
    if problems or not (text.strip() or warned_only):
        await _report(context, state, problems or ["empty"])
        text = f"{text} {say('safety.honest', brief.lang)}".strip()
    whole = f"{state['safety_line']}\n\n{text}".strip()
    for sentence in split_sentences(whole):
        context.emit(sentence)
    return {"reply": _reply(whole, state, answer)}


def _passed(text: str, facts: Facts, lang: Lang) -> tuple[str, list[str]]:
    """The text without the sentences that fail, and what was wrong with each."""
    problems: list[str] = []
    paragraphs: list[str] = []
    for paragraph in text.split("\n"):
        kept = []
        for sentence in split_sentences(paragraph):
            verdict = check_sentence(sentence, facts, lang)
            if verdict.ok:
                kept.append(sentence)
            else:
                problems.append(verdict.problem or "unsupported")
        paragraphs.append(" ".join(kept))
    return "\n".join(paragraphs).strip(), problems


def _facts(state: TurnState, context: TurnContext) -> Facts:
    brief, made, clinic = state["brief"], state["made"], context.services.clinic
    said = [event.text for event in brief.messages if event.author == "patient"]
    return Facts.collect(
        zone=clinic.zone,
        now=brief.now,
        tool_results=[one.result.model_dump_json() for one in made],
        approved=[text for one in made for text in one.result.approved],
        patient=[*said, state["heard"].text],
        practitioners=[p.name for p in clinic.practitioners],
        moments=[a.start for a in brief.appointments] + [o.slot.start for o in _offers(state)],
        phones=[clinic.phone, *([brief.known.phone] if brief.known.phone else [])],
        done=frozenset({one.result.done for one in made if one.result.done} | _held(state)),
    )


def _held(state: TurnState) -> set[str]:
    """A slot chosen earlier is still held while name or number are asked for."""
    enquiry = state["brief"].enquiry
    return {"held"} if enquiry and enquiry.chosen and enquiry.hold_id else set()


def _offers(state: TurnState) -> tuple[Offer, ...]:
    enquiry = state["brief"].enquiry
    return enquiry.offers if enquiry else ()


def _reply(text: str, state: TurnState, answer: AIMessage) -> Reply:
    """Buttons and links come from the last tool that showed any, or from the authored words of the policy."""
    extra = answer.additional_kwargs.get("faden", {})
    choices: tuple[Choice, ...] = tuple(Choice(c["title"], c["payload"]) for c in extra.get("choices", ()))
    links: tuple[WebLink, ...] = tuple(link for one in state["made"] for link in one.result.web_links())
    if not choices and extra.get("show_choices", True):
        choices = next((one.result.buttons() for one in reversed(state["made"]) if one.result.choices), ())
    data = {"asked": extra.get("asked", "nothing"), "asked_data": extra.get("asked_data", {})}
    sources = [one.result.data["source"] for one in state["made"] if one.result.data.get("source")]
    if sources:
        data["sources"] = sources
    return Reply(text, choices, links, data)


async def _report(context: TurnContext, state: TurnState, problems: list[str]) -> None:
    memory = context.services.memory
    async with memory.transaction() as work:
        await staff_tasks.file_task(
            work, "other", state["brief"].person_id, f"unsupported answer dropped: {'; '.join(problems)}", "today",
            memory.now(), key=f"check:{state['batch'][0].seq}",
        )  # fmt: skip
