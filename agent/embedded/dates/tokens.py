"""From text to symbols: splits text, looks words and phrases up, keeps where each stood in the text."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import islice

from agent.embedded.dates import lexicon_de, lexicon_en
from agent.embedded.dates.feasts import NAMES as FEASTS
from agent.embedded.dates.spelling import repair, repairable, split_compound
from agent.embedded.dates.values import Item, Scene

MASKED = "\ue000"  # stands where the text only looked like a date
_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_TOKEN = re.compile(
    rf"""
    (?P<iso>(?<!\d)\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d))
  | (?P<full>(?<![\d.,])\d{{1,2}}(?P<sep>[./-])\s?\d{{1,2}}(?P=sep)\s?(?:\d{{4}}|\d{{2}})(?![\d:]|[.,]\d|\s?[Uu]hr))
  | (?P<clock>(?<![\d.,])\d{{1,2}}(?::|h(?=\d))\d{{2}}(?::\d{{2}})?(?!\d))
  | (?P<short>(?<![\d.,])\d{{1,2}}\.\s?\d{{1,2}}\.(?!\d))
  | (?P<fraction>(?<![\d.,/])\d{{1,2}}/\d{{1,2}}(?![\d/]))
  | (?P<dot>(?<![\d.,])\d{{1,2}}\.\d{{1,2}}(?![\d.]\d))
  | (?P<decimal>\d+[.,]\d+)
  | (?P<ordinal>\d{{1,2}}(?:st|nd|rd|th|ten|ter|tes|te)\b)
  | (?P<dotted>(?<!\d)\d{{1,2}}\.(?=\s|$|[-–?!,;)]))
  | (?P<number>\d+)
  | (?P<meridiem>\b[ap]\.\s?m\b\.?|(?<=\d)[ap]\b\.?)
  | (?P<word>{_LETTER}(?:{_LETTER}|['’`´](?={_LETTER}))*|@)
  | (?P<comma>,)
  | (?P<dash>-+|[–—~])
  | (?P<slashed>/)
  | (?P<stop>[.])
  | (?P<break>[!?;\n…])
  | (?P<mask>{MASKED}+)
  | (?P<other>[^\s"“”„()\[\]*'’`´:|])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MARKS = {"comma": "COMMA", "dash": "DASH", "slashed": "SLASH", "stop": "STOP", "break": "BREAK", "mask": "MASK"}
_NUMERIC = {"iso", "full", "short", "clock", "dot", "fraction"}
_LONGEST_PHRASE = 7
_LONGEST_WORD = 40
_MOST_TOKENS = 300


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    start: int
    end: int
    word: str


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Folded phrases and their symbols; which single words a typing error may stand for."""

    words: dict[tuple[str, ...], str]
    repairable: tuple[str, ...]


def fold(word: str) -> str:
    """Lower case without accents and apostrophes; ß is ss."""
    plain = unicodedata.normalize("NFKD", word[:_LONGEST_WORD].lower().replace("ß", "ss"))[:_LONGEST_WORD]
    return "".join(char for char in plain if not unicodedata.combining(char) and char not in "'’`´")


@cache
def lexicon(lang: str) -> Lexicon:
    """The phrases of one language. The other language's days and months are understood too: people mix."""
    words: dict[tuple[str, ...], str] = {}
    for name, module in (("de", lexicon_de), ("en", lexicon_en)):
        for phrase, symbols in module.entries():
            key = tuple(fold(word) for word in phrase.split())
            foreign = len(key) == 1 and len(key[0]) > 4 and symbols.startswith(("WD", "MO", "R"))
            if name == lang:
                words[key] = symbols
            elif foreign:
                words.setdefault(key, symbols)
    words |= {tuple(fold(word) for word in phrase.split()): f"HOL_{key}" for phrase, key in FEASTS}
    return Lexicon(words, repairable(words))


def tokenise(text: str) -> list[Token]:
    tokens = []
    for match in islice(_TOKEN.finditer(text), _MOST_TOKENS):
        kind = "full" if match.lastgroup == "sep" else str(match.lastgroup)
        tokens.append(Token(kind, match[0], match.start(), match.end(), fold(match[0])))
    return tokens


def symbols_of(text: str, scene: Scene) -> list[Item]:
    """The items of a text, before any rule."""
    tokens = tokenise(text)
    items: list[Item] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind in ("word", "meridiem"):
            symbols, stop = _look_up(tokens, index, lexicon(scene.lang))
            items += [_item(symbol, token, tokens[stop - 1].end) for symbol in symbols.split()]
            index = stop
        else:
            items.append(_literal(token, scene.lang))
            index += 1
    return items


def _look_up(tokens: list[Token], index: int, known: Lexicon) -> tuple[str, int]:
    """The longest phrase of the lexicon that starts here; a hyphen inside words counts for nothing."""
    phrase: list[str] = []
    found = ("", index + 1)
    at = index
    while at < len(tokens) and len(phrase) < _LONGEST_PHRASE:
        token = tokens[at]
        if token.kind in ("dash", "slashed") and phrase and token.start == tokens[at - 1].end:
            at += 1
            continue
        if token.kind not in ("word", "meridiem", "number"):
            break
        phrase.append(token.word.rstrip("."))
        at += 1
        if tuple(phrase) in known.words:
            found = (known.words[tuple(phrase)], at)
    return found if found[0] else (_guess(tokens[index].word, known), index + 1)


def _guess(word: str, known: Lexicon) -> str:
    spelt_out = word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    if (spelt_out,) in known.words:
        return known.words[(spelt_out,)]
    compound = split_compound(spelt_out, known.words)
    return compound or known.words.get((repair(word, known.repairable),), "WORD")


def _item(symbol: str, token: Token, end: int) -> Item:
    digits = re.search(r"\d+", symbol)
    return Item(
        symbol, token.start, end, number=int(digits[0]) if digits else 0, word=token.text if end == token.end else ""
    )


def _literal(token: Token, lang: str) -> Item:
    number = int(digits[0]) if len((digits := re.findall(r"\d+", token.text) or ["0"])[0]) <= 4 else 0
    symbol = _MARKS.get(token.kind, "OTHER")
    if token.kind == "number" and len(token.text) <= 4:
        symbol = f"N{number}"
    elif token.kind == "ordinal":
        symbol = f"O{number}"
    elif token.kind == "dotted":
        symbol = f"Q{number}" if lang == "de" else f"N{number}"
    elif token.kind in _NUMERIC:
        symbol = token.kind.upper()
    return Item(symbol, token.start, token.end, number=number, word=token.text)
