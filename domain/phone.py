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
    if not _real(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _real(number: phonenumbers.PhoneNumber) -> bool:
    """Valid, or at least of the full length its country's numbers have: too short a number reaches nobody."""
    if phonenumbers.is_valid_number(number):
        return True
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return False
    region = phonenumbers.region_code_for_country_code(number.country_code or 0)
    example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    return example is not None and len(_national(example)) == len(_national(number))


def _national(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.national_significant_number(number)


def spaced(e164: str) -> str:
    """ "+44 20 7946 0142": how a number is shown to people."""
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
