"""A topic file is read to the letter, or refused with its line and what to write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import ConfigurationError
from knowledge_base.chunks import chunks_of, pieces
from knowledge_base.topics import parse_topic
from tests.knowledge_base.topic_files import DOGS, FLOWERS, PARKING

WHOLE = """---
id: eczema-creams
title: {de: Cremes, en: Creams}
questions:
  de: ["Muss ich die Creme absetzen?"]
  en: ["Do I stop my cream?"]
practitioner: phillips
clinical: true
visit_types: [skin_consultation]
short: {de: Weiter benutzen., en: Keep using it.}
links:
  - title: {de: Karte, en: Map}
    url: "https://www.openstreetmap.org/#map=17"
---
# de
Benutzen Sie sie weiter.

## Ausnahme
Keine.

# en
Keep using it.
"""


def test_every_field_is_read() -> None:
    topic = parse_topic(WHOLE)
    assert (topic.id, topic.practitioner, topic.clinical) == ("eczema-creams", "phillips", True)
    assert topic.visit_types == ("skin_consultation",)
    assert topic.links[0].url == "https://www.openstreetmap.org/#map=17"
    assert topic.text("de") == ("Benutzen Sie sie weiter.\n\n## Ausnahme\nKeine.", "de")
    assert topic.short_text("en") == ("Keep using it.", "en")


def test_the_other_language_stands_in_where_one_is_missing() -> None:
    german, english = parse_topic(DOGS), parse_topic(FLOWERS)
    assert german.text("en") == ("Hunde warten bitte draußen.", "de")
    assert english.text("de") == ("Flowers are welcome at reception.", "en")
    assert german.short_text("de") == ("Hunde warten bitte draußen.", "de")
    assert (german.speaks("de"), german.speaks("en")) == (True, False)


@pytest.mark.parametrize(
    ("written", "instead", "line", "says"),
    [
        ("---\nid: parking", "id: parking", 1, "begin with a line `---`"),
        ("id: parking", "id: Parking Lot", 2, "small letters"),
        ("title: {de: Parken, en: Parking}", "title: {de: Parken}", 3, "`title.en` is missing"),
        ("title: {de: Parken, en: Parking}", "titel: {de: Parken, en: Parking}", 2, "`titel` is not a field"),
        ("id: parking", "id: parking\nid: parking", 3, "written twice"),
        ("    - Wo kann ich parken?", "    - [Wo, kann]", 6, "does not fit here"),
        ("    - Wo kann ich parken?", "   - Wo: {", 8, "on the line before"),
        ("  en:\n    - Where can I park?", "  en: [Where can I park?]", 7, "one a line"),
        ("id: parking", "id: parking\nclinical: perhaps", 3, "`true` or `false`"),
        ("id: parking", "id: parking\nlinks: [{title: {de: a, en: b}, url: ftp://x}]", 3, "https://"),
        ("# de\n", "# fr\n", 10, "is not a language of the clinic"),
        ("# en\n", "# de\n", 13, "written twice"),
        ("# de\n", "Hello\n# de\n", 10, "text before the first section"),
        ("# en\nThere are three spaces behind the building.", "# en\n", 13, "is empty"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, written: str, instead: str, line: int, says: str) -> None:
    assert written in PARKING
    file = tmp_path / "parking.md"
    file.write_text(PARKING.replace(written, instead), encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        parse_topic(file)
    assert caught.value.where == f"{file}:{line}"
    assert says in caught.value.how


def test_all_faults_of_a_file_are_told_at_once() -> None:
    text = PARKING.replace("id: parking", "id: Parking Lot").replace("title:", "titel:")
    with pytest.raises(ConfigurationError) as caught:
        parse_topic(text)
    assert all(name in caught.value.how for name in ("`id`", "`titel`", "`title`"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "front matter is missing"),
        ("---\nid: a\n", "has no end"),
        ("---\n---\n# de\nx", "has no fields"),
        (PARKING.split("# de")[0], "there is no answer"),
        (
            PARKING.replace("questions:", "short:").replace("- Wo", "Wo").replace("- Where", "Where"),
            "`questions` is missing",
        ),
        (re.sub(r"questions:.*?---", "questions: {}\n---", PARKING, flags=re.DOTALL), "no question is given"),
    ],
)
def test_what_is_missing_is_said(text: str, says: str) -> None:
    with pytest.raises(ConfigurationError, match=says):
        parse_topic(text)


def test_a_file_that_is_not_text_or_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no such file"):
        parse_topic(tmp_path / "none.md")
    (tmp_path / "latin.md").write_bytes(PARKING.encode("latin-1"))
    with pytest.raises(ConfigurationError, match="UTF-8") as caught:
        parse_topic(tmp_path / "latin.md")
    assert caught.value.where.endswith("latin.md:10") or caught.value.where.endswith("latin.md:11")


LINES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="#\x85"), max_size=60)


@given(st.lists(LINES, min_size=1, max_size=6).filter(lambda lines: lines[0].strip() and lines[-1].strip()))
def test_the_clinics_words_are_kept_to_the_letter(lines: list[str]) -> None:
    body = "\n".join(lines)
    topic = parse_topic(DOGS.replace("Hunde warten bitte draußen.", body))
    assert topic.text("de") == (body, "de")


def test_content_is_the_same_however_it_is_laid_out() -> None:
    windows = parse_topic(
        DOGS.replace("\n", "\r\n").replace("title: {de: Hunde, en: Dogs}", "title: {en: Dogs, de: Hunde}")
    )
    assert windows.content_hash() == parse_topic(DOGS).content_hash()
    assert parse_topic(DOGS.replace("bitte ", "")).content_hash() != parse_topic(DOGS).content_hash()


@given(st.text(max_size=3000))
def test_pieces_lose_nothing_but_space(text: str) -> None:
    assert "".join("".join(pieces(text)).split()) == "".join(text.split())


def test_a_topic_is_found_by_title_question_and_body_in_each_language() -> None:
    texts = {(chunk.lang, chunk.text) for chunk in chunks_of(parse_topic(PARKING))}
    assert ("de", "Wo kann ich parken?") in texts
    assert ("en", "Parking") in texts
    assert ("en", "There are three spaces behind the building.") in texts
