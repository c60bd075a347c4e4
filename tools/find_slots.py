"""Find free times that fit what the patient wants, and remember them in the enquiry as the offer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from pydantic import BaseModel, Field

from domain.booking import Slot, SlotQuery
from domain.enquiry import Enquiry, Offer
from domain.errors import RuleViolation
from domain.ports import Work
from memory import enquiries
from tools.appointment_data import slot_buttons, slot_data
from tools.context import Call, ToolResult
from tools.tool import Effect, Tool

_REMEMBERED = 12
_WIDER: tuple[dict[str, object], ...] = (
    {"before": None, "after": None},
    {"time_from": None, "time_to": None},
    {"weekdays": (), "not_weekdays": (), "time_from": None, "time_to": None},
    {"date_to": None, "weekdays": (), "time_from": None, "time_to": None},
    {"date_from": None, "date_to": None, "weekdays": (), "not_weekdays": (), "time_from": None, "time_to": None},
)
"""How a wish is widened, step by step, until something is free."""


class When(BaseModel):
    """Days and times somebody wishes."""

    date_from: date | None = Field(None, description="first local date")
    date_to: date | None = Field(None, description="last local date, inclusive")
    weekdays: tuple[int, ...] = Field((), description="0 = Monday; empty = any")
    not_weekdays: tuple[int, ...] = ()
    time_from: time | None = Field(None, description="earliest start, local")
    time_to: time | None = Field(None, description="starts before; equal to time_from = exactly then")


class Args(When):
    practitioner_id: str | None = Field(None, description="id from the clinic's list; omit for any that fits")
    specialty_id: str | None = Field(None, description="id from the clinic's list")
    visit_type_id: str | None = Field(None, description="id from the clinic's list")
    more: bool = Field(False, description="other times than those offered so far")
    later: bool = Field(False, description="later than the last offer, or than the appointment to be moved")
    sooner: bool = Field(False, description="sooner than the first offer, or than the appointment to be moved")


async def find_slots(call: Call, args: Args) -> ToolResult:
    now = call.services.memory.now()
    enquiry = call.brief.enquiry
    query = _query(call, args, enquiry)
    seen = _seen(enquiry, args)
    slots, exact = await _search(call, query, seen)
    if not slots and seen:
        slots, exact = await _search(call, query, frozenset())
    if not slots:
        raise RuleViolation("nothing_free", days=call.clinic.booking.horizon_days, phone=call.clinic.phone)
    data = {
        "slots": [slot_data(slot, call.clinic, call.lang) for slot in slots],
        "as_wished": exact,
        "exact_time": bool(exact and args.time_from and args.time_from == args.time_to and len(slots) == 1),
    }
    result = ToolResult(data=data, choices=slot_buttons(slots, call.clinic, call.lang))
    async with call.services.memory.transaction() as work:
        current = await enquiries.current(work, call.brief.person_id, call.brief.channel, now)
        await _remember(call, work, current, query, slots)
        return await call.done(work, result)


def _query(call: Call, args: Args, enquiry: Enquiry | None) -> SlotQuery:
    offered = _from_where(call, enquiry)
    return SlotQuery(
        practitioner_id=args.practitioner_id,
        specialty_id=args.specialty_id,
        visit_type_id=args.visit_type_id,
        new_patient=call.brief.known.patient_kind != "returning",
        date_from=args.date_from,
        date_to=args.date_to,
        weekdays=args.weekdays,
        not_weekdays=args.not_weekdays,
        time_from=args.time_from,
        time_to=args.time_to,
        after=max(offered) if args.later and offered else None,
        before=min(offered) if args.sooner and offered else None,
        limit=call.clinic.booking.offers,
    )


def _from_where(call: Call, enquiry: Enquiry | None) -> list[datetime]:
    """What "later" and "sooner" are seen from: the times offered last, else the appointment to be moved."""
    if enquiry is None:
        return []
    moving = call.brief.appointment(enquiry.appointment_id or "") if enquiry.wish == "move" else None
    return [offer.slot.start for offer in enquiry.offers] or ([moving.start] if moving else [])


def _seen(enquiry: Enquiry | None, args: Args) -> frozenset[str]:
    if enquiry is None or not (args.more or args.later):
        return frozenset()
    return frozenset(enquiry.offered_ever) | {offer.id for offer in enquiry.offers}


async def _search(call: Call, query: SlotQuery, seen: frozenset[str]) -> tuple[list[Slot], bool]:
    """Slots not seen yet: as wished, else with the wish widened one step at a time."""
    found = await _find(call, query, seen)
    if found:
        return found, True
    for step in _WIDER:
        found = await _find(call, query.model_copy(update={"before": None, "after": None, **step}), seen)
        if found:
            return found, False
    return [], False


async def _find(call: Call, query: SlotQuery, seen: frozenset[str]) -> list[Slot]:
    now = call.services.memory.now()
    wider = query.model_copy(update={"limit": query.limit + len(seen)})
    slots = await call.services.calendar.find(wider, now=now, person_id=call.brief.person_id)
    return sorted([slot for slot in slots if slot.id not in seen][: query.limit], key=lambda slot: slot.start)


async def _remember(call: Call, work: Work, enquiry: Enquiry, query: SlotQuery, slots: Sequence[Slot]) -> None:
    wish = enquiry.wish if enquiry.wish == "move" else "book"
    await enquiries.save(
        work,
        enquiry,
        call.services.memory.now(),
        wish=wish,
        query=query,
        offers=tuple(Offer(id=slot.id, slot=slot) for slot in slots),
        offered_ever=(*enquiry.offered_ever, *(offer.id for offer in enquiry.offers))[-_REMEMBERED:],
        chosen=None,
        practitioner_id=enquiry.practitioner_id or query.practitioner_id,
        specialty_id=enquiry.specialty_id or query.specialty_id,
        visit_type_id=enquiry.visit_type_id or query.visit_type_id,
    )


TOOL = Tool(
    name="find_slots",
    description="Find free appointment times. Offer the patient exactly the slots this returns.",
    args=Args,
    effect=Effect.WRITE,
    run=find_slots,
    during_emergency=False,
)
