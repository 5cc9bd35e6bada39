"""Files that not everybody may have, at the running server: whoever asks is asked who they are."""

import io
from urllib.parse import quote

import httpx2
import openpyxl
import pytest
from people import user
from signing_in import leaving, sign_in

from components.state.signed_in import COOKIE
from data.ledger.schema import BatchKind
from data.outputs.given_out import GIVEN
from data.records.batches import Content, keep

NAME = 'Đơn/..\\<b>\u202eslx".xlsx\r\nSet-Cookie: x=y'
RECEIVED = bytes(range(256)) * 10_000  # more than one piece
TRAIL = "given-out/audit/csv"

# The harder place: that a server lies at the root is what signing in is tried at, too.
pytestmark = pytest.mark.parametrize("address", ["/office/atlas"], ids=["base path"], indirect=True)


@pytest.fixture(scope="module")
def original(ledger):
    """Return where the file of a batch is given out."""
    with ledger.writing() as writing:
        number = keep(writing, BatchKind.FIGURES, Content("", file=NAME, original=RECEIVED))
    return f"given-out/original/{number}"


def test_whoever_is_not_signed_in_is_given_nothing_and_told_why_in_their_language(
    browser, original
):
    for path in (original, TRAIL, "given-out/audit/xlsx"):
        answer = browser.get(path)
        assert answer.status_code == 403
        assert "đăng nhập" in answer.text
        assert answer.headers["cache-control"] == "no-store"
        assert "content-disposition" not in answer.headers
        assert "Only who is signed in" in browser.get(f"{path}?lang=en").text
        assert browser.head(path).status_code == 403


def test_the_way_back_and_the_way_in_of_a_refusal_lead_into_the_app(browser, address):
    answer = browser.get(TRAIL)
    assert str(answer.url.join("../../sign-in")) == f"{address}/sign-in"
    for way in ("../../sign-in?lang=vi", "../../?lang=vi"):
        assert f'href="{way}"' in answer.text


def test_a_file_comes_as_it_was_received_and_no_browser_runs_keeps_or_shows_it(browser, original):
    sign_in(browser, "nam")
    answer = browser.get(original)
    assert (answer.status_code, answer.content) == (200, RECEIVED)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "access-control-allow-origin" not in answer.headers
    name = quote('Đơn_.._<b>_slx".xlsx__Set-Cookie: x=y', safe="")
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert "x" not in answer.cookies


def test_the_trail_is_given_to_an_administrator_in_their_language_and_to_nobody_else(
    browser, other
):
    sign_in(browser)
    raw = browser.get(f"{TRAIL}?lang=en").content
    assert raw.startswith(b"\xef\xbb\xbf")
    assert "Account added" in raw.decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(browser.get("given-out/audit/xlsx").content))
    assert "Thêm tài khoản" in {cell.value for cell in book.active["C"]}
    sign_in(other, "nam")
    assert other.get(TRAIL).status_code == 403
    assert "nam" in other.get(TRAIL).text


def test_a_copied_address_gives_nothing_to_another_browser(browser, other, original):
    sign_in(browser)
    copied = {path: str(browser.get(path).url) for path in (original, TRAIL)}
    assert {other.get(url).status_code for url in copied.values()} == {403}
    forged = {COOKIE: browser.cookies[COOKIE][:-1]}
    assert {httpx2.get(url, cookies=forged).status_code for url in copied.values()} == {403}


def test_whoever_has_signed_out_is_given_nothing_though_the_cookie_is_still_there(
    browser, other, ledger, original
):
    sign_in(browser)
    cookie = browser.cookies[COOKIE]
    browser.post("sign-out", data={"token": leaving(ledger, cookie)})
    for path in (original, TRAIL):
        assert other.get(path, headers={"cookie": f"{COOKIE}={cookie}"}).status_code == 403


def test_a_disabled_account_and_one_whose_role_was_taken_are_given_nothing(
    browser, folder, original
):
    name = f"minh{browser.base_url.port}"
    user(folder, "add", name, "--role", "administrator", "--as", "lan", "--password-stdin")
    sign_in(browser, name)
    assert browser.get(TRAIL).status_code == browser.get(original).status_code == 200
    user(folder, "revoke", name, "--role", "administrator", "--as", "lan")
    assert (browser.get(TRAIL).status_code, browser.get(original).status_code) == (403, 200)
    user(folder, "disable", name, "--as", "lan")
    assert browser.get(TRAIL).status_code == browser.get(original).status_code == 403


@pytest.mark.parametrize(
    "path",
    ["audit/pdf", "original/0", "original/1", "original/99999999999999999999", "original/x",
     "original/-1", "original/1%00", "none/1", "GIVEN/1", "audit/..%2f..%2fsecrets"],
)  # fmt: skip
def test_what_is_not_there_is_not_given(browser, path):
    sign_in(browser)
    answer = browser.get(f"given-out/{path}")
    assert answer.status_code in (400, 404), "the server itself refuses what is no path"
    assert "content-disposition" not in answer.headers


def test_no_kind_of_file_is_given_to_whoever_is_nobody(browser):
    for name in GIVEN:
        answer = browser.get(f"given-out/{name}/1")
        assert answer.status_code in (403, 404)
        assert "content-disposition" not in answer.headers


@pytest.mark.parametrize("forged", ["x", '{"is_logged_in":true}', "chunks-3", "a.b.c", "é"])
def test_what_we_did_not_sign_says_nothing_of_a_provider(browser, forged):
    answer = browser.get(TRAIL, headers={"cookie": f"_streamlit_user={forged}".encode()})
    assert answer.status_code == 403
