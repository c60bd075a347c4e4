"""Dates, times and prices as German and English write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts import Lang, times

LONDON = ZoneInfo("Europe/London")
FRIDAY = datetime(2024, 10, 18, 14, 0, tzinfo=LONDON)
MARCH = datetime(2026, 3, 2, 9, 5, tzinfo=LONDON)
LANGUAGES = st.sampled_from(("de", "en"))
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def test_a_moment_in_full() -> None:
    assert times.moment(FRIDAY, "de") == "Freitag, 18. Oktober, um 14:00 Uhr"
    assert times.moment(FRIDAY, "en") == "Friday 18 October at 14:00"
    assert times.moment(MARCH, "de") == "Montag, 2. März, um 09:05 Uhr"
    assert times.moment(MARCH, "en") == "Monday 2 March at 09:05"


def test_a_moment_on_a_button() -> None:
    assert times.short_moment(FRIDAY, "de") == "Fr., 18.10., 14:00"
    assert times.short_moment(FRIDAY, "en") == "Fri 18 Oct, 14:00"


@given(DAYS, st.times(), LANGUAGES)
def test_a_button_stays_short_and_keeps_day_and_time(day: date, time: object, lang: Lang) -> None:
    moment = datetime.combine(day, time, LONDON)  # type: ignore[arg-type]
    button = times.short_moment(moment, lang)
    assert len(button) <= 20, "WhatsApp shows 20 characters of a button"
    assert f"{moment:%H:%M}" in button
    assert str(day.day) in button


@given(DAYS, LANGUAGES)
def test_neighbouring_days_never_read_the_same(day: date, lang: Lang) -> None:
    said = {times.day(day + timedelta(days=offset), lang) for offset in range(28)}
    assert len(said) == 28
    assert times.day(day, lang).startswith(times.weekday(day.weekday(), lang))


@pytest.mark.parametrize(
    ("amount", "currency", "german", "english"),
    [
        ("160", "GBP", "160 £", "£160"),
        ("160.00", "GBP", "160 £", "£160"),
        ("12.5", "EUR", "12,50 €", "€12.50"),
        ("0", "EUR", "0 €", "€0"),
        ("95.05", "CHF", "95,05 CHF", "CHF 95.05"),
    ],
)
def test_prices(amount: str, currency: str, german: str, english: str) -> None:
    assert times.price(Decimal(amount), currency, "de") == german
    assert times.price(Decimal(amount), currency, "en") == english


@given(st.decimals(min_value=0, max_value=99_999, places=2), LANGUAGES)
def test_a_price_can_be_read_back(amount: Decimal, lang: Lang) -> None:
    said = times.price(amount, "EUR", lang).replace("€", "").strip()
    assert Decimal(said.replace(",", ".")) == amount


def test_lists() -> None:
    assert times.listed([], "de") == ""
    assert times.listed(["A"], "de") == "A"
    assert times.listed(["A", "B"], "de") == "A und B"
    assert times.listed(["A", "B", "C"], "de", either=True) == "A, B oder C"
    assert times.listed(["A", "B", "C"], "en") == "A, B and C"
    assert times.listed(["A", "B"], "en", either=True) == "A or B"
