"""The demo clinic's website says what clinic.yaml says: a patient must not read one thing and be told another."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
import yaml

from tests.channels.widget_stand_in import WEB

SITE = WEB / "site"
CLINIC: dict[str, Any] = yaml.safe_load(
    (WEB.parents[1] / "clinics" / "riverside" / "clinic.yaml").read_text(encoding="utf-8")
)
DAYS = {
    "en": {"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday"},
    "de": {"mon": "Montag", "tue": "Dienstag", "wed": "Mittwoch", "thu": "Donnerstag", "fri": "Freitag"},
}
EVERY_DAY = {"en": "Monday to Friday", "de": "Montag bis Freitag"}
SPOKEN = {
    "en": {
        "en": "English",
        "de": "German",
        "fr": "French",
        "ar": "Arabic",
        "zh": "Chinese",
        "da": "Danish",
        "hi": "Hindi",
    },
    "de": {
        "en": "Englisch",
        "de": "Deutsch",
        "fr": "Französisch",
        "ar": "Arabisch",
        "zh": "Chinesisch",
        "da": "Dänisch",
        "hi": "Hindi",
    },
}


def page(lang: str, name: str) -> str:
    return (SITE / ("de" if lang == "de" else ".") / name).read_text(encoding="utf-8")


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_team_page_has_everybody_with_their_days_and_languages(lang: str) -> None:
    cards = [plain(card) for card in re.findall(r'<li class="card person">.*?</li>', page(lang, "team.html"), re.S)]
    assert len(cards) == len(CLINIC["practitioners"])
    for who in CLINIC["practitioners"]:
        (card,) = [card for card in cards if f" {who['full_name']} " in card]
        worked = {day for shift in who["hours"] for day in shift["days"]}
        days = EVERY_DAY[lang] if len(worked) == 5 else ", ".join(n for d, n in DAYS[lang].items() if d in worked)
        assert f": {days} S" in card
        spoken = [SPOKEN[lang][code] for code in who["languages"]]
        assert card.endswith(re.sub(r", ([^,]+)$", r" and \1" if lang == "en" else r" und \1", ", ".join(spoken)))


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("name", ["index.html", "team.html", "contact.html"])
def test_every_page_has_the_address_and_the_number(lang: str, name: str) -> None:
    text = page(lang, name)
    address = CLINIC["address"]
    assert f"{CLINIC['name']}, {address['street']}, {address['city']} {address['postcode']}" in plain(text)
    assert set(re.findall(r'href="tel:([^"]+)"', text)) == {CLINIC["phone"]}
    assert re.sub(r"\s", "", re.findall(r'href="tel:[^>]+>([^<]+)<', text)[0]) == CLINIC["phone"]


@pytest.mark.parametrize(
    ("lang", "week", "saturday"),
    [("en", "8 am–6.30 pm", "9 am–1 pm"), ("de", "8.00–18.30 Uhr", "9.00–13.00 Uhr")],
)
def test_the_hours_are_those_of_the_clinic(lang: str, week: str, saturday: str) -> None:
    """The words are checked against these hours; if clinic.yaml changes, the pages must be written anew."""
    hours = [(shift["days"], shift["start"], shift["end"]) for shift in CLINIC["opening_hours"]]
    assert hours == [(["mon", "tue", "wed", "thu", "fri"], "08:00", "18:30"), (["sat"], "09:00", "13:00")]
    cells = re.findall(r"<td>([^<]+)</td>", page(lang, "contact.html"))
    assert cells[:2] == [week, saturday]
    assert CLINIC["address"]["map_url"] in unescape(page(lang, "contact.html"))
