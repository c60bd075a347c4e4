"""By which link an event came into somebody's timeline: the weakest edge on the best way from one to the other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from domain.people import LinkStrength
from domain.thread import Event
from store.unit_of_work import UnitOfWork

_RANK: dict[LinkStrength, int] = {"probable": 0, "granted": 1, "proven": 2, "own": 3}
"""Here "own" is first-hand and says the most; what was proven later says a little less."""


def weaker(one: LinkStrength, other: LinkStrength) -> LinkStrength:
    return min(one, other, key=_RANK.__getitem__)


@dataclass
class Ties:
    """The cluster as seen from one person: how each member is tied to them, and each address to its person."""

    members: dict[str, LinkStrength]
    addresses: dict[tuple[str, str], LinkStrength]
    _session_address: dict[str, str] = field(default_factory=dict)

    async def link_of(self, work: UnitOfWork, event: Event) -> LinkStrength:
        """An event outside any session, or by an address since unlinked, came by its person alone."""
        member = self.members[event.person_id]
        if event.session_id is None:
            return member
        if event.session_id not in self._session_address:
            session = await work.sessions.get(event.session_id)
            self._session_address[event.session_id] = session.contact_point_id if session else ""
        address = self.addresses.get((event.person_id, self._session_address[event.session_id]))
        return weaker(member, address) if address else member


async def ties_of(work: UnitOfWork, person_id: str, cluster: Collection[str]) -> Ties:
    """Read the edges of a cluster and rate every member by the best way to them."""
    addresses: dict[tuple[str, str], LinkStrength] = {}
    for member in cluster:
        for link, contact in await work.contacts.links_of_person(member):
            addresses[member, contact.id] = link.strength
    edges = _shared(addresses)
    for member in cluster if len(cluster) > 1 else ():
        for tie in await work.contacts.links_between_persons(member):
            edges += [(tie.person_id, tie.other_id, tie.strength), (tie.other_id, tie.person_id, tie.strength)]
    return Ties(_best_ways(person_id, cluster, edges), addresses)


def _shared(addresses: dict[tuple[str, str], LinkStrength]) -> list[tuple[str, str, LinkStrength]]:
    """Persons on one address, each pair as good as the weaker of its two links."""
    return [
        (here, there, weaker(one, other))
        for (here, address), one in addresses.items()
        for (there, same), other in addresses.items()
        if here != there and address == same
    ]


def _best_ways(
    start: str, cluster: Collection[str], edges: list[tuple[str, str, LinkStrength]]
) -> dict[str, LinkStrength]:
    members: dict[str, LinkStrength] = dict.fromkeys(cluster, "probable")
    members[start] = "own"
    for _ in cluster:
        for here, there, strength in edges:
            way = weaker(members[here], strength) if here in members else "probable"
            if there in members and _RANK[way] > _RANK[members[there]]:
                members[there] = way
    return members
