"""Phone numbers and birth dates, typed and spoken, German and English."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.embedded import birth_dates, phones
from agent.embedded.number_words import german, numbered

TODAY = date(2026, 10, 14)

GERMAN_DIGITS = ("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
ENGLISH_DIGITS = ("oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("Meine Nummer ist 0171 2345678", "DE", "+491712345678"),
        ("0171/2345678 geht am besten", "GB", "+491712345678"),
        ("my mob is 07911 123456", "GB", "+447911123456"),
        ("07700 900123", "GB", "+447700900123"),
        ("+49 (0)151 2345678", "GB", "+491512345678"),
        ("0044 7700 900456", "DE", "+447700900456"),
        ("(020) 7946 0958", "GB", "+442079460958"),
        ("+43 660 1234567", "DE", "+436601234567"),
        ("null eins sieben eins zwo drei vier fünf sechs sieben acht", "DE", "+491712345678"),
        ("oh double seven double oh nine double oh one two three", "GB", "+447700900123"),
        ("plus vier neun eins sieben eins fünf fünf sechs sechs sieben sieben", "DE", "+49171556677"),
        ("doppelnull vier neun eins sieben eins zwo drei vier fünf sechs sieben acht", "DE", "+491712345678"),
    ],
)
def test_a_number_is_read_as_e164(text: str, country: str, e164: str) -> None:
    lang = "de" if country == "DE" else "en"
    assert [phone.e164 for phone in phones.find(text, country, lang)] == [e164]


@pytest.mark.parametrize(
    "text",
    [
        "12.03.1985",
        "am 18.10. um 14:30 oder 15:00",
        "4711",
        "am 16.10.2026 um 10:30",
        "1985-03-12",
        "zwei oder drei Termine",
        "Zimmer 204, 3. Stock",
        "I have two children aged seven and nine",
        "nineteen eighty five",
        "",
    ],
)
def test_other_numbers_are_no_phone(text: str) -> None:
    assert phones.find(text, "GB", "de") == []


@given(st.integers(min_value=0, max_value=9_999_999), st.sampled_from([" ", "-", "/", ""]), st.booleans())
def test_a_german_mobile_number_survives_any_way_of_writing(tail: int, gap: str, spoken: bool) -> None:
    digits = f"0171{tail:07d}"
    written = " ".join(GERMAN_DIGITS[int(digit)] for digit in digits) if spoken else f"{digits[:4]}{gap}{digits[4:]}"
    assert [phone.e164 for phone in phones.find(f"meine nummer ist {written}", "DE", "de")] == [f"+49{digits[1:]}"]


@given(st.integers(min_value=0, max_value=999_999))
def test_a_british_mobile_number_survives_being_spoken(tail: int) -> None:
    digits = f"07911{tail:06d}"
    written = " ".join(ENGLISH_DIGITS[int(digit)] for digit in digits)
    assert [phone.e164 for phone in phones.find(f"it's {written}", "GB", "en")] == [f"+44{digits[1:]}"]


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("12.03.1985", date(1985, 3, 12)),
        ("03/04/1990", date(1990, 4, 3)),
        ("1992-07-21", date(1992, 7, 21)),
        ("geb. 21.07.92", date(1992, 7, 21)),
        ("July 4th 1969", date(1969, 7, 4)),
        ("I was born in 1975, on the second of June", date(1975, 6, 2)),
        ("the 9th of January, nineteen eighty", date(1980, 1, 9)),
        ("der neunte Januar neunzehnhundertachtzig", date(1980, 1, 9)),
        ("am zweiten Juni neunzehnhundertfünfundsiebzig geboren", date(1975, 6, 2)),
        ("born on the third of may two thousand and four", date(2004, 5, 3)),
        ("Ich bin am 1. Jänner 2001 geboren", date(2001, 1, 1)),
        ("12/25/1960", date(1960, 12, 25)),
    ],
)
def test_a_birth_date_is_read_unasked(text: str, born: date) -> None:
    found = birth_dates.find(text, TODAY)
    assert found is not None
    assert found.value == born


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("12 3 85", date(1985, 3, 12)),
        ("zwölfter dritter fünfundachtzig", date(1985, 3, 12)),
        ("twelfth of the third eighty five", date(1985, 3, 12)),
        ("030485", date(1985, 4, 3)),
        ("14.07.2019", date(2019, 7, 14)),
        ("erster erster zweitausend", date(2000, 1, 1)),
    ],
)
def test_a_birth_date_is_read_when_asked_for(text: str, born: date) -> None:
    found = birth_dates.find(text, TODAY, asked=True)
    assert found is not None
    assert found.value == born


@pytest.mark.parametrize(
    "text",
    [
        "am 18.10.2026 um 14 Uhr",
        "nächsten Freitag",
        "meine letzte Untersuchung war am 12.03.2005",
        "I had surgery on 3 May 1999",
        "31.02.1980",
        "99.99.1980",
        "born on 12 March 2085",
        "",
    ],
)
def test_other_dates_are_no_birth_date(text: str) -> None:
    assert birth_dates.find(text, TODAY) is None


@given(
    st.dates(min_value=date(1910, 1, 1), max_value=date(2012, 12, 31)),
    st.sampled_from(["%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%B %d, %Y"]),
    st.sampled_from(["geboren am {}", "my date of birth is {}", "{}"]),
)
def test_every_birth_date_survives_formatting(born: date, layout: str, sentence: str) -> None:
    found = birth_dates.find(sentence.format(born.strftime(layout)), TODAY)
    assert found is not None
    assert found.value == born


TENS = ("", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
UNITS = ("", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")


@given(st.integers(min_value=20, max_value=99))
def test_german_years_in_words(low: int) -> None:
    unit, ten = UNITS[low % 10], TENS[low // 10]
    spoken = f"{unit}und{ten}" if unit else ten
    assert german(f"neunzehnhundert{spoken}") == (1900 + low, False)
    assert german(f"{spoken}sten") == (low, True)


@given(st.text(max_size=200))
def test_no_text_breaks_the_numbers(text: str) -> None:
    tokens = numbered(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    phones.find(text, "GB", "de", asked=True)
    birth_dates.find(text, TODAY, asked=True)
