"""Answer a question about the clinic: from its own directory (who, when) or its approved knowledge, source kept.

What the clinic has not written down is not answered: the gap is logged for staff in the same transaction.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from domain.clinic import Clinic
from knowledge_base.library import Answer, Hit
from memory import staff_tasks
from tools.context import Call, Shown, ToolResult
from tools.directory import practitioner_data, visit_prices, who_treats
from tools.tool import Effect, Tool

_SURELY_OURS = 0.8
"""A question that does not sound like one for a clinic is answered only when a topic fits it very well."""
Aspect = Literal["who_treats", "working_days", "team"]


class Args(BaseModel):
    question: str = Field(min_length=1, max_length=1000, description="the question, understandable by itself")
    aspect: Aspect | None = Field(None, description="who_treats/working_days/team: answered from the directory")
    specialty_id: str | None = None
    practitioner_id: str | None = None
    topic_id: str | None = Field(None, description="a topic the patient picked from offered choices")
    off_topic: bool = Field(False, description="probably not about the clinic: not logged as a gap when unknown")


async def answer_from_clinic(call: Call, args: Args) -> ToolResult:
    if args.aspect:
        directory = _from_directory(call.clinic, args, call)
        if directory:
            return directory
    if args.topic_id:
        hit = await call.services.knowledge.topic_hit(args.topic_id, call.lang)
        if hit:
            return await _found(call, args, hit)
    answer = await call.services.knowledge.answer(args.question, call.lang)
    if args.off_topic and (answer.kind != "found" or answer.hits[0].score < _SURELY_OURS):
        return ToolResult(data={"kind": "unknown", "question": args.question, "off_topic": True})
    if answer.kind == "found":
        return await _found(call, args, answer.hits[0])
    if answer.kind == "choices":
        return _choices(call, answer)
    return await _gap(call, args)


def _from_directory(clinic: Clinic, args: Args, call: Call) -> ToolResult | None:
    lang = call.lang
    if args.aspect == "team":
        people = [practitioner_data(p, clinic, lang) for p in clinic.practitioners]
        return ToolResult(data={"kind": "team", "practitioners": people, "source": "clinic.yaml"})
    if args.practitioner_id in {p.id for p in clinic.practitioners}:
        people = [practitioner_data(clinic.practitioner(str(args.practitioner_id)), clinic, lang)]
    elif args.specialty_id in {s.id for s in clinic.specialties}:
        people = who_treats(clinic, str(args.specialty_id), lang)
    else:
        return None
    data = {"kind": args.aspect, "practitioners": people, "source": "clinic.yaml"}
    if people:
        data["prices"] = visit_prices(clinic, people[0]["specialty_id"], lang)
    return ToolResult(data=data)


async def _found(call: Call, args: Args, hit: Hit) -> ToolResult:
    topic = hit.topic
    practitioner = next((p for p in call.clinic.practitioners if p.id == topic.practitioner), None)
    result = ToolResult(
        data={
            "kind": "found",
            "text": hit.answer,
            "text_lang": hit.lang_of_text,
            "source": hit.source,
            "topic": topic.id,
            "noted_for": practitioner.name if topic.clinical and practitioner else None,
        },
        links=tuple(Shown(title=link.title.get(call.lang), target=link.url) for link in topic.links),
        approved=(hit.answer,),
    )
    if not topic.clinical:
        return result
    summary = f"{practitioner.name}: {args.question}" if practitioner else args.question
    async with call.services.memory.transaction() as work:
        await staff_tasks.file_task(
            work, "clinician_question", call.brief.person_id, summary, "today", call.services.memory.now()
        )
        return await call.done(work, result)


def _choices(call: Call, answer: Answer) -> ToolResult:
    choices = tuple(Shown(title=hit.topic.title.get(call.lang), target=f"topic:{hit.topic.id}") for hit in answer.hits)
    topics = [{"topic": hit.topic.id, "title": hit.topic.title.get(call.lang)} for hit in answer.hits]
    return ToolResult(data={"kind": "choices", "topics": topics}, choices=choices)


async def _gap(call: Call, args: Args) -> ToolResult:
    async with call.services.memory.transaction() as work:
        await staff_tasks.file_task(
            work, "knowledge_gap", call.brief.person_id, args.question, "soon", call.services.memory.now(),
            key=f"gap:{call.brief.person_id}:{args.question.casefold()[:200]}",
        )  # fmt: skip
        return await call.done(work, ToolResult(data={"kind": "unknown", "question": args.question}))


TOOL = Tool(
    name="answer_from_clinic",
    description="Answer a question about the clinic from its approved knowledge. Say its text, do not add to it.",
    args=Args,
    effect=Effect.READ,
    run=answer_from_clinic,
)
