"""Answers: the clinic's own words, cut to the question, with the source kept; then back to what was open."""

from __future__ import annotations

from agent.embedded.dialogue import booking
from agent.embedded.dialogue.situation import Situation, Speech
from agent.state import Made
from prompts import times


def answer(s: Situation) -> Speech:
    """A question by itself, or one in the middle of a booking."""
    if s.plan.meaning.specialty_elsewhere:
        return back(s, Speech([s.say("questions.treats_none", specialties=_specialties(s))]))
    if s.plan.meaning.has("prescription") and not s.plan.meaning.cue("question"):
        return Speech(
            [s.say("questions.prescription")], asked="confirm",
            asked_data={"do": "pass_on", "question": s.plan.meaning.text[:500]}, choices=_yes_no(s),
        )  # fmt: skip
    asked = _asked_clinic(s)
    parts = answer_words(s)
    speech = Speech(parts, show_choices=True)
    if asked is not None and asked.result.data.get("kind") == "unknown":
        warned = s.heard.understanding.emergency == "AMBER"
        return back(s, Speech()) if warned else _unknown(s, asked)
    if asked is None or not parts:
        return Speech([s.say("dialogue.unsure")], asked_data={"unsure": 1})
    kind = asked.result.data.get("kind")
    if kind == "choices":
        return _still_open(s, speech)
    if kind in ("who_treats", "working_days"):
        return _towards_booking(s, speech, asked)
    return back(s, speech)


def answer_words(s: Situation) -> list[str]:
    """The answers the plan's questions came to, in words."""
    words: list[str] = []
    for one in s.made[: len(s.plan.calls)]:
        if one.tool == "answer_from_clinic" and one.result.ok:
            words += _words(s, one)
    return words


def _asked_clinic(s: Situation) -> Made | None:
    return next((m for m in s.made[: len(s.plan.calls)] if m.tool == "answer_from_clinic"), None)


def _words(s: Situation, one: Made) -> list[str]:
    data = one.result.data
    match data.get("kind"):
        case "found":
            return _found(s, one)
        case "who_treats":
            return _who_treats(s, data["practitioners"])
        case "working_days":
            return [_days(s, person) for person in data["practitioners"]]
        case "team":
            names = [f"{p['name']} ({p['specialty']})" for p in data["practitioners"]]
            return [s.say("questions.team", names=times.listed(names, s.lang))]
        case "choices":
            return [s.say("questions.did_you_mean")]
        case "unknown" if s.plan.aim != "answer":
            return [s.say("safety.honest")] if not data.get("off_topic") else []
    return []


def _found(s: Situation, one: Made) -> list[str]:
    data = one.result.data
    words = [str(data["text"])]
    if data["text_lang"] != s.lang:
        words.insert(0, s.say("questions.only_in_english"))
    if data.get("noted_for"):
        words.append(s.say("questions.noted_for", name=data["noted_for"]))
    return words


def _who_treats(s: Situation, people: list[dict[str, str]]) -> list[str]:
    if not people:
        return [s.say("questions.treats_none", specialties=_specialties(s))]
    if len(people) == 1:
        return [s.say("questions.treats_one", name=people[0]["name"], specialty=people[0]["specialty"])]
    names = times.listed([p["name"] for p in people], s.lang)
    return [s.say("questions.treats_several", names=names, specialty=people[0]["specialty"])]


def _specialties(s: Situation) -> str:
    return times.listed([specialty.title.get(s.lang) for specialty in s.clinic.specialties], s.lang)


def _days(s: Situation, person: dict[str, object]) -> str:
    days = times.listed([str(day) for day in person["days"]], s.lang)  # type: ignore[attr-defined]
    if s.lang == "de":
        days = f"am {days}"
    return s.say(f"questions.days_{person['pronoun']}", name=person["name"], days=days)


def _towards_booking(s: Situation, speech: Speech, asked: Made) -> Speech:
    """Who and when lead on to an appointment, unless one is being made already."""
    pending = booking.pending_question(s)
    if pending and s.start.asked != "when":
        return _joined(speech, pending)
    if asked.result.data["kind"] == "working_days":
        speech.parts.append(s.say("questions.which_day"))
        speech.asked, speech.asked_data = "when", {"do": "offer_booking"}
        return speech
    if asked.result.data["practitioners"]:
        speech.parts.append(s.say("booking.offer_booking"))
        speech.asked, speech.asked_data, speech.choices = "confirm", {"do": "offer_booking"}, _yes_no(s)
    return speech


def back(s: Situation, speech: Speech) -> Speech:
    """After an aside: back to what was open."""
    pending = booking.pending_question(s)
    if pending:
        return _joined(speech, pending)
    if s.start.asked == "confirm" and s.start.asked_data.get("do") in ("offer_booking", "cancel", "take"):
        speech.asked, speech.asked_data = "confirm", dict(s.start.asked_data)
    return speech


def _still_open(s: Situation, speech: Speech) -> Speech:
    """Ask which topic is meant; what was open before is asked for once that is answered."""
    pending = booking.pending_question(s)
    if pending:
        speech.asked, speech.asked_data = pending.asked, dict(pending.asked_data)
    speech.asked_data["question"] = s.plan.meaning.text[:500]
    return speech


def _joined(speech: Speech, pending: Speech) -> Speech:
    pending.parts = ["\n\n".join([speech.text, pending.text])]
    return pending


def _unknown(s: Situation, asked: Made) -> Speech:
    if asked.args.get("off_topic"):
        return back(s, Speech([s.say("dialogue.off_topic", clinic=s.clinic.name)]))
    pending = booking.pending_question(s)
    if pending:
        return _joined(Speech([s.say("safety.honest")]), pending)
    return Speech(
        [s.say("questions.unknown")],
        asked="confirm",
        asked_data={"do": "pass_on", "question": str(asked.args["question"])[:500]},
        choices=_yes_no(s),
    )


def _yes_no(s: Situation) -> list[tuple[str, str]]:
    return [(s.say("booking.button_yes"), "yes"), (s.say("booking.button_no"), "no")]
