"""Telephone numbers as people write them, and as E.164.

POSSIBLE rather than VALID decides: real media and drama numbers are "invalid" to libphonenumber (domain.md §1.2).
"""

from __future__ import annotations

import phonenumbers

from domain.clinic import Country


def to_e164(text: str, country: Country) -> str | None:
    """E.164 of a number written in the country's way or internationally; None when it cannot be one."""
    try:
        number = phonenumbers.parse(text[:40], country)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def spaced(e164: str) -> str:
    """ "+44 20 7946 0142": how a number is shown to people."""
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
