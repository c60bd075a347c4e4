"""Every setting, read from the environment or `.env`; only this room reads them. `.env.example` documents each.

Environment names are those of contract.md (`FADEN_…`; vendors' keys under the vendors' names).
"""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.errors import ConfigurationError

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """`Settings()` reads the process environment and `.env` in the repository's root."""

    model_config = SettingsConfigDict(
        env_file=ROOT / ".env", env_prefix="FADEN_", extra="ignore", env_ignore_empty=True, populate_by_name=True
    )

    data_dir: Path = ROOT / "data"
    clinic: Path = ROOT / "clinics" / "riverside"
    database_url: str | None = None
    redis_url: str | None = None
    chroma_url: str | None = None
    public_url: str | None = None
    trusted_proxies: str | None = None
    secret_key: SecretStr | None = None
    model: str = "embedded"
    speech: Literal["local", "deepgram", "openai"] = "local"
    sandbox: bool = False
    staff_password: SecretStr | None = None

    openai_api_key: SecretStr | None = Field(None, alias="OPENAI_API_KEY")
    openai_base_url: str | None = Field(None, alias="OPENAI_BASE_URL")
    deepgram_api_key: SecretStr | None = Field(None, alias="DEEPGRAM_API_KEY")
    deepgram_base_url: str | None = Field(None, alias="DEEPGRAM_BASE_URL")
    twilio_account_sid: str | None = Field(None, alias="TWILIO_ACCOUNT_SID")
    twilio_auth_token: SecretStr | None = Field(None, alias="TWILIO_AUTH_TOKEN")
    twilio_auth_token_secondary: SecretStr | None = Field(None, alias="TWILIO_AUTH_TOKEN_SECONDARY")
    twilio_webhook_key_id: str | None = Field(None, alias="TWILIO_WEBHOOK_KEY_ID")
    twilio_webhook_key_secret: SecretStr | None = Field(None, alias="TWILIO_WEBHOOK_KEY_SECRET")
    twilio_api_key_sid: str | None = Field(None, alias="TWILIO_API_KEY_SID")
    twilio_api_key_secret: SecretStr | None = Field(None, alias="TWILIO_API_KEY_SECRET")
    twilio_api_base_url: str | None = Field(None, alias="TWILIO_API_BASE_URL")
    whatsapp_from: str | None = None
    sms_from: str | None = None
    voice_number: str | None = None
    livekit_url: str | None = Field(None, alias="LIVEKIT_URL")
    livekit_api_key: SecretStr | None = Field(None, alias="LIVEKIT_API_KEY")
    livekit_api_secret: SecretStr | None = Field(None, alias="LIVEKIT_API_SECRET")

    @field_validator("data_dir", "clinic")
    @classmethod
    def _from_the_root(cls, path: Path) -> Path:
        """A relative folder means the same from every working directory."""
        return path if path.is_absolute() else ROOT / path

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'faden.sqlite'}"

    @property
    def embedded_store(self) -> bool:
        """Whether this process is the only one on its database."""
        return self.database.startswith("sqlite")


def load_settings(**overrides: Any) -> Settings:
    """The settings with command-line overrides; a bad value names its setting and how to set it."""
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        settings = Settings(**given)
    except ValidationError as fault:
        first = fault.errors()[0]
        raise ConfigurationError(_variable(str(first["loc"][0])), first["msg"]) from None
    _refuse_impossible(settings)
    return settings


def _variable(field: str) -> str:
    return field if field.isupper() else f"FADEN_{field.upper()}"


def _refuse_impossible(settings: Settings) -> None:
    if settings.model != "embedded":
        how = "only 'embedded' is there yet; remove the setting or write FADEN_MODEL=embedded"
        raise ConfigurationError("FADEN_MODEL", how)
    if settings.sandbox and _has_twilio_keys(settings) and not _loopback(settings.twilio_api_base_url):
        raise ConfigurationError("FADEN_SANDBOX", "the sandbox refuses Twilio keys; unset one of the two")


def _has_twilio_keys(settings: Settings) -> bool:
    keys = (
        settings.twilio_auth_token,
        settings.twilio_auth_token_secondary,
        settings.twilio_api_key_secret,
        settings.twilio_webhook_key_secret,
    )
    return any(key and key.get_secret_value() for key in keys)


def _loopback(url: str | None) -> bool:
    return url is not None and is_loopback(urlsplit(url).hostname or "")


def is_loopback(host: str) -> bool:
    """Whether a host name or address stays on this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def environment_names() -> list[str]:
    """Every environment variable Faden reads, for `.env.example` and its test."""
    return [info.alias if info.alias else f"FADEN_{name.upper()}" for name, info in Settings.model_fields.items()]
