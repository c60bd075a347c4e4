"""Who is meant: patients' names and the clinic's practitioners."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.embedded import names
from agent.embedded.model import load
from agent.embedded.practitioners import Practitioners, sound
from tests.agent.clinic_words import VOCABULARY

PRACTITIONERS = Practitioners(VOCABULARY.practitioners, load().common_words)
RESTAURANTS = Path(__file__).parents[2].parent / "shared" / "data" / "restaurants8k_train.jsonl"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mein Name ist Jürgen Stein.", "Jürgen Stein"),
        ("guten tag hier spricht klaus meier ich brauche einen termin", "Klaus Meier"),
        ("Ich heiße übrigens Sandra", "Sandra"),
        ("Hallo, ich bin die Frau Yilmaz", "Yilmaz"),
        ("es ist für meinen Sohn, er heißt Noah Klein", "Noah Klein"),
        ("Nachname Schulz, Vorname Leon", "Leon Schulz"),
        ("Der Name ist Braun, Emily Braun", "Emily Braun"),
        ("Termin bitte am Freitag. Viele Grüße, Petra Albers", "Petra Albers"),
        ("hi this is claire hughes speaking", "Claire Hughes"),
        ("my name is sarah connor and i need an appointment", "Sarah Connor"),
        ("I have an appointment under the name Rosendo Stawicki", "Rosendo Stawicki"),
        ("Liam O'Brien here, I need to cancel", "Liam O'Brien"),
        ("JÜRGEN STEIN ist mein Name", "Jürgen Stein"),
        ("my name is Maria von der Lühe", "Maria von der Lühe"),
    ],
)
def test_a_name_said_unasked(text: str, name: str) -> None:
    assert names.find(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("sarah connor", "Sarah Connor"),
        ("Katharina Vogel", "Katharina Vogel"),
        ("frau elisabeth von arnim", "Elisabeth von Arnim"),
        ("its bob here, bob harris", "Bob Harris"),
        ("Nowak, Piotr Nowak", "Piotr Nowak"),
        ("van der Berg", "van der Berg"),
        ("Li Wei", "Li Wei"),
        ("ja, sarah connor", "Sarah Connor"),
        ("Das schreibt man M-E-Y-E-R", "Meyer"),
    ],
)
def test_a_name_said_when_asked(text: str, name: str) -> None:
    assert names.find(text, asked=True) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Ich bin Privatpatient",
        "Ich bin seit gestern krank",
        "Hier ist es sehr laut",
        "I'm running late",
        "it's urgent",
        "I'm a new patient",
        "Ich hätte gern einen Termin für Freitag",
        "Können Sie mir den Weg beschreiben?",
        "",
    ],
)
def test_no_name_where_none_is_said(text: str) -> None:
    assert names.find(text) == []


@pytest.mark.parametrize(
    "text", ["nein", "warum wollen Sie das wissen?", "das sage ich nicht", "no thanks", "what for"]
)
def test_no_name_when_the_patient_does_not_tell(text: str) -> None:
    assert names.find(text, asked=True) == []


@pytest.mark.skipif(not RESTAURANTS.exists(), reason="public development data not here")
def test_names_in_real_bookings() -> None:
    rows = [json.loads(line) for line in RESTAURANTS.open(encoding="utf-8")]
    right = named = spurious = 0
    for row in rows:
        wanted = {word.lower() for slot in row["slots"] if "name" in slot["slot"] for word in slot["value"].split()}
        asked = any("name" in slot for slot in row["requested_slots"])
        found = {word.lower() for name in names.find(row["utterance"], asked=asked) for word in name.split()}
        named += bool(wanted)
        right += bool(wanted) and found == wanted
        spurious += bool(found and not wanted)
    assert right / named >= 0.9
    assert spurious / (len(rows) - named) <= 0.01


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Dr. Phillips", ["phillips"]),
        ("bei frau doktor filips", ["phillips"]),
        ("dr philips please", ["phillips"]),
        ("Ist Emma Phillips da?", ["phillips"]),
        ("doctor oconnor", ["oconnor"]),
        ("zu yildiz oder yilmas", ["yilmaz"]),
        ("Frau von der Heide", ["heyde"]),
        ("Dr. Schmidt", ["schmidt"]),
        ("Peter Schmitt", ["schmitt"]),
    ],
)
def test_a_practitioner_is_recognised(text: str, ids: list[str]) -> None:
    assert [mention.practitioner_id for mention in PRACTITIONERS.mentions(text)] == ids


def test_two_that_fit_are_both_given() -> None:
    found = {mention.practitioner_id for mention in PRACTITIONERS.mentions("ich war bei Dr. Schmid")}
    assert found == {"schmidt", "schmitt"}


@pytest.mark.parametrize(
    "text", ["Hautarzt", "Dr. Fischer", "morgen um 3", "die Praxis am Markt", "ich heiße Anna", ""]
)
def test_nobody_is_recognised_where_nobody_is_named(text: str) -> None:
    assert PRACTITIONERS.mentions(text) == []


@pytest.mark.parametrize(("one", "other"), [("Meier", "Mayer"), ("Schmidt", "Schmitt"), ("Phillips", "Filips")])
def test_names_that_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@given(st.text(max_size=120), st.booleans())
def test_any_text_is_read(text: str, asked: bool) -> None:
    assert all(name.strip() for name in names.find(text, asked=asked))
    for mention in PRACTITIONERS.mentions(text, asked=asked):
        assert 0 <= mention.start < mention.end <= len(text)
