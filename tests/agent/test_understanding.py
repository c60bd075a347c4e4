"""What one message means, through `Understander.understand` alone; quality is measured on phrases never trained on."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.embedded.intents import ASKED, Asked
from agent.embedded.language import detect, of_conversation
from agent.embedded.model import PHRASES, load, phrases_sha256
from agent.embedded.understanding import Understander
from prompts import Lang
from tests.agent.clinic_words import VOCABULARY

HELDOUT = Path(__file__).parent / "heldout"
SHARED = Path(__file__).parents[2].parent / "shared" / "data"
NOW = datetime(2026, 10, 14, 10, tzinfo=ZoneInfo("Europe/London"))
CONTRACT_INTENTS = set(
    "book reschedule cancel my_appointment availability opening_hours directions prices preparation insurance "
    "which_doctor yes no choose_slot more_slots give_name give_phone give_dob human emergency greeting thanks goodbye "
    "opt_out complaint prescription ask_bot oos".split()
)


@pytest.fixture(scope="module")
def understander() -> Understander:
    return Understander(VOCABULARY)


def heldout(style: str, lang: str) -> Iterator[tuple[set[str], Asked, str]]:
    for line in (HELDOUT / f"{style}_{lang}.tsv").read_text(encoding="utf-8").splitlines():
        intents, asked, text = line.split("\t")
        assert asked in ASKED
        yield set(intents.split("|")), asked, text  # type: ignore[misc]


@pytest.mark.parametrize(("style", "bar"), [("ordinary", 0.92), ("colloquial", 0.85)])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_intents_of_phrases_never_trained_on(understander: Understander, style: str, bar: float, lang: Lang) -> None:
    rows = list(heldout(style, lang))
    wrong = [
        (text, asked)
        for intents, asked, text in rows
        if understander.understand(text, NOW, asked).intent not in intents
    ]
    assert 1 - len(wrong) / len(rows) >= bar, wrong


def test_held_out_phrases_are_not_trained_on() -> None:
    trained = {
        _plain(line) for path in PHRASES.rglob("*.txt") for line in path.read_text(encoding="utf-8").splitlines()
    }
    held = {
        _plain(text)
        for style in ("ordinary", "colloquial")
        for lang in ("de", "en")
        for _, _, text in heldout(style, lang)
    }
    assert held & trained <= {"stop", "stopp", "1", "2", "3"}


def _plain(text: str) -> str:
    return re.sub(r"[^\w ]", "", text.lower()).strip()


def test_every_intent_of_the_contract_has_phrases_in_both_languages() -> None:
    for lang in ("de", "en"):
        assert {path.stem for path in (PHRASES / lang).glob("*.txt")} >= CONTRACT_INTENTS
    assert set(load().intents) >= CONTRACT_INTENTS


def test_the_model_was_trained_on_the_phrases_that_lie_here() -> None:
    assert load().phrases_sha256 == phrases_sha256(), "run python -m agent.embedded.train"


@pytest.mark.parametrize(
    ("text", "asked", "intent"),
    [
        ("2", "choose_slot", "choose_slot"),
        ("Freitag 14 Uhr", "when", "choose_slot"),
        ("lieber Montag", "choose_slot", "choose_slot"),
        ("und nächste Woche?", "choose_slot", "more_slots"),
        ("Das passt, danke", "confirm", "yes"),
        ("nein danke", "confirm", "no"),
        ("Lass mich darüber nachdenken", "nothing", "no"),
        ("Braun", "name", "give_name"),
        ("07700 900123", "phone", "give_phone"),
        ("12.03.1985", "birth_date", "give_dob"),
        ("12.03.1985", "nothing", "give_dob"),
        ("Guten Morgen, ich muss meinen Termin am Freitag absagen, danke", "nothing", "cancel"),
        ("Hello there, I'd like to book an appointment please", "nothing", "book"),
    ],
)
def test_what_was_asked_decides(understander: Understander, text: str, asked: Asked, intent: str) -> None:
    assert understander.understand(text, NOW, asked).intent == intent


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        (
            "Hallo, ich möchte einen Termin bei Dr. Phillips und wie sind Ihre Öffnungszeiten?",
            {"book", "opening_hours"},
        ),
        ("Ich muss meinen Termin absagen. Was kostet das?", {"cancel", "prices"}),
        ("Can you tell me where I can park and what a consultation costs?", {"directions", "prices"}),
        ("Do you take Bupa, and do I need to fast beforehand?", {"insurance", "preparation"}),
    ],
)
def test_several_wishes_in_one_message_are_each_heard(understander: Understander, text: str, intents: set[str]) -> None:
    understood = understander.understand(text, NOW)
    assert {found.intent for found in understood.intents[:2]} == intents
    assert intents <= {clause.intent for clause in understood.clauses}


def test_everything_at_once_in_any_order(understander: Understander) -> None:
    understood = understander.understand(
        "Hallo, hier ist Anna Kowalski, ich hätte gern nächsten Dienstag einen Termin bei Dr. Phillips wegen meinem "
        "Ekzem, meine Nummer ist 07700 900123, geboren 12.03.1985",
        NOW,
    )
    assert understood.lang == "de"
    assert understood.intent == "book"
    assert understood.names == ("Anna Kowalski",)
    assert understood.phones == ("+447700900123",)
    assert understood.birth_date == date(1985, 3, 12)
    assert understood.practitioner == "phillips"
    assert understood.specialty == "dermatology"
    assert len(understood.dates) == 1


def test_two_practitioners_that_fit_leave_the_question_open(understander: Understander) -> None:
    understood = understander.understand("Ich hätte gern einen Termin bei Dr. Schmid", NOW)
    assert set(understood.practitioner_candidates) == {"schmidt", "schmitt"}
    assert understood.practitioner is None


@pytest.mark.parametrize(
    ("text", "specialty"),
    [
        ("Haben Sie jemanden, der Ekzeme behandelt?", "dermatology"),
        ("hab da so nen komischen fleck am rücken, kann da mal wer draufgucken?", "dermatology"),
        ("Ich bräuchte einen Hautarzttermin", "dermatology"),
        ("my skin is dry and flaky, who can I see?", "dermatology"),
        ("I'd like to see the cardiologist", "cardiology"),
        ("my heart races at night, which doctor is that", "cardiology"),
        ("Ich kann das Knie nicht mehr beugen, zu wem soll ich?", "orthopaedics"),
        ("seit wochen ohrensausen, wer macht das", "ent"),
        ("schuppige Stellen am Ellenbogen, wer sieht sich das an?", "dermatology"),
        ("my child has a fever, who do I see?", "paediatrics"),
        ("HNO bitte", "ent"),
        ("ich möchte zum Dermatolgen", "dermatology"),
    ],
)
def test_what_ails_somebody_leads_to_the_specialty(understander: Understander, text: str, specialty: str) -> None:
    assert understander.understand(text, NOW).specialty == specialty


@pytest.mark.parametrize(
    "text",
    ["Wo kann ich parken?", "When are you open?", "Danke!", "Ich möchte mich beschweren", "What's the weather like?"],
)
def test_no_specialty_where_nothing_ails(understander: Understander, text: str) -> None:
    assert understander.understand(text, NOW).specialty is None


@pytest.mark.parametrize(
    ("text", "family"), [("Ich brauche einen Augenarzt", "ophthalmology"), ("a dentist please", "dentistry")]
)
def test_a_specialist_the_clinic_has_not_is_known_as_such(understander: Understander, text: str, family: str) -> None:
    understood = understander.understand(text, NOW)
    assert understood.specialty is None
    assert understood.specialty_elsewhere == family


def test_flags_of_turning_messages(understander: Understander) -> None:
    assert understander.understand("nein, ich meinte Dienstag", NOW).corrects
    assert understander.understand("nicht am Montag", NOW).negated
    assert understander.understand("I'll think about it", NOW).postpones
    plain = understander.understand("Meine Tochter braucht einen Termin", NOW)
    assert not (plain.corrects)
    assert not (plain.negated)
    assert not (plain.postpones)


def test_red_comes_from_the_screen_alone(understander: Understander) -> None:
    red = understander.understand("Ich bekomme keine Luft", NOW)
    assert (red.emergency, red.intent) == ("RED", "emergency")
    assert understander.understand("Wann haben Sie offen?", NOW).emergency == "NONE"


def test_json_is_the_contract(understander: Understander) -> None:
    answer = understander.understand("Freitag um 14 Uhr bei Dr. Phillips", NOW, "when").as_json()
    assert list(answer) == [
        "text", "lang", "intents", "dates", "phones", "birth_date", "names", "practitioner", "specialty", "emergency",
    ]  # fmt: skip
    assert json.loads(json.dumps(answer)) == answer
    intents = answer["intents"]
    assert isinstance(intents, list)
    assert [row["p"] for row in intents] == sorted((row["p"] for row in intents), reverse=True)


@pytest.mark.parametrize(
    ("text", "lang"),
    [("wann habt ihr offen", "de"), ("when are you open", "en"), ("Ja, sehr gern", "de"), ("yes please", "en")],
)
def test_language_is_recognised(text: str, lang: Lang) -> None:
    assert detect(text).lang == lang


def test_language_belongs_to_the_conversation() -> None:
    assert of_conversation("ok", "de").lang == "de"
    assert of_conversation("07700 900123", "de").lang == "de"
    assert of_conversation("Sorry, could you tell me that in other words please", "de").lang == "en"
    assert of_conversation("auf Englisch bitte", "de").lang == "en"
    assert of_conversation("können wir deutsch sprechen?", "en").lang == "de"
    assert of_conversation("12345", None, fallback="de").lang == "de"


@pytest.mark.skipif(not SHARED.exists(), reason="public development data not here")
def test_out_of_scope_is_noticed(understander: Understander) -> None:
    """CLINC's own out-of-scope rows and every tenth of the domains a clinic has nothing to do with."""
    rows = [json.loads(line) for line in (SHARED / "clinc_val.jsonl").open(encoding="utf-8")]
    foreign = {"banking", "credit_cards", "kitchen_and_dining", "auto_and_commute", "travel"}
    asked = [row["utterance"] for row in rows if row["intent"] == "oos"]
    asked += [row["utterance"] for row in rows if row["domain"] in foreign][::10]
    noticed = sum(understander.understand(text, NOW).intent == "oos" for text in asked)
    assert noticed / len(asked) >= 0.75


@pytest.mark.skipif(not SHARED.exists(), reason="public development data not here")
def test_yes_and_no_after_a_question(understander: Understander) -> None:
    """Real affirmations after "shall I …?" (Schema-Guided Dialogue, an unseen service)."""
    right = total = 0
    for line in (SHARED / "sgd_therapist_dev.jsonl").open(encoding="utf-8"):
        confirming = False
        for turn in json.loads(line)["turns"]:
            acts = {act["act"] for act in turn["acts"]}
            if turn["speaker"] == "USER" and confirming and acts == {"AFFIRM"}:
                total += 1
                right += understander.understand(turn["utterance"], NOW, "confirm").intent == "yes"
            confirming = turn["speaker"] == "SYSTEM" and "CONFIRM" in acts
    assert total > 50
    assert right / total >= 0.96


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "\ud800", "🙂", "ﷺ" * 3000, "e\u0301" * 4000, "١٢٣ " * 500, "a" * 100_000]
)
@pytest.mark.parametrize("asked", ["nothing", "name", "birth_date"])
def test_hostile_text_is_survived(understander: Understander, text: str, asked: Asked) -> None:
    json.dumps(understander.understand(text, NOW, asked).as_json()).encode("utf-8")


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet=st.characters(), max_size=120), asked=st.sampled_from(ASKED))
def test_any_text_is_understood_somehow(understander: Understander, text: str, asked: Asked) -> None:
    understood = understander.understand(text, NOW, asked)
    assert understood.intents
    assert sum(found.p for found in understood.intents) <= 1.001
    assert understood.lang in ("de", "en")


def test_answering_needs_no_training_libraries() -> None:
    """scikit-learn and scipy are development dependencies."""
    code = (
        "import sys; from datetime import datetime, timezone; from tests.agent.clinic_words import VOCABULARY;"
        "from agent.embedded.understanding import Understander;"
        "Understander(VOCABULARY).understand('Hallo', datetime.now(timezone.utc));"
        "print([name for name in ('sklearn', 'scipy') if name in sys.modules])"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
