"""The words around a name: what announces it, what belongs to it, what it can never be."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from agent.embedded.features import folded

FIRST_NAMES_FILE = Path(__file__).parent / "first_names.txt"
WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?")
PARTICLES = frozenset("van von der den de del da dos di la le el al bin zu ter mc".split())
HONORIFICS = frozenset("frau herr herrn mr mrs ms miss dr prof doctor doktor familie family".split())
STOPPERS = frozenset(
    "ich i ist is und and oder or aber but der die das den the a an ein eine mein meine my our unser nicht not "
    "kein no ja nein yes hallo hi hello danke thanks bitte please termin appointment nummer number am um at on "
    "in für for zu to mit with wegen about habe have möchte would want need brauche wir we sie you er he she "
    "es it bin are auch also noch schon hier here geboren born birthday telefon phone handy mobile name "
    "vorname nachname surname first last reservation booking buchung so as was wer who patient patientin "
    "patienten versichert insured spricht speaking way übrigens gestatten its bins spelt spelled schreibt "
    "schreiben buchstabiert geschrieben doctor doktor".split()
)

# After these somebody's name must follow.
STRONG = re.compile(
    r"\b(?:mein(?:e|en|em|er)?\s+(?:voller\s+|vollständiger\s+)?name\s+(?:ist|lautet|wäre)|"
    r"ich\s+hei(?:ß|ss)e?(?:\s+übrigens)?|(?:der|ihr|sein)\s+name\s+(?:ist|lautet|wäre)|name\s+(?:ist|lautet)|"
    r"auf\s+(?:den\s+)?namen?|unter\s+(?:dem\s+)?namen|hei(?:ß|ss)(?:t|e)(?:\s+übrigens)?|namens|"
    r"nennen\s+sie\s+mich|hier\s+spricht|mein(?:e)?\s+(?:vor|nach)name\s+ist|"
    r"my\s+(?:full\s+)?name(?:['’]?s|\s+is|\s+would\s+be)|"
    r"(?:the|his|her|their)\s+name(?:['’]?s|\s+is|\s+would\s+be)|names?\s+is|name['’]s|"
    r"(?:i\s+am|i['’]?m|is|he['’]?s|she['’]?s|kid['’]?s)\s+called|(?:you\s+can\s+)?call\s+(?:call\s+)?me|"
    r"they\s+call\s+me|(?:under|in|on|by)\s+(?:the\s+)?name(?:\s+of)?|for\s+the\s+name|under\s+my\s+name,?|"
    r"known\s+as|(?:put|book)\s+(?:it|me)?\s*(?:down\s+)?under|my\s+(?:sur|last\s+|first\s+)name\s+is|"
    r"name\s*:)\s*:?\s*",
    re.I,
)
TITLED = re.compile(
    r"\b(?:ich\s+bin|bin|hier(?:\s+(?:ist|spricht))?|das\s+ist|it['’]?s|this\s+is|i\s+am|i['’]?m)\s+(?:der|die)?\s*"
    r"(?:frau|herr|mrs?|ms|miss)\.?\s+",
    re.I,
)
# After these it may be anything, so the words themselves must look like a name.
WEAK = re.compile(
    r"\b(?:ich\s+bin(?:['’]?s)?|(?:bin|ist)\s+(?:der|die|das)|hier\s+ist|hier|das\s+ist|es\s+ist|"
    r"es\s+geht\s+um\s+mein\w*\s+\w+|"
    r"(?:mein|unser|ihr|sein)\w*\s+(?:sohn|tochter|mann|frau|vater|mutter|kind|baby|bruder|schwester|oma|opa|enkel\w*)|"
    r"für|unter|it['’]?s|it\s+is|it['’]?s\s+me|this\s+is|i\s+am|i['’]?m|im|me|under|for|by|speaking|"
    r"(?:my|our|his|her)\s+(?:son|daughter|husband|wife|father|mother|dad|mum|mom|child|kid|baby|brother|sister|grandson|gran)|"
    r"(?:liebe|viele|beste|freundliche)n?\s+gr(?:ü|ue)(?:ß|ss)e|gr(?:u|ü)(?:ß|ss)e?|lg|vg|mfg|"
    r"(?:kind\s+|best\s+)?regards|best\s+wishes|hallo|hello|hi|guten\s+(?:tag|morgen|abend)),?\s+(?:ist\s+)?",
    re.I,
)
SURNAME_FIRST = re.compile(
    r"\b(?:nachname|familienname|surname|last\s+name)\s*(?:ist|is|:|=)?\s*(?P<last>[^\W\d_][\w'’\-]*)"
    r".{0,25}?\b(?:vorname|first\s+name|given\s+name)\s*(?:ist|is|:|=)?\s*(?P<first>[^\W\d_][\w'’\-]*)",
    re.I | re.S,
)
FIRST_FIRST = re.compile(
    r"\b(?:vorname|first\s+name|given\s+name)\s*(?:ist|is|:|=)?\s*(?P<first>[^\W\d_][\w'’\-]*)"
    r".{0,25}?\b(?:nachname|familienname|surname|last\s+name)\s*(?:ist|is|:|=)?\s*(?P<last>[^\W\d_][\w'’\-]*)",
    re.I | re.S,
)
ONE_PART = re.compile(
    r"\b(?:nachname|familienname|surname|last\s+name|vorname|first\s+name)\s*(?:ist|is|:|=)?\s*(?=[^\W\d_])",
    re.I,
)
BEFORE_CUE = re.compile(
    r"(?P<name>(?:[^\W\d_][\w'’\-]*\s+){1,3})(?:hier|here|speaking|am\s+apparat|ist\s+mein\s+name|is\s+(?:my|the)\s+name)\b(?!\s+(?:ist|is|in|bei|at))",
    re.I,
)
SPELT = re.compile(r"(?<![\w'’])[^\W\d_](?:[-.\s]{1,3}[^\W\d_]){2,}(?![\w'’])")

OPENING = re.compile(
    r"^\W*(?:(?:ja|yes|ok(?:ay)?|klar|sure|gern|hallo|hi|hello|also|well|sorry|nein|no|das\s+(?:ist|wäre)|that(?:['’]?s|\s+is)|"
    r"bin|schreib\w*|it['’]?s|der|die|frau|herrn?|mrs?|ms|miss|dr)\b\W*)+",
    re.I,
)


@cache
def first_names() -> frozenset[str]:
    return frozenset(folded(name) for name in FIRST_NAMES_FILE.read_text(encoding="utf-8").split())
