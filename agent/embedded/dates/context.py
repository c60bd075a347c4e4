"""Words that are dates only beside others: "Do", "so", "sat", "may", "am". Decides them and folds articles away."""

from collections.abc import Sequence
from dataclasses import replace

from agent.embedded.dates import lexicon_de, lexicon_en
from agent.embedded.dates.rules import fits
from agent.embedded.dates.tokens import fold
from agent.embedded.dates.values import Item, Scene

_ABBREVIATIONS = {"de": lexicon_de.AMBIGUOUS, "en": lexicon_en.AMBIGUOUS}
_JOINING = "OR|AND|SLASH|DASH|UNTIL|TO|COMMA"
_BEFORE_DAY = "ON|FOR|NEXT|COMING|THIS|FROM|UNTIL|GE|LE|EVERY|BETWEEN|WD|LATEST|EARLIEST|NOT"
_AFTER_DAY = "MER|CLOCK|DOT|SHORT|FULL|FRACTION|O|N|PART|WD|MO|AT|HALF|QTR|NEXT|HOL"
_BEFORE_MONTH = "IN|OF|NEXT|COMING|THIS|START|MID|END|O|N|UNTIL|FROM|GE|LE"
_CALENDAR = "WD|O|N|PART|SHORT|FULL|DOT|FRACTION|HOL|THE"


def settle(items: Sequence[Item], scene: Scene) -> list[Item]:
    """The same items with every doubtful one decided, articles and dots of abbreviations gone."""
    decided = [_decide(items, index, scene) for index in range(len(items))]
    out: list[Item] = []
    for index, item in enumerate(decided):
        if item.symbol == "THE":
            continue
        dotted = item.symbol == "STOP" and out and out[-1].end == item.start
        if dotted and fits(out[-1].symbol, "WD|MO|ABOUT") and len(out[-1].word) <= 5:
            continue
        before = decided[index - 1] if index else None
        led = before is not None and before.symbol == "THE"
        out.append(replace(item, start=before.start, article=True) if before is not None and led else item)
    return out


def _decide(items: Sequence[Item], index: int, scene: Scene) -> Item:
    item = items[index]
    before = items[index - 1].symbol if index else ""
    after = items[index + 1].symbol if index + 1 < len(items) else ""
    weekday = _ABBREVIATIONS[scene.lang].get(fold(item.word))
    if weekday is not None:
        if _is_weekday(items, index, before, after):
            return replace(item, symbol=f"WD{weekday}", number=weekday)
        return replace(item, symbol="WORD") if fits(item.symbol, "WD") else item
    if fits(item.symbol, "MAYBE"):
        month = fits(before, _BEFORE_MONTH) or fits(after, "N|O") or len(items) == 1
        return replace(item, symbol=f"MO{item.number}" if month else "WORD")
    if item.symbol == "R1" and scene.lang == "de" and fits(before, "WD"):
        return replace(item, symbol="FILL" if fits(after, "PART") else "Pfrueh")  # Montag morgen
    if item.symbol == "ON" and fold(item.word) == "am" and fits(before, "N|CLOCK|DOT"):
        return item if fits(after, _CALENDAR) else replace(item, symbol="AM")
    return item


def _is_weekday(items: Sequence[Item], index: int, before: str, after: str) -> bool:
    """Whether an abbreviation stands where a weekday stands: alone, listed with another, before a time."""
    if index >= 2 and fits(before, _JOINING) and _names_day(items[index - 2]):
        return True
    if index + 2 < len(items) and fits(after, _JOINING) and _names_day(items[index + 2]):
        return True
    if fold(items[index].word) == "so" and not items[index].word.istitle() and len(items) > 2:
        return fits(before, "ON|NEXT|COMING|THIS|EVERY|UNTIL")  # else "about": "so gegen zehn", "mittwoch so ab zehn"
    if len(items) == 1 or (len(items) == 2 and after == "STOP") or fits(before, _BEFORE_DAY):
        return True
    about = fold(items[index].word) == "so" and (after == "AT" or index == 0)
    return fits(after, _AFTER_DAY) and not about


def _names_day(item: Item) -> bool:
    abbreviated = fold(item.word) in lexicon_de.AMBIGUOUS or fold(item.word) in lexicon_en.AMBIGUOUS
    return abbreviated or fits(item.symbol, "WD|O|SHORT")
