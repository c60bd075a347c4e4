"""The instance's secret: given or made once, ours alone to read, a key of its own for each purpose."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from app.secrets import derived, instance_secret
from domain.errors import ConfigurationError


def test_it_is_made_once_kept_and_readable_by_us_only(tmp_path: Path) -> None:
    first = instance_secret(tmp_path, None)
    assert len(first) == 32
    assert instance_secret(tmp_path, None) == first
    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_two_instances_never_share_it(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    assert instance_secret(tmp_path / "a", None) != instance_secret(tmp_path / "b", None)


def test_a_given_one_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    given_secret = SecretStr("a long enough passphrase")
    secret = instance_secret(tmp_path, given_secret)
    assert len(secret) == 32
    assert secret == instance_secret(tmp_path, given_secret)
    assert secret != instance_secret(tmp_path, SecretStr("another long passphrase"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["x", "fifteen letters"])
def test_a_short_one_is_refused_by_its_settings_name_without_being_shown(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigurationError, match="FADEN_SECRET_KEY") as fault:
        instance_secret(tmp_path, SecretStr(text))
    assert text not in str(fault.value).replace("FADEN_SECRET_KEY", "").split("write")[0]


@pytest.mark.parametrize("rest", [b"", b"half"])
def test_a_file_cut_short_is_refused_rather_than_used_as_a_key(tmp_path: Path, rest: bytes) -> None:
    """A crash between creating and writing leaves an empty file; an empty key is one that everybody knows."""
    instance_secret(tmp_path, None)
    (file,) = tmp_path.iterdir()
    file.write_bytes(rest)
    with pytest.raises(ConfigurationError, match=file.name):
        instance_secret(tmp_path, None)


@given(st.binary(min_size=32, max_size=32), st.sampled_from(["store", "visitor", "staff"]))
def test_each_purpose_has_a_key_of_its_own_and_always_the_same(secret: bytes, purpose: str) -> None:
    key = derived(secret, purpose)
    assert len(key) == 32
    assert key == derived(secret, purpose)
    assert key not in (secret, derived(secret, purpose + "2"), derived(key, purpose))
