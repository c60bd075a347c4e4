"""What lives for the length of one turn, and what the turn may use. Nothing here outlives the reply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypedDict

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from agent.embedded.understanding import Understander, Understanding
from domain.thread import Event, Reply
from memory import Brief
from tools import Services, ToolResult

MAX_STEPS = 6
"""Rounds of tool calls in one turn; beyond that the patient gets an honest sentence and staff a task."""


@dataclass(frozen=True, slots=True)
class Made:
    """A tool call of this turn and what it came to."""

    tool: str
    args: dict[str, Any]
    result: ToolResult


@dataclass(frozen=True, slots=True)
class Heard:
    """The patient's words of this turn (several quick messages are one), and what they seem to mean."""

    batch: tuple[Event, ...]
    text: str
    payload: str | None
    understanding: Understanding


@dataclass(slots=True)
class TurnContext:
    """What a turn may use: handed in from outside, the same for model and tools."""

    services: Services
    understander: Understander
    model: BaseChatModel
    emit: Callable[[str], None]
    """Hears each sentence that passed the check, as soon as it did."""
    modality: str = "text"


class TurnState(TypedDict, total=False):
    """The graph's state. `start` is the brief when the turn began, `brief` the present one."""

    batch: tuple[Event, ...]
    brief: Brief
    start: Brief
    heard: Heard
    made: list[Made]
    messages: list[BaseMessage]
    steps: int
    retried: bool
    safety_line: str
    reply: Reply


@dataclass(slots=True)
class Spoken:
    """What the model said in one go, before the check."""

    text: str
    data: dict[str, Any] = field(default_factory=dict)
