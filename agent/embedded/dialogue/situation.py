"""What the policy decides over, and what it decides: an Ask (one more tool call) or a Speech."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from agent.embedded.dialogue.plan import Plan
from agent.state import Heard, Made
from domain.clinic import Clinic, Lang
from domain.enquiry import Asked, Enquiry
from memory import Brief
from prompts import Modality, say, times, variants


@dataclass(frozen=True, slots=True)
class Ask:
    """A tool call to make before speaking."""

    tool: str
    args: dict[str, Any]


@dataclass(slots=True)
class Speech:
    """What to say, what it asks for, and the buttons under it (none: those of the last tool)."""

    parts: list[str] = field(default_factory=list)
    asked: Asked = "nothing"
    asked_data: dict[str, Any] = field(default_factory=dict)
    choices: list[tuple[str, str]] = field(default_factory=list)
    show_choices: bool = True

    @property
    def text(self) -> str:
        return " ".join(part for part in self.parts if part)


Step = Ask | Speech


@dataclass(frozen=True, slots=True)
class Situation:
    """The turn as the policy sees it: the brief now, the brief when it began, the plan, and what was made since."""

    clinic: Clinic
    brief: Brief
    start: Brief
    heard: Heard
    plan: Plan
    made: tuple[Made, ...]

    @property
    def lang(self) -> Lang:
        return self.brief.lang

    @property
    def enquiry(self) -> Enquiry | None:
        return self.brief.enquiry

    @property
    def since_plan(self) -> tuple[Made, ...]:
        """Calls made after the plan's own."""
        return self.made[len(self.plan.calls) :]

    def last(self, *tools: str) -> Made | None:
        """The latest call among these tools made after the plan's own."""
        return next((one for one in reversed(self.since_plan) if one.tool in tools), None)

    def say(self, entry: str, /, **values: object) -> str:
        """Authored words, in a wording not used in the last two replies when there is another."""
        modality: Modality = "voice" if self.brief.modality == "voice" else "text"
        wordings = len(variants(entry, self.lang, modality))
        first = len(self.brief.messages) % wordings
        spoken = [
            say(entry, self.lang, variant=(first + i) % wordings, modality=modality, **values) for i in range(wordings)
        ]
        recent = " ".join(self.brief.last_replies)
        latest = self.brief.last_replies[-1] if self.brief.last_replies else ""
        fresh = [words for words in spoken if words not in recent] or [words for words in spoken if words not in latest]
        return (fresh or spoken)[0]

    def moment(self, iso: str) -> str:
        """A result's ISO time in words, in the clinic's zone."""
        return times.moment(datetime.fromisoformat(iso).astimezone(self.clinic.zone), self.lang)

    def address(self) -> str:
        place = self.clinic.address
        return f"{place.street}, {place.city}"
