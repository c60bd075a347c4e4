"""A human please, stop writing to me, it is no emergency after all: precise, in both languages."""

import pytest

from agent.screen import opts_in, opts_out, wants_person, withdraws_emergency
from tests.agent.emergency_phrases import RED_DE, RED_EN


@pytest.mark.parametrize(
    "text",
    [
        "einen Menschen bitte",
        "can I talk to a real person",
        "Mitarbeiter",
        "reception please",
        "human please",
        "Please connect me to a human",
        "Can somebody call me back?",
        "I don't want to talk to a machine",
        "Put me through to the practice",
        "Ich will mit der Rezeption sprechen",
        "Stellen Sie mich bitte durch",
        "Kann mich jemand zurückrufen?",
        "Ich will nicht mit einer Maschine reden",
        "could one of your colleagues ring me?",
        "Bitte verbinden Sie mich mit einem Mitarbeiter",
        "I need a human",
        "Ich hätte gern einen Mitarbeiter",
    ],
)
def test_a_human_is_asked_for(text: str) -> None:
    assert wants_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "Are you a real person?",
        "Sind Sie ein Mensch?",
        "Spreche ich mit einem Menschen?",
        "I spoke to a person yesterday",
        "Am I talking to a real person?",
        "Is the reception open?",
        "Wo ist die Rezeption?",
        "Ich bin Mitarbeiter bei Siemens",
        "can I see someone about my rash",
        "I don't need to talk to a human",
        "nein, kein Mitarbeiter nötig",
        "Haben Sie jemanden, der Ekzeme behandelt?",
        "please don't call me back",
        "ein Termin für zwei Personen",
    ],
)
def test_no_human_is_asked_for(text: str) -> None:
    assert not wants_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "STOP",
        "STOPP",
        "stopp!",
        "Abmelden",
        "keine Nachrichten mehr",
        "unsubscribe",
        "Stop please",
        "Please stop texting me",
        "don't send me any more messages",
        "Bitte schreiben Sie mir nicht mehr",
        "Erinnerungen abbestellen",
        "bitte keine WhatsApp-Nachrichten mehr",
        "I don't want to receive reminders",
    ],
)
def test_an_opt_out_is_the_whole_message(text: str) -> None:
    assert opts_out(text)


@pytest.mark.parametrize(
    "text",
    [
        "Stopp, ich meinte Montag",
        "stop, wait, Tuesday",
        "Don't stop",
        "I want to stop smoking",
        "cancel",
        "Ende der Woche",
        "keine Zeit mehr",
        "the bleeding won't stop",
        "Ich habe keine Nachrichten bekommen",
    ],
)
def test_a_correction_is_no_opt_out(text: str) -> None:
    assert not opts_out(text)


def test_opting_in_again() -> None:
    assert opts_in("START")
    assert not opts_in("Can we start at nine?")


@pytest.mark.parametrize(
    "text",
    [
        "doch kein Notfall",
        "it's not an emergency after all",
        "false alarm",
        "Fehlalarm, sorry",
        "Das ist kein Notfall",
        "not an emergency",
        "kein Notfall",
        "I don't need an ambulance",
        "es war nur ein Scherz",
        "doch kein Notfall, die Brustschmerzen sind weg",
    ],
)
def test_the_patient_withdraws(text: str) -> None:
    assert withdraws_emergency(text)


@pytest.mark.parametrize(
    "text",
    [
        "it is an emergency",
        "ist das kein Notfall?",
        "kein Notfall, aber ich bekomme keine Luft",
        "ok",
        "es geht mir gut",
    ],
)
def test_the_patient_does_not_withdraw(text: str) -> None:
    assert not withdraws_emergency(text)


@pytest.mark.parametrize(
    "text",
    [
        "oh sorry no I didnt mean now, that was last week and my GP said its muscular",
        "I'm not in pain now, I just want to book the cardiologist",
        "nein nein, das war letzte Woche, jetzt ist alles gut",
        "mir geht es gut, war nur ein Scherz",
        "mir geht es gut, war nur ein Missverständnis",
        "es ist nichts akutes",
        "Sorry, I misread you, nothing acute, I just wanted a check-up",
        "nein, keine Schmerzen mehr, ich möchte nur einen Termin beim Kardiologen",
        "no no I'm fine, I only want to book an appointment",
        "that was years ago, all good now",
        "das war vor drei Wochen und der Hausarzt hat gesagt es sind die Muskeln",
        "das habe ich nicht so gemeint, alles gut",
        "It's not an emergency, can I still book for Monday?",
        "es ist kein Notfall, kann ich am Montag kommen?",
        "sorry that was a misunderstanding",
        "I didn't mean right now",
        "Nein, Sie haben mich falsch verstanden, das war letztes Jahr",
        "it's nothing serious, just need a routine appointment",
        "das ist schon lange abgeklärt, ich will nur einen Kontrolltermin",
        "ich meinte nicht jetzt, sondern letzten Monat",
    ],
)
def test_the_patient_withdraws_in_free_words(text: str) -> None:
    assert withdraws_emergency(text)


@pytest.mark.parametrize(
    "text",
    [
        "ist das kein Notfall?",
        "das ist kein Notfall, oder?",
        "it's not an emergency, is it?",
        "es ist nichts akutes, sagt mein Mann",
        "my husband says it's nothing serious",
        "mein Mann meint es ist nichts ernstes",
        "that was last week but now it's back",
        "das war gestern, jetzt ist es schlimmer",
        "that was yesterday",
        "das war gestern",
        "I'm fine",
        "es geht mir gut",
        "mir gehts gut",
        "das war kein Scherz",
        "this is not a false alarm",
        "it's not a misunderstanding, please help",
        "ich will nur einen Termin",
        "I just want to book an appointment",
        "that was last week and I'm not fine",
        "was last week, now I can't breathe",
        "nothing serious but my chest hurts",
        "es ist nichts akutes, aber ich krieg keine Luft",
        "does it mean it is nothing serious?",
        "ja",
        "no",
        "it's still there",
        "I still want to book the cardiologist",
        "ok I will call 999",
    ],
)
def test_a_question_hearsay_one_sign_alone_or_a_relapse_withdraws_nothing(text: str) -> None:
    assert not withdraws_emergency(text)


@pytest.mark.parametrize("text", RED_EN + RED_DE)
def test_no_withdrawal_covers_a_danger_in_the_same_breath(text: str) -> None:
    assert not withdraws_emergency(f"{text}. That was a misunderstanding, I'm fine, I just want to book")


def test_a_human_is_asked_for_by_who_gives_up_on_the_machine() -> None:
    assert wants_person("ich komm mit dem automaten nicht klar, bitte einen menschen")
