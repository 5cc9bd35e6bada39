"""Finding by name in a real browser: by keyboard, without marks, as a screen reader hears it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from entering import SETTLED
from served import LAPTOP
from told import KEO_LOM, PHI_NHU

BOX = "Tìm theo tên"


@pytest.fixture
def page_at(context_of, looked_at):
    """Return a function that opens a path; at the end nothing may have gone wrong."""
    wrong, pages = [], []

    def opened(path="/"):
        page = context_of(viewport=LAPTOP, locale="vi-VN").new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda e: wrong.append(str(e)))
        pages.append(page)
        page.goto(looked_at + path)
        page.locator(SETTLED).wait_for()
        page.get_by_role("combobox", name=BOX).wait_for()
        return page

    yield opened
    for page in pages:
        page.close()
    assert wrong == []


def query(page):
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def test_a_commune_is_found_from_anywhere_by_one_key_its_letters_and_enter(page_at):
    page = page_at("/?day=2018-12-31")
    page.evaluate("window.stays = true")
    page.keyboard.press("/")
    page.keyboard.type("keo lom")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Xã Keo Lôm", exact=True).wait_for()
    assert (query(page)["commune"], query(page)["day"]) == (KEO_LOM, "2018-12-31")
    assert page.evaluate("window.stays"), "no other page was loaded"
    page.keyboard.press("Control+k")
    page.keyboard.type("RUNG PHONG HO")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/\?.*indicator=forest_planted_protection_ha"))
    page.go_back()
    page.get_by_role("heading", name="Xã Keo Lôm", exact=True).wait_for()


def test_a_picker_takes_one_by_its_letters_and_keeps_the_focus(page_at):
    page = page_at("/commune?day=2018-12-31")
    picker = page.get_by_role("combobox", name="Xã", exact=True)
    picker.click()
    page.keyboard.type("phi nhu")
    page.get_by_role("option").first.wait_for()
    assert page.get_by_role("option").count() == 1
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Xã Phì Nhừ", exact=True).wait_for()
    assert query(page)["commune"] == PHI_NHU
    page.wait_for_function("document.activeElement.id === 'pick-commune'")
    picker.click()  # into the name that is chosen: what is typed takes its place
    page.keyboard.type("keo lom")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Xã Keo Lôm", exact=True).wait_for()


def test_the_list_says_where_one_is_in_it_and_leaves_all_as_it_was(page_at):
    page = page_at("/commune?day=2018-12-31&commune=03205@2009-04-01")
    picker = page.get_by_role("combobox", name="Xã", exact=True)
    before = picker.input_value()
    picker.focus()
    assert picker.get_attribute("aria-expanded") == "false"
    page.keyboard.press("ArrowDown")
    listed = page.get_by_role("listbox")
    listed.wait_for()
    assert picker.get_attribute("aria-expanded") == "true"
    assert picker.get_attribute("aria-controls") == listed.get_attribute("id")
    at = picker.get_attribute("aria-activedescendant")
    assert page.locator(f"[id='{at}']").get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    assert picker.get_attribute("aria-activedescendant") != at
    page.keyboard.type("xyzzy")
    page.get_by_role("status").filter(has_text="Không có tên nào như “xyzzy”").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert listed.count() == 0
    assert picker.input_value() == before
    assert "aria-activedescendant" not in picker.evaluate("e => e.getAttributeNames()")


def test_every_name_in_a_list_can_be_hit_by_a_finger(page_at):
    page = page_at("/")
    page.get_by_role("combobox", name="Chỉ tiêu", exact=True).click()
    page.get_by_role("option").first.wait_for()
    heights = page.evaluate(
        "[...document.querySelectorAll('[role=option]')].map(e => e.getBoundingClientRect().height)"
    )
    assert len(heights) > 20
    assert min(heights) >= 44, heights
