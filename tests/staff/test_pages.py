"""The console's pages: true, escaped, in two languages, and behind the login."""

from __future__ import annotations

import re
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

import staff
from domain.thread import NewEvent
from staff.words import LANGUAGES, loaded
from tests.staff.front_desk import FRIDAY, NOW, FrontDesk

ATTACK = '<script>alert(1)</script><img src=x onerror="alert(2)">'
FOLDER = Path(staff.__file__).parent
PAGES = ("/staff", "/staff/persons", "/staff/appointments")


class Page(HTMLParser):
    """Every start tag of a page, as a browser reads it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def guarded(answer: httpx.Response) -> bool:
    """Nothing inline, nothing from elsewhere, and headers that would stop both."""
    policy = answer.headers["content-security-policy"]
    for tag, attributes in Page(answer.text).tags:
        names = [name for name in attributes if name == "style" or name.startswith("on")]
        addresses = [attributes.get(name) or "" for name in ("src", "href", "action")]
        inline = tag == "style" or (tag == "script" and not attributes.get("src"))
        if names or inline or not all(re.match(r"(/(?!/)|#|tel:\+\d+$|$)", address) for address in addresses):
            return False
    strict = "default-src 'none'" in policy and "unsafe" not in policy
    return strict and answer.headers["cache-control"] == "no-store"


async def test_without_login_every_page_is_the_login_form_and_leads_back(desk: FrontDesk) -> None:
    client = desk.client(accept="text/html")
    front = await client.get("/staff")
    assert front.status_code == 200
    for path in (*PAGES[1:], "/staff/persons/per_x?lang=de"):
        answer = await client.get(path)
        assert answer.status_code == 401
        assert 'action="/staff/login"' in answer.text
        assert f'name="next" value="{path}"' in answer.text
        assert guarded(answer)
    assert not await desk.audited()


async def test_overview_shows_what_waits_who_comes_and_who_wrote(desk: FrontDesk) -> None:
    sarah = await desk.person("Sarah Weber")
    await desk.says(sarah, "Hallo")
    await desk.booked(sarah, sarah, FRIDAY)
    await desk.booked(sarah, sarah, FRIDAY + timedelta(hours=1), status="cancelled")
    await desk.booked(sarah, sarah, FRIDAY + timedelta(days=20))
    async with desk.store.write() as work:
        task = await work.tasks.add("human", sarah, "Bitte zurückrufen", "today", NOW - timedelta(hours=2))
    client = await desk.in_browser()
    page = await client.get("/staff?lang=de")
    assert guarded(page)
    for shown in ("Sarah Weber", "Bitte zurückrufen", "vor 2 Stunden", "Freitag, 18. Oktober 2024", "14:00", task.id):
        assert shown in page.text
    assert page.text.count('class="visit visit-') == 1
    assert client.cookies["faden_csrf"] in page.text


async def test_a_persons_page_shows_the_whole_thread(desk: FrontDesk) -> None:
    sarah = await desk.person("Sarah Weber", "+442079460999")
    seq = await desk.says(sarah, "Haben Sie etwas frei?")
    await desk.knows(sarah, "phone", "+442079460999", seq)
    await desk.knows(sarah, "birth_date", "1988-03-04")
    await desk.knows(sarah, "opt_out.whatsapp", "yes")
    await desk.booked(sarah, sarah, FRIDAY)
    choices = [{"title": "Fr 14:00", "payload": "s1"}]
    deed = NewEvent(sarah, "web", "internal", "assistant", "tool_call", data={"tool": "find_slots", "ok": True})
    reply = NewEvent(sarah, "web", "out", "assistant", "message", "Ja, am Freitag.", {"choices": choices})
    async with desk.store.write() as work:
        await work.events.append(deed, NOW)
        await work.events.append(reply, NOW, [seq])
    client = await desk.in_browser()
    page = await client.get(f"/staff/persons/{sarah}?lang=de")
    assert page.status_code == 200
    assert guarded(page)
    for shown in ("+44 20 7946 0999", "Haben Sie etwas frei?", "Ja, am Freitag.", "Freie Zeiten gesucht", "Fr 14:00"):
        assert shown in page.text
    assert "4. März 1988" in page.text
    assert "Keine Nachrichten (WhatsApp)" in page.text
    assert f'href="#e{seq}"' in page.text
    assert f'id="e{seq}"' in page.text
    english = await client.get(f"/staff/persons/{sarah}?lang=en")
    assert "Looked for free times" in english.text


async def test_an_unknown_person_is_a_page_too(desk: FrontDesk) -> None:
    answer = await (await desk.in_browser()).get("/staff/persons/per_unknown")
    assert answer.status_code == 404
    assert 'href="/staff/persons"' in answer.text


async def test_foreign_text_is_text_everywhere(desk: FrontDesk) -> None:
    person_id = await desk.person(ATTACK)
    seq = await desk.says(person_id, ATTACK)
    await desk.knows(person_id, "name", ATTACK, seq)
    await desk.knows(person_id, ATTACK, ATTACK)
    await desk.booked(person_id, await desk.person(ATTACK), FRIDAY, visit_type_id=ATTACK, practitioner_id=ATTACK)
    shown = {"choices": [{"title": ATTACK, "payload": ATTACK}], "links": [{"title": ATTACK, "url": "javascript:a()"}]}
    async with desk.store.write() as work:
        await work.tasks.add("human", person_id, ATTACK, "now", NOW)
        event = NewEvent(person_id, "web", "out", "assistant", "message", ATTACK, shown | {"tool": ATTACK})
        await work.events.append(event, NOW, [seq])
    client = await desk.in_browser()
    for path in (*PAGES, f"/staff/persons/{person_id}", f"/staff/persons?q={ATTACK}"):
        page = await client.get(path)
        assert page.status_code == 200
        assert guarded(page), path
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text


async def test_search_finds_and_says_when_it_does_not(desk: FrontDesk) -> None:
    await desk.person("Sarah Weber")
    client = await desk.in_browser()
    assert "Sarah Weber" in (await client.get("/staff/persons?q=weber")).text
    nobody = await client.get("/staff/persons?q=xyz&lang=en")
    assert "Nobody found for “xyz”." in nobody.text
    assert (await client.get("/staff/persons?after=nonsense")).status_code == 200
    assert (await client.get("/staff/persons?q=" + "x" * 3000)).status_code == 200


async def test_a_long_list_goes_on_over_the_page(desk: FrontDesk) -> None:
    for number in range(31):
        await desk.person(f"Person {number:02}", at=NOW + timedelta(minutes=number))
    client = await desk.in_browser()
    first = (await client.get("/staff/persons?lang=en")).text
    assert "Person 30" in first
    assert "Person 00" not in first
    following = re.search(r'href="(/staff/persons\?[^"]*)" rel="next"', first)
    assert following is not None
    assert "Person 00" in (await client.get(following[1].replace("&amp;", "&"))).text


@pytest.mark.parametrize(
    ("query", "shown"), [("", True), ("?from=2024-10-18", True), ("?from=2024-10-19", False), ("?from=x", True)]
)
async def test_a_week_of_appointments(desk: FrontDesk, query: str, shown: bool) -> None:
    sarah = await desk.person("Sarah Weber")
    await desk.booked(sarah, sarah, FRIDAY)
    page = await (await desk.in_browser()).get(f"/staff/appointments{query}")
    assert page.status_code == 200
    assert ("Sarah Weber" in page.text) is shown


async def test_language_is_asked_for_then_kept_then_the_browsers(desk: FrontDesk) -> None:
    client = desk.client(**{"Accept-Language": "fr-CH, de;q=0.8, en;q=0.5"})
    assert '<html lang="de">' in (await client.get("/staff")).text
    assert '<html lang="en">' in (await client.get("/staff?lang=en")).text
    assert '<html lang="en">' in (await client.get("/staff")).text
    assert '<html lang="en">' in (await client.get("/staff?lang=xx")).text
    assert '<html lang="en">' in (await desk.client().get("/staff")).text


async def test_static_files_and_nothing_else(desk: FrontDesk) -> None:
    client = desk.client()
    for name in ("staff.css", "staff.js", "mark.svg"):
        assert (await client.get(f"/staff/static/{name}")).status_code == 200
    for name in ("..%2frouter.py", "%2e%2e/words.py", "login.html", "%2e%2e"):
        assert (await client.get(f"/staff/static/{name}")).status_code == 404


def test_both_languages_have_every_word_a_page_asks_for() -> None:
    german, english = (loaded(lang) for lang in LANGUAGES)
    assert german.keys() == english.keys()
    sources = [path.read_text() for path in (*FOLDER.glob("templates/*.html"), *FOLDER.glob("*.py"))]
    asked = set(re.findall(r'\bt\("([a-z_.]+)"[,)]', "\n".join(sources)))
    assert len(asked) > 40
    assert asked <= german.keys()
    for key in german:
        assert set(re.findall(r"\{(\w+)\}", german[key])) == set(re.findall(r"\{(\w+)\}", english[key])), key
