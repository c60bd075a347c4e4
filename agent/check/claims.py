"""What must never be said by itself: "booked" with nothing stored, a dosage, a diagnosis, medication advice."""

from __future__ import annotations

import re

_DONE = {
    "booked": re.compile(
        r"\b(gebucht|eingetragen|vereinbart|fest eingeplant)\b|\btermin\b[^.]*\bbestätigt\b"
        r"|\b(booked|all set|scheduled)\b|\bappointment\b[^.]*\bconfirmed\b",
        re.I,
    ),
    "moved": re.compile(r"\b(verschoben|verlegt|umgebucht)\b|\b(moved|rescheduled)\b", re.I),
    "cancelled": re.compile(r"\b(abgesagt|storniert)\b|\bcancel+ed\b", re.I),
}
_NOT_YET = re.compile(
    r"\?\s*$|\b(nicht|noch nicht|nichts|kein\w*|soll(te|en)?|möchten|wenn|falls|sobald|bevor|könn(te|en)|kann|werden?"
    r"|würde"
    r"|not|nothing|no|shall|should|would|could|can|may|if|once|before|will|to be|haven['’]t|isn['’]t|hier vereinbart"
    r"|we made)\b",
    re.I,
)
_DOSAGE = re.compile(
    r"\b\d+([.,]\d+)?\s?(mg|ml|µg|mcg|gramm|milligramm|milliliter|IE|tabletten?|kapseln?|tropfen|pillen?"
    r"|esslöffel|teelöffel|milligrams?|tablets?|pills?|drops|capsules?|teaspoons?|puffs?)\b"
    r"|\b(verdoppel\w*|halbier\w*|erhöh\w*|reduzier\w*|steiger\w*)\b[^.]*\b(dosis|menge|medikament\w*|tablette\w*)\b"
    r"|\b(double|halve|increase|reduce|lower|raise)\b[^.]*\b(dose|dosage|medication|tablets?)\b",
    re.I,
)
_ILLNESS = (
    r"(\w*(entzündung|infektion|allergie|vergiftung|fraktur)|\w{4,}itis|ekzem\w*|neurodermitis|migräne|krebs|herzinfarkt"
    r"|schlaganfall|schuppenflechte|eczema|infection|allergy|cancer|migraine|fracture|stroke|heart attack"
    r"|harmlos|nichts (schlimmes|ernstes)|unbedenklich|harmless|nothing (serious|to worry about)|benign)"
)
_DIAGNOSIS = re.compile(
    rf"\b(sie haben|das ist|das sind|es ist|dann ist es|klingt nach|sieht (aus )?nach"
    rf"|handelt sich|vermutlich|wahrscheinlich|bestimmt|sicher) [^.?!]{{0,60}}?\b{_ILLNESS}\b"
    rf"|\b(you have|you['’]ve got|you are having|this is|that is|that['’]s|it is|it['’]s|sounds like|looks like"
    rf"|probably|most likely|certainly) [^.?!]{{0,60}}?\b{_ILLNESS}\b",
    re.I,
)
_MEDICATION = re.compile(
    r"\b(setzen sie|nehmen sie|verwenden sie|benutzen sie|tragen sie|hören sie)\b[^.?!]*"
    r"\b(ab|ein|auf|weiter|creme\w*|salbe\w*|medikament\w*|tablette\w*|antibiotik\w*)\b"
    r"|\b(stop|start|keep|continue|avoid|try) (taking|using|applying)\b"
    r"|\byou (should|can|must|need to) (stop|start|take|apply)\b",
    re.I,
)


def unsupported_claim(sentence: str, done: frozenset[str]) -> str | None:
    """What the sentence claims to have happened without it being stored; None when it claims nothing of the kind."""
    if _NOT_YET.search(sentence):
        return None
    return next((what for what, pattern in _DONE.items() if pattern.search(sentence) and what not in done), None)


def medical_claim(sentence: str) -> str | None:
    """Names the medical statement a receptionist must not make; None when there is none."""
    for name, pattern in (("dosage", _DOSAGE), ("diagnosis", _DIAGNOSIS), ("medication advice", _MEDICATION)):
        if pattern.search(sentence):
            return name
    return None
