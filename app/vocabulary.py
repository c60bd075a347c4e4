"""What the clinic's names and conditions are, in the form the understanding wants them."""

from __future__ import annotations

from agent.embedded.vocabulary import PractitionerName, SpecialtyWords, Vocabulary
from domain.clinic import Clinic


def vocabulary_of(clinic: Clinic) -> Vocabulary:
    """From clinic.yaml to the understanding's vocabulary."""
    return Vocabulary(
        country=clinic.country,
        zone=clinic.zone,
        practitioners=tuple(
            PractitionerName(p.id, p.name, (p.full_name, *p.aliases), p.specialty) for p in clinic.practitioners
        ),
        specialties=tuple(
            SpecialtyWords(s.id, (s.title.de, s.title.en), (*s.treats.de, *s.treats.en)) for s in clinic.specialties
        ),
    )
