"""What a tool is, which of them a person may use, and how a call is made once and only once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from pydantic import BaseModel, ValidationError

from domain.errors import RuleViolation
from memory import Brief, journal
from tools.context import Call, Services, ToolResult


class Effect(Enum):
    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Tool:
    """`description` and the field descriptions of `args` are what the model reads."""

    name: str
    description: str
    args: type[BaseModel]
    effect: Effect
    run: Callable[[Call, Any], Awaitable[ToolResult]]
    during_emergency: bool = True
    """Booking stops while an emergency is open (design.md, Emergency)."""


def usable(tools: Mapping[str, Tool], brief: Brief) -> list[Tool]:
    """The tools this person may use now."""
    return [tool for tool in tools.values() if tool.during_emergency or not brief.emergency_open]


async def run(
    tools: Mapping[str, Tool], name: str, args: dict[str, Any], services: Services, brief: Brief, inbound_seq: int,
    ordinal: int,
) -> ToolResult:  # fmt: skip
    """Make the call, or return what the journal says it came to when it was made before."""
    if name not in tools:
        return _unknown(name)
    earlier = await _earlier(services, inbound_seq, name, ordinal)
    if earlier:
        return earlier
    call = Call(services, brief, inbound_seq, name, ordinal, args)
    result = await _attempt(tools, call)
    if not call.recorded:
        async with services.memory.transaction() as work:
            await call.done(work, result)
    return result


async def _earlier(services: Services, inbound_seq: int, name: str, ordinal: int) -> ToolResult | None:
    async with services.memory.reading() as work:
        stored = await journal.find(work, inbound_seq, name, ordinal)
    return ToolResult.model_validate(stored) if stored is not None else None


async def _attempt(tools: Mapping[str, Tool], call: Call) -> ToolResult:
    tool = tools[call.tool]
    if tool not in usable(tools, call.brief):
        return _unknown(call.tool)
    try:
        args = tool.args.model_validate(call.args)
    except ValidationError as fault:
        return ToolResult(ok=False, code="bad_arguments", data={"fields": [str(e["loc"]) for e in fault.errors()]})
    try:
        return await tool.run(call, args)
    except RuleViolation as no:
        call.recorded = False
        return ToolResult(ok=False, code=no.code, data={k: str(v) for k, v in no.values.items()})


def _unknown(name: str) -> ToolResult:
    return ToolResult(ok=False, code="unknown_tool", data={"tool": name})
