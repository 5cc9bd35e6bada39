"""Signing in and out as a person sees it, with a password and at a real OpenID Connect provider."""

import json
import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from commands import done
from people import HOSTILE, PASSWORD, accounts, user
from served import (
    KNOWN,
    LAPTOP,
    TABLET,
    browser_or_skip,
    environment_of,
    free_port,
    served,
    wait_until_it_answers,
)

from data.ledger.database import Database
from data.ledger.schema import BatchKind
from data.records.batches import Content, keep

EMAIL = "hoa@office.example"
REFUSED = "status of 403"  # what a browser says of a file that it is not given
PEOPLE = (
    {"sub": "248", "email": EMAIL, "email_verified": True, "name": "Hoa"},
    {"sub": "666", "email": EMAIL, "email_verified": False, "name": "Not Hoa"},
)


@pytest.fixture(scope="module")
def provider(tmp_path_factory):
    """Run a real provider on this machine; give its address."""
    browser_or_skip()
    port = free_port()
    log = (tmp_path_factory.mktemp("provider") / "provider.log").open("w+")
    known = [part for person in PEOPLE for part in ("--user-claims", json.dumps(person))]
    command = [sys.executable, "-m", "oidc_provider_mock", f"--port={port}", *known]
    process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_it_answers(f"{address}/.well-known/openid-configuration", process, log.name)
        yield address
    finally:
        process.terminate()
        process.wait(20)
        log.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("server")
    accounts(made)
    user(made, "add", EMAIL, "--title", "Hoa", "--no-password", "--as", "lan")
    return made


@pytest.fixture(scope="module")
def address(folder, provider):
    """Run the app, which knows the provider as its `secrets.toml` says."""
    port = free_port()
    secrets = folder / "secrets.toml"
    secrets.write_text(
        f"""[auth]
        redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
        cookie_secret = "{"0123456789abcdef" * 4}"
        [auth.office]
        client_id = "atlas"
        client_secret = "a secret of theirs"
        server_metadata_url = "{provider}/.well-known/openid-configuration"
        """,
        "utf-8",
    )
    with served(folder, port=port, STREAMLIT_SECRETS_FILES=str(secrets)) as url:
        yield url


@pytest.fixture
def opened(browser, address, provider):
    """Return a function that opens a path in a browser of its own; nothing strange may be said."""
    said, asked, contexts = [], [], []

    def opening(path="/", viewport=LAPTOP):
        made = browser.new_context(viewport=viewport, locale="vi-VN")
        contexts.append(made)
        page = made.new_page()
        page.set_default_timeout(120_000)
        page.on("console", lambda m: said.append((page.url, m.type, m.text)))
        page.on("pageerror", lambda e: said.append((page.url, "error", str(e))))
        page.on("request", lambda r: asked.append((page.url, r.url)))
        page.goto(address + path)
        page.wait_for_selector("h1")
        return page

    yield opening
    for made in contexts:
        made.close()
    ours = [(kind, text) for at, kind, text in said if not at.startswith(provider)]
    loud = [text for kind, text in ours if kind in ("error", "warning")]
    assert [text for text in loud if not KNOWN.search(text) and REFUSED not in text] == []
    urls = {
        url for at, url in asked if not at.startswith(provider) and url.startswith(("http", "ws"))
    }
    hosts = {urlsplit(url).netloc for url in urls} - {urlsplit(provider).netloc}
    assert hosts == {urlsplit(address).netloc}, "a page asked another host"


def sign_in(page, name="lan"):
    page.get_by_role("link", name="Đăng nhập", exact=True).click()
    page.get_by_label("Tên tài khoản").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("button", name="Đăng xuất").wait_for()


def at_provider(page, subject):
    page.get_by_role("button", name="Đăng nhập qua office").click()
    page.get_by_role("button", name=subject, exact=True).click()
    page.get_by_role("button", name="Đăng xuất").wait_for()


def test_a_person_signs_in_sees_their_name_and_signs_out_where_they_were(opened):
    page = opened("/commune?commune=03379%402009-04-01")
    sign_in(page)
    assert page.locator("h1").inner_text() == "Xã Luân Giói"
    assert HOSTILE in page.locator(".sign b").inner_text(), "a name is shown as text"
    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_role("link", name="Đăng nhập", exact=True).wait_for()
    assert page.locator("h1").inner_text() == "Xã Luân Giói"


def test_the_form_fits_an_upright_tablet_and_a_finger(opened):
    page = opened("/", TABLET)
    page.get_by_role("link", name="Đăng nhập", exact=True).click()
    page.get_by_label("Mật khẩu").wait_for()
    heights = page.eval_on_selector_all(
        "input:not([type=hidden]), button, a",
        "all => all.map(e => e.getBoundingClientRect().height)",
    )
    assert len(heights) == 5
    assert min(heights) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= TABLET["width"]


def test_an_open_page_whose_session_was_ended_elsewhere_can_do_nothing_more(opened, folder, listed):
    user(folder, "add", "minh", "--role", "administrator", "--as", "lan", "--password-stdin")
    page = opened("/accounts")
    sign_in(page, "minh")
    page.get_by_role("tab", name="Khóa hoặc mở lại").wait_for()
    user(folder, "disable", "minh", "--as", "lan")
    form = page.get_by_role("tabpanel")
    form.get_by_role("textbox", name="Tên tài khoản").fill("intruder")
    form.get_by_role("button", name="Thêm", exact=True).click()
    page.get_by_role("link", name="Đăng nhập", exact=True).wait_for()
    assert "intruder" not in listed()


@pytest.fixture
def original(folder, address):  # noqa: ARG001 - the server makes the ledger
    """Return where the file of a batch is given out."""
    [file] = (folder / "var").glob("*.sqlite")
    content = Content("", file="march.xlsx", original=b"received")
    with (
        closing(Database(f"sqlite:///{file}", "dien_bien_dong")) as ledger,
        ledger.writing() as writing,
    ):
        return f"given-out/original/{keep(writing, BatchKind.FIGURES, content)}"


@pytest.fixture
def listed(folder, capsys):
    """Return what tells the accounts as the person who runs it is told them."""

    def told() -> str:
        capsys.readouterr()
        done("user", "list", "--as", "lan", **environment_of(folder))
        return capsys.readouterr().out

    return told


def test_an_administrator_adds_an_account_gives_a_role_and_reads_who_did_it(opened, listed):
    page = opened("/accounts")
    sign_in(page)
    form = page.get_by_role("tabpanel")
    form.get_by_role("textbox", name="Tên tài khoản").fill("tuan")
    form.get_by_role("textbox", name="Họ và tên").fill("<b>Tuấn</b>")
    form.get_by_role("textbox", name=re.compile("Mật khẩu mới")).fill("ngắn")
    form.get_by_role("button", name="Thêm", exact=True).click()
    page.get_by_text("Mật khẩu quá ngắn.").wait_for()
    form.get_by_role("textbox", name=re.compile("Mật khẩu mới")).fill(PASSWORD)
    form.get_by_role("button", name="Thêm", exact=True).click()
    page.get_by_role("cell", name="<b>Tuấn</b>").first.wait_for()
    assert "tuan\t<b>Tuấn</b>" in listed()
    page.get_by_role("cell", name="Thêm tài khoản").first.wait_for()


def test_an_editor_finds_no_form_for_others_at_the_same_address(opened):
    page = opened("/accounts")
    assert page.get_by_role("tab").count() == 0
    sign_in(page, "nam")
    page.get_by_role("cell", name="nam", exact=True).wait_for()
    assert page.get_by_role("tab").count() == 0


def test_the_trail_is_saved_by_a_click_until_the_account_is_disabled(opened, folder):
    user(folder, "add", "dung", "--role", "administrator", "--as", "lan", "--password-stdin")
    page = opened("/accounts")
    sign_in(page, "dung")
    link = page.get_by_role("link", name="Lưu thành CSV")
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "audit.csv"
    assert "dung" in Path(download.value.path()).read_text("utf-8-sig")
    assert link.bounding_box()["height"] >= 44
    user(folder, "disable", "dung", "--as", "lan")
    link.click()
    page.get_by_role("heading", name="Không cấp được tệp").wait_for()
    page.get_by_role("link", name="Đăng nhập").click()
    page.get_by_label("Tên tài khoản").wait_for()


def test_whoever_signed_in_at_a_provider_is_given_a_file_until_they_sign_out(
    opened, address, original
):
    page = opened()
    assert page.request.get(f"{address}/{original}").status == 403
    at_provider(page, "248")
    answer = page.request.get(f"{address}/{original}")
    assert (answer.status, answer.body()) == (200, b"received")
    assert "Hoa" not in page.request.get(f"{address}/given-out/audit/csv").text()
    kept = page.context.cookies(address)
    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_role("heading", name="End Session").wait_for()  # the provider's own page
    page.context.add_cookies(kept)
    assert page.request.get(f"{address}/{original}").status == 403


def test_a_person_signs_in_at_a_provider_and_stays_out_after_signing_out(opened, address):
    page = opened()
    at_provider(page, "248")
    assert page.locator("b.sign").inner_text() == "Hoa"
    kept = page.context.cookies(address)
    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_role("heading", name="End Session").wait_for()  # the provider's own page
    page.context.add_cookies(kept)  # as a thief would
    page.goto(address)
    page.get_by_role("button", name="Đăng nhập qua office").wait_for()
    assert page.get_by_role("button", name="Đăng xuất").count() == 0


def test_whoever_has_no_account_is_told_so_and_gets_none(opened, listed):
    page = opened()
    at_provider(page, "666")
    assert "chưa có tài khoản" in page.locator("b.sign").inner_text()
    assert "666" in page.locator("b.sign").inner_text()
    assert "666" not in listed()
