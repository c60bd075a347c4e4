"""What a clinic tells the understanding: its country and zone, its practitioners, its specialties in plain words."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class PractitionerName:
    """`name` as the clinic writes it ("Dr. Emma Phillips"); `aliases` are further names patients use."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    specialty_id: str | None = None


@dataclass(frozen=True)
class SpecialtyWords:
    """`titles`: "Hautarzt", "dermatology"; `examples`: a dozen complaints and conditions, German and English."""

    id: str
    titles: tuple[str, ...]
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """`country` is ISO 3166 (GB, DE, AT, CH): it decides how a number without +49 is read."""

    country: str
    practitioners: tuple[PractitionerName, ...] = ()
    specialties: tuple[SpecialtyWords, ...] = ()
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/London"))
