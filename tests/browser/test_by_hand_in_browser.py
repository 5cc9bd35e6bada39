"""Figures typed into the grid are what was typed, in whichever browser, and outlive a reload."""

import pytest
from entering import IN_VIEW, SETTLED, account, choose, signed_in
from served import environment_of, served

HEAD, ROW = 36, 44  # pixels, of the grid
# Of the indicator that is chosen: the one before it may still be there.
GRID = "[class*=st-key-grid_land_allocated] [data-testid=data-grid-canvas]"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    with served(folder) as url:
        account(environment_of(folder), "office")
        yield url


@pytest.fixture(params=["vi-VN", "en-US"])
def page_of(browser, request, address):
    """Return a function that opens a path in a browser of one language or another."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, locale=request.param)

    def opened(path, elsewhere=""):
        page = made.new_page()
        page.set_default_timeout(120_000)
        page.goto((elsewhere or address) + path)
        return page

    yield opened
    made.close()


def typed(page, *texts):
    """Type texts into the first rows of the grid, one below the other."""
    grid = page.locator(GRID).first
    grid.wait_for()
    page.locator(SETTLED).wait_for()
    grid.evaluate(IN_VIEW)
    box = grid.bounding_box()
    for row, text in enumerate(texts):
        middle = box["y"] + HEAD + ROW * (row + 0.5)
        page.mouse.dblclick(box["x"] + box["width"] - 60, middle)
        page.locator("#portal textarea, #portal input").first.fill(text)
        page.keyboard.press("Enter")
        page.locator("#portal textarea, #portal input").first.wait_for(state="detached")
        page.locator(SETTLED).wait_for()


def test_what_is_typed_is_what_is_looked_at_also_after_a_reload(page_of):
    page = signed_in(page_of, "entry")
    page.get_by_text("Nhập tay").click()
    choose(page, "Chỉ tiêu", "Diện tích đất đã giao")
    typed(page, "1,5", "1.234,5")
    page.get_by_text("Đã giữ 2 số liệu").wait_for()
    page.reload()
    choose(page, "Chỉ tiêu", "Diện tích đất đã giao")
    page.locator(GRID).first.wait_for()
    page.locator(SETTLED).wait_for()
    page.get_by_role("button", name="Xem trước").click()
    sheet = page.locator("table.sheet")
    sheet.wait_for()
    said = sheet.inner_text()
    assert "1,5" in said
    assert "1.234,5" in said
    page.get_by_role("button", name="Ghi 2 số liệu").wait_for()
    compared = page.locator("[data-testid=stMain]").inner_text()
    assert "1.234,5" in compared
    page.get_by_role("button", name="Bỏ tệp này").click()
    page.wait_for_selector("[data-testid=data-grid-canvas]", state="attached")


def test_an_indicator_is_found_without_marks_and_all_else_that_was_chosen_stays(page_of):
    page = signed_in(page_of, "entry")
    page.get_by_text("Nhập tay").click()
    year = page.get_by_role("spinbutton", name="Năm")
    year.fill("2018")
    year.press("Enter")
    page.locator(SETTLED).wait_for()
    page.get_by_role("combobox", name="Chỉ tiêu").click()
    page.keyboard.type("dat da giao")
    page.keyboard.press("Enter")
    page.locator(GRID).first.wait_for()
    page.locator(SETTLED).wait_for()
    assert year.input_value() == "2018"
    assert page.locator("[class*=st-key-grid_land_allocated][class*=_2018]").count(), "nor here"
