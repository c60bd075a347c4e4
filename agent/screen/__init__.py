"""The deterministic screen that runs before any model, on every inbound text and on partial speech.

It alone raises RED. It is pure: the same text gives the same answer, and a fault inside it counts as RED.
To teach it more: words in lexicon.txt, combinations in rules.txt, each with phrases in the tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from agent.screen.context import Level, level_of, without_idioms
from agent.screen.fold import Words, cap, fold, without_umlaut_pairs, words
from agent.screen.found import Found
from agent.screen.lexicon import is_known, is_word
from agent.screen.requests import opts_in, opts_out, wants_person, withdraws
from agent.screen.rules import Match, matches, rules
from agent.screen.scripts import words_for
from prompts import Lang, Modality

__all__ = [
    "Emergency",
    "Level",
    "emergency_words",
    "opts_in",
    "opts_out",
    "screen_emergency",
    "wants_person",
    "withdraws_emergency",
]


@dataclass(frozen=True)
class Emergency:
    """How urgent a text is, what kind of danger it names, and the words that said so."""

    level: Level
    kind: str | None = None
    matched: str = ""


NO_EMERGENCY: Final = Emergency("NONE")


def screen_emergency(text: str) -> Emergency:
    """RED stops booking, AMBER adds a line; a screen that breaks must not let a dying patient book a slot."""
    try:
        return _screen(text)
    except Exception:
        return Emergency("RED", "other", "")


def withdraws_emergency(text: str) -> bool:
    """The patient's own word that it is none; never together with a new danger."""
    return withdraws(text) and screen_emergency(text).level != "RED"


def emergency_words(emergency: Emergency, lang: Lang, country: str, modality: Modality = "text") -> str:
    """The fixed script for this danger in the clinic's country; empty for NONE."""
    return words_for(emergency.level, emergency.kind, lang, country, modality)


def _screen(text: str) -> Emergency:
    read = _read(text)
    found = Found(read.tokens)
    amber: Emergency = NO_EMERGENCY
    for rule in rules():
        for match in matches(rule, found):
            level = level_of(match, read, found)
            if level == "RED":
                return _emergency("RED", match, read)
            if level == "AMBER" and amber is NO_EMERGENCY:
                amber = _emergency("AMBER", match, read)
    return amber


def _read(text: str) -> Words:
    written = words(without_idioms(cap(fold(cap(text)))))
    return Words(tuple(_meant(token) for token in written.tokens), written.clauses)


def _meant(token: str) -> str:
    shorter = without_umlaut_pairs(token)
    return shorter if shorter != token and not is_word(token) and is_known(shorter) else token


def _emergency(level: Level, match: Match, read: Words) -> Emergency:
    return Emergency(level, match.rule.kind, " ".join(read.tokens[p] for p in match.positions))
