"""What leaves is covered by a tool, by approved words or by the patient; everything else is named and stopped."""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.check import Facts, check_sentence
from prompts import times

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2024, 10, 15, 22, 0, tzinfo=LONDON)
RESULT = json.dumps(
    {
        "slots": [
            {"start": "2024-10-18T13:00:00Z", "end": "2024-10-18T13:30:00Z", "practitioner": "Dr. Phillips"},
            {"start": "2024-10-21T10:00:00+01:00", "end": "2024-10-21T10:30:00+01:00", "practitioner": "Dr. Phillips"},
        ],
        "price": 160,
        "visit": "£160",
    }
)
HOURS = "We are open Monday to Friday, 8 am to 6.30 pm. Please arrive ten minutes early."
CREAM = (
    "In general please continue your current cream until the consultation. "
    "Do not change it without asking us.\n- Setzen Sie Ihre Creme nicht ab."
)
CLINIC = ["Dr. Anna Phillips", "Dr. James Weber", "Dr. Henrik Sørensen"]


def facts(*, done: tuple[str, ...] = (), patient: tuple[str, ...] = (), result: str = RESULT) -> Facts:
    return Facts.collect(
        zone=LONDON,
        now=NOW,
        tool_results=[result],
        approved=[HOURS, CREAM],
        patient=patient,
        practitioners=CLINIC,
        phones=["+44 20 7946 0142"],
        done=done,
    )


def problem(sentence: str, known: Facts | None = None) -> str | None:
    lang = "de" if any(word in sentence for word in (" ist ", " um ", " am ", "Sie ", "Uhr")) else "en"
    verdict = check_sentence(sentence, known or facts(), lang)
    assert verdict.ok is (verdict.problem is None)
    return verdict.problem


@pytest.mark.parametrize(
    "sentence",
    [
        "Frei wären Freitag, 18. Oktober, um 14:00 Uhr oder Montag, 21. Oktober, um 10 Uhr.",
        "I have Friday 18 October at 2 pm or Monday the 21st at ten o'clock.",
        "Fr., 18.10., 14:00",
        "Friday, October 18th, at two.",
        "Am achtzehnten Oktober um zwei ist bei Dr. Phillips frei.",
        "14:00 am Freitag oder 10:00 am Montag?",
        "Freitag von 14:00 bis 14:30 Uhr.",
        "Der Termin kostet 160 £.",
        "That is £160.",
        "Das sind einhundertsechzig Pfund.",
        "Sie erreichen uns unter 020 7946 0142.",
        "Call us on +44 (0)20 7946 0142.",
        "We are open until 6:30 pm on Wednesday.",
        "Montags bis freitags sind wir ab 8 Uhr für Sie da.",
        "Dr. Phillips’s next free time is on Friday.",
        "Doctor Sorensen and Dr. Weber are here too.",
        "Was kann ich heute für Sie tun?",
        "Guten Morgen! ",
        "How can I help you today?",
        "In einem Notfall wählen Sie bitte 112 oder 999.",
        "Welcher Tag passt Ihnen?",
    ],
)
def test_what_is_known_may_be_said(sentence: str) -> None:
    assert problem(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("Frei wäre Freitag, 25. Oktober, um 14:00 Uhr.", "date"),
        ("Frei wäre Montag, 18. Oktober, um 14:00 Uhr.", "date"),
        ("Frei wäre der 18. November.", "date"),
        ("Friday 18 October 2025 at 14:00 is free.", "date"),
        ("Am 98. Oktober ist frei.", "date"),
        ("Am siebzehnten Oktober ist frei.", "date"),
        ("On Saturday we are open.", "date"),
        ("Freitag, 18. Oktober, um 15:00 Uhr ist frei.", "time"),
        ("Freitag, 18. Oktober, um 10:00 Uhr ist frei.", "time"),
        ("Monday 21 October at 2 pm.", "time"),
        ("Friday at half past two.", "time"),
        ("Am Freitag um halb drei.", "time"),
        ("Am Freitag um 84:00 Uhr.", "time"),
        ("Wir schließen um Viertel vor sieben.", "time"),
        ("Morgen um 14 Uhr ist frei.", "time"),
        ("Der Termin kostet 165 £.", "price"),
        ("That is €160.", "price"),
        ("It costs 1,600 pounds.", "price"),
        ("Das sind fünfzig Euro.", "price"),
        ("Rufen Sie 020 7946 0143 an.", "phone"),
        ("Please call 0800 123456.", "phone"),
        ("Dr. Miller is free.", "practitioner"),
        ("Doctor Anna Miller treats that.", "practitioner"),
        ("Ihr Termin ist gebucht.", "gebucht"),
        ("You’re booked in for Friday.", "booked"),
        ("I have cancelled your appointment.", "cancelled"),
        ("Den Termin habe ich verschoben.", "verschoben"),
        ("Your appointment is confirmed.", "confirmed"),
        ("You're all set, see you on Friday.", "all set"),
        ("Den Termin habe ich für Sie reserviert.", "reserviert"),
        ("Nehmen Sie zweimal täglich eine Tablette.", "dosage"),
        ("Take 400 mg of ibuprofen.", "dosage"),
        ("You can double the dose.", "dosage"),
        ("Verdoppeln Sie die Dosis.", "dosage"),
        ("Five drops are enough.", "dosage"),
        ("Sie haben eine Mandelentzündung.", "diagnosis"),
        ("This is eczema.", "diagnosis"),
        ("Das klingt nach einer Allergie.", "diagnosis"),
        ("You probably have an infection.", "diagnosis"),
        ("It’s nothing.", "reassurance"),
        ("Das ist harmlos.", "reassurance"),
        ("There is nothing to worry about.", "reassurance"),
        ("Ihre Blutwerte sind in Ordnung.", "test result"),
        ("Your results look fine.", "test result"),
        ("Setzen Sie die Creme bitte ab.", "advice on medication"),
        ("You should stop taking your tablets.", "advice on medication"),
        ("Keep using your cream.", "advice on medication"),
        ("Die Salbe können Sie weiter verwenden.", "advice on medication"),
    ],
)
def test_what_nobody_said_is_named_and_stopped(sentence: str, named: str) -> None:
    found = problem(sentence)
    assert found is not None
    assert named in found


@pytest.mark.parametrize(
    "sentence",
    [
        "Soll ich den Termin für Sie buchen?",
        "Soll der Termin verschoben werden?",
        "Shall I get that booked for you?",
        "Sobald der Termin gebucht ist, bekommen Sie eine Nachricht.",
        "Once it is booked, you will get a message.",
        "Ihr Termin ist noch nicht gebucht.",
        "Nothing is booked yet.",
        "The appointment will be booked when you say yes.",
        "Dr. Phillips ist am Freitag ausgebucht.",
        "Dr. Phillips is fully booked on Friday.",
        "Möchten Sie, dass der Termin abgesagt wird?",
        "Can appointments be cancelled?",
    ],
)
def test_a_question_a_plan_or_a_denial_claims_nothing(sentence: str) -> None:
    assert problem(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "done"),
    [
        ("Ihr Termin ist gebucht: Freitag, 18. Oktober, um 14:00 Uhr bei Dr. Phillips.", "booked"),
        ("You’re booked in: Friday 18 October at 14:00 with Dr. Phillips.", "booked"),
        ("Ihr Termin ist verschoben.", "moved"),
        ("Your appointment has been cancelled.", "cancelled"),
        ("I’m holding Friday 18 October at 14:00 for you.", "held"),
    ],
)
def test_what_is_stored_may_be_claimed(sentence: str, done: str) -> None:
    assert problem(sentence) is not None
    assert problem(sentence, facts(done=(done,))) is None


def test_a_finished_booking_names_the_doctor_of_the_result() -> None:
    known = facts(done=("booked",))
    assert problem("Ihr Termin bei Dr. Weber ist gebucht.", known) == "practitioner weber"
    assert problem("Dr. Weber ist auch für Sie da.", known) is None


def test_an_appointment_a_tool_lists_is_booked() -> None:
    listed = json.dumps({"appointments": [{"start": "2024-10-18T14:00:00+01:00", "status": "booked"}]})
    assert problem("Sie haben einen Termin gebucht: Freitag, 18. Oktober, 14:00 Uhr.", facts(result=listed)) is None


def test_a_slot_held_by_a_tool_is_held() -> None:
    held = json.dumps({"held": {"start": "2024-10-18T14:00:00+01:00"}, "until": "2024-10-15T22:15:00+01:00"})
    assert problem("Den Termin um 14:00 Uhr halte ich für Sie fest.", facts(result=held)) is None
    assert problem("Frei wäre es um 22:15 Uhr.", facts(result=held)) is not None


def test_the_patients_time_may_be_declined_but_not_offered() -> None:
    known = facts(patient=("Geht es am Freitag um 11 Uhr?",))
    assert problem("Am Freitag um 11 Uhr ist leider nichts frei.", known) is None
    assert problem("Sie meinen Freitag um 11 Uhr?", known) is None
    assert problem("Am Freitag um 11 Uhr ist frei.", known) == "time 11 Uhr"


def test_the_patients_own_number_and_day_may_be_repeated() -> None:
    known = facts(patient=("Meine Nummer ist 07700 900123, ich kann nur mittwochs.",))
    assert problem("Ihre Nummer ist +44 7700 900123, richtig?", known) is None
    assert problem("Mittwoch passt Ihnen also am besten.", known) is None


def test_approved_words_pass_verbatim_and_only_whole() -> None:
    assert problem("In general please continue your current cream until the consultation.") is None
    assert problem("  In general  please continue your *current* cream until the consultation. ") is None
    assert problem("Setzen Sie Ihre Creme nicht ab.") is None
    assert problem("Dr. Phillips writes: Do not change it without asking us.") is None
    assert problem("please continue your current cream") is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "Ob Sie die Creme absetzen sollten, kann ich Ihnen nicht sagen.",
        "I can’t tell you whether to stop your medication – please ask your doctor.",
        "Bringen Sie bitte eine Liste Ihrer Medikamente mit.",
        "Dr. Phillips treats eczema.",
        "Sie haben nach einem Termin wegen Ihres Ekzems gefragt.",
        "Do you have eczema?",
        "You have an appointment on Friday.",
        "Nothing is free just then.",
        "It’s nothing free on Monday, I’m afraid.",
    ],
)
def test_talk_about_illness_that_gives_no_advice_passes(sentence: str) -> None:
    assert problem(sentence) is None


def test_utc_results_are_read_in_the_clinics_zone_across_the_change_of_clocks() -> None:
    winter = facts(result=json.dumps({"start": "2024-10-28T14:00:00Z"}))
    assert problem("Monday 28 October at 14:00.", winter) is None
    assert problem("Monday 28 October at 15:00.", winter) is not None


MOMENTS = st.integers(0, 70_000).map(lambda steps: datetime(2024, 10, 16, tzinfo=UTC) + timedelta(minutes=5 * steps))


def _composed(at: datetime, cents: int, phone: str, lang: str) -> str:
    local = at.astimezone(LONDON)
    price = f"{cents // 100},{cents % 100:02} €" if lang == "de" else f"€{cents // 100}.{cents % 100:02}"
    if lang == "de":
        return f"Bei Dr. Phillips ist {times.moment(local, 'de')} frei, das kostet {price}, Telefon {phone}."
    return f"Dr. Phillips is free on {times.moment(local, 'en')}, the price is {price}, our number is {phone}."


@given(
    MOMENTS,
    st.integers(1000, 99999),
    st.from_regex(r"020 7946 0[1-9]\d\d", fullmatch=True),
    st.sampled_from(["de", "en"]),
)
@settings(max_examples=60, deadline=None)
def test_a_sentence_made_of_facts_passes(at: datetime, cents: int, phone: str, lang: str) -> None:
    assert check_sentence(_composed(at, cents, phone, lang), _exactly(at, cents, phone), lang) == check_sentence(
        "", facts()
    )


@given(
    MOMENTS,
    st.integers(1000, 99999),
    st.from_regex(r"020 7946 0[1-9]\d\d", fullmatch=True),
    st.sampled_from(["de", "en"]),
    st.data(),
)
@settings(max_examples=150, deadline=None)
def test_the_same_with_one_digit_changed_fails(
    at: datetime, cents: int, phone: str, lang: str, data: st.DataObject
) -> None:
    sentence = _composed(at, cents, phone, lang)
    place = data.draw(st.sampled_from([i for i, char in enumerate(sentence) if char.isdigit()]))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != sentence[place]]))
    changed = sentence[:place] + digit + sentence[place + 1 :]
    assert not check_sentence(changed, _exactly(at, cents, phone), lang).ok


def _exactly(at: datetime, cents: int, phone: str) -> Facts:
    return Facts.collect(
        zone=LONDON,
        now=NOW,
        tool_results=[json.dumps({"start": at.isoformat(), "price": f"€{cents // 100}.{cents % 100:02}"})],
        practitioners=["Dr. Phillips"],
        phones=[phone],
    )
