"""A file is brought, decided on and accepted; the map changes in another session, and back."""

import io
import os
import subprocess
import sys

import openpyxl
import pytest
from served import FLAGS, PAINTED, ROOT, browser_or_skip, environment_of, served

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
NAME, PASSWORD = "lan", "một mật khẩu đủ dài"
MAP = "/?indicator=forest_planted_production_ha&day=2018-06-30"
PHI_NHU = "03208@2009-04-01"


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as pw:
        opened = pw.chromium.launch(executable_path=browser_or_skip(), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    with served(folder) as url:
        for command in (
            ["add", NAME, "--role", "administrator", "--password-stdin"],
            ["grant", NAME, "--role", "office", "--as", NAME],
        ):
            subprocess.run(
                [sys.executable, "-m", "data", "user", *command],
                cwd=ROOT,
                input=PASSWORD.encode(),
                env=os.environ | environment_of(folder),
                check=True,
            )
        yield url


@pytest.fixture
def page_of(browser, address):
    """Return a function that opens a path in a session of its own."""
    contexts = []

    def opened(path):
        made = browser.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN")
        contexts.append(made)
        page = made.new_page()
        page.set_default_timeout(40_000)
        page.goto(address + path)
        return page

    yield opened
    for made in contexts:
        made.close()


def workbook():
    """Return a sheet as an office has it: titles, a heading, a name that is misspelt, a total."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "T6"
    for row in (
        ["BIỂU TRỒNG RỪNG THÁNG 6 NĂM 2018"],
        [],
        ["TT", "Đơn vị", "Trồng mới rừng sản xuất (ha)"],
        [1, "Phì Nhừ", 8.5],
        [2, "Na Sonn", 3],
        ["", "Tổng cộng", 11.5],
    ):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def map_of(page):
    frame = page.wait_for_selector("iframe[title*=st_folium]").content_frame()
    frame.wait_for_function(PAINTED)
    return frame


def colour(frame, area):
    return frame.evaluate(PAINTED)[area]


def changed(frame, area, before):
    frame.wait_for_function(
        f"([a, was]) => (({PAINTED})() ?? {{[a]: was}})[a] !== was", arg=[area, before]
    )
    return colour(frame, area)


def signed_in(page_of, path):
    page = page_of(f"/sign-in?next={path}")
    page.get_by_label("Tên tài khoản").fill(NAME)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"**/{path}*")
    return page


def test_a_file_is_decided_on_accepted_seen_elsewhere_and_taken_back(page_of):
    reader = page_of(MAP)
    shown = map_of(reader)
    before = colour(shown, PHI_NHU)

    page = signed_in(page_of, "entry")
    file = {"name": "rừng <b>.xlsx", "mimeType": "application/octet-stream", "buffer": workbook()}
    page.locator("input[type=file]").set_input_files(file)
    page.locator("table.sheet").wait_for()
    assert page.get_by_role("button", name="Ghi 2 số liệu").count() == 0
    page.get_by_role("combobox", name="Chọn xã").click()
    page.get_by_role("option", name="Xã Na Son (03205)").click()
    accept = page.get_by_role("button", name="Ghi 2 số liệu")
    accept.wait_for()
    assert colour(shown, PHI_NHU) == before, "nothing is written before it is accepted"
    accept.click()
    page.get_by_text("Đã ghi vào sổ").wait_for()

    after = changed(shown, PHI_NHU, before)
    assert after != before

    ledger = signed_in(page_of, "ledger")
    assert "rừng <b>.xlsx" in ledger.locator("table").first.inner_text()
    ledger.get_by_label("Lý do rút").fill("nhầm tệp")
    ledger.get_by_role("button", name="Rút đợt này").click()
    ledger.get_by_text("nhầm tệp").wait_for()
    assert changed(shown, PHI_NHU, after) == before


def test_who_is_not_signed_in_sees_no_way_to_bring_a_file(page_of):
    page = page_of("/entry")
    page.get_by_text("Xem số liệu thì không cần tài khoản").wait_for()
    assert page.locator("input[type=file]").count() == 0
