"""Every refusal raised anywhere in the house has words in both languages."""

import re
import tomllib
from pathlib import Path

import pytest

from prompts import entries, placeholders, variants

HOUSE = Path(__file__).parents[2]
RAISED = re.compile(r"""\b(?:RuleViolation|NeedsProof)\(\s*["']([a-z_]+)["']""")


def raised_codes() -> set[str]:
    rooms = tomllib.loads((HOUSE / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]
    sources = [path.read_text() for room in rooms for path in (HOUSE / room).rglob("*.py")]
    return {match[1] for source in sources for match in RAISED.finditer(source)}


def test_the_search_finds_the_rules_of_the_book() -> None:
    assert {"slot_taken", "too_soon", "too_far", "outside_hours", "appointment_over"} <= raised_codes()


@pytest.mark.parametrize("code", sorted(raised_codes()))
def test_a_raised_code_has_words(code: str) -> None:
    german, english = variants(f"refusals.{code}", "de"), variants(f"refusals.{code}", "en")
    assert german
    assert english


def test_both_languages_of_a_refusal_ask_for_the_same_values() -> None:
    for name in (name for name in entries() if name.startswith("refusals.")):
        wanted = {frozenset(placeholders(text)) for lang in ("de", "en") for text in variants(name, lang)}
        assert len(wanted) == 1, name
