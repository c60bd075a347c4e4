"""The authored words: complete in both languages, fillable by whoever speaks them, and always „Sie“."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import prompts
from app.settings import ROOT
from prompts import MissingWords, entries, placeholders, say, variants

NAMES = sorted(entries())
FOR_A_MODEL = "system."
"""Addressed to a model that reads, not to a patient."""
FAMILIAR = re.compile(
    r"\b(?:du|dich|dir|dein(?:e[mnrs]?)?|deinetwegen|euch|euer|eure[mnrs]?)\b"
    r"|\b(?:schreib|sag|ruf|komm|nimm|gib|lass|warte|schau|klick|melde dich)\b(?=[ ,.!:])",
    re.IGNORECASE,
)
ROOMS = ("domain", "calendars", "memory", "agent", "channels", "outreach", "tools", "app", "telephony")


def needed(name: str, lang: prompts.Lang) -> set[str]:
    """Every value some wording of the entry wants."""
    return {
        field
        for (of, _), lines in entries()[name].items()
        if of == lang
        for line in lines
        for field in placeholders(line)
    }


def test_there_are_words() -> None:
    assert len(NAMES) > 80
    assert {"booking.booked", "greeting.web", "safety.honest", "faults.not_json"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_entry_has_both_languages_and_neither_knows_more_than_the_other(name: str) -> None:
    assert {lang for lang, _ in entries()[name]} == {"de", "en"}
    assert needed(name, "de") == needed(name, "en")
    for lines in entries()[name].values():
        assert lines
        for line in lines:
            assert line == line.strip() != ""
            assert not re.search(r"\{\s*\}|\{\d|![rs]\}", line), "a value is asked for by its name, as it is"


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith(FOR_A_MODEL)])
def test_german_is_addressed_formally(name: str) -> None:
    for (lang, _), lines in entries()[name].items():
        if lang == "de":
            assert [line for line in lines if FAMILIAR.search(line)] == []


@pytest.mark.parametrize("slip", ["Wie heißt du?", "Ist das deine Nummer?", "Ruf uns an.", "Wir melden uns bei dir."])
def test_the_guard_for_the_formal_address_would_notice(slip: str) -> None:
    assert FAMILIAR.search(slip)


class Spoken(NamedTuple):
    """A call in the code that leads to words: `say("entry", …)` or `RuleViolation("code", …)`."""

    where: str
    entry: str
    values: set[str]
    open_ended: bool
    """Whether further values come by `**`."""

    def fault(self) -> str | None:
        if self.entry not in entries():
            return f"{self.where}: no entry {self.entry}"
        missing = set() if self.open_ended else needed(self.entry, "en") - self.values
        return f"{self.where}: {self.entry} without {sorted(missing)}" if missing else None


def spoken(names: set[str], prefix: str = "") -> Iterator[Spoken]:
    for path in (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in names:
                values = {keyword.arg for keyword in node.keywords if keyword.arg}
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                open_ended = any(keyword.arg is None for keyword in node.keywords)
                yield Spoken(where, f"{prefix}{node.args[0].value}", values, open_ended)


def test_whoever_speaks_an_entry_gives_every_value_any_of_its_wordings_wants() -> None:
    calls = list(spoken({"say"}))
    assert len(calls) > 40, "the search no longer finds how words are spoken"
    assert [fault for call in calls if (fault := call.fault())] == []


def test_every_rule_that_says_no_has_words_and_brings_what_they_want() -> None:
    refusals = list(spoken({"RuleViolation", "NeedsProof"}, "refusals."))
    assert len(refusals) > 10
    assert [fault for refusal in refusals if (fault := refusal.fault())] == []


def test_what_is_missing_is_named() -> None:
    with pytest.raises(MissingWords, match=r"no prompt named 'booking\.nothing_like_it'"):
        say("booking.nothing_like_it", "de")
    with pytest.raises(MissingWords, match=r"'booking\.ask_phone' needs a value for 'name'"):
        say("booking.ask_phone", "en")
    with pytest.raises(MissingWords, match=r"'booking\.ask_phone' needs a value for 'name'"):
        say("booking.ask_phone", "de", name=None)
    with pytest.raises(MissingWords, match=r"'greeting\.again' has no words in 'fr'"):
        variants("greeting.again", "fr")  # type: ignore[arg-type]


@given(st.integers(min_value=0, max_value=10_000))
def test_any_count_finds_a_wording_and_the_next_one_differs(count: int) -> None:
    wordings = variants("booking.ask_when", "de")
    assert len(wordings) > 1
    assert say("booking.ask_when", "de", variant=count) in wordings
    assert say("booking.ask_when", "de", variant=count) != say("booking.ask_when", "de", variant=count + 1)


@given(st.text(max_size=40))
def test_a_value_is_put_in_as_it_is_whatever_braces_it_holds(value: str) -> None:
    said = say("greeting.again_name", "en", name=value)
    assert said == f"Hello {value}! How can I help you?"


def test_the_voice_falls_back_to_the_text() -> None:
    spoken_forms = [name for name in NAMES if ("de", "voice") in entries()[name]]
    assert spoken_forms
    for name in spoken_forms:
        assert variants(name, "de", "voice") != variants(name, "de", "text")
    assert variants("booking.kept", "en", "voice") == variants("booking.kept", "en")


def test_a_file_is_read_as_its_docstring_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shop.md").write_text(
        "# A heading\nA remark.\n\n## hello\n- de: Guten Tag,\n  {name}!\n- de: Moin.\n- en: Hello.\n"
        "- de voice: Hallo.\n\n## empty\nNo words yet.\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(prompts, "_FOLDER", tmp_path)
    entries.cache_clear()
    try:
        assert entries()["shop.hello"] == {
            ("de", "text"): ("Guten Tag,\n{name}!", "Moin."),
            ("en", "text"): ("Hello.",),
            ("de", "voice"): ("Hallo.",),
        }
        with pytest.raises(MissingWords, match=r"'shop\.empty' has no words in 'de'"):
            say("shop.empty", "de")
    finally:
        entries.cache_clear()
