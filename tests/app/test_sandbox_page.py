"""The page /sandbox as HTTP: language, headers, its static files, and that no word is missing on either side."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from app.clinic_file import load_clinic
from app.sandbox_page import routes
from app.settings import ROOT
from app.web_errors import install_error_shape

PAGE = ROOT / "app" / "sandbox_page"


@pytest.fixture(scope="module")
def client() -> TestClient:
    app, router = FastAPI(), APIRouter(prefix="/sandbox")
    install_error_shape(app)
    routes.add_page(router, load_clinic(ROOT / "clinics" / "riverside"))
    app.include_router(router)
    return TestClient(app)


@pytest.mark.parametrize(
    ("query", "accepted", "lang"),
    [
        ("?lang=de", "en-GB", "de"),
        ("?lang=EN", "de-DE", "en"),
        ("", "de-AT,en;q=0.5", "de"),
        ("", "fr-FR,fr", "en"),
        ("?lang=<script>", "", "en"),
    ],
)
def test_the_page_speaks_as_asked_then_as_the_browser_then_as_the_clinic(
    client: TestClient, query: str, accepted: str, lang: str
) -> None:
    answer = client.get(f"/sandbox{query}", headers={"Accept-Language": accepted})
    assert answer.status_code == 200
    assert answer.headers["content-language"] == lang
    assert f'<html lang="{lang}">' in answer.text
    assert routes.loaded("de" if lang == "de" else "en")["outbox.empty"] in answer.text


def test_nothing_foreign_and_nothing_inline_may_run(client: TestClient) -> None:
    answer = client.get("/sandbox")
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "//" not in re.sub(r"<!--.*?-->", "", answer.text), "an address of another host"
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", answer.text)


def test_static_files_are_served_and_nothing_beside_them(client: TestClient) -> None:
    page = client.get("/sandbox").text
    linked = re.findall(r'"(/sandbox/static/[^"]+)"', page)
    assert {Path(path).suffix for path in linked} == {".css", ".js", ".svg"}
    for path in linked:
        assert client.get(path).status_code == 200
    for path in ("/sandbox/static/page.html", "/sandbox/static/..%2Froutes.py", "/sandbox/static/nothing.js"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert answer.json()["error"]["code"] == "not_found"


def test_both_languages_have_the_same_words_with_the_same_places() -> None:
    german, english = routes.loaded("de"), routes.loaded("en")
    assert german.keys() == english.keys()
    for key in german:
        assert re.findall(r"{\w+}", german[key]) == re.findall(r"{\w+}", english[key]), key


def test_every_word_the_page_or_its_script_asks_for_exists_and_none_is_left_over() -> None:
    script, page = (PAGE / "static/sandbox.js").read_text(), (PAGE / "page.html").read_text()
    asked = set(re.findall(r't\["([\w.]+)"\]', page)) | {f"language.{code}" for code in ("de", "en")}
    asked |= {f"script.{key}" for key in re.findall(r"\bwords\.(\w+)", script)}
    asked |= {f"script.{key}" for call in re.findall(r"say\(([^{)]*)", script) for key in re.findall(r'"(\w+)"', call)}
    asked -= {"script.story"}  # the step compared with, not a word
    by_value = ("script.error.", "script.channel.", "script.status.")
    known = {key for key in routes.loaded("en") if not key.startswith(by_value)}
    assert asked == known
