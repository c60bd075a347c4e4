"""The web chat and the demo site for everybody: names and roles, contrast, sizes, phone, dark, reduced motion."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.channels.test_widget import opened, say
from tests.channels.widget_stand_in import WEB, StandIn

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]
PHONE = {"viewport": {"width": 375, "height": 667}, "has_touch": True}

# Text whose contrast with what is painted behind it is below 4.5:1, as [text, ratio].
PALE = """() => {
  const numbers = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const over = ([r, g, b, a = 1], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a)];
  const light = (rgb) => rgb.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const parent = (node) => node.assignedSlot ?? node.parentNode?.host ?? node.parentNode;
  const ground = (node) => {
    const layers = [];
    for (let at = node; at instanceof Element || at instanceof ShadowRoot; at = parent(at)) {
      if (!(at instanceof Element)) continue;
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if ((colour[3] ?? 1) > 0) layers.push(colour);
      if (layers.length && (layers.at(-1)[3] ?? 1) === 1) break;
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
  };
  const roots = [document.body, document.querySelector("faden-chat").shadowRoot];
  const pale = [];
  for (const root of roots) for (const node of root.querySelectorAll("*")) {
    const text = [...node.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data.trim()).join("");
    const box = node.getBoundingClientRect();
    if (!text || box.width < 2 || !node.checkVisibility()) continue;
    const behind = ground(node);
    const ink = over(numbers(getComputedStyle(node).color), behind);
    const [bright, dark] = [light(ink), light(behind)].sort((a, b) => b - a);
    const ratio = (bright + 0.05) / (dark + 0.05);
    if (ratio < 4.5) pale.push([text.slice(0, 40), ratio]);
  }
  return pale;
}"""

SMALL = """() => [...document.querySelector("faden-chat").shadowRoot.querySelectorAll("button, a, textarea")]
  .filter((node) => node.checkVisibility())
  .map((node) => [node.outerHTML.slice(0, 80), node.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)"""


def everything_shown(page: Any, server: StandIn) -> None:
    opened(page)
    say(page, "Karte")
    server.push({"author": "staff", "name": "Anna", "text": "Ich übernehme."})
    server.push({"author": "system", "text": "Das Gespräch führt nun Anna."})
    say(page, "Termin")
    server.deaf = True
    server.cut()
    page.get_by_role("status").filter(has_text="Gerade keine Verbindung").wait_for()
    page.locator("[part=input]").fill("wartet")
    page.keyboard.press("Enter")
    page.locator("[part=input]").fill("x" * 1990)
    page.locator("[part=message][data-state=pending]").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_is_readable_and_every_target_large_enough(server: StandIn, visit: Visit, scheme: str) -> None:
    page = visit(color_scheme=scheme, reduced_motion="reduce")
    everything_shown(page, server)
    assert page.evaluate(PALE) == []
    assert page.evaluate(SMALL) == []
    ground = page.locator("[role=dialog]").evaluate("box => getComputedStyle(box).backgroundColor")
    red = int(ground.split("(")[1].split(",")[0])
    assert red > 200 if scheme == "light" else red < 60


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index.html", "team.html", "contact.html"])
def test_the_site_is_readable(visit: Visit, scheme: str, name: str) -> None:
    page = visit(f"/site/{name}", color_scheme=scheme)
    assert page.evaluate(PALE) == []


def test_roles_and_names(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    say(page, "Termin und Karte")
    page.get_by_role("dialog", name="Riverside Medical Center").wait_for()
    log = page.get_by_role("log", name="Gesprächsverlauf")
    log.and_(page.locator("[part=log][aria-live=polite][tabindex='0']")).wait_for()
    assert page.get_by_role("textbox", name="Ihre Nachricht").get_attribute("part") == "input"
    assert page.get_by_role("button", name="Senden").get_attribute("part") == "send"
    assert page.locator("[part=status]").get_attribute("role") == "status"
    launcher = page.locator("[part=launcher]")
    assert page.locator(f"#{launcher.get_attribute('aria-controls')}").is_visible()
    assert page.locator(".frame").get_attribute("lang") == "de"
    unnamed = [
        button.evaluate("node => node.outerHTML")
        for button in page.locator("faden-chat button:visible").all()
        if not (button.get_attribute("aria-label") or button.inner_text().strip())
    ]
    assert unnamed == []


LISTEN = """
  window.heard = [];
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (how) {
    const root = attach.call(this, how);
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) {
        const text = node.querySelector?.("[part=message]")?.textContent;
        if (text) window.heard.push([text, root.querySelector("[part=log]").getAttribute("aria-live")]);
      }
    }).observe(root, { childList: true, subtree: true });
    return root;
  };"""


def test_history_is_not_read_out_again_but_what_is_new_is(server: StandIn, visit: Visit) -> None:
    page = opened(visit())
    say(page, "eins")
    page.add_init_script(LISTEN)
    page.reload()
    page.get_by_text("Sie schrieben: eins").wait_for()
    page.locator("[part=log][aria-live=polite]").wait_for()
    server.push({"author": "staff", "text": "etwas Neues"})
    page.get_by_text("etwas Neues").wait_for()
    heard = page.evaluate("window.heard")
    assert heard[1:] == [["eins", "off"], ["Sie schrieben: eins", "off"], ["etwas Neues", "polite"]]


def test_focus_is_always_visible(visit: Visit) -> None:
    page = opened(visit())
    seen = set()
    for _ in range(6):
        page.keyboard.press("Shift+Tab")
        part, outline = page.evaluate(
            """() => {
              let at = document.activeElement;
              while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
              return [at.className, getComputedStyle(at).outlineStyle];
            }"""
        )
        if part:
            seen.add(part)
            assert outline != "none", part
    assert {"log", "tool"} <= seen


def test_on_a_phone_the_chat_is_a_full_sheet_with_a_way_out(server: StandIn, visit: Visit) -> None:
    page = opened(visit(reduced_motion="reduce", **PHONE))
    box = page.locator("[role=dialog]").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 375, 667)
    assert not page.locator("[part=launcher]").is_visible()
    say(page, "ein" + "sehr" * 60 + "langeswort")
    assert page.locator("[part=log]").evaluate("log => log.scrollWidth <= log.clientWidth")
    assert page.locator("[part=input]").evaluate("i => parseFloat(getComputedStyle(i).fontSize)") >= 16
    page.get_by_role("button", name="Chat schließen").click()
    assert page.get_by_role("dialog").count() == 0
    page.locator("[part=launcher]").wait_for()


@pytest.mark.parametrize("path", ["/site/index.html", "/site/de/team.html", "/site/contact.html"])
def test_the_site_fits_a_narrow_phone(visit: Visit, path: str) -> None:
    page = visit(path, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_who_wants_no_motion_gets_none(visit: Visit) -> None:
    page = opened(visit(reduced_motion="reduce"))
    moving = """() => document.querySelector("faden-chat").shadowRoot.getAnimations().length"""
    assert page.evaluate(moving) == 0


def test_a_button_of_the_page_opens_the_chat(visit: Visit) -> None:
    page = visit("/site/contact.html")
    page.get_by_role("link", name="Open the chat").click()
    page.get_by_role("dialog").wait_for()
    assert page.url.endswith("/contact.html")


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


PAGES = sorted((WEB / "site").rglob("*.html"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(WEB / "site")))
def test_a_page_of_the_site_is_whole_and_calls_nobody_else(path: Any) -> None:
    tags = _Page(path.read_text()).found
    assert ("script", {"src": "/widget.js", "defer": ""}) in tags
    assert dict(tags)["html"]["lang"] == ("de" if path.parent.name == "de" else "en")
    assert sum(tag == "h1" for tag, _ in tags) == 1
    for tag, attributes in tags:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        assert tag != "img" or "alt" in attributes
        target = attributes.get("href") or attributes.get("src")
        if tag == "a" and (target or "").startswith("https://"):
            continue  # a way out for the reader, nothing the page loads
        if target and not target.startswith(("#", "tel:", "/widget.js")):
            assert (path.parent / target).is_file(), target
