"""Persons, facts, addresses, links and the clusters they form; sessions on top of them."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import BackendError, BadInput
from domain.people import Assurance, Fact, LinkStrength
from store.engine import Store, open_store
from store.errors import PersonErased
from store.unit_of_work import UnitOfWork
from tests.store.conftest import KEY
from tests.store.rows import HOUR, NOW, add_person, say


async def names(work: UnitOfWork, q: str) -> list[str | None]:
    return [person.name for person in (await work.persons.search(q))[0]]


async def test_a_person_keeps_what_is_changed_and_only_that(store: Store) -> None:
    async with store.write() as work:
        made = await work.persons.create(NOW, language="de")
        assert (made.name, made.language, made.created_at) == (None, "de", NOW)
        changed = await work.persons.update(made.id, name="Ada", birth_date=date(1990, 2, 28), patient_kind="new")
        assert changed == await work.persons.get(made.id)
        assert (changed.name, changed.birth_date, changed.language) == ("Ada", date(1990, 2, 28), "de")
        assert (await work.persons.update(made.id)) == changed
        with pytest.raises(ValueError, match="id"):
            await work.persons.update(made.id, id="per_other")
        with pytest.raises(LookupError):
            await work.persons.update("per_nobody", name="Eve")
        assert await work.persons.get("per_nobody") is None


async def test_search_finds_names_however_written_and_numbers_however_spaced(store: Store) -> None:
    muller = await add_person(store, "Jürgen MÜLLER")
    await add_person(store, "Ada 100% Lovelace", NOW - HOUR)
    await add_person(store, None)
    async with store.write() as work:
        contact = await work.contacts.create("phone", "clinic", "+442079460142")
        await work.contacts.link(contact.id, muller, "probable", "typed", "patient", NOW)
        visitor = await work.contacts.create("web", "clinic", "v-2079460142")
        await work.contacts.link(visitor.id, await add(work, "Web"), "own", "token", "system", NOW)
    async with store.read() as work:
        for q in ("müll", "MULLER", "jürgen m", "muller jurgen", "+44 20 7946 0142", "+44 (0)20 7946", "020 7946 0142"):
            assert await names(work, q) == ["Jürgen MÜLLER"], q
        assert await names(work, "100%") == ["Ada 100% Lovelace"]
        assert await names(work, "%") == ["Ada 100% Lovelace"]
        assert await names(work, "_") == []
        assert await names(work, "nobody") == []
        assert len(await names(work, " ")) == 4


async def add(work: UnitOfWork, name: str) -> str:
    return (await work.persons.create(NOW - HOUR * 2, name)).id


async def test_pages_follow_on_without_gap_or_repeat(store: Store) -> None:
    made = {await add_person(store, f"p{n}", NOW + timedelta(minutes=n // 3)) for n in range(10)}
    seen: list[str] = []
    after: str | None = None
    async with store.read() as work:
        while True:
            page, after = await work.persons.search(None, 3, after)
            seen += [person.id for person in page]
            if after is None:
                break
    assert len(seen) == 10
    assert set(seen) == made


@pytest.mark.parametrize("cursor", ["", "x", "🙂", "bm90fGE=", "MjAyNC0wMS0wMXxh"])
async def test_a_cursor_we_never_gave_is_bad_input(store: Store, cursor: str) -> None:
    async with store.read() as work:
        with pytest.raises(BadInput):
            await work.persons.search(None, 3, cursor)


async def test_the_latest_fact_wins_and_a_repetition_changes_nothing(store: Store) -> None:
    ada = await add_person(store)
    first = Fact("name", "Ada", None, Assurance.ANONYMOUS, NOW)
    again = Fact("name", "Ada", None, Assurance.ANONYMOUS, NOW + HOUR)
    proven = Fact("name", "Ada", None, Assurance.PROVEN, NOW + HOUR)
    phone = Fact("phone", "+442079460142", (await say(store, ada)).seq, Assurance.HINT, NOW)
    async with store.write() as work:
        for fact in (first, phone, again):
            await work.persons.put_fact(ada, fact)
        assert await work.persons.facts(ada) == [first, phone]
        await work.persons.put_fact(ada, proven)
        assert await work.persons.facts(ada) == [phone, proven]


async def test_an_address_exists_once_per_account(store: Store) -> None:
    async with store.write() as work:
        made = await work.contacts.create("phone", "clinic", "+4420")
        assert await work.contacts.find("phone", "clinic", "+4420") == made
        assert await work.contacts.find("whatsapp", "clinic", "+4420") is None
        await work.contacts.create("phone", "other", "+4420")

    async def twice() -> None:
        async with store.write() as work:
            await work.contacts.create("phone", "clinic", "+4420")

    with pytest.raises(BackendError) as caught:
        await twice()
    assert not caught.value.permanent  # somebody was quicker: finding it comes next


async def test_a_family_shares_an_address_and_edges_can_be_removed(store: Store) -> None:
    ada, bea = await add_person(store), await add_person(store)
    async with store.write() as work:
        contact = await work.contacts.create("phone", "clinic", "+4420")
        mine = await work.contacts.link(contact.id, ada, "own", "call", "system", NOW)
        hers = await work.contacts.link(contact.id, bea, "probable", "typed", "patient", NOW + HOUR)
        assert await work.contacts.links_of_contact(contact.id) == [mine, hers]
        assert await work.contacts.links_of_person(bea) == [(hers, contact)]
        await work.contacts.unlink(mine.id)
        assert await work.contacts.links_of_contact(contact.id) == [hers]
        assert await work.contacts.links_of_person(ada) == []


async def test_weaker_evidence_does_not_replace_stronger(store: Store) -> None:
    ada = await add_person(store)
    async with store.write() as work:
        contact = await work.contacts.create("phone", "clinic", "+4420")
        typed = await work.contacts.link(contact.id, ada, "probable", "typed", "patient", NOW)
        proven = await work.contacts.link(contact.id, ada, "proven", "code", "system", NOW + HOUR)
        assert (proven.id, proven.strength, proven.evidence) == (typed.id, "proven", "code")
        assert await work.contacts.link(contact.id, ada, "probable", "typed", "patient", NOW) == proven
        assert await work.contacts.links_of_person(ada) == [(proven, contact)]


async def test_persons_are_joined_and_separated(store: Store) -> None:
    ada, bea = await add_person(store), await add_person(store)
    async with store.write() as work:
        await work.contacts.link_persons(ada, bea, "probable", "same birth date", "system", NOW)
        assert await work.contacts.cluster_of(bea) == bea
        joined = await work.contacts.link_persons(bea, ada, "proven", "staff", "admin", NOW)
        assert await work.contacts.links_between_persons(ada) == [joined]
        assert await work.contacts.cluster_of(bea) == await work.contacts.cluster_of(ada) == min(ada, bea)
        await work.contacts.unlink(joined.id)
        assert await work.contacts.cluster_of(ada) == ada


_PEOPLE = [f"per_{n}" for n in range(7)]
_STRENGTHS: st.SearchStrategy[LinkStrength] = st.sampled_from(["own", "proven", "granted", "probable"])
_LINKS = st.lists(st.tuples(st.sampled_from(_PEOPLE), st.integers(0, 4), _STRENGTHS), max_size=14)
_TIES = st.lists(st.tuples(st.sampled_from(_PEOPLE), st.sampled_from(_PEOPLE), _STRENGTHS), max_size=5)


def clusters(edges: list[tuple[str, str]]) -> dict[str, str]:
    """The naive way: paint until nothing changes."""
    name = {person: person for person in _PEOPLE}
    places = dict(name)
    for _ in range(len(_PEOPLE) * 2):
        for person, place in edges:
            best = min(name.get(person, "~"), places.get(place, "~"))
            name[person], places[place] = best, best
            if place in name:
                name[place] = best
            if person in places:
                places[person] = best
    return name


@settings(max_examples=25, deadline=None)
@given(links=_LINKS, ties=_TIES)
def test_clusters_are_the_connected_parts_whatever_the_edges(
    links: list[tuple[str, int, LinkStrength]], ties: list[tuple[str, str, LinkStrength]]
) -> None:
    strongest: dict[tuple[str, str], LinkStrength] = {}
    for person, place, strength in links:
        key = (person, f"place{place}")
        if strength != "probable" or key not in strongest:
            strongest[key] = strength
    pairs = {tuple(sorted((a, b))): strength for a, b, strength in ties if a != b}
    strong = [edge for edge, strength in (*strongest.items(), *pairs.items()) if strength != "probable"]
    expected = clusters([(a, b) for a, b in strong])

    async def found() -> dict[str, str]:
        with TemporaryDirectory() as folder:
            store = open_store(f"sqlite+aiosqlite:///{Path(folder)}/x.sqlite", KEY)
            await store.migrate()
            try:
                async with store.write() as work:
                    return await _built(work)
            finally:
                await store.close()

    async def _built(work: UnitOfWork) -> dict[str, str]:
        for person in _PEOPLE:
            await work.persons.create(NOW, person_id=person)
        for person, place, strength in links:
            contact = await work.contacts.find("phone", "clinic", f"place{place}")
            contact = contact or await work.contacts.create("phone", "clinic", f"place{place}")
            await work.contacts.link(contact.id, person, strength, "e", "a", NOW)
        for one, other, strength in ties:
            if one != other:
                await work.contacts.link_persons(one, other, strength, "e", "a", NOW)
        return {person: await work.contacts.cluster_of(person) for person in _PEOPLE}

    assert asyncio.run(found()) == expected


async def test_sessions_open_switch_language_and_end(store: Store) -> None:
    ada = await add_person(store)
    async with store.write() as work:
        contact = await work.contacts.create("web", "clinic", "v1")
        assert await work.sessions.latest(ada, "web") is None
        first = await work.sessions.open(ada, contact.id, "web", NOW)
        second = await work.sessions.open(ada, contact.id, "web", NOW, "de")
        assert await work.sessions.latest(ada, "web") == second
        assert await work.sessions.latest(ada, "voice") is None
        await work.sessions.set_language(first.id, "en")
        await work.sessions.end(first.id, NOW + HOUR)
        await work.sessions.end(first.id, NOW + HOUR * 2)
        ended = await work.sessions.get(first.id)
        assert ended
        assert (ended.language, ended.ended_at) == ("en", NOW + HOUR)
        assert await work.sessions.get("ses_none") is None


async def test_nothing_is_written_about_somebody_erased(store: Store) -> None:
    ada = await add_person(store)
    await say(store, ada)
    async with store.write() as work:
        await work.keys.erase(ada, NOW)
    with pytest.raises(PersonErased):
        await say(store, ada, "and another thing")
