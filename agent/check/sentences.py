"""Cuts a reply into sentences without breaking "Dr. Phillips", "18. Oktober", "z. B.", "14.30 Uhr" or a web address."""

from __future__ import annotations

import re

_ABBREVIATIONS = (
    "Dr Prof Mr Mrs Ms Hr Fr St Str Nr No ca bzw usw inkl ggf evtl Tel Mo Di Mi Do Sa So Mon Tue Wed Thu Fri Sat Sun "
    "z B d h u a e g i m p vs approx"
).split()
_BEFORE = re.compile(rf"(?:\b(?:{'|'.join(_ABBREVIATIONS)})|\b\d{{1,2}}|\bDr\. ?\w)\.$", re.I)
_END = re.compile(r"[.!?…]+[\"“”')\]]*(?=\s)|\n+")


def split_sentences(text: str) -> list[str]:
    """The sentences in order, without the white space around them."""
    sentences: list[str] = []
    begin = 0
    for match in _END.finditer(text):
        candidate = text[begin : match.end()]
        if match[0].startswith(".") and _BEFORE.search(candidate.rstrip("\"“”')]")):
            continue
        sentences.append(candidate.strip())
        begin = match.end()
    sentences.append(text[begin:].strip())
    return [sentence for sentence in sentences if sentence]
