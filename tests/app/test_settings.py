"""Settings: documented exactly, wrong ones named, the sandbox never beside real keys."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.settings import ROOT, Settings, environment_names, is_loopback, load_settings
from domain.errors import ConfigurationError

CONTRACT = """
FADEN_DATA_DIR FADEN_CLINIC FADEN_DATABASE_URL FADEN_REDIS_URL FADEN_CHROMA_URL FADEN_PUBLIC_URL FADEN_TRUSTED_PROXIES
FADEN_SECRET_KEY FADEN_MODEL FADEN_SPEECH FADEN_SANDBOX FADEN_STAFF_PASSWORD OPENAI_API_KEY OPENAI_BASE_URL
DEEPGRAM_API_KEY DEEPGRAM_BASE_URL TWILIO_ACCOUNT_SID TWILIO_AUTH_TOKEN TWILIO_AUTH_TOKEN_SECONDARY
TWILIO_WEBHOOK_KEY_ID TWILIO_WEBHOOK_KEY_SECRET TWILIO_API_KEY_SID TWILIO_API_KEY_SECRET TWILIO_API_BASE_URL
FADEN_WHATSAPP_FROM FADEN_SMS_FROM FADEN_VOICE_NUMBER LIVEKIT_URL LIVEKIT_API_KEY LIVEKIT_API_SECRET
""".split()
TWILIO_KEYS = ("TWILIO_AUTH_TOKEN", "TWILIO_AUTH_TOKEN_SECONDARY", "TWILIO_API_KEY_SECRET", "TWILIO_WEBHOOK_KEY_SECRET")


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in environment_names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", None)


def documented() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    return dict(found.groups() for line in lines if (found := re.match(r"#?([A-Z][A-Z0-9_]+)=(.*)$", line)))  # type: ignore[misc]


def test_the_example_documents_every_setting_once_and_no_other() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    names = [found[1] for line in lines if (found := re.match(r"#?([A-Z][A-Z0-9_]+)=", line))]
    assert sorted(names) == sorted(environment_names())
    assert set(CONTRACT) <= set(names)


def test_the_defaults_the_example_shows_are_the_true_ones() -> None:
    default = load_settings()
    shown = {name: text for name, text in documented().items() if text}
    assert shown.keys() == {"FADEN_DATA_DIR", "FADEN_CLINIC", "FADEN_MODEL", "FADEN_SPEECH", "FADEN_SANDBOX"}
    assert ROOT / shown["FADEN_DATA_DIR"] == default.data_dir
    assert ROOT / shown["FADEN_CLINIC"] == default.clinic
    assert shown["FADEN_MODEL"] == default.model
    assert shown["FADEN_SPEECH"] == default.speech
    assert bool(int(shown["FADEN_SANDBOX"])) is default.sandbox


def test_the_example_itself_may_be_used_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(Settings.model_config, "env_file", ROOT / ".env.example")
    assert load_settings() == load_settings(data_dir=ROOT / "data")


@pytest.mark.parametrize(
    ("name", "value"),
    [("FADEN_SPEECH", "parrot"), ("FADEN_SANDBOX", "perhaps"), ("FADEN_MODEL", "embeded")],
)
def test_a_bad_value_names_its_setting_and_says_what_to_write(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError) as fault:
        load_settings()
    assert fault.value.where == name
    assert len(fault.value.how) > 10


def test_an_empty_value_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in environment_names():
        monkeypatch.setenv(name, "")
    assert load_settings() == Settings()


def test_a_command_lines_word_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FADEN_DATA_DIR", "/somewhere/else")
    assert load_settings(data_dir=tmp_path).data_dir == tmp_path
    assert load_settings(data_dir=None).data_dir == Path("/somewhere/else")


@pytest.mark.parametrize("key", TWILIO_KEYS)
def test_the_sandbox_refuses_any_key_that_could_reach_a_real_phone(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv(key, "k" * 32)
    monkeypatch.setenv("TWILIO_ACCOUNT_SID", "AC" + "0" * 32)
    monkeypatch.setenv("FADEN_SANDBOX", "1")
    with pytest.raises(ConfigurationError, match="FADEN_SANDBOX"):
        load_settings()
    for elsewhere in (
        "https://api.dublin.ie1.twilio.com",
        "https://127.0.0.1.example.org",
        "https://localhost.example",
    ):
        monkeypatch.setenv("TWILIO_API_BASE_URL", elsewhere)
        with pytest.raises(ConfigurationError, match="FADEN_SANDBOX"):
            load_settings()


@pytest.mark.parametrize("key", TWILIO_KEYS)
@pytest.mark.parametrize("here", ["http://127.0.0.1:9000", "http://localhost:9000/", "http://[::1]:9000"])
def test_the_sandbox_takes_keys_for_a_stand_in_on_this_machine(
    monkeypatch: pytest.MonkeyPatch, key: str, here: str
) -> None:
    monkeypatch.setenv(key, "k" * 32)
    monkeypatch.setenv("TWILIO_API_BASE_URL", here)
    monkeypatch.setenv("FADEN_SANDBOX", "1")
    assert load_settings().sandbox


def test_keys_without_the_sandbox_are_the_normal_case(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in TWILIO_KEYS:
        monkeypatch.setenv(key, "k" * 32)
    assert not load_settings().sandbox


def test_a_secret_shows_in_no_message(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in environment_names():
        if name.endswith(("_KEY", "_SECRET", "_TOKEN", "_PASSWORD", "_SECONDARY")):
            monkeypatch.setenv(name, "canary-secret-value")
    assert "canary" not in repr(load_settings())
    monkeypatch.setenv("FADEN_SANDBOX", "canary-secret-value")
    with pytest.raises(ConfigurationError) as fault:
        load_settings()
    assert "canary" not in str(fault.value)


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_loopback_is_what_the_standard_says(address: Any) -> None:
    assert is_loopback(str(address)) == address.is_loopback


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "example.org", "localhost.example.org", "", "127.0.0.1.example.org"])
def test_what_others_can_reach_is_not_loopback(host: str) -> None:
    assert not is_loopback(host)
