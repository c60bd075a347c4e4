"""Open business in a transaction: the person's current enquiry, made when there is none, and saved as it changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.enquiry import Enquiry
from domain.ports import Work
from domain.thread import Channel
from store.ids import new_id
from store.unit_of_work import unit_of_work


async def current(work: Work, person_id: str, channel: Channel, now: datetime) -> Enquiry:
    """The open enquiry of this person, or a fresh one (not yet stored)."""
    found = await unit_of_work(work).enquiries.open_for(person_id)
    if found:
        return found
    return Enquiry(id=new_id("enq"), person_id=person_id, channel=channel, opened_at=now, updated_at=now)


async def save(work: Work, enquiry: Enquiry, now: datetime, **changes: Any) -> Enquiry:
    """Store the enquiry with the changed fields."""
    changed = enquiry.model_copy(update={**changes, "updated_at": now})
    await unit_of_work(work).enquiries.put(changed)
    return changed
