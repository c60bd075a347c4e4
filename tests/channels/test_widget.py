"""The conversation as a patient has it in the web chat: open, write, choose, read, come back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.channels.widget_stand_in import SLOTS, StandIn

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]


def opened(page: Any) -> Any:
    page.locator("[part=launcher]").click()
    page.locator("[part=message]").first.wait_for()
    return page


def say(page: Any, text: str) -> None:
    """Write it and wait for the stand-in's echo."""
    page.locator("[part=input]").fill(text)
    page.keyboard.press("Enter")
    page.locator("[part=message][data-author=assistant]").filter(has_text=text).wait_for()


def messages(page: Any) -> list[str]:
    texts: list[str] = page.locator("[part=message]").all_text_contents()
    return texts


def test_nobody_is_contacted_before_the_chat_is_opened_and_then_it_says_what_it_is(
    server: StandIn, visit: Visit
) -> None:
    page = visit()
    assert page.locator("[part=launcher]").get_attribute("aria-expanded") == "false"
    assert server.received == []
    opened(page)
    assert page.locator("[part=launcher]").get_attribute("aria-expanded") == "true"
    assert "KI-Assistentin" in messages(page)[0]
    assert page.locator("[role=dialog] header").text_content() == "Riverside Medical CenterKI-Assistentin"
    assert server.received == [{"type": "hello", "visitor": None, "last_seq": 0, "lang": "de", "identity": None}]


def test_keyboard_alone_opens_writes_and_closes(server: StandIn, visit: Visit) -> None:
    page = visit()
    page.locator("[part=launcher]").focus()
    page.keyboard.press("Enter")
    page.locator("[part=message]").first.wait_for()
    page.keyboard.type("Guten Abend,")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("haben Sie samstags offen?")
    page.keyboard.press("Enter")
    page.get_by_text("Sie schrieben: Guten Abend,").wait_for()
    own = page.locator("[part=message][data-author=patient]")
    assert own.inner_text() == "Guten Abend,\nhaben Sie samstags offen?"
    assert page.locator("[part=input]").input_value() == ""
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.part.value") == "launcher"


def test_a_blank_message_is_not_sent(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    page.locator("[part=input]").fill("  \n ")
    page.locator("[part=send]").click(force=True)
    say(page, "da")
    assert [frame["text"] for frame in server.frames("message")] == ["da"]


def test_a_choice_is_a_button_and_goes_when_answered(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    say(page, "Ich möchte einen Termin")
    group = page.get_by_role("group", name="Antworten zur Auswahl")
    assert group.get_by_role("button").all_text_contents() == [slot["title"] for slot in SLOTS]
    group.get_by_role("button", name="Mo 21.10., 10:00").click()
    page.get_by_text("Sie schrieben: Mo 21.10., 10:00").wait_for()
    assert [frame["payload"] for frame in server.frames("choice")] == ["slot:2"]
    assert messages(page).count("Mo 21.10., 10:00") == 1
    assert page.locator("[part=choice]").count() == 0


def test_choices_stay_while_only_the_clinic_speaks(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    say(page, "Ich möchte einen Termin")
    server.push({"author": "system", "text": "Gleich ist jemand für Sie da."})
    page.get_by_text("Gleich ist jemand").wait_for()
    assert page.locator("[part=choice]").count() == 2


def test_links_go_only_to_safe_addresses_and_text_is_never_made_a_link(visit: Visit) -> None:
    page = opened(visit())
    say(page, "Karte bitte, siehe https://example.org/karte")
    links = page.locator("[part=log] a")
    assert [link.get_attribute("href") for link in links.all()] == [
        "https://www.openstreetmap.org/?mlat=51.5",
        "tel:+442079460142",
    ]
    assert links.first.get_attribute("rel") == "noopener noreferrer"


def test_markup_is_shown_as_text(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    attack = "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script> & <b>fett</b>"
    say(page, attack)
    server.push({"author": "staff", "name": "<i>Eve</i>", "text": "x", "choices": [{"title": attack, "payload": "1"}],
                 "links": [{"title": attack, "url": "https://example.org/"}]})  # fmt: skip
    page.locator("[part=choice]").wait_for()
    assert messages(page)[1] == attack
    assert page.locator("[part=choice]").text_content() == attack
    assert page.locator("faden-chat :is(img, script, b, i:not(.typing i))").count() == 0
    assert page.title() == "Riverside Medical Center"


def test_a_reply_is_seen_while_it_is_made_and_replaced_when_final(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    server.hold = True
    page.locator("[part=input]").fill("Wie lange dauert das?")
    page.keyboard.press("Enter")
    draft = page.locator("[part=provisional]")
    draft.filter(has_text="Sie schrieben: Wie lange dauert das?").wait_for()
    assert page.locator("[aria-hidden=true] [part=provisional]").count() == 1  # read out once, when final
    server.hold = False
    page.locator("[part=message]").filter(has_text="Sie schrieben: Wie lange dauert das?").wait_for()
    assert draft.count() == 0


def test_typing_is_shown_until_something_is_said(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    server.send({"type": "typing"})
    page.locator(".typing").wait_for()
    server.push({"author": "assistant", "text": "Da bin ich."})
    page.get_by_text("Da bin ich.").wait_for()
    assert page.locator(".typing").count() == 0


def test_the_server_hears_that_the_visitor_types_but_not_every_key(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    keys = "eine Frage mit vielen Tasten"
    page.keyboard.type(keys)
    say(page, "fertig")
    assert 1 <= len(server.frames("typing")) < len(keys) / 2


def test_reload_and_navigation_keep_the_chat_open_and_whole(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    say(page, "Haben Sie jemanden, der Ekzeme behandelt?")
    before = messages(page)
    page.locator("[part=input]").fill("Und an welchen Ta")
    page.reload()
    page.get_by_text("Sie schrieben: Haben Sie").wait_for()
    assert messages(page) == before
    page.get_by_role("link", name="Unser Team").click()
    page.wait_for_url("**/team.html")
    page.get_by_text("Sie schrieben: Haben Sie").wait_for()
    assert messages(page) == before
    assert page.locator("[part=input]").input_value() == "Und an welchen Ta"
    assert len(server.visitors) == 1


def test_next_day_the_chat_is_where_it_was_left(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    say(page, "Lassen Sie mich darüber nachdenken")
    kept = page.context.storage_state()  # the browser is closed: what was the tab's is gone
    later = visit("/site/de/contact.html", storage_state=kept)
    assert later.get_by_role("dialog").count() == 0
    opened(later)
    later.get_by_text("Sie schrieben: Lassen Sie").wait_for()
    assert len(server.visitors) == 1


@pytest.mark.parametrize(
    ("page_lang", "tag", "locale", "speaks"),
    [
        ("de-AT", "", "en-GB", "de"),
        ("en", 'data-lang="de"', "en-GB", "de"),
        ("fr", "", "de-DE", "de"),
        ("fr", "", "fr-FR", None),
        ("", "", "en-US", "en"),
    ],
)
def test_language_of_tag_then_page_then_browser(
    server: StandIn, visit: Visit, page_lang: str, tag: str, locale: str, speaks: str | None
) -> None:
    path = f"/elsewhere?src=/widget.js&lang={page_lang}&extra={tag}"
    page = opened(visit(path, locale=locale))
    assert server.received[0]["lang"] == speaks
    name = "Ihre Nachricht" if speaks == "de" else "Your message"
    assert page.get_by_label(name).get_attribute("part") == "input"


def test_the_portal_s_proof_of_identity_is_handed_on(server: StandIn, visit: Visit) -> None:
    opened(visit("/elsewhere?src=/widget.js&extra=data-identity%3Dabc.def.ghi"))
    assert server.received[0]["identity"] == "abc.def.ghi"


def test_length_is_limited_and_counted_near_the_end(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    field, counter = page.locator("[part=input]"), page.locator("#counter")
    field.fill("a" * 1799)
    assert not counter.is_visible()
    field.fill("a" * 1985)
    assert counter.text_content() == "Noch 15 Zeichen"
    field.press("End")
    page.keyboard.type("b" * 20)
    assert len(field.input_value()) == 2000
    assert counter.text_content() == "Noch 0 Zeichen"


def test_a_person_is_named_and_the_header_no_longer_says_ai(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    server.push({"author": "staff", "name": "Anna Meier", "text": "Ich übernehme."})
    page.get_by_text("Anna Meier · Team").wait_for()
    assert page.locator(".role").text_content() == "Anna Meier antwortet Ihnen persönlich"


def test_what_is_said_while_closed_is_marked_on_the_launcher(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    page.get_by_role("button", name="Chat schließen").first.click()
    server.push({"author": "staff", "text": "Noch etwas:"})
    server.push({"author": "staff", "text": "bitte nüchtern kommen."})
    page.get_by_role("button", name="Chat öffnen, 2 neue Nachrichten").wait_for()
    assert page.locator(".dot").text_content() == "2"
    page.reload()
    page.get_by_role("button", name="Chat öffnen, 2 neue Nachrichten").click()
    page.get_by_text("bitte nüchtern kommen.").wait_for()
    assert not page.locator(".dot").is_visible()


AT_END = """() => {
  const log = document.querySelector("faden-chat").shadowRoot.querySelector("[part=log]");
  return log.scrollHeight - log.scrollTop - log.clientHeight < 2;
}"""


def test_who_reads_above_is_not_torn_away_but_told(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    for number in range(8):
        server.push({"author": "assistant", "text": f"Absatz {number}\n\n\n\n"})
    page.get_by_text("Absatz 7").wait_for()
    page.locator("[part=log]").evaluate(
        "log => new Promise(seen => { log.addEventListener('scroll', seen, {once: true}); log.scrollTop = 0; })"
    )
    server.push({"author": "assistant", "text": "Ganz neu"})
    page.get_by_role("button", name="Neue Nachrichten").click()
    page.wait_for_function(AT_END)
    assert not page.get_by_role("button", name="Neue Nachrichten").is_visible()
    page.set_viewport_size({"width": 1280, "height": 480})  # as a keyboard does; the end stays in sight
    page.wait_for_function(AT_END)


def test_days_are_told_apart(server: StandIn, visit: Visit) -> None:
    page = opened(visit(timezone_id="Europe/London", locale="de-DE"))
    now = datetime.now(UTC)
    server.push({"author": "staff", "text": "alt", "at": "2024-10-15T22:05:00+01:00"})
    server.push({"author": "staff", "text": "gestern", "at": (now - timedelta(days=1)).isoformat()})
    server.push({"author": "staff", "text": "heute", "at": now.isoformat()})
    page.get_by_text("heute", exact=True).wait_for()
    page.reload()
    page.get_by_text("heute", exact=True).wait_for()
    days = page.locator(".day").all_text_contents()
    assert days[-3:] == ["Dienstag, 15. Oktober 2024", "Gestern", "Heute"]
    assert page.locator("time[datetime^='2024-10-15']").text_content() == "22:05"
