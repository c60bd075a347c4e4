"""Public holidays where the clinic is, from python-holidays: per UK nation, Bundesland, Canton."""

from __future__ import annotations

from domain.clinic import Clinic
from domain.errors import ConfigurationError
from domain.working_hours import HolidayCalendar


def public_holidays(clinic: Clinic) -> HolidayCalendar:
    """Whether a date is a public holiday in the clinic's country and `holiday_region`."""
    import holidays  # loads a third of a second of tables: only where a book is opened

    try:
        days = holidays.country_holidays(clinic.country, subdiv=clinic.holiday_region)
    except NotImplementedError:
        known = ", ".join(holidays.country_holidays(clinic.country).subdivisions)
        message = f"{clinic.country} has no region {clinic.holiday_region!r}; write one of {known}"
        raise ConfigurationError("clinic.yaml: holiday_region", message) from None
    return lambda day: day in days
