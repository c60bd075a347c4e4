"""The web chat when the line breaks, the server restarts, or the same visitor sits at several tabs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.channels.test_widget import messages, opened, say
from tests.channels.widget_stand_in import StandIn

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]


def test_an_unacknowledged_message_is_sent_again_under_its_own_id_and_shown_once(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    server.silent = True
    page.locator("[part=input]").fill("Bitte den Freitag")
    page.keyboard.press("Enter")
    # Stored and told, though not acknowledged: already one bubble and no second one beside it.
    page.locator("[part=message][data-author=patient][data-state=stored]").wait_for()
    assert messages(page)[1:] == ["Bitte den Freitag"]
    server.cut()
    server.silent = False
    page.get_by_text("Sie schrieben: Bitte den Freitag").wait_for()
    ids = [frame["id"] for frame in server.frames("message")]
    assert len(ids) == 2
    assert len(set(ids)) == 1
    assert messages(page)[1:] == ["Bitte den Freitag", "Sie schrieben: Bitte den Freitag"]


def test_what_is_written_without_a_line_waits_survives_a_reload_and_is_sent(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    server.deaf = True
    server.cut()
    status = page.get_by_role("status")
    status.filter(has_text="Gerade keine Verbindung").wait_for()
    for text in ("erstens", "zweitens"):
        page.locator("[part=input]").fill(text)
        page.keyboard.press("Enter")
    pending = page.locator("[part=message][data-state=pending]")
    assert pending.all_text_contents() == ["erstens", "zweitens"]
    page.reload()
    pending.first.wait_for()
    assert pending.all_text_contents() == ["erstens", "zweitens"]
    server.deaf = False
    page.get_by_text("Sie schrieben: zweitens").wait_for()
    assert [frame["text"] for frame in server.frames("message")] == ["erstens", "zweitens"]
    assert pending.count() == 0
    status.filter(has_text="Die Verbindung ist wieder da.").wait_for()


def test_a_line_that_is_silent_is_given_up_and_in_the_end_the_visitor_decides(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    page.clock.install()
    server.silent, server.echo_own = True, False
    page.locator("[part=input]").fill("Hört mich jemand?")
    page.keyboard.press("Enter")
    for attempt in range(1, 5):
        server.until(lambda tries=attempt: len(server.frames("message")) == tries)
        page.clock.fast_forward(10_500)
    retry = page.get_by_role("button", name="Erneut senden")
    retry.wait_for()
    assert len({frame["id"] for frame in server.frames("message")}) == 1
    server.silent = False
    retry.click()
    page.get_by_text("Sie schrieben: Hört mich jemand?").wait_for()
    assert retry.count() == 0


def test_a_new_line_asks_only_for_what_is_missing(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    say(page, "hallo")
    server.deaf = True
    server.cut()
    page.get_by_role("status").filter(has_text="Gerade keine Verbindung").wait_for()
    server.push({"author": "staff", "text": "inzwischen gesagt"})
    server.deaf = False
    page.get_by_text("inzwischen gesagt").wait_for()
    assert server.frames("hello")[0]["last_seq"] == 0
    assert server.frames("hello")[-1]["last_seq"] == 3
    assert messages(page)[1:] == ["hallo", "Sie schrieben: hallo", "inzwischen gesagt"]


def test_half_a_reply_does_not_stay_when_the_line_breaks(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    server.hold = True
    page.locator("[part=input]").fill("Frage")
    page.keyboard.press("Enter")
    page.locator("[part=provisional]").wait_for()
    server.cut()
    page.locator("[part=provisional]").wait_for(state="detached")
    server.hold = False
    page.locator("[part=message]").filter(has_text="Sie schrieben: Frage").wait_for()
    assert messages(page)[1:] == ["Frage", "Sie schrieben: Frage"]


def test_a_server_that_does_not_echo_our_own_words_shows_them_all_the_same(server: StandIn, visit: Visit) -> None:
    server.echo_own = False
    page = opened(visit())
    say(page, "eins")
    say(page, "zwei")
    assert messages(page)[1:] == ["eins", "Sie schrieben: eins", "zwei", "Sie schrieben: zwei"]
    page.reload()
    page.get_by_text("Sie schrieben: zwei").wait_for()
    assert messages(page)[1:] == ["eins", "Sie schrieben: eins", "zwei", "Sie schrieben: zwei"]


def test_two_tabs_are_one_visitor(server: StandIn, visit: Visit) -> None:
    one = opened(visit())
    say(one, "von Tab eins")
    other = opened(visit(like=one))
    other.get_by_text("Sie schrieben: von Tab eins").wait_for()
    say(other, "von Tab zwei")
    one.get_by_text("Sie schrieben: von Tab zwei").wait_for()
    assert messages(one) == messages(other)
    assert len(server.visitors) == 1


# Chromium shows a tab the other tabs' writes late; here, so that it always happens, never.
LATE_STORAGE = """() => {
  const written = new Map();
  Storage.prototype.setItem = (key, value) => written.set(key, value);
  Storage.prototype.getItem = (key) => written.get(key) ?? null;
}"""


def test_two_tabs_opened_at_once_end_as_the_same_visitor(server: StandIn, visit: Visit) -> None:
    server.greet_together = 2  # both ask for a token before either has one
    one = visit()
    other = visit(like=one)
    for page in (one, other):
        page.evaluate(LATE_STORAGE)
        page.locator("[part=launcher]").evaluate("launcher => launcher.click()")
    for page in (one, other):
        page.locator("[part=message]").first.wait_for()
    say(one, "wir sind eins")
    other.get_by_text("Sie schrieben: wir sind eins").wait_for()
    assert messages(other) == messages(one)


def test_a_visitor_the_server_no_longer_knows_starts_anew(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    say(page, "vor dem Zurücksetzen")
    server.visitors.clear()
    server.cut()
    page.get_by_text("vor dem Zurücksetzen").first.wait_for(state="detached")
    page.locator("[part=message]").first.wait_for()
    assert len(messages(page)) == 1
    say(page, "danach")
    assert messages(page)[1:] == ["danach", "Sie schrieben: danach"]


def test_after_a_reset_the_old_conversation_is_gone_though_the_numbers_begin_again(
    server: StandIn, visit: Visit
) -> None:
    page = opened(visit())
    say(page, "vor dem Zurücksetzen")
    server.deaf = True
    server.cut(1012)
    server.forget_all(greeting="Alles neu.")
    server.deaf = False
    page.get_by_text("Alles neu.").wait_for()
    say(page, "danach")
    assert messages(page) == ["Alles neu.", "danach", "Sie schrieben: danach"]


def test_an_error_is_put_in_words_and_what_the_server_said_is_not_shown(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    server.send({"type": "error", "code": "rate_limited", "message": "Traceback (most recent call last)"})
    page.get_by_role("status").filter(has_text="Bitte warten Sie einen Moment").wait_for()
    assert "Traceback" not in page.locator("[role=dialog]").inner_text()
    server.send({"type": "a frame of some later version"})
    say(page, "geht noch")


def test_it_works_on_somebody_else_s_page(server: StandIn, visit: Visit) -> None:
    """The clinic's site and our server are different origins; script, modules and socket come from ours."""
    elsewhere = server.url.replace("127.0.0.1", "localhost")
    page = opened(visit(f"{elsewhere}/elsewhere?src={server.url}/widget.js"))
    say(page, "von anderswo")
    keys = page.evaluate("Object.keys(localStorage)")
    assert keys
    assert all(f"127.0.0.1:{server.port}" in key for key in keys)


# --- the rules, with every order of arrival

MERGE = """async (steps) => {
  const { Thread } = await import("/widget/thread.js");
  const thread = new Thread();
  for (const [what, ...rest] of steps) {
    if (what === "write") { thread.write({ id: rest[0], text: rest[1] }, 0); thread.framesToSend(); }
    if (what === "ack") thread.acknowledge(...rest);
    if (what === "event") thread.merge(rest[0]);
  }
  return { items: thread.items(), unsent: thread.unsent.length, last: thread.lastSeq };
}"""


@st.composite
def arrivals(draw: st.DrawFn) -> tuple[list[list[Any]], list[tuple[int, str]]]:
    """What the server stored, and one order in which its acknowledgements and events may reach a tab."""
    authors = draw(st.lists(st.sampled_from(["own", "other tab", "assistant"]), min_size=1, max_size=7))
    words = st.sampled_from(["ja", "nein", "Freitag"])
    stored = [(seq, author, draw(words)) for seq, author in enumerate(authors, start=1)]
    writes = [["write", f"id-{seq}", text] for seq, author, text in stored if author == "own"]
    later: list[list[Any]] = []
    for seq, author, text in stored:
        event = {"seq": seq, "at": "2024-10-15T22:00:00+01:00", "text": text,
                 "author": "assistant" if author == "assistant" else "patient"}  # fmt: skip
        if author != "own" or draw(st.booleans()):
            later += [["event", event]] * draw(st.integers(1, 2))
        if author == "own":
            later += [["ack", f"id-{seq}", seq]] * draw(st.integers(1, 2))
    return writes + draw(st.permutations(later)), [(seq, text) for seq, _, text in stored]


@pytest.fixture(scope="module")
def blank(chromium: Any, _server: StandIn) -> Any:
    page = chromium.new_context().new_page()
    page.goto(f"{_server.url}/site/index.html")
    return page


@settings(max_examples=120, deadline=None)
@given(arrivals())
def test_every_message_is_shown_once_and_in_order_however_it_arrives(
    blank: Any, case: tuple[list[list[Any]], list[tuple[int, str]]]
) -> None:
    steps, stored = case
    result = blank.evaluate(MERGE, steps)
    assert [(item["seq"], item["text"]) for item in result["items"]] == stored
    assert len({item["key"] for item in result["items"]}) == len(stored)
    assert result["unsent"] == 0


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 40), st.floats(0, 1, exclude_max=True))
def test_pauses_grow_to_a_limit_and_differ_between_visitors(blank: Any, attempt: int, luck: float) -> None:
    script = """async ([attempt, luck]) => {
      const { pauseBefore } = await import("/widget/connection.js");
      return pauseBefore(attempt, () => luck);
    }"""
    ceiling = min(30_000, 500 * 2**attempt)
    assert ceiling / 2 <= blank.evaluate(script, [attempt, luck]) <= ceiling
