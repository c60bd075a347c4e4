"""Questions nobody listed find their topic in either language; what the clinic never wrote is not answered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.clinic import Lang
from knowledge_base.generation import forms_of
from knowledge_base.library import TAU_HIGH, KnowledgeBase
from knowledge_base.topics import parse_topic
from tests.knowledge_base.conftest import RIVERSIDE

FIRST, AMONG_THREE, IN_VAIN = 0.80, 0.92, 0.20


@dataclass(frozen=True)
class Asked:
    lang: Lang
    topics: frozenset[str]
    question: str


def rows(name: str) -> list[list[str]]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [line.split(" | ") for line in text.splitlines() if line and not line.startswith("#")]


def own_language(lang: Lang) -> list[Asked]:
    return [Asked(lang, frozenset(topics.split(",")), question) for topics, question in rows(f"asked_{lang}.txt")]


def across() -> list[Asked]:
    found = rows("asked_across.txt")
    return [Asked("de" if lang == "de" else "en", frozenset({topic}), question) for lang, topic, question in found]


@pytest.mark.parametrize("asked", [own_language("de"), own_language("en"), across()], ids=["de", "en", "across"])
async def test_unlisted_questions_find_their_topic(riverside: KnowledgeBase, asked: list[Asked]) -> None:
    assert len(asked) >= 60
    first = among = 0
    for one in asked:
        found = [hit.topic.id for hit in await riverside.search(one.question, one.lang)]
        first += found[0] in one.topics
        among += bool(one.topics & set(found))
    assert first / len(asked) >= FIRST
    assert among / len(asked) >= AMONG_THREE


def test_no_question_asked_here_is_listed_in_a_topic() -> None:
    topics = [parse_topic(file) for file in (RIVERSIDE / "knowledge").glob("*.md")]
    listed = {q.casefold() for topic in topics for q in (*topic.questions.de, *topic.questions.en)}
    asked = [one.question.casefold() for one in [*own_language("de"), *own_language("en"), *across()]]
    assert not listed & set(asked)


async def test_what_the_clinic_never_wrote_is_not_answered(riverside: KnowledgeBase) -> None:
    asked = rows("asked_in_vain.txt")
    kinds = {
        question: (await riverside.answer(question, "de" if lang == "de" else "en")).kind for lang, _, question in asked
    }
    assert list(kinds.values()).count("found") / len(asked) <= IN_VAIN
    assert not [question for _, where, question in asked if where == "far" and kinds[question] == "found"]


async def test_most_of_what_it_did_write_is_answered_or_offered(riverside: KnowledgeBase) -> None:
    asked = [*own_language("de"), *own_language("en"), *across()]
    kinds = [(await riverside.answer(one.question, one.lang)).kind for one in asked]
    assert kinds.count("found") / len(kinds) >= 0.70
    assert kinds.count("unknown") / len(kinds) <= 0.10


async def test_answers_are_the_approved_words_with_their_source(riverside: KnowledgeBase) -> None:
    for file in sorted((RIVERSIDE / "knowledge").glob("*.md")):
        topic = parse_topic(file)
        for lang in ("de", "en"):
            hit = await riverside.topic_hit(topic.id, lang)
            assert hit is not None
            assert (hit.answer, hit.lang_of_text) == topic.text(lang)
            assert hit.answer in file.read_text(encoding="utf-8")
            assert hit.source == f"{topic.id}@1"


async def test_a_question_finds_a_text_of_the_other_language(riverside: KnowledgeBase) -> None:
    hits = await riverside.search("Ich habe meinen Schirm bei Ihnen liegen lassen", "de")
    assert (hits[0].topic.id, hits[0].lang_of_text) == ("lost-property", "en")
    hits = await riverside.search("Can I use my prescription from Germany over here?", "en")
    assert (hits[0].topic.id, hits[0].lang_of_text) == ("german-prescriptions", "de")


async def test_every_listed_question_is_answered_by_its_topic(riverside: KnowledgeBase) -> None:
    for file in sorted((RIVERSIDE / "knowledge").glob("*.md"))[::8]:
        topic = parse_topic(file)
        for lang in ("de", "en"):
            for question in topic.questions.get(lang):
                answer = await riverside.answer(question, lang)
                assert (answer.kind, answer.hits[0].topic.id) == ("found", topic.id), question


async def test_what_is_said_around_a_question_does_not_hide_it(riverside: KnowledgeBase) -> None:
    plain = await riverside.search("Gibt es bei Ihnen Parkplätze?", "de", 1)
    wrapped = "Guten Abend, hier ist Sarah, ich hatte vorhin schon geschrieben. Gibt es bei Ihnen Parkplätze? Danke!"
    found = await riverside.search(wrapped, "de", 1)
    assert found[0].topic.id == plain[0].topic.id == "parking"
    assert found[0].score >= TAU_HIGH


def test_the_forms_of_a_question() -> None:
    assert forms_of("  ") == []
    assert forms_of("parken") == ["parken"]
    assert forms_of("Hallo. Wo kann ich parken? Danke")[1:] == ["Wo kann ich parken?"]


async def test_choices_are_few_and_in_order(riverside: KnowledgeBase) -> None:
    offered = [await riverside.answer(question, "en") for _, _, question in rows("asked_in_vain.txt")]
    choices = [answer for answer in offered if answer.kind == "choices"]
    assert choices
    for answer in choices:
        scores = [hit.score for hit in answer.hits]
        assert 1 <= len(scores) <= 3
        assert scores == sorted(scores, reverse=True)


async def test_a_topic_nobody_wrote_is_no_hit(riverside: KnowledgeBase) -> None:
    assert await riverside.topic_hit("no-such-topic", "de") is None


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["de", "en"]))
async def test_no_text_breaks_a_search(riverside: KnowledgeBase, text: str, lang: Lang) -> None:
    answer = await riverside.answer(text, lang)
    assert answer.kind in ("found", "choices", "unknown")


@pytest.mark.parametrize("text", ["", "   ", "\x00", "ﷺ" * 400, '" OR 1=1 --', "a" * 20_000, "NEAR(x y)", "\ud800"])
async def test_strange_texts_are_just_not_found(riverside: KnowledgeBase, text: str) -> None:
    assert (await riverside.answer(text, "de")).kind != "found"
