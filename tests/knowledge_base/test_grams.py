"""Letters: what is rare tells, what every topic says does not, and slips of the finger are forgiven."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.grams import Rarity, folded, grams

TOPICS = [grams("Kann ich hier parken?"), grams("Kann ich hier impfen lassen?"), grams("Kann ich hier bezahlen?")]
RARITY = Rarity.of(TOPICS)


@given(st.text(max_size=80), st.text(max_size=80))
def test_coverage_is_a_share(question: str, said: str) -> None:
    assert 0 <= RARITY.coverage(grams(question), grams(said)) <= 1 + 1e-6


@given(st.text(st.characters(categories=["L"]), min_size=4, max_size=40))
def test_who_says_it_all_covers_all(text: str) -> None:
    own = grams(text)
    assert not len(own) or abs(RARITY.coverage(own, own) - 1) < 1e-6


def test_what_all_topics_say_counts_for_nothing() -> None:
    coverages = [RARITY.coverage(grams("Kann ich hier parken?"), topic) for topic in TOPICS]
    assert coverages[0] > 0.99
    assert max(coverages[1:]) < 0.2


def test_a_slip_of_the_finger_still_leads_to_the_topic() -> None:
    coverages = [RARITY.coverage(grams("bezalen"), topic) for topic in TOPICS]
    assert coverages[2] > 2 * max(coverages[:2])


def test_case_and_accents_do_not_matter() -> None:
    assert folded("Öffnungszeiten") == folded("öffnungszeiten") == "offnungszeiten"
