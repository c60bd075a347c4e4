"""Sentences are cut where a reader would stop, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.check import split_sentences


@pytest.mark.parametrize(
    "whole",
    [
        "Dr. Phillips ist am 18. Oktober um 14.30 Uhr für Sie da.",
        "Prof. Dr. med. Weber und Dr. A. Chen arbeiten z. B. montags.",
        "Siehe https://clinic.example/kontakt.html?a=1.b für die Anfahrt.",
        "Fr., 18.10., 14:00",
        "We see you at 2 p.m. Friday.",
        "Das kostet ca. 45,50 € bzw. 40 £.",
        "Am 1. Freitag im Monat ist d. h. fast immer geöffnet.",
        "Mr. Brennan is at St. Mary’s, no. 42.",
    ],
)
def test_one_sentence_stays_whole(whole: str) -> None:
    assert split_sentences(whole) == [whole]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gern! Wann passt es?", ["Gern!", "Wann passt es?"]),
        ("Yes. Dr. Phillips treats that. Shall I look?", ["Yes.", "Dr. Phillips treats that.", "Shall I look?"]),
        ("We open at 9 a.m. Please ring.", ["We open at 9 a.m.", "Please ring."]),
        ("1. Freitag, 14:00\n2. Montag, 10:00", ["1. Freitag, 14:00", "2. Montag, 10:00"]),
        ("Sie sagte „ja.“ Danke.", ["Sie sagte „ja.“", "Danke."]),
        ("Moment … Ja, frei.", ["Moment …", "Ja, frei."]),
        ("Ihre Nummer ist 0207946. Danke.", ["Ihre Nummer ist 0207946.", "Danke."]),
        ("", []),
    ],
)
def test_several_sentences_come_apart(text: str, expected: list[str]) -> None:
    assert split_sentences(text) == expected


@given(st.text(alphabet="aB1 .!?…\n„“()", max_size=80))
def test_nothing_is_lost(text: str) -> None:
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())
