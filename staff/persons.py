"""Persons: the list with its search, and everything about one of them. Whoever looks is written into the audit log."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Depends, Query

from domain.clinic import Clinic, Lang
from domain.enquiry import Enquiry
from domain.errors import BadInput
from domain.people import Person
from staff.access import Access, SignedIn
from staff.appointments import AppointmentReader
from staff.desk import Desk
from staff.shapes import EnquiryLine, Item, KnownFact, PersonDetails, PersonFile, PersonLine, PersonList
from staff.ties import ties_of
from store.unit_of_work import UnitOfWork

TIMELINE_LENGTH = 500
"""The latest entries shown of a timeline."""
LONGEST_QUERY = 200


def person_routes(desk: Desk, access: Access) -> APIRouter:
    router = APIRouter(prefix="/api/staff/persons", tags=["staff"])

    @router.get("")
    async def persons(
        q: str = Query("", max_length=LONGEST_QUERY),
        limit: int = Query(50, ge=1, le=200),
        after: str | None = Query(None, max_length=300),
        _: SignedIn = Depends(access.reading),
    ) -> PersonList:
        """Who was in touch last comes first; `q` is part of a name or of a number, `after` the `next` of before."""
        return await find_persons(desk, q, limit, after)

    @router.get("/{person_id}")
    async def person(person_id: str, who: SignedIn = Depends(access.reading)) -> PersonFile:
        """Everything about one person; the timeline is that of their whole cluster."""
        return await open_file(desk, who, person_id, desk.clinic.default_language)

    return router


async def find_persons(desk: Desk, q: str, limit: int, after: str | None = None) -> PersonList:
    async with desk.store.read() as work:
        found, following = await work.persons.search(q.replace("\0", ""), limit, after)
        items = [await _line(work, person, desk.clinic) for person in found]
    return PersonList(items=items, next=following)


async def open_file(desk: Desk, who: SignedIn, person_id: str, lang: Lang) -> PersonFile:
    """Read one person for a member of staff, and log that they did. Raises BadInput: unknown_person (404)."""
    async with desk.store.read() as work:
        person = await work.persons.get(person_id)
        if person is None:
            raise BadInput("unknown_person", "There is no such person.", status=404)
        file = await _file(work, person, desk.clinic, lang)
    async with desk.store.write() as work:
        await work.audit.add(who.user.username, "viewed person", person_id, {}, desk.clock.now())
    return file


async def _file(work: UnitOfWork, person: Person, clinic: Clinic, lang: Lang) -> PersonFile:
    cluster = sorted(await work.contacts.persons_of_cluster(person.id))
    facts = await work.persons.facts(person.id)
    enquiries = [enquiry for member in cluster for enquiry in await work.enquiries.of_person(member)]
    booked = {a.id: a for member in cluster for a in await work.calendar.appointments_of(member)}
    reader = AppointmentReader(work, clinic)
    return PersonFile(
        person=await _details(work, person, clinic),
        known=[KnownFact(field=f.field, value=f.value, source=f.source, level=int(f.level)) for f in facts],
        enquiries=[_enquiry(e, clinic, lang) for e in sorted(enquiries, key=lambda e: e.opened_at, reverse=True)],
        appointments=[await reader.shape(a) for a in sorted(booked.values(), key=lambda a: (a.start, a.id))],
        timeline=await _timeline(work, person.id, cluster, clinic),
    )


async def _details(work: UnitOfWork, person: Person, clinic: Clinic) -> PersonDetails:
    line = await _line(work, person, clinic)
    return PersonDetails(
        **line.model_dump(),
        birth_date=person.birth_date,
        language=person.language,
        patient_kind=person.patient_kind,
        created_at=person.created_at.astimezone(clinic.zone),
    )


async def _line(work: UnitOfWork, person: Person, clinic: Clinic) -> PersonLine:
    last = await work.persons.last_event_at(person.id)
    holder = await work.holders.get(await work.contacts.cluster_of(person.id))
    return PersonLine(
        id=person.id,
        name=person.name,
        phones=await _phones(work, person.id),
        last_event_at=last.astimezone(clinic.zone) if last else None,
        holder=holder.holder,
    )


async def _phones(work: UnitOfWork, person_id: str) -> list[str]:
    """Numbers only: a WhatsApp id may also be a business-scoped user id."""
    linked = [contact for _, contact in await work.contacts.links_of_person(person_id)]
    numbers = [c.value for c in linked if c.system in ("phone", "whatsapp") and c.value.startswith("+")]
    return list(dict.fromkeys(numbers))


async def _timeline(work: UnitOfWork, person_id: str, cluster: Sequence[str], clinic: Clinic) -> list[Item]:
    ties = await ties_of(work, person_id, cluster)
    events = [event for member in cluster for event in await work.events.recent(member, TIMELINE_LENGTH)]
    latest = sorted(events, key=lambda event: event.seq)[-TIMELINE_LENGTH:]
    return [
        Item(
            seq=event.seq, at=event.at.astimezone(clinic.zone), channel=event.channel, direction=event.direction,
            author=event.author, kind=event.kind, text=event.text, data=event.data, delivery=event.delivery,
            person_id=event.person_id, link=await ties.link_of(work, event),
        )
        for event in latest
    ]  # fmt: skip


def _enquiry(enquiry: Enquiry, clinic: Clinic, lang: Lang) -> EnquiryLine:
    return EnquiryLine(
        id=enquiry.id,
        topic=topic_of(enquiry, clinic, lang),
        status=enquiry.status,
        channel=enquiry.channel,
        opened_at=enquiry.opened_at.astimezone(clinic.zone),
    )


def topic_of(enquiry: Enquiry, clinic: Clinic, lang: Lang) -> str:
    """The clinic's own label for it and the patient's reason; the bare wish when there is neither."""
    label = _label(enquiry, clinic, lang)
    reason = (enquiry.reason or "").strip()
    return ": ".join(part for part in (label, reason) if part) or enquiry.wish


def _label(enquiry: Enquiry, clinic: Clinic, lang: Lang) -> str | None:
    """Visit type, else specialty, else the practitioner; what has left clinic.yaml since has no label."""
    titles = (
        [v.title.get(lang) for v in clinic.visit_types if v.id == enquiry.visit_type_id]
        + [s.title.get(lang) for s in clinic.specialties if s.id == enquiry.specialty_id]
        + [p.name for p in clinic.practitioners if p.id == enquiry.practitioner_id]
    )
    return titles[0] if titles else None
