"""The journal of a turn: every tool call and its result, stored with the message it serves.

A turn that runs again reads it back instead of acting again: UNIQUE(inbound, tool, ordinal).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.ports import Work
from store.unit_of_work import unit_of_work


async def find(work: Work, inbound_seq: int, tool: str, ordinal: int) -> dict[str, Any] | None:
    """The stored result of this very call, or None when it has not been made."""
    return await unit_of_work(work).journal.find(inbound_seq, tool, ordinal)


async def record(
    work: Work,
    person_id: str,
    inbound_seq: int,
    tool: str,
    ordinal: int,
    args: dict[str, Any],
    result: dict[str, Any],
    now: datetime,
) -> None:
    """Store a call with its result, in the transaction of its write."""
    await unit_of_work(work).journal.put(inbound_seq, tool, ordinal, args, result, now, person_id=person_id)
