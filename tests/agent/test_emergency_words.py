"""What is said in an emergency: the script, its variants by kind, and the numbers of each country, verbatim."""

import re

import pytest

from agent.screen import Emergency, emergency_words
from agent.screen.numbers import BY_COUNTRY, all_numbers


@pytest.mark.parametrize(
    ("country", "lang", "numbers"),
    [
        ("GB", "en", ["999"]),
        ("UK", "en", ["999"]),
        ("GB", "de", ["999", "112"]),
        ("DE", "de", ["112"]),
        ("DE", "en", ["112"]),
        ("AT", "de", ["144"]),
        ("CH", "de", ["144"]),
        ("AT", "en", ["144", "112"]),
        ("FR", "en", ["112"]),
    ],
)
def test_red_names_exactly_the_numbers_of_the_country(country: str, lang: str, numbers: list[str]) -> None:
    words = emergency_words(Emergency("RED", "cardiac"), lang, country)
    assert re.findall(r"\d+", words) == numbers


def test_red_words_are_the_published_script() -> None:
    english = emergency_words(Emergency("RED", "cardiac"), "en", "GB", "voice")
    german = emergency_words(Emergency("RED", "cardiac"), "de", "DE", "voice")
    assert english == (
        "This sounds like it could be an emergency. Please hang up and call 999 now. I'm also alerting our team."
    )
    assert german == (
        "Das könnte ein Notfall sein. Bitte legen Sie auf und wählen Sie jetzt die 112. Ich informiere auch unser Team."
    )


def test_nobody_in_a_chat_is_told_to_hang_up() -> None:
    assert "hang up" not in emergency_words(Emergency("RED", "cardiac"), "en", "GB")
    assert "legen Sie auf" not in emergency_words(Emergency("RED", "cardiac"), "de", "DE")


@pytest.mark.parametrize(
    ("country", "crisis"), [("GB", "116 123"), ("DE", "0800 1110111"), ("AT", "142"), ("CH", "143")]
)
@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("red", [True, False])
def test_suicide_has_its_own_words_and_a_crisis_line(country: str, crisis: str, lang: str, red: bool) -> None:
    words = emergency_words(Emergency("RED" if red else "AMBER", "suicide"), lang, country)
    assert crisis in words
    assert BY_COUNTRY[country].life in words


@pytest.mark.parametrize(("country", "poison"), [("AT", "01 406 43 43"), ("CH", "145")])
def test_poisoning_names_the_poisons_line_where_there_is_one(country: str, poison: str) -> None:
    assert poison in emergency_words(Emergency("RED", "poisoning"), "de", country)
    assert poison not in emergency_words(Emergency("RED", "poisoning"), "de", "DE")


@pytest.mark.parametrize(("country", "urgent"), [("GB", "111"), ("DE", "116117"), ("AT", "1450")])
@pytest.mark.parametrize("kind", ["cardiac", "baby", "pregnancy"])
def test_amber_names_the_urgent_line(country: str, urgent: str, kind: str) -> None:
    assert urgent in emergency_words(Emergency("AMBER", kind), "de", country)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_question_about_medicine_gets_no_dose_and_no_number(lang: str) -> None:
    assert not re.search(r"\d", emergency_words(Emergency("AMBER", "medication"), lang, "GB"))


def test_no_emergency_has_no_words() -> None:
    assert emergency_words(Emergency("NONE"), "de", "DE") == ""


def test_the_table_of_numbers_is_verbatim() -> None:
    assert all_numbers() == {
        "999", "112", "111", "116 123", "0800 1111", "116117", "0800 1110111", "116 111",
        "144", "141", "1450", "142", "147", "01 406 43 43", "143", "145",
    }  # fmt: skip
