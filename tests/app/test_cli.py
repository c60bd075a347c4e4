"""The command line: every command of the contract is known, one not there yet says so, `understand` as written."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from app.cli import __main__ as command_line

CONTRACT = """
demo test serve voice-worker jobs talk journey init ingest evals understand export erase switches doctor bench check
""".split()
KEYS = ["text", "lang", "intents", "dates", "phones", "birth_date", "names", "practitioner", "specialty", "emergency"]
READING = {"text", "start", "end", "grain", "bound", "negated", "alternatives"}
AT = "2024-10-15T22:00"
"""Tuesday evening in London."""


class Ran(NamedTuple):
    status: int
    out: str
    err: str

    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def go(*arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "argv", ["faden", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as end:
            command_line.main()
        out, err = capsys.readouterr()
        return Ran(int(end.value.code or 0), out, err)

    return go


def test_every_command_of_the_contract_is_known(run: Run) -> None:
    shown = run("--help")
    assert shown.status == 0
    assert [name for name in CONTRACT if f" {name} " not in shown.out] == []


@pytest.mark.parametrize("name", sorted(command_line._LATER))
def test_a_command_that_is_not_there_yet_says_so(run: Run, name: str) -> None:
    for arguments in ((), ("something",), ("run", "--suite", "safety"), ("--yes",)):
        answer = run(name, *arguments)
        assert answer.status == 2
        assert answer.out == ""
        assert answer.err.splitlines() == [f"faden {name}: not there yet: {command_line._LATER[name]}."]


@pytest.mark.parametrize("channel", ["whatsapp", "voice"])
def test_talk_says_which_channel_is_not_there_yet(run: Run, channel: str) -> None:
    answer = run("talk", "--channel", channel)
    assert answer.status == 2
    assert "not there yet" in answer.err


def test_a_command_nobody_knows_is_refused(run: Run) -> None:
    answer = run("dance")
    assert answer.status == 2
    assert "dance" in answer.err
    assert "Traceback" not in answer.err


def test_understand_prints_the_contracts_keys_one_object_a_line(run: Run) -> None:
    sentences = ["Haben Sie am Freitag um 14 Uhr etwas frei?", "My name is Sarah Miller, 07700 900123", "🙂"]
    answer = run("understand", "--json", "--at", AT, *sentences)
    assert answer.status == 0
    found = answer.objects()
    assert [item["text"] for item in found] == sentences
    for item in found:
        assert list(item) == KEYS
        assert item["lang"] in ("de", "en")
        assert item["emergency"] in ("RED", "AMBER", "NONE")
        assert all(set(intent) == {"intent", "p"} for intent in item["intents"])
        chances = [intent["p"] for intent in item["intents"]]
        assert chances == sorted(chances, reverse=True)
        assert all(set(reading) == READING for reading in item["dates"])
    assert found[0]["lang"] == "de"
    assert found[0]["dates"][0]["start"][:16] == "2024-10-18T14:00"
    assert found[1]["phones"] == ["+447700900123"]
    assert found[1]["names"] == ["Sarah Miller"]


def test_understand_reads_stdin_a_sentence_a_line_whatever_the_bytes(run: Run) -> None:
    answer = run("understand", "--json", stdin="Ich möchte absagen\n\nHello\r\n".encode() + b"\xff\xfe\n")
    assert answer.status == 0
    texts = [item["text"] for item in answer.objects()]
    assert len(texts) == 4
    assert texts[0] == "Ich möchte absagen"
    assert texts[2].strip() == "Hello"


def test_at_is_what_today_refers_to(run: Run) -> None:
    days = {}
    for at in ("2024-10-15T22:00", "2026-03-02T09:00+00:00", "2026-03-01T23:30-05:00"):
        days[at] = run("understand", "--json", "--at", at, "morgen").objects()[0]["dates"][0]["start"][:10]
    assert list(days.values()) == ["2024-10-16", "2026-03-03", "2026-03-03"]


def test_asked_makes_the_difference_a_receptionist_would_hear(run: Run) -> None:
    bare = run("understand", "--json", "Klara Winter").objects()[0]
    asked = run("understand", "--json", "--asked", "name", "Klara Winter").objects()[0]
    assert asked["intents"][0]["intent"] == "give_name"
    assert asked["names"] == ["Klara Winter"]
    chance = next(intent["p"] for intent in bare["intents"] if intent["intent"] == "give_name")
    assert chance < asked["intents"][0]["p"]


@pytest.mark.parametrize(
    ("option", "value"), [("--at", "next Tuesday"), ("--at", ""), ("--at", "2024-13-01"), ("--asked", "everything")]
)
def test_a_bad_value_is_one_clear_line(run: Run, option: str, value: str) -> None:
    answer = run("understand", "--json", option, value, "Hallo")
    assert answer.status == 2
    assert answer.out == ""
    (line,) = answer.err.splitlines()
    assert line.startswith(f"faden: {option}: write ")


@pytest.mark.parametrize("asked", "nothing confirm choose_slot name phone birth_date reason practitioner when".split())
def test_every_state_of_the_contract_may_be_asked(run: Run, asked: str) -> None:
    assert run("understand", "--json", "--asked", asked, "Ja").status == 0


def test_without_json_it_is_for_people(run: Run) -> None:
    answer = run("understand", "--at", AT, "Morgen um acht bitte")
    assert answer.status == 0
    assert answer.out.splitlines()[0] == "Morgen um acht bitte"
    assert "2024-10-16T08:00" in answer.out


@pytest.mark.parametrize(("name", "value"), [("FADEN_SPEECH", "parrot"), ("FADEN_MODEL", "none")])
def test_a_bad_setting_is_one_clear_line(run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    answer = run("serve")
    assert answer.status == 2
    (line,) = answer.err.splitlines()
    assert line.startswith(f"faden: {name}: ")


def test_the_sandbox_does_not_listen_where_others_can_reach_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FADEN_SANDBOX", "1")
    answer = run("serve", "--host", "0.0.0.0")
    assert answer.status == 2
    assert answer.err.startswith("faden: FADEN_SANDBOX: ")
