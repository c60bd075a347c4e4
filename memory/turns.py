"""Where a turn began: which messages it serves and what was open then, journaled before anything is done.

A turn that is run again after a crash begins from the same place, so that it makes the same calls and finds
them in the journal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from domain.booking import Appointment
from domain.enquiry import Enquiry
from domain.ports import Work
from domain.thread import Event
from memory import journal
from memory.brief import Brief, Known

_TOOL = "turn"
_APPOINTMENTS = TypeAdapter(tuple[Appointment, ...])
_KNOWN = TypeAdapter(Known)


async def began(work: Work, lead_seq: int) -> dict[str, Any] | None:
    """The journaled beginning of the turn led by this message; None when it has not begun."""
    return await journal.find(work, lead_seq, _TOOL, 0)


async def begin(work: Work, brief: Brief, batch: Sequence[Event], now: datetime) -> None:
    """Journal the beginning; call inside a write transaction after `began` said None."""
    snapshot = {
        "batch": [event.seq for event in batch],
        "enquiry": brief.enquiry.model_dump(mode="json") if brief.enquiry else None,
        "appointments": _APPOINTMENTS.dump_python(brief.appointments, mode="json"),
        "known": _KNOWN.dump_python(brief.known, mode="json"),
        "emergency_open": brief.emergency_open,
        "opted_out": brief.opted_out,
    }
    await journal.record(work, brief.person_id, batch[0].seq, _TOOL, 0, {}, snapshot, now)


def at_start(brief: Brief, snapshot: dict[str, Any]) -> Brief:
    """The brief as it was when the turn began."""
    enquiry = Enquiry.model_validate(snapshot["enquiry"]) if snapshot["enquiry"] else None
    return replace(
        brief,
        enquiry=enquiry,
        appointments=_APPOINTMENTS.validate_python(snapshot["appointments"]),
        known=_KNOWN.validate_python(snapshot["known"]),
        emergency_open=bool(snapshot.get("emergency_open", brief.emergency_open)),
        opted_out=bool(snapshot.get("opted_out", brief.opted_out)),
    )
