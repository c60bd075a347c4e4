"""The check never stops the receptionist's own words: every authored sentence passes once its values are facts."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from agent.check import Facts, check_sentence, split_sentences
from prompts import entries, placeholders

LONDON = ZoneInfo("Europe/London")
# Words that only follow a stored change; all others must pass with nothing done.
TELLS_OF_A_CHANGE = {
    "booking.booked": "booked",
    "booking.booked_for": "booked",
    "booking.moved": "moved",
    "booking.cancelled": "cancelled",
    "booking.cancelled_late": "cancelled",
    "booking.ask_name": "held",
}
VALUES = {
    "time": {"de": "Freitag, 18. Oktober, um 14:00 Uhr", "en": "Friday 18 October at 14:00"},
    "times": {
        "de": "Freitag, 18. Oktober, um 14:00 Uhr oder Montag, 21. Oktober, um 10:00 Uhr",
        "en": "Friday 18 October at 14:00 or Monday 21 October at 10:00",
    },
    "practitioner": {"de": "Dr. Phillips", "en": "Dr. Phillips"},
    "phone": {"de": "020 7946 0142", "en": "020 7946 0142"},
    "opens": {"de": "Montag um 8 Uhr", "en": "Monday at 8 am"},
}
AUTHORED = [
    (name, lang, template)
    for name, languages in entries().items()
    if not name.startswith(("emergency.", "system."))
    for (lang, _), templates in languages.items()
    for template in templates
]


def known(done: str | None) -> Facts:
    result = {"first": "2024-10-18T14:00:00+01:00", "second": "2024-10-21T10:00:00+01:00"}
    return Facts.collect(
        zone=LONDON,
        now=datetime(2024, 10, 15, 22, tzinfo=LONDON),
        tool_results=[json.dumps(result)],
        approved=["Monday from 8 am"],
        practitioners=["Dr. Phillips"],
        phones=["+442079460142"],
        done=[done] if done else [],
    )


@pytest.mark.parametrize(("name", "lang", "template"), AUTHORED)
def test_an_authored_sentence_passes(name: str, lang: str, template: str) -> None:
    values = {slot: VALUES.get(slot, {}).get(lang, "Beispiel") for slot in placeholders(template)}
    facts = known(TELLS_OF_A_CHANGE.get(name))
    for sentence in split_sentences(template.format(**values)):
        assert check_sentence(sentence, facts, lang).problem is None


@pytest.mark.parametrize("name", [name for name, done in TELLS_OF_A_CHANGE.items() if done != "held"])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_words_that_tell_of_a_change_need_one(name: str, lang: str) -> None:
    template = entries()[name][lang, "text"][0]
    values = {slot: VALUES.get(slot, {}).get(lang, "Beispiel") for slot in placeholders(template)}
    verdicts = [check_sentence(sentence, known(None), lang) for sentence in split_sentences(template.format(**values))]
    assert not all(verdict.ok for verdict in verdicts)
