"""Public holidays of the countries and regions a clinic may be in."""

from datetime import date

import pytest

from calendars.public_holidays import public_holidays
from domain.errors import ConfigurationError
from tests.domain.book_clinic import a_clinic


@pytest.mark.parametrize(
    ("country", "region", "day", "closed"),
    [
        ("GB", "ENG", date(2024, 8, 26), True),
        ("GB", "SCT", date(2024, 8, 26), False),
        ("GB", "ENG", date(2024, 10, 18), False),
        ("DE", "BY", date(2027, 1, 6), True),
        ("DE", "BE", date(2027, 1, 6), False),
        ("DE", None, date(2027, 10, 3), True),
        ("AT", "9", date(2026, 10, 26), True),
        ("CH", "ZH", date(2027, 8, 1), True),
    ],
)
def test_each_region_has_its_own(country: str, region: str | None, day: date, closed: bool) -> None:
    assert public_holidays(a_clinic(country=country, holiday_region=region))(day) is closed


def test_an_unknown_region_is_named_with_the_known_ones() -> None:
    with pytest.raises(ConfigurationError, match=r"holiday_region.*'ZZ'.*ENG, NIR, SCT, WLS"):
        public_holidays(a_clinic(holiday_region="ZZ"))
