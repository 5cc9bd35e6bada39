"""A file is brought, decided on and accepted; the map changes in another session, and back."""

import json
import re
import sqlite3
from contextlib import closing

import pytest
from entering import (
    COLLEAGUE,
    MAP,
    NAME,
    account,
    bring,
    changed,
    choose,
    colleague,
    colour,
    map_of,
    signed_in,
    workbook,
)
from ledgers import binaries_or_skip, postgresql
from served import environment_of, served
from told import KEO_LOM, PHI_NHU


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="module")
def address(folder):
    with served(folder) as url:
        account(environment_of(folder), "office")
        yield url


@pytest.fixture
def page_of(browser, request):
    """Return a function that opens a path in a session of its own, at this or another server."""
    contexts = []

    def opened(path, address=""):
        made = browser.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN")
        contexts.append(made)
        page = made.new_page()
        page.set_default_timeout(120_000)
        page.goto((address or request.getfixturevalue("address")) + path)
        return page

    yield opened
    for made in contexts:
        made.close()


def test_a_file_is_decided_on_accepted_seen_elsewhere_and_taken_back(page_of):
    shown = map_of(page_of(MAP))
    before = colour(shown, PHI_NHU)

    page = signed_in(page_of, "entry")
    bring(page, "rừng <b>.xlsx", workbook([("Phì Nhừ", 8.5), ("Na Sonn", 3)]))
    assert page.get_by_role("button", name="Ghi 2 số liệu").count() == 0
    choose(page, "Chọn xã", re.compile(r"^Xã Na Son \(03205"))
    accept = page.get_by_role("button", name="Ghi 2 số liệu")
    accept.wait_for()
    assert colour(shown, PHI_NHU) == before, "nothing is written before it is accepted"
    accept.click()
    page.get_by_text("Đã ghi vào sổ").wait_for()

    after = changed(shown, PHI_NHU, before)
    assert after != before

    ledger = signed_in(page_of, "ledger")
    assert "rừng <b>.xlsx" in ledger.locator("table").first.inner_text()
    ledger.get_by_role("button", name="Thu hồi đợt nhập này").click()
    ledger.get_by_text("số trước đó hiện trở lại").wait_for()
    ledger.get_by_label("Lý do thu hồi").fill("nhầm tệp")
    ledger.get_by_role("button", name="Thu hồi đợt nhập số").click()
    ledger.get_by_text("nhầm tệp").wait_for()
    assert changed(shown, PHI_NHU, after) == before


def test_a_mistake_is_taken_back_in_one_click_where_it_was_made(page_of):
    shown = map_of(page_of(MAP))
    before = colour(shown, KEO_LOM)
    page = signed_in(page_of, "entry")
    bring(page, "nhầm.xlsx", workbook([("Keo Lôm", 9.5)]))
    page.get_by_role("button", name="Ghi 1 số liệu").click()
    page.get_by_text("Đã ghi vào sổ").wait_for()
    after = changed(shown, KEO_LOM, before)
    page.get_by_role("button", name="Ghi nhầm: thu hồi ngay").click()
    assert changed(shown, KEO_LOM, after) == before


def test_a_reload_finds_the_file_and_its_answers_again_until_it_is_put_away(page_of):
    page = signed_in(page_of, "entry")
    bring(page, "rừng.xlsx", workbook([("Phì Nhừ", 8.5), ("Na Sonn", 3)]))
    choose(page, "Chọn xã", re.compile(r"^Xã Na Son \(03205"))
    page.get_by_role("button", name="Ghi 2 số liệu").wait_for()
    page.reload()
    page.get_by_role("button", name="Ghi 2 số liệu").wait_for()
    assert page.get_by_text("rừng.xlsx").count()
    page.get_by_role("button", name="Bỏ tệp này").click()
    page.wait_for_selector("input[type=file]", state="attached")
    page.reload()
    page.wait_for_selector("input[type=file]", state="attached")
    assert page.locator("table.sheet").count() == 0


def test_a_file_that_ended_its_reader_is_not_read_again_by_itself(page_of, folder):
    page = signed_in(page_of, "entry")
    bring(page, "lỗi <b>.xlsx", workbook([("Phì Nhừ", 8.5)]))
    page.get_by_role("button", name="Ghi 1 số liệu").wait_for()
    _as_a_server_that_died_left_it(folder)
    page.reload()
    page.get_by_text("Việc đọc tệp đã dừng giữa chừng").wait_for()
    assert page.locator("table.sheet").count() == 0

    page.get_by_role("button", name="Đọc lại một lần nữa").click()
    page.get_by_role("button", name="Ghi 1 số liệu").wait_for()

    _as_a_server_that_died_left_it(folder)
    accounts = signed_in(page_of, "accounts")
    accounts.get_by_text("Tệp đã đưa vào, chưa chấp nhận").wait_for()
    accounts.get_by_text("Việc đọc tệp đã dừng giữa chừng").wait_for()
    accounts.get_by_role("button", name="Bỏ tệp này").click()
    accounts.get_by_text("Tệp đã đưa vào, chưa chấp nhận").wait_for(state="detached")
    page.reload()
    page.wait_for_selector("input[type=file]", state="attached")


def _as_a_server_that_died_left_it(folder):
    said = json.dumps({"reading": {"code": "reader_ended", "values": {}}})
    with closing(sqlite3.connect(next(folder.rglob("*.sqlite*")))) as ledger, ledger:
        assert ledger.execute("UPDATE pending SET said = ?", [said]).rowcount == 1


def test_a_second_window_of_the_account_changes_nothing_of_the_file_that_came_after(page_of):
    first = signed_in(page_of, "entry")
    bring(first, "a.xlsx", workbook([("Na Sonn", 3)]))
    second = signed_in(page_of, "entry")
    second.locator("table.sheet").wait_for()
    first.get_by_role("button", name="Bỏ tệp này").click()
    bring(first, "b.xlsx", workbook([("Keo Lôm", 3)]))
    choose(second, "Chọn xã", re.compile(r"^Xã Na Son \(03205"))
    second.get_by_text("Một cửa sổ khác của tài khoản này").wait_for()
    second.get_by_text("b.xlsx").first.wait_for()
    second.get_by_role("button", name="Ghi 1 số liệu").click()
    second.get_by_text("Đã ghi vào sổ").wait_for()
    first.get_by_role("button", name="Ghi 1 số liệu").click()
    first.get_by_text("Một cửa sổ khác của tài khoản này").wait_for()


def test_who_is_not_signed_in_sees_no_way_to_bring_a_file(page_of):
    page = page_of("/entry")
    page.get_by_text("Xem số liệu thì không cần tài khoản").wait_for()
    assert page.locator("input[type=file]").count() == 0


def test_editors_on_two_servers_at_once_lose_nothing_and_both_servers_show_both(page_of, tmp_path):
    with postgresql(binaries_or_skip()) as database:
        told = {"ATLAS_DATABASE_URL": database}
        first, second = (tmp_path / name for name in ("first", "second"))
        with served(first, **told) as one, served(second, **told) as other:
            account(environment_of(first) | told, "office")
            colleague(environment_of(first) | told, "office")
            maps = [map_of(page_of(MAP, address)) for address in (one, other)]
            before = {area: colour(maps[0], area) for area in (PHI_NHU, KEO_LOM)}
            pages = []
            editors = ((one, NAME, "Phì Nhừ"), (other, COLLEAGUE, "Keo Lôm"))
            for address, who, commune in editors:
                page = signed_in(page_of, "entry", address, who)
                bring(page, f"{commune}.xlsx", workbook([(commune, 8.5)]))
                page.get_by_role("button", name="Ghi 1 số liệu").wait_for()
                pages.append(page)
            for page in pages:
                page.get_by_role("button", name="Ghi 1 số liệu").click()
            for page in pages:  # who comes second looks once more at what the first one changed
                page.wait_for_selector("input[type=file], .alert", state="attached")
                page.wait_for_selector(".stApp[data-test-script-state=notRunning]")
                if page.locator(".alert").count():
                    page.get_by_role("button", name="Ghi 1 số liệu").click()
                page.wait_for_selector("input[type=file]", state="attached")
            for area, was in before.items():
                assert len({changed(shown, area, was) for shown in maps}) == 1
