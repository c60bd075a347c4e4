"""The emergency numbers of each country we know, to the letter; elsewhere 112, which works in all of Europe."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Numbers:
    life: str
    urgent: tuple[str, ...] = ()
    crisis: str | None = None
    children: str | None = None
    poison: str | None = None


EUROPEAN = "112"
ELSEWHERE = Numbers(life=EUROPEAN)
BY_COUNTRY: dict[str, Numbers] = {
    "GB": Numbers("999", ("111",), "116 123", "0800 1111", None),
    "DE": Numbers("112", ("116117",), "0800 1110111", "116 111", None),
    "AT": Numbers("144", ("141", "1450"), "142", "147", "01 406 43 43"),
    "CH": Numbers("144", (), "143", "147", "145"),
}


def numbers_of(country: str) -> Numbers:
    code = country.strip().upper()
    return BY_COUNTRY.get("GB" if code == "UK" else code, ELSEWHERE)


def all_numbers() -> frozenset[str]:
    """Every number of the table: nobody needs a source for these."""
    rows = (*BY_COUNTRY.values(), ELSEWHERE)
    said = (n for row in rows for n in (row.life, *row.urgent, row.crisis, row.children, row.poison))
    return frozenset({EUROPEAN, *(n for n in said if n)})
