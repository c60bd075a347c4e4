"""Small words that turn a message: not, rather, I will think about it, yes, no.

Each is a pattern to search (`YES` and `NO` to match) in a message; precise rather than complete.
"""

from __future__ import annotations

import re

NEGATION = re.compile(
    r"\b(?:nicht|net|nich|kein\w*|nie(?:mals)?|ohne|weder|nix|nee|nein|not|no|never|none|without|neither|"
    r"don'?t|doesn'?t|can'?t|cannot|won'?t|isn'?t|didn'?t)\b",
    re.I,
)
CORRECTION = re.compile(
    r"(?:\b|^)(?:doch (?:nicht|lieber|eher|besser)|(?:nein|no|sorry|also|halt)\W+ich meine\b|^\W*ich meine\b|"
    r"meinte\b|sondern|moment|stopp?,|quatsch|vertan|verschrieben|actually|i mean[t]?|rather|instead|^wait\b|wait,|"
    r"scratch that|sorry,? (?:not|no)|correction|typo|statt(?:dessen)?)",
    re.I,
)
POSTPONEMENT = re.compile(
    r"\b(?:überleg\w*|ueberleg\w*|(?:dr[üu]e?ber|darüber|darueber) (?:nach\w*|schlafen)|nachdenken|bedenkzeit|"
    r"melde? mich (?:\w+ )?(?:wieder|später|nochmal|noch mal)|think (?:about|it over|on it|it through)|"
    r"sleep on it|get back to you|let you know|ask my (?:wife|husband|partner)|later maybe|vielleicht später|"
    r"erst (?:noch )?(?:mal )?mit mein\w* \w+)",
    re.I,
)
YES = re.compile(
    r"^\W*(?:ja\w?|jo|joa|jep|jap|jup|jawohl|klar|gerne?|natürlich|genau|richtig|stimmt|passt|einverstanden|"
    r"yes|yess|yeah|yep|yup|yea|sure|correct|exactly|absolutely|certainly|of course|definitely|ok(?:ay)?|"
    r"alright|👍|✅)(?!\w)(?! nicht)",
    re.I,
)
NO = re.compile(
    r"^\W*(?:nein|nee|nö|ne|nope|no|nah|nay|falsch|wrong|incorrect|👎|❌)(?!\w)(?!\W*(?:problem|worries))",
    re.I,
)


# Around a date these do not change that the message says only when.
ONLY_WHEN = frozenset(
    "am um an den der die das dem bitte lieber dann nicht oder und passt passen gut geht ginge wäre besser eher ja ok "
    "okay uhr so gegen ab vor nach erst mir doch sondern on at the one please rather then not or and works suits fine "
    "good is would be better i mean meant actually no yes nein ich meine meinte me instead".split()
)


def only_when(text: str, words_outside_dates: set[str]) -> bool:
    """The message names a time and nothing else, and does not ask for one ("und nächste Woche?")."""
    asks = "?" in text or re.match(r"\W*(?:und|and|what about|how about|wie wäre)\b", text, re.I)
    return words_outside_dates <= ONLY_WHEN and not asks
