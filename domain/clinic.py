"""The schema of `clinic.yaml`: everything a clinic says about itself, in one validated value.

Loading (file, line, what to write) is `app/clinic_file.py`; facts patients ask about are knowledge topics, not here.
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

Lang = Literal["de", "en"]
Country = Literal["GB", "DE", "AT", "CH"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Phone = Annotated[str, StringConstraints(pattern=r"^\+[1-9][0-9]{6,14}$")]
"""E.164: it is dialled, and shown to patients, as it stands."""
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Bilingual(_Model):
    """One text in both languages."""

    de: str
    en: str

    def get(self, lang: Lang) -> str:
        return self.de if lang == "de" else self.en


class BilingualList(_Model):
    de: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def get(self, lang: Lang) -> tuple[str, ...]:
        return self.de if lang == "de" else self.en


class Shift(_Model):
    """The same hours on each of some weekdays, in the clinic's zone. `end` is exclusive."""

    days: tuple[Weekday, ...] = Field(min_length=1)
    start: time
    end: time

    @model_validator(mode="after")
    def _forwards(self) -> Shift:
        if self.end <= self.start:
            raise ValueError(f"a shift must end after it starts, not {self.start:%H:%M}–{self.end:%H:%M}; swap them")
        return self

    def on(self, day: date) -> bool:
        return WEEKDAYS[day.weekday()] in self.days


class Closure(_Model):
    """Days off, both inclusive."""

    first: date
    last: date
    why: Bilingual | None = None

    @model_validator(mode="after")
    def _forwards(self) -> Closure:
        if self.last < self.first:
            raise ValueError("a closure's last day must not be before its first; swap them")
        return self


class Address(_Model):
    street: str
    postcode: str
    city: str
    map_url: str


class Specialty(_Model):
    id: Slug
    title: Bilingual
    treats: BilingualList = BilingualList()
    """Conditions and reasons as patients say them: how an enquiry finds its specialty."""


class PractitionerEntry(_Model):
    id: Slug
    name: str
    """As spoken: "Dr. Phillips"."""
    full_name: str
    pronoun: Literal["she", "he", "they"]
    specialty: Slug
    hours: tuple[Shift, ...] = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    absences: tuple[Closure, ...] = ()
    bookable: bool = True


class VisitTypeEntry(_Model):
    id: Slug
    title: Bilingual
    specialty: Slug | None = None
    """None: any practitioner offers it unless `practitioners` names some."""
    practitioners: tuple[Slug, ...] = ()
    minutes: int = Field(ge=5, le=240, multiple_of=5)
    minutes_new_patient: int | None = Field(default=None, ge=5, le=240, multiple_of=5)
    buffer_before: int = Field(default=0, ge=0, le=60, multiple_of=5)
    buffer_after: int = Field(default=0, ge=0, le=60, multiple_of=5)
    price: Decimal | None = Field(default=None, ge=0)
    default: bool = False
    """Taken for its specialty when the patient names no visit type."""
    follow_up: bool = False
    keywords: BilingualList = BilingualList()
    preparation: Slug | None = None
    """The knowledge topic with how to prepare."""
    sensitive: bool = False
    """A label never spoken without proof of identity."""


class BookingRules(_Model):
    min_notice_minutes: int = Field(default=120, ge=0)
    horizon_days: int = Field(default=90, ge=1, le=400)
    hold_minutes: int = Field(default=15, ge=1, le=120)
    offers: int = Field(default=2, ge=1, le=6)
    cancellation_notice_hours: int = Field(default=24, ge=0)
    max_open_unproven: int = Field(default=2, ge=1)


class Messages(_Model):
    name_reason: bool = False
    """Whether messages may name the reason of a visit (domain.md §1.5: off in a new clinic)."""


class Web(_Model):
    origins: tuple[str, ...] = ()
    portal_key: str | None = None


class Clinic(_Model):
    """A clinic, or a group of sites sharing patients and staff."""

    id: Slug
    name: str
    country: Country
    timezone: str
    currency: Literal["GBP", "EUR", "CHF"] = "GBP"
    default_language: Lang = "en"
    phone: Phone
    email: str | None = None
    website: str | None = None
    privacy_url: str | None = None
    address: Address
    opening_hours: tuple[Shift, ...] = Field(min_length=1)
    holiday_region: str | None = None
    """Subdivision for public holidays (python-holidays codes): "ENG", "BY", "9", "ZH"."""
    closures: tuple[Closure, ...] = ()
    specialties: tuple[Specialty, ...] = Field(min_length=1)
    practitioners: tuple[PractitionerEntry, ...] = Field(min_length=1)
    visit_types: tuple[VisitTypeEntry, ...] = Field(min_length=1)
    insurers: tuple[str, ...] = ()
    booking: BookingRules = BookingRules()
    messages: Messages = Messages()
    web: Web = Web()

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"{value!r} is not an IANA time zone; write e.g. Europe/London")
        return value

    @model_validator(mode="after")
    def _references(self) -> Clinic:
        specialties = _unique("specialties", [s.id for s in self.specialties])
        practitioners = _unique("practitioners", [p.id for p in self.practitioners])
        _unique("visit_types", [v.id for v in self.visit_types])
        for entry in self.practitioners:
            _known("specialty", entry.specialty, specialties, f"practitioner {entry.id}")
        for visit in self.visit_types:
            if visit.specialty:
                _known("specialty", visit.specialty, specialties, f"visit type {visit.id}")
            for who in visit.practitioners:
                _known("practitioner", who, practitioners, f"visit type {visit.id}")
        return self

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def practitioner(self, practitioner_id: str) -> PractitionerEntry:
        return next(p for p in self.practitioners if p.id == practitioner_id)

    def visit_type(self, visit_type_id: str) -> VisitTypeEntry:
        return next(v for v in self.visit_types if v.id == visit_type_id)

    def specialty(self, specialty_id: str) -> Specialty:
        return next(s for s in self.specialties if s.id == specialty_id)

    def offers_visit(self, practitioner: PractitionerEntry, visit: VisitTypeEntry) -> bool:
        """Whether this practitioner does this kind of visit."""
        if visit.practitioners:
            return practitioner.id in visit.practitioners
        return visit.specialty is None or visit.specialty == practitioner.specialty

    def visit_types_of(self, specialty_id: str) -> tuple[VisitTypeEntry, ...]:
        return tuple(v for v in self.visit_types if v.specialty in (None, specialty_id))


def _unique(what: str, ids: list[str]) -> set[str]:
    for entry in ids:
        if ids.count(entry) > 1:
            raise ValueError(f"{what}: the id {entry!r} is used twice")
    return set(ids)


def _known(what: str, value: str, known: set[str], where: str) -> None:
    if value not in known:
        raise ValueError(f"{where}: there is no {what} {value!r}; known are {', '.join(sorted(known))}")
