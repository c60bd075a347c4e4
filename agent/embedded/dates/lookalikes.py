"""What only looks like a date: greetings, farewells, telephone numbers, prices, ages, rooms, names, what has been.

All of it is covered before the grammar looks, so that no rule needs to know of it.
"""

import re

from agent.embedded.dates.tokens import MASKED

_NUMBER = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)"
_SOON = r"(?:morgen|übermorgen|tomorrow|dann|then|später|later|nachher|bald|soon|nächste woche|next week)"
_DAY = (
    rf"(?:{_SOON}|nächste[nrs]? \w+|next \w+|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)"
)
_PART = r"(?:morgen|tag|abend|nachmittag|vormittag|nacht|mittag|woche|wochenende|feierabend)"
_THANKS = r"danke|vielen dank|tschüss|ciao|wiedersehen|super|prima|alles klar|thanks|thank you|great|perfect|bye|cheers"
_SOFTLY = rf"\W{{0,5}}(?:(?:na|ja|ok|okay|also|gut|dann|auf|right|{_THANKS})\W{{1,5}}){{0,6}}"
_END = r"(?=\W{0,5}(?:$|[.!]\W*$|(?:und )?(?:danke|tschüss|vielen|bye|thanks)))"
_MONTH = r"(?:jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|de[cz])\w*"
_TIME_TAIL = r"\s?(?:[:.]\d|uhr|am\b|pm\b|[ap]\.m|o'?clock|ish)"

_GREETINGS = (
    rf"\b(?:gute[nrs]?|schöne[nrs]?|angenehme[nrs]?|ruhige[nrs]?) (?:rest)?{_PART}\b",
    r"\b(?:good|lovely|nice|great|pleasant|happy) (?:morning|afternoon|evening|night|day|weekend|week)\b",
    r"^\W*(?:n'?abend|morgen|morning|afternoon|evening|moin)\s*[,!.]+\s*"
    r"(?=(?:ich|hier|mein|wir|könn|hätt|haben|herr|frau|i\b|i'|this|can|could|my|is)\w*)",
    r"^\W*(?:n'?abend|morgen|morning|afternoon|evening|moin)\s*!+\W{0,9}$",
    r"^\W*(?:morning|evening|afternoon) (?:all|there|i\b|could|can|my)",
    r"\b(?:how are you|wie geht es ihnen|wie geht's) (?:\w+ )?(?:today|heute|this morning)\b",
)
_FAREWELLS = (
    rf"\b(?:see (?:you|ya)|speak|talk)(?: to you)?(?: on| next| again)* {_DAY}(?: then)?\b",
    rf"(?:^|[.!?;,]){_SOFTLY}(?:bis|until|till) (?:zum )?{_SOON}(?: dann| then)?{_END}",
    rf"(?:^|[.!?;,])\W{{0,5}}(?:{_THANKS})\W{{1,5}}{_SOFTLY}(?:bis|until|till) (?:zum )?{_DAY}(?: dann| then)?{_END}",
    rf"(?:^|[.!?;,]){_SOFTLY}(?:bis|until|till) (?:zum )?{_DAY}(?: dann| then|(?=\s?!)){_END}",
    r"\b(?:all|alles|das wars?|das war's) (?:for |für )?(?:today|heute)\b",
)
_TELEPHONES = (
    # from 0, 00 or +, seven digits or more; not 0730-0930, not 05-11-2026
    r"(?<![\d.:/])(?!(?:[01]\d|2[0-3])[0-5]\d\s?[-–]\s?(?:[01]\d|2[0-3])[0-5]\d(?!\d))"
    r"(?!\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?!\d))(?!\d{1,2}[:.]\d{2}\s?-)"
    r"(?:\+|00|0)\s?\(?\d(?:[\s/()-]{0,2}\d){6,14}(?!\d)",
    r"(?<!\d)\d{7,}(?!\d)",
    r"\b(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}",
)
_AMOUNTS = (
    r"[€£$]\s?\d+(?:[.,]\d+)?",
    r"\b\d+(?:[.,]\d+)?\s?(?:€|£|\$|%|°|(?:euros?|eur|pounds?|quid|pence|cents?|bucks|mg|ml|kg|cm|mm|km|grad|"
    r"degrees?|prozent|percent)\b)",
    r"\b\d+,\d+\b",
    rf"\b{_NUMBER}\s?(?:x|mal|times|people|persons?|personen|leute|kinder|children|kids|adults|erwachsene|patients?|"
    r"patienten|tabletten?|tablets?|pills?|puffs?|sessions?|sitzungen|termine?|appointments?|stück|stock|etage|og|"
    r"of us|guests?|nights?|nächte)\b",
    rf"\b(?:party|group|gruppe|table|tisch) (?:of|for|von|für) {_NUMBER}\b(?!{_TIME_TAIL})",
    rf"\b(?:von|from) {_NUMBER} (?:bis|to) (?:10|ten|zehn)(?=.{{0,30}}(?:schmerz|pain|skala|scale))",
    r"(?:skala|scale)\D{0,20}\d+\s?(?:bis|to|-|–)\s?\d+",
    r"\b\d{1,2}/10\b(?=.{0,20}(?:pain|schmerz))|(?<!on )\b24/7\b",
)
_AGES = (
    rf"\b{_NUMBER}[\s-](?:jahre?|years?|yrs?|monate?|months?|wochen?|weeks?|tage?)[\s-](?:alt|old)\b",
    rf"\b(?:ab|über|unter|over|under|aged?|age of|alter von)\s+{_NUMBER}\s+(?:jahren?|years?)\b",
    r"\b(?:i am|i'm|ich bin|he's|she's|wird|turned|aged?|age)\s+\d{1,3}(?!\d|[:.]\d)(?=\s*(?:$|[,.;!?]|and\b|und\b))",
    # birth dates are read elsewhere
    r"\b(?:born|geboren)\b[^.!?]{0,60}",
    r"\b(?:geb\.|dob|date of birth|birthday|geburtsdatum|geburtstag)\b[^.!?\d]{0,15}\d[\d./ -]*(?:[a-zä]+\.? \d{2,4})?",
    rf"\b\w+ (?:of )?{_MONTH},? (?:neunzehnhundert\w*|"
    r"nineteen[ -](?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -]\w+)?)",
)
_PLACES = (
    r"\b(?:room|zimmer|raum|floor|building|haus|hausnummer|nr\.?|no\.|number|nummer|flat|apartment|suite|unit|option|"
    r"platz|praxis|gate|page|seite|step|postcode|plz|ward|station)\s+\d+\w?\b",
    r"\b\d{1,4}\w?,? (?:[a-z]+ ){1,3}(?:street|st|road|rd|avenue|ave|lane|close|drive|square|court|terrace|way)\b",
    r"\b\w+(?:straße|strasse|str\.|weg|platz|allee|gasse)\s+\d+\w?\b",
    r"\b\d{1,2}\.? ?(?:stock|etage|og|obergeschoss)\b",
)
_NAMES = (
    r"\b(?:herrn?|frau|doktor|dr\.?|prof\.?|mr\.?|mrs\.?|ms\.?|miss|doctor|family|familie)\s+(?:(?:dr|med)\.?\s+)*"
    r"(?:may|march|april|june|august|monday|friday|sonntag|freitag|montag|mai|märz|sommer|winter|summers?|herbst)\b",
    r"\b(?:my name is|ich heiße|mein name ist|name's|this is|here is|hier ist)\s+"
    r"(?:may|april|june|august|sommer|winter|freitag|sonntag|montag)\b",
)
_WHAT_HAS_BEEN = (
    rf"\b(?:vor|seit) (?:etwa |ca\.? |ungefähr )?(?:{_NUMBER}|ein\w*|paar|ein paar|einigen|wenigen) "
    r"(?:tag|woche|monat|jahr|stunde|minute)\w*\b",
    rf"\b(?:{_NUMBER}|an?|a few|a couple of|several) (?:day|week|month|year|hour|minute)s? ago\b",
    rf"\b(?:since|seit|for the (?:last|past)|in den letzten|die letzten) (?:the |dem |der |letzte[nr]? |last )*"
    rf"(?:{_DAY}|{_NUMBER} \w+|\w+ (?:days|weeks|months|years|tagen?|wochen|monaten))\b",
    r"\bseit \w+|\b(?:bis|until) (?:heute|today|now|jetzt)\b|\b(?:von|from) heute auf morgen\b",
    r"\bearlier today\b|\b(?:call|ring|phone)(?:ed)? (?:back )?today\b",
    r"\b(?:zu (?:früh|spät)|too (?:early|late))\b",
)
_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        *_TELEPHONES, *_GREETINGS, *_FAREWELLS, *_AMOUNTS, *_AGES, *_PLACES, *_NAMES, *_WHAT_HAS_BEEN,
    )
]  # fmt: skip


def cover(text: str) -> str:
    """The same text, as long, with every lookalike covered."""
    for pattern in _PATTERNS:
        text = pattern.sub(lambda match: MASKED * len(match[0]), text)
    return text
