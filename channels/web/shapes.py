"""How the thread looks to the widget: EVENT of contract.md."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from domain.clinic import Clinic
from domain.thread import Event


def event_shape(event: Event, clinic: Clinic) -> dict[str, Any]:
    """EVENT = seq, at (local ISO with offset), author, name, text, answers, choices, links."""
    names = {"assistant": clinic.name, "system": clinic.name, "staff": event.data.get("name")}
    return {
        "seq": event.seq,
        "at": _local(event, clinic.zone),
        "author": event.author,
        "name": names.get(event.author),
        "text": event.text,
        "answers": list(event.answers),
        "choices": list(event.data.get("choices", [])),
        "links": list(event.data.get("links", [])),
    }


def _local(event: Event, zone: ZoneInfo) -> str:
    return event.at.astimezone(zone).isoformat()


def clinic_shape(clinic: Clinic) -> dict[str, Any]:
    """What the widget shows of the clinic."""
    return {
        "id": clinic.id,
        "name": clinic.name,
        "phone": clinic.phone,
        "privacy_url": clinic.privacy_url,
        "timezone": clinic.timezone,
        "languages": ["de", "en"],
    }
