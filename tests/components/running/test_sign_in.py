"""Signing in and out at the running server, as browsers do and as strangers try."""

import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
import sqlalchemy as sa
from people import DEEDS, PASSWORD, user
from signing_in import form, leaving, sign_in
from streamlit.testing.v1 import AppTest

from components.accounts import line
from components.accounts.sign_in import COOKIE
from data.accounts import actor_of_session, attempts, sessions
from data.ledger.database import Database
from data.ledger.rights import Action, require
from data.ledger.schema import attempt
from geo.faults import Faulty

ROOT = Path(__file__).parents[3]


def who(ledger: Database, cookie: str | None) -> str:
    """Return who the server takes the bearer of this cookie for."""
    with ledger.reading() as connection:
        key = sessions.key_of(connection, cookie or "")
        found = actor_of_session(connection, key, datetime.now(UTC)) if key else None
    return found.name if found else ""


def test_the_page_is_complete_in_itself_and_may_run_and_load_nothing(browser):
    answer = browser.get("sign-in")
    policy = answer.headers["content-security-policy"]
    for rule in ("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'"):
        assert rule in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "<script" not in answer.text
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', answer.text)
    assert "Đăng nhập" in answer.text
    assert "Sign in" in browser.get("sign-in?lang=en").text


@pytest.mark.parametrize("https", [False, True])
def test_the_cookie_is_for_this_server_alone_and_is_read_by_no_script(browser, https):
    answer = sign_in(browser, headers={"x-forwarded-proto": "https"} if https else {})
    assert answer.status_code == 303
    [cookie] = [c for c in answer.headers.get_list("set-cookie") if c.startswith(f"{COOKIE}=")]
    said = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "samesite=lax"} <= said
    assert ("secure" in said) == https
    assert not any(part.startswith(("domain", "path")) for part in said)
    assert answer.headers["cache-control"] == "no-store"


def test_a_person_signs_in_and_out_and_comes_back_to_where_they_were(browser, ledger, address):
    path = "sign-in?next=commune%3Fcommune%3D03379%402009-04-01"
    answer = sign_in(browser, path=path)
    came = urlsplit(str(answer.next_request.url))
    assert came.path == urlsplit(f"{address}/commune").path
    assert came.query == "commune=03379@2009-04-01"
    cookie = browser.cookies[COOKIE]
    assert who(ledger, cookie) == "lan"
    assert browser.post("sign-out", data={"token": "x"}).status_code == 403
    assert who(ledger, cookie) == "lan"
    answer = browser.post("sign-out?next=about", data={"token": leaving(ledger, cookie)})
    assert answer.next_request.url.path == urlsplit(f"{address}/about").path
    assert who(ledger, cookie) == ""
    assert COOKIE not in browser.cookies


@pytest.mark.parametrize(
    "asked",
    ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "/map",
     "javascript:alert(1)", "../../x", "commune/../..//evil.example", "a\r\nSet-Cookie: x=y",
     "%2f%2fevil.example", "?x=1#y", ".", "@evil.example", "commune ?x"],
)  # fmt: skip
def test_no_way_back_leads_out_of_the_app(browser, address, asked):
    page = str(httpx2.URL("sign-in", params={"next": asked}))
    answer = sign_in(browser, path=page)
    assert answer.status_code == 303
    assert str(answer.next_request.url).rstrip("/") == address.rstrip("/")
    assert "x" not in answer.cookies


def test_a_form_that_was_not_shown_to_this_browser_is_refused(browser, other):
    typed = {"name": "lan", "password": PASSWORD}
    theirs = form(other)
    assert browser.post("sign-in", data=typed).status_code == 403, "no token, no cookie"
    mine = form(browser)
    for token in ("", "x", mine["token"][:-2], theirs["token"]):
        answer = browser.post("sign-in", data=typed | {"token": token})
        assert answer.status_code == 403, token
        assert COOKIE not in answer.cookies
    bare = httpx2.post(str(browser.base_url) + "sign-in", data=typed | mine)
    assert bare.status_code == 403, "the right token, and a browser that it was not shown to"
    assert browser.post("sign-in", data=typed | mine).status_code == 303


def test_the_token_to_sign_out_is_of_one_session_only(browser, other, ledger):
    sign_in(browser)
    sign_in(other)
    foreign = leaving(ledger, other.cookies[COOKIE])
    assert browser.post("sign-out", data={"token": foreign}).status_code == 403
    assert who(ledger, browser.cookies[COOKIE]) == who(ledger, other.cookies[COOKIE]) == "lan"


def test_a_new_sign_in_ends_the_one_before_and_never_keeps_a_cookie_it_was_given(browser, ledger):
    sign_in(browser)
    first = browser.cookies[COOKIE]
    sign_in(browser, "nam")
    assert (who(ledger, first), who(ledger, browser.cookies[COOKIE])) == ("", "nam")


def test_what_was_typed_comes_back_as_text_and_the_password_does_not(browser):
    name = '"><script>alert(1)</script>'
    answer = sign_in(browser, name, "a secret of mine")
    assert answer.status_code == 403
    assert "<script" not in answer.text
    assert "&lt;script&gt;" in answer.text
    assert "a secret of mine" not in answer.text
    assert sign_in(browser, "nobody", "wrong").text.count('role="alert"') == 1


def test_a_form_of_another_kind_or_size_is_refused_unread(browser):
    for sent in (
        {"data": form(browser) | {"name": "lan", "password": "x" * 20_000}},
        {"files": {"name": ("x", b"lan")}},
        {"json": {"name": "lan"}},
        {"content": b"\xff" * 100, "headers": {"content-type": "application/octet-stream"}},
        {"content": iter([b"name=lan"])},
    ):
        assert browser.post("sign-in", **sent).status_code == 403


@pytest.mark.parametrize("address", [""], indirect=True)  # where it lies changes no count
def test_a_password_tried_fifty_times_is_refused_and_then_the_right_one_too(browser, folder):
    user(folder, "add", name := f"hoa{browser.base_url.port}", "--as", "lan", "--password-stdin")
    sent = form(browser) | {"name": name}
    codes = [
        browser.post("sign-in", data=sent | {"password": f"wrong {n}"}).status_code
        for n in range(50)
    ]
    assert codes == [403] * attempts.OF_NAME + [429] * (50 - attempts.OF_NAME)
    answer = browser.post("sign-in", data=sent | {"password": PASSWORD})
    assert answer.status_code == 429
    assert COOKIE not in answer.cookies
    assert "15 phút" in answer.text
    user(folder, "unlock", name, "--as", "lan")
    assert sign_in(browser, name).status_code == 303
    sent = form(browser) | {"name": name}
    with httpx2.Client(base_url=browser.base_url) as stranger:
        theirs = form(stranger) | {"name": name, "password": "wrong"}
        codes = [stranger.post("sign-in", data=theirs).status_code for _ in range(20)]
    assert codes.count(429) == 20 - attempts.OF_NAME
    assert sign_in(browser, name).status_code == 303, "this browser has been here"


@pytest.mark.parametrize("address", [""], indirect=True)
def test_a_crowd_that_signs_in_while_the_ledger_is_locked_is_told_so_and_no_page_waits(
    browser, folder
):
    [file] = (folder / "var").glob("*.sqlite")
    here = browser.get("sign-in").request.url
    sent = form(browser) | {"name": "lan", "password": PASSWORD}
    with closing(sqlite3.connect(file, isolation_level=None)) as another:
        another.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(34) as crowd:
            asked = [
                crowd.submit(
                    httpx2.post, here, data=sent, cookies=dict(browser.cookies), timeout=60
                )
                for _ in range(34)
            ]
            for _ in range(5):
                assert browser.get("sign-in").status_code == 200
            assert not any(one.done() for one in asked), "a page waits for none of them"
            answers = [one.result() for one in asked]
        another.execute("ROLLBACK")
    assert {answer.status_code for answer in answers} == {503}
    assert all("đang bận" in answer.text and "Traceback" not in answer.text for answer in answers)
    assert max(answer.elapsed.total_seconds() for answer in answers) < 3 * line.PATIENCE
    assert browser.post("sign-in", data=sent).status_code == 303


def test_a_try_is_written_down_with_the_address_that_a_proxy_on_this_computer_names(
    browser, ledger
):
    sign_in(browser, headers={"x-forwarded-for": "192.0.2.77"})
    with ledger.reading() as connection:
        asked = sa.select(attempt.c.address).order_by(attempt.c.id.desc())
        assert connection.execute(asked.limit(1)).scalar_one() == "192.0.2.77"


def test_an_editors_session_may_do_nothing_in_another_group(browser, ledger):
    sign_in(browser, "nam")
    with ledger.reading() as connection:
        key = sessions.key_of(connection, browser.cookies[COOKIE])
        nam = actor_of_session(connection, key, datetime.now(UTC))
    assert require(nam, Action.ENTER, group="WG6", area="03208@2009-04-01") is nam
    for action in DEEDS:
        with pytest.raises(Faulty, match="not_allowed"):
            require(nam, action, group="WG5", area="03208@2009-04-01")


def test_a_page_file_that_is_run_without_the_frame_shows_a_stranger_nothing():
    page = AppTest.from_file(str(ROOT / "pages" / "8_accounts.py"), default_timeout=60).run()
    assert not page.exception
    assert not page.get("html")
    assert not page.get("form")
    assert "đăng nhập" in page.info[0].value
