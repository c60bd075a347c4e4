"""The demo clinic's topics say the same as its clinic.yaml, the same in both languages, and nothing invented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.clinic_file import load_clinic
from domain.clinic import Clinic
from domain.phone import spaced
from knowledge_base.topics import Topic, parse_topic
from tests.knowledge_base.conftest import RIVERSIDE

DAYS = {
    "mon": ("montag", "monday"), "tue": ("dienstag", "tuesday"), "wed": ("mittwoch", "wednesday"),
    "thu": ("donnerstag", "thursday"), "fri": ("freitag", "friday"),
}  # fmt: skip
AT_THE_DOOR = {"nair": "physio-nair"}


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return load_clinic(RIVERSIDE)


@pytest.fixture(scope="module")
def topics() -> dict[str, Topic]:
    found = {file: parse_topic(file) for file in sorted((RIVERSIDE / "knowledge").glob("*.md"))}
    assert all(file.stem == topic.id for file, topic in found.items())
    return {topic.id: topic for topic in found.values()}


def both(topic: Topic) -> list[str]:
    return [text for text in (topic.body.de, topic.body.en) if text]


def test_there_are_enough_and_some_in_one_language_only(topics: dict[str, Topic]) -> None:
    assert len(topics) >= 44
    assert sum(topic.body.en is None for topic in topics.values()) >= 2
    assert sum(topic.body.de is None for topic in topics.values()) >= 2
    assert sum(len(both(topic)) == 2 for topic in topics.values()) >= 44


def test_every_visit_has_its_preparation_and_price(clinic: Clinic, topics: dict[str, Topic]) -> None:
    for visit in clinic.visit_types:
        preparation = topics[str(visit.preparation)]
        assert visit.id in preparation.visit_types
        assert len(both(preparation)) == 2
        prices = topics[f"prices-{visit.specialty}"]
        assert visit.id in prices.visit_types
        for text in both(prices):
            assert f"£{visit.price}" in text
            assert str(visit.minutes) in text


def test_no_topic_names_another_price(clinic: Clinic, topics: dict[str, Topic]) -> None:
    known = {f"£{visit.price}" for visit in clinic.visit_types}
    for topic in topics.values():
        texts = [*both(topic), topic.short.de or "", topic.short.en or ""]
        assert {price for text in texts for price in re.findall(r"£\d+", text)} <= known


def test_every_practitioner_has_a_topic_with_their_days(clinic: Clinic, topics: dict[str, Topic]) -> None:
    for practitioner in clinic.practitioners:
        topic = topics[AT_THE_DOOR.get(practitioner.id, f"doctor-{practitioner.id}")]
        days = {day for shift in practitioner.hours for day in shift.days}
        for index, text in enumerate(both(topic)):
            assert practitioner.full_name in text
            every_day = re.search(r"Montag bis Freitag|Monday to Friday", text)
            named = {day for day, words in DAYS.items() if words[index] in text.casefold()}
            assert set(DAYS) if every_day else named == days


def test_references_exist(clinic: Clinic, topics: dict[str, Topic]) -> None:
    people, visits = {p.id for p in clinic.practitioners}, {v.id for v in clinic.visit_types}
    for topic in topics.values():
        assert topic.practitioner is None or topic.practitioner in people
        assert set(topic.visit_types) <= visits
        assert not topic.clinical or topic.practitioner


def test_numbers_and_addresses_are_the_clinics_own(clinic: Clinic, topics: dict[str, Topic]) -> None:
    for topic in topics.values():
        for text in both(topic):
            assert set(re.findall(r"\+\d[\d ]{7,}\d", text)) <= {spaced(clinic.phone)}
            assert set(re.findall(r"\S+@\S+\.\w+", text)) <= {clinic.email}
        for link in topic.links:
            assert link.url in (clinic.address.map_url, clinic.privacy_url)


def test_insurers_are_those_of_the_clinic(clinic: Clinic, topics: dict[str, Topic]) -> None:
    for text in both(topics["insurance"]):
        assert all(insurer in text for insurer in clinic.insurers)


def test_both_languages_give_the_same_figures(topics: dict[str, Topic]) -> None:
    def figures(text: str) -> set[str]:
        clock = re.sub(r"(\d+):00 pm", lambda m: f"{int(m[1]) + 12}", text)
        clock = re.sub(r"6:30 pm", "18:30", clock)
        return set(re.findall(r"\d+", re.sub(r"(\d+):00", r"\1", clock)))

    for topic in topics.values():
        if topic.body.de and topic.body.en:
            assert figures(topic.body.de) == figures(topic.body.en), topic.id


def test_what_dr_phillips_says_about_creams(topics: dict[str, Topic]) -> None:
    creams = topics["eczema-creams"]
    assert (creams.practitioner, creams.clinical, creams.visit_types) == ("phillips", True, ("skin_consultation",))
    assert "weiter" in str(creams.body.de)
    assert "go on using" in str(creams.body.en)


def test_answers_are_short(topics: dict[str, Topic]) -> None:
    for topic in topics.values():
        for text in both(topic):
            sentences = re.split(r"(?<=[a-zß0-9)%])[.!?](?:\s|$)", re.sub(r"\b(Dr|Ms)\.", r"\1", text).strip())
            assert 1 <= len([s for s in sentences if s.strip()]) <= 6, topic.id


def test_every_topic_lists_how_patients_ask(topics: dict[str, Topic]) -> None:
    for topic in topics.values():
        for lang in ("de", "en"):
            assert len(topic.questions.get(lang)) >= 3 or not topic.body.get(lang), topic.id


def test_no_folder_of_topics_holds_anything_else() -> None:
    assert {Path(file).suffix for file in (RIVERSIDE / "knowledge").iterdir()} == {".md"}
