"""Signing in and out: who gets in, how, for how long, and what is left of it in the database."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from staff.attempts import ALLOWED, WINDOW_SECONDS
from staff.login import ensure_admin
from tests.staff.front_desk import NOW, PASSWORD, FrontDesk, sign_in

LIST = "/api/staff/persons"


def code(answer: httpx.Response) -> tuple[int, str]:
    body = answer.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message"}
    assert body["error"]["message"]
    return answer.status_code, body["error"]["code"]


async def test_json_login_gives_a_token_and_no_cookie(desk: FrontDesk) -> None:
    client = desk.client()
    answer = await sign_in(client, accept="application/json")
    assert answer.status_code == 200
    assert set(answer.json()) == {"token"}
    assert "set-cookie" not in answer.headers
    assert (await client.get(LIST)).status_code == 401
    bearer = {"Authorization": f"Bearer {answer.json()['token']}"}
    assert (await client.get(LIST, headers=bearer)).status_code == 200


async def test_form_login_sets_a_session_cookie_and_leads_on(desk: FrontDesk) -> None:
    client = desk.client()
    answer = await sign_in(client)
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff")
    session, csrf = answer.headers.get_list("set-cookie")
    assert "HttpOnly" in session
    assert "samesite=lax" in session.lower()
    assert "Secure" not in session
    assert "HttpOnly" not in csrf
    assert (await client.get(LIST)).status_code == 200


async def test_cookies_are_secure_where_the_site_is(desk: FrontDesk) -> None:
    behind_tls = FrontDesk(desk.store, desk.file, secure=True)
    answer = await sign_in(behind_tls.client())
    assert all("Secure" in cookie for cookie in answer.headers.get_list("set-cookie"))


@pytest.mark.parametrize(("username", "password"), [("admin", "wrong"), ("nobody", PASSWORD), ("", ""), ("admin", "")])
async def test_wrong_login_is_refused_alike(desk: FrontDesk, username: str, password: str) -> None:
    for accept in ("application/json", "*/*"):
        answer = await sign_in(desk.client(), username, password, accept)
        assert code(answer) in ((401, "wrong_login"), (422, "invalid"))
        assert "set-cookie" not in answer.headers
    wrong = await sign_in(desk.client(), "admin", "wrong")
    unknown = await sign_in(desk.client(), "nobody", "wrong")
    assert wrong.json() == unknown.json()


async def test_login_without_fields_is_bad_input(desk: FrontDesk) -> None:
    assert code(await desk.client().post("/staff/login", json={"username": "admin"})) == (422, "invalid")
    assert code(await sign_in(desk.client(), password="x" * 5000)) == (422, "invalid")


async def test_a_page_says_what_went_wrong_and_keeps_the_username(desk: FrontDesk) -> None:
    answer = await sign_in(desk.client(), '"><b>x', "wrong", "text/html", next="/staff/persons")
    assert answer.status_code == 401
    assert 'role="alert"' in answer.text
    assert "<b>x" not in answer.text
    assert 'value="&#34;&gt;&lt;b&gt;x"' in answer.text
    assert 'value="/staff/persons"' in answer.text


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/staff/persons?q=sarah&lang=de", "/staff/persons?q=sarah&lang=de"),
        ("/staff/persons/per_a-B_9", "/staff/persons/per_a-B_9"),
        ("https://evil.example/", "/staff"),
        ("//evil.example", "/staff"),
        ("/staff@evil.example", "/staff"),
        ("/staff/\\evil", "/staff"),
        ("/staff\r\nX: y", "/staff"),
    ],
)
async def test_login_leads_only_to_pages_of_ours(desk: FrontDesk, wanted: str, led_to: str) -> None:
    answer = await sign_in(desk.client(), next=wanted)
    assert answer.headers["location"] == led_to


async def test_too_many_failures_lock_this_username_at_this_address_for_a_while(desk: FrontDesk) -> None:
    for _ in range(ALLOWED):
        assert code(await sign_in(desk.client(), password="wrong")) == (401, "wrong_login")
    assert code(await sign_in(desk.client())) == (429, "too_many_attempts")
    page = await sign_in(desk.client(), accept="text/html")
    assert page.status_code == 429
    assert 'role="alert"' in page.text
    assert (await sign_in(desk.client(ip="192.0.2.2"))).status_code == 303
    assert code(await sign_in(desk.client(), "somebody", "wrong")) == (401, "wrong_login")
    desk.hands.real += timedelta(seconds=WINDOW_SECONDS - 1)
    assert (await sign_in(desk.client())).status_code == 429
    await ensure_admin(desk.store, "a new one", NOW)
    assert (await sign_in(desk.client(), password="a new one")).status_code == 303


async def test_login_from_another_site_is_refused(desk: FrontDesk) -> None:
    assert code(await sign_in(desk.client(**{"Sec-Fetch-Site": "cross-site"}))) == (403, "other_site")


async def test_a_session_lasts_twelve_real_hours_whatever_the_clinics_clock_says(desk: FrontDesk) -> None:
    client = await desk.signed_in()
    desk.hands.clinic += timedelta(days=30)
    assert (await client.get(LIST)).status_code == 200
    desk.hands.real += timedelta(hours=11, minutes=59)
    assert (await client.get(LIST)).status_code == 200
    desk.hands.real += timedelta(minutes=1)
    assert code(await client.get(LIST)) == (401, "not_signed_in")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer nonsense", "Basic YWRtaW46eA=="])
async def test_nobody_gets_in_without_a_session(desk: FrontDesk, header: str) -> None:
    client = desk.client(**({"Authorization": header} if header else {}))
    for path in (LIST, f"{LIST}/per_x", "/api/staff/appointments", "/api/staff/needs-me"):
        assert code(await client.get(path)) == (401, "not_signed_in")
    for path in ("/api/staff/tasks/t/seen", "/api/staff/tasks/t/done", "/staff/logout"):
        assert code(await client.post(path)) == (401, "not_signed_in")


async def test_a_wrong_token_is_not_saved_by_a_right_cookie(desk: FrontDesk) -> None:
    client = await desk.in_browser()
    assert code(await client.get(LIST, headers={"Authorization": "Bearer x"})) == (401, "not_signed_in")


async def test_logout_ends_the_session_and_needs_the_csrf_token_of_a_cookie(desk: FrontDesk) -> None:
    client = desk.client()
    await sign_in(client)
    client.headers["Accept"] = "text/html"
    assert code(await client.post("/staff/logout")) == (403, "csrf")
    cookies = dict(client.cookies)
    answer = await client.post("/staff/logout", data={"csrf": cookies["faden_csrf"]})
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff")
    assert not client.cookies
    again = desk.client(cookie=f"faden_staff={cookies['faden_staff']}")
    assert code(await again.get(LIST)) == (401, "not_signed_in")
    assert (await again.post("/staff/logout", headers={"Accept": "text/html"})).headers["location"] == "/staff"


async def test_a_bearer_logs_out_without_csrf(desk: FrontDesk) -> None:
    client = await desk.signed_in()
    assert (await client.post("/staff/logout")).status_code == 204
    assert (await client.get(LIST)).status_code == 401


async def test_comings_and_goings_are_audited(desk: FrontDesk) -> None:
    client = await desk.signed_in()
    await client.post("/staff/logout")
    assert await desk.audited() == [("admin", "signed out", "admin"), ("admin", "signed in", "admin")]


async def test_no_password_or_token_is_stored(desk: FrontDesk) -> None:
    client = desk.client()
    await sign_in(client, password="a wrong secret")
    token = (await sign_in(client, accept="application/json")).json()["token"]
    await sign_in(client)
    stored = b"".join(path.read_bytes() for path in desk.file.parent.iterdir())
    assert b"$argon2id$" in stored
    secrets = (PASSWORD, "a wrong secret", token, client.cookies["faden_staff"], client.cookies["faden_csrf"])
    assert not [secret for secret in secrets if secret.encode() in stored]


async def test_ensure_admin_leaves_a_password_that_holds(desk: FrontDesk) -> None:
    async with desk.store.read() as work:
        before = await work.staff.get("admin")
    await ensure_admin(desk.store, PASSWORD, NOW + timedelta(days=1))
    async with desk.store.read() as work:
        assert await work.staff.get("admin") == before
        assert await work.staff.count() == 1
