"""What a patient is told when a person takes over: true to the opening hours."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.clinic import Clinic, Lang
from prompts import say, times


def handover_words(data: dict[str, Any], lang: Lang, clinic: Clinic) -> str:
    """`data` is the result of hand_to_staff."""
    if data["open_now"] or not data["opens_at"]:
        return say("handover.open", lang, phone=data["clinic_phone"])
    opens = datetime.fromisoformat(data["opens_at"]).astimezone(clinic.zone)
    return say("handover.closed", lang, opens=times.moment(opens, lang), phone=data["clinic_phone"])
