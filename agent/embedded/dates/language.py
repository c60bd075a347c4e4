"""Which of the two languages a sentence is in, for the words that mean something else in the other."""

from typing import Literal

from agent.embedded.dates import lexicon_de
from agent.embedded.dates.spelling import split_compound
from agent.embedded.dates.tokens import lexicon, tokenise

_TELLING = {
    "de": set(
        "ich sie und der das den dem ein eine einen nicht ist wir mir mich haben hatte gerne gern bitte um uhr zum "
        "fur auf bei mit kann konnen mochte wurde geht nach vor ab bis oder aber es im von vom zu ja nein guten "
        "termin wann wie noch auch ware passt dann".split()
    ),
    "en": set(
        "i you and the a an not is we me have would like please at on for of can could to from until by or but it my "
        "yes no good appointment when what how with after before there that this be do does any some".split()
    ),
}
_BOTH = {"am", "in", "an", "so", "do", "was", "die", "on", "a"}


def language(text: str, told: Literal["de", "en"] | None) -> Literal["de", "en"]:
    """The language told, unless the sentence clearly speaks the other. A lone abbreviation ("do 15h") is German."""
    bare = [token.word for token in tokenise(text) if token.kind == "word"]
    words = [word for word in bare if word not in _BOTH]
    german = sum(_vote(word, "de", "en") for word in words)
    english = sum(_vote(word, "en", "de") for word in words)
    if told == "de":
        return "en" if english >= german + 3 and english > 2 * german else "de"
    if told == "en":
        return "de" if german >= english + 3 and german > 2 * english else "en"
    if german != english:
        return "de" if german > english else "en"
    german_looking = any(char in "äöüßÄÖÜ" for char in text) or any(word in lexicon_de.AMBIGUOUS for word in bare)
    return "de" if german_looking else "en"


def _vote(word: str, lang: str, other: str) -> int:
    own, foreign = lexicon(lang).words.get((word,)), lexicon(other).words.get((word,))
    own = own or split_compound(word, lexicon(lang).words) or None
    return 2 * (word in _TELLING[lang] and word not in _TELLING[other]) + (own is not None and own != foreign)
