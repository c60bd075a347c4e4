"""Persons and what is known about them. Names are plain, so that staff can search; facts are sealed."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, exists, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import BadInput
from domain.people import Assurance, Fact, Person
from store.ids import new_id
from store.keys import PersonKeys
from store.tables.people import contact_points, facts, links, persons

_FIELDS = frozenset({"name", "birth_date", "language", "patient_kind"})
_FEWEST_DIGITS = 3
_MOST_LISTED = 200


class Persons:
    def __init__(self, connection: AsyncConnection, keys: PersonKeys) -> None:
        self._connection = connection
        self._keys = keys

    async def create(
        self, now: datetime, name: str | None = None, language: str | None = None, *, person_id: str | None = None
    ) -> Person:
        """A new person; `person_id` only where records come from elsewhere with ids of their own."""
        made = person_id or new_id("per")
        row = {"id": made, "created_at": now, "language": language, "last_event_at": now}
        await self._connection.execute(insert(persons).values(**row, **_named(name)))
        await self._keys.make_sure(made)  # now, while nobody else can: two first writers would make two
        return await self._must(made)

    async def get(self, person_id: str) -> Person | None:
        row = (await self._connection.execute(select(persons).where(persons.c.id == person_id))).first()
        return None if row is None else _person(row)

    async def update(self, person_id: str, **fields: Any) -> Person:
        """Change name, birth_date, language or patient_kind. Raises LookupError when there is no such person."""
        unknown = fields.keys() - _FIELDS
        if unknown:
            raise ValueError(f"a person has no {', '.join(sorted(unknown))}")
        changes = fields | (_named(fields["name"]) if "name" in fields else {})
        if changes:
            await self._connection.execute(update(persons).where(persons.c.id == person_id).values(**changes))
        return await self._must(person_id)

    async def search(
        self, q: str | None = None, limit: int = 50, after: str | None = None
    ) -> tuple[list[Person], str | None]:
        """Who was in touch last comes first. `q`: part of the name or of a linked number; `after`: the last `next`."""
        limit = max(1, min(limit, _MOST_LISTED))
        query = select(persons).order_by(persons.c.last_event_at.desc(), persons.c.id.desc()).limit(limit + 1)
        if q and q.strip():
            query = _matching(query, q)
        if after is not None:
            at, person_id = _read_cursor(after)
            same = and_(persons.c.last_event_at == at, persons.c.id < person_id)
            query = query.where(or_(persons.c.last_event_at < at, same))
        rows = (await self._connection.execute(query)).all()
        shown = rows[:limit]
        return [_person(row) for row in shown], _cursor(shown[-1]) if len(rows) > limit else None

    async def last_event_at(self, person_id: str) -> datetime | None:
        """When something last happened in this thread; None when nothing has."""
        query = select(persons.c.last_event_at, persons.c.event_count).where(persons.c.id == person_id)
        row = (await self._connection.execute(query)).first()
        return row.last_event_at if row is not None and row.event_count else None

    async def facts(self, person_id: str) -> list[Fact]:
        """The current value of every field known, in the order they were learnt; none when erased."""
        known = facts.c.person_id == person_id, facts.c.current.is_(True)
        rows = (await self._connection.execute(select(facts).where(*known).order_by(facts.c.number))).all()
        opened = [(row, await self._keys.open(person_id, row.body)) for row in rows]
        return [
            Fact(row.field, value, row.source, Assurance(row.level), row.at)
            for row, value in opened
            if value is not None
        ]

    async def put_fact(self, person_id: str, fact: Fact) -> None:
        """The latest value wins; the ones before stay as history. The same again changes nothing."""
        for known in await self.facts(person_id):
            if (known.field, known.value, known.level) == (fact.field, fact.value, fact.level):
                return
        same = facts.c.person_id == person_id, facts.c.field == fact.field, facts.c.current.is_(True)
        await self._connection.execute(update(facts).where(*same).values(current=False))
        body = await self._keys.seal(person_id, fact.value)
        row = {"person_id": person_id, "field": fact.field, "body": body, "source": fact.source}
        await self._connection.execute(insert(facts).values(**row, level=int(fact.level), at=fact.at, current=True))

    async def _must(self, person_id: str) -> Person:
        person = await self.get(person_id)
        if person is None:
            raise LookupError(f"there is no person {person_id}")
        return person


def folded(text: str) -> str:
    """Lower case without accents, so that "muller" finds "Müller"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def _named(name: str | None) -> dict[str, str | None]:
    return {"name": name, "name_folded": None if name is None else folded(name)}


def _person(row: Row[Any]) -> Person:
    return Person(row.id, row.created_at, row.name, row.birth_date, row.language, row.patient_kind)


def _matching(query: Select[Any], q: str) -> Select[Any]:
    words = [persons.c.name_folded.contains(word, autoescape=True) for word in folded(q).split()]
    wanted = and_(*words)
    digits = re.sub(r"\D", "", q.replace("(0)", "")).lstrip("0")
    if len(digits) >= _FEWEST_DIGITS:
        numbers = contact_points.c.system.in_(("phone", "whatsapp")), contact_points.c.value.contains(digits)
        joined = links.join(contact_points, links.c.contact_point_id == contact_points.c.id)
        wanted = or_(wanted, exists().select_from(joined).where(links.c.person_id == persons.c.id, *numbers))
    return query.where(wanted)


def _cursor(row: Row[Any]) -> str:
    return base64.urlsafe_b64encode(f"{row.last_event_at.isoformat()}|{row.id}".encode()).decode()


def _read_cursor(cursor: str) -> tuple[datetime, str]:
    try:
        at, person_id = base64.urlsafe_b64decode(cursor.encode()).decode().split("|", 1)
        instant = datetime.fromisoformat(at)
        instant.astimezone(UTC)  # the ends of time have no UTC
    except (ValueError, OverflowError, binascii.Error):
        raise BadInput("bad_cursor", "`after` is not a cursor this list has given", status=422) from None
    if instant.utcoffset() is None:
        raise BadInput("bad_cursor", "`after` is not a cursor this list has given", status=422)
    return instant, person_id
