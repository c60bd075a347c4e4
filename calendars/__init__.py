"""The clinic's book behind one port. A new backend: one file here, one line below, and it passes
`tests/calendars/contract.py`.
"""

from __future__ import annotations

from collections.abc import Callable

from calendars.clinic_book import ClinicBook
from domain.clinic import Clinic
from domain.ports import Calendar
from domain.working_hours import HolidayCalendar
from store.engine import Store

CALENDARS: dict[str, Callable[[Store, Clinic, HolidayCalendar], Calendar]] = {
    "clinic_book": ClinicBook,
}
