"""Which offered slot is meant, by place, by time, by day, in German and English."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.embedded.choices import Offer, chosen
from prompts import Lang

ZONE = ZoneInfo("Europe/London")
NOW = datetime(2024, 10, 15, 22, tzinfo=ZONE)
OFFERS = [
    Offer(datetime(2024, 10, 18, 14, tzinfo=ZONE), "phillips"),
    Offer(datetime(2024, 10, 21, 10, tzinfo=ZONE), "phillips"),
    Offer(datetime(2024, 10, 21, 15, 30, tzinfo=ZONE), "weber"),
]


@pytest.mark.parametrize(
    ("text", "lang", "positions"),
    [
        ("den zweiten", "de", [1]),
        ("the second one please", "en", [1]),
        ("das erste", "de", [0]),
        ("first one i guess", "en", [0]),
        ("Option 3", "de", [2]),
        ("2", "de", [1]),
        ("der letzte", "de", [2]),
        ("14 Uhr nehm ich", "de", [0]),
        ("Freitag um 14 Uhr wäre mir recht.", "de", [0]),
        ("Friday at two", "en", [0]),
        ("halb vier", "de", [2]),
        ("half past three", "en", [2]),
        ("Montag um zehn", "de", [1]),
        ("Montagnachmittag", "de", [2]),
        ("the later one", "en", [2]),
        ("den früheren bitte", "de", [0]),
        ("vormittags wäre mir lieber", "de", [1]),
        ("am 18. passt es mir", "de", [0]),
        ("nicht den ersten, den zweiten", "de", [1]),
        ("den späteren am Montag", "de", [2]),
    ],
)
def test_one_offer_is_chosen(text: str, lang: Lang, positions: list[int]) -> None:
    assert chosen(text, lang, OFFERS, now=NOW) == positions


@pytest.mark.parametrize(
    ("text", "lang", "positions"),
    [("lieber Montag", "de", [1, 2]), ("nicht am Freitag", "de", [1, 2]), ("egal", "de", [0, 1, 2])],
)
def test_several_stay_open(text: str, lang: Lang, positions: list[int]) -> None:
    assert chosen(text, lang, OFFERS, now=NOW) == positions


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Dienstag", "de"),
        ("um 11 Uhr", "de"),
        ("gehts auch später?", "de"),
        ("do you have anything earlier", "en"),
        ("ja", "de"),
        ("not the first one", "en"),
        ("Wo kann ich parken?", "de"),
        ("den sechsten", "de"),
        ("", "de"),
    ],
)
def test_nothing_offered_was_named(text: str, lang: Lang) -> None:
    assert chosen(text, lang, OFFERS, now=NOW) == []


def test_nothing_can_be_chosen_of_nothing() -> None:
    assert chosen("den ersten", "de", [], now=NOW) == []


def test_a_practitioner_narrows_the_choice() -> None:
    assert chosen("am Montag bei Dr. Weber", "de", OFFERS, now=NOW, practitioner_ids=["weber"]) == [2]


@given(st.integers(min_value=0, max_value=2), st.sampled_from(["de", "en"]))
def test_every_offer_can_be_chosen_by_its_own_time(position: int, lang: Lang) -> None:
    start = OFFERS[position].start
    german, english = f"am {start:%d.%m.} um {start:%H:%M} Uhr", f"{start:%d/%m/%Y} at {start:%H:%M}"
    assert chosen(german if lang == "de" else english, lang, OFFERS, now=NOW) == [position]


@given(st.text(max_size=80), st.integers(min_value=0, max_value=6))
def test_any_text_gives_positions_that_exist(text: str, count: int) -> None:
    offers = [Offer(NOW + timedelta(days=day + 1)) for day in range(count)]
    assert set(chosen(text, "de", offers, now=NOW)) <= set(range(count))
