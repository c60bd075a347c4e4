"""Addresses, the edges that tie them to persons, and the cluster these edges form."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, Row, delete, insert, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import ContactPoint, ContactSystem, Link, LinkStrength
from store.ids import new_id
from store.records import PersonLink
from store.tables.people import contact_points, links, person_links

JOINING: tuple[LinkStrength, ...] = ("own", "proven", "granted")
"""Edges strong enough to make one cluster of two persons."""
_RANK: dict[str, int] = {"probable": 0, "granted": 1, "own": 2, "proven": 3}


class Contacts:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, system: ContactSystem, account: str, value: str) -> ContactPoint | None:
        c = contact_points.c
        query = select(contact_points).where(c.system == system, c.account == account, c.value == value)
        row = (await self._connection.execute(query)).first()
        return None if row is None else ContactPoint(row.id, row.system, row.account, row.value)

    async def create(self, system: ContactSystem, account: str, value: str) -> ContactPoint:
        contact = ContactPoint(new_id("cp"), system, account, value)
        row = {"id": contact.id, "system": system, "account": account, "value": value}
        await self._connection.execute(insert(contact_points).values(**row))
        return contact

    async def link(
        self,
        contact_point_id: str,
        person_id: str,
        strength: LinkStrength,
        evidence: str,
        author: str,
        now: datetime,
    ) -> Link:
        """One edge per pair: as strong or stronger evidence replaces it, weaker evidence leaves it as it is."""
        for known in await self.links_of_contact(contact_point_id):
            if known.person_id == person_id:
                return await self._strengthen(known, strength, evidence, author, now)
        row = {"contact_point_id": contact_point_id, "person_id": person_id, "strength": strength}
        row |= {"id": new_id("lnk"), "evidence": evidence, "author": author}
        await self._connection.execute(insert(links).values(**row, created_at=now))
        return Link(str(row["id"]), contact_point_id, person_id, strength, evidence, author, now)

    async def unlink(self, link_id: str) -> None:
        """Remove an edge of either kind."""
        await self._connection.execute(delete(links).where(links.c.id == link_id))
        await self._connection.execute(delete(person_links).where(person_links.c.id == link_id))

    async def links_of_contact(self, contact_point_id: str) -> list[Link]:
        """Oldest first."""
        query = select(links).where(links.c.contact_point_id == contact_point_id)
        rows = (await self._connection.execute(query.order_by(links.c.created_at, links.c.id))).all()
        return [_link(row) for row in rows]

    async def links_of_person(self, person_id: str) -> list[tuple[Link, ContactPoint]]:
        """Oldest first, each with its address."""
        joined = links.join(contact_points, links.c.contact_point_id == contact_points.c.id)
        c = contact_points.c
        query = select(links, c.system, c.account, c.value).select_from(joined).where(links.c.person_id == person_id)
        rows = (await self._connection.execute(query.order_by(links.c.created_at, links.c.id))).all()
        return [(_link(row), ContactPoint(row.contact_point_id, row.system, row.account, row.value)) for row in rows]

    async def link_persons(
        self, person_id: str, other_id: str, strength: LinkStrength, evidence: str, author: str, now: datetime
    ) -> PersonLink:
        """Join two persons; what was known of the pair before is replaced."""
        first, second = sorted((person_id, other_id))
        pair = person_links.c.person_id == first, person_links.c.other_id == second
        await self._connection.execute(delete(person_links).where(*pair))
        made = PersonLink(new_id("plk"), first, second, strength, evidence, author, now)
        row = {"id": made.id, "person_id": first, "other_id": second, "strength": strength, "evidence": evidence}
        await self._connection.execute(insert(person_links).values(**row, author=author, created_at=now))
        return made

    async def links_between_persons(self, person_id: str) -> list[PersonLink]:
        c = person_links.c
        query = select(person_links).where((c.person_id == person_id) | (c.other_id == person_id)).order_by(c.id)
        rows = (await self._connection.execute(query)).all()
        return [PersonLink(r.id, r.person_id, r.other_id, r.strength, r.evidence, r.author, r.created_at) for r in rows]

    async def cluster_of(self, person_id: str) -> str:
        """The name of the person's cluster: the smallest person id in it. One query for somebody on their own."""
        return min(await self.persons_of_cluster(person_id))

    async def persons_of_cluster(self, person_id: str) -> set[str]:
        """Everybody reachable over joining edges, the person included."""
        reached, edge = {person_id}, {person_id}
        while edge:
            rows = await self._connection.execute(_neighbours(edge))
            edge = {row[0] for row in rows} - reached
            reached |= edge
        return reached

    async def _strengthen(self, known: Link, strength: LinkStrength, evidence: str, author: str, now: datetime) -> Link:
        if _RANK[strength] < _RANK[known.strength]:
            return known
        changes: dict[str, Any] = {"strength": strength, "evidence": evidence, "author": author, "created_at": now}
        await self._connection.execute(update(links).where(links.c.id == known.id).values(**changes))
        return Link(known.id, known.contact_point_id, known.person_id, strength, evidence, author, now)


def _link(row: Row[Any]) -> Link:
    return Link(row.id, row.contact_point_id, row.person_id, row.strength, row.evidence, row.author, row.created_at)


def _neighbours(people: Iterable[str]) -> CompoundSelect[Any]:
    """Who shares an address with these people, or is tied to them directly."""
    here, there, tie = links.alias("here"), links.alias("there"), person_links.c
    some = sorted(people)
    shared = (
        select(there.c.person_id)
        .select_from(here.join(there, here.c.contact_point_id == there.c.contact_point_id))
        .where(here.c.person_id.in_(some), here.c.strength.in_(JOINING), there.c.strength.in_(JOINING))
    )
    outward = select(tie.other_id).where(tie.person_id.in_(some), tie.strength.in_(JOINING))
    inward = select(tie.person_id).where(tie.other_id.in_(some), tie.strength.in_(JOINING))
    return union(shared, outward, inward)
