"""What is said in an emergency: fixed words for the kind, with the numbers of the clinic's country."""

from __future__ import annotations

from agent.screen.numbers import EUROPEAN, Numbers, numbers_of
from prompts import Lang, Modality, say

_HOME_LANGUAGE = {"999": "en"}
_OWN_AMBER = frozenset({"suicide", "pregnancy", "baby"})


def words_for(level: str, kind: str | None, lang: Lang, country: str, modality: Modality = "text") -> str:
    numbers = numbers_of(country)
    life = _life(numbers, lang)
    if level == "RED":
        return _red(kind, lang, country, numbers, life, modality)
    if level != "AMBER":
        return ""
    if kind == "medication":
        return say("emergency.amber_medication", lang, modality=modality)
    name = f"amber_{kind}" if kind in _OWN_AMBER else "amber"
    urgent, crisis = _urgent(numbers, lang), _crisis(numbers, lang, country)
    return say(f"emergency.{name}", lang, modality=modality, life=life, urgent=urgent, crisis=crisis)


def _red(kind: str | None, lang: Lang, country: str, numbers: Numbers, life: str, modality: Modality) -> str:
    if kind == "suicide":
        crisis = _crisis(numbers, lang, country)
        return say("emergency.red_suicide", lang, modality=modality, life=life, crisis=crisis)
    if kind == "poisoning" and numbers.poison:
        return say("emergency.red_poisoning", lang, modality=modality, life=life, poison=numbers.poison)
    return say("emergency.red", lang, modality=modality, life=life)


def _life(numbers: Numbers, lang: Lang) -> str:
    """Who speaks another language than the country may know only 112."""
    foreign = _HOME_LANGUAGE.get(numbers.life, "de") != lang
    if foreign and numbers.life != EUROPEAN:
        return say("emergency.life_numbers", lang, first=numbers.life, second=EUROPEAN)
    return say("emergency.life_number", lang, first=numbers.life)


def _urgent(numbers: Numbers, lang: Lang) -> str:
    if not numbers.urgent:
        return say("emergency.urgent_without_number", lang)
    if len(numbers.urgent) == 1:
        return say("emergency.urgent_number", lang, number=numbers.urgent[0])
    return say("emergency.urgent_numbers", lang, number=numbers.urgent[0], other=numbers.urgent[1])


def _crisis(numbers: Numbers, lang: Lang, country: str) -> str:
    if not numbers.crisis:
        return say("emergency.crisis_elsewhere", lang)
    code = country.strip().lower()
    name = f"emergency.crisis_{'gb' if code == 'uk' else code}"
    return say(name, lang, crisis=numbers.crisis, children=numbers.children)
