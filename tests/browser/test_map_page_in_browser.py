"""The map's page as a whole: what its table and its key lead to, and how it lies on each screen."""

import re

import pytest
from served import LAPTOP, OFTEN, PAINTED, PLACE, map_frame

PROJECTOR, SCREEN = {"width": 1024, "height": 768}, {"width": 1920, "height": 1080}
TABLET, PHONE = {"width": 820, "height": 1180}, {"width": 390, "height": 844}
PLANTED = "/?indicator=forest_planted_ha&day=2018-12-31"
KEO_LOM = "03376@2009-04-01"
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"


@pytest.fixture
def show(context_of, looked_at):
    """Return a function that opens the page at an address; nothing may go wrong on it."""
    pages, wrong = [], []

    def opened(path=PLANTED, viewport=LAPTOP):
        page = context_of(viewport=viewport, locale="vi-VN").new_page()
        pages.append(page)
        page.set_default_timeout(120_000)
        page.on("pageerror", lambda e: wrong.append(str(e)))
        page.goto(looked_at + path)
        map_frame(page).wait_for_function(PAINTED, polling=OFTEN)
        page.wait_for_selector(SETTLED)
        return page

    yield opened
    for page in pages:
        page.close()
    assert wrong == []


def names(page):
    return page.locator("table.ranking tbody th").all_inner_texts()


def test_a_name_a_heading_and_a_class_lead_on_without_another_page(show):
    page = show()
    page.evaluate("window.same = true")
    page.locator("table.ranking thead").get_by_role("link", name="Giá trị").click()
    page.wait_for_url(re.compile("order=-value"))
    page.locator("th[aria-sort=descending]").wait_for()
    assert names(page)[0] == "Xã Xa Dung"
    page.locator(".legend").get_by_role("link", name="Dưới 5 ha").click()
    page.get_by_role("link", name="Bỏ lọc: Dưới 5 ha").wait_for()
    page.locator("table.ranking tbody th").nth(2).wait_for(state="detached")  # after the filter
    assert names(page) == ["Xã Háng Lìa", "Xã Mường Luân"]
    page.get_by_role("link", name="Bỏ lọc: Dưới 5 ha").click()
    page.locator(".filters").wait_for(state="detached")
    page.get_by_role("link", name="Xã Keo Lôm").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/commune"))
    page.get_by_role("heading", name="Xã Keo Lôm", exact=True).wait_for()
    assert page.evaluate("window.same"), "the page was loaded anew"


def test_what_is_pointed_at_in_the_table_shows_on_the_map_and_the_other_way_round(show):
    page = show()
    frame = map_frame(page)
    pointed = "count => window.map.atlas.painting.pointed.getLayers().length === count"
    row = page.locator(f"tr[data-area='{KEO_LOM}']")
    row.hover()
    frame.wait_for_function(pointed, arg=2)
    page.get_by_role("link", name="Xã Na Son").focus()
    page.locator("h1").hover()
    frame.wait_for_function(pointed, arg=0)
    x, y = frame.evaluate(PLACE, KEO_LOM)
    box = page.locator("iframe[src*=st_folium]").bounding_box()
    page.mouse.move(box["x"] + x, box["y"] + y)
    page.locator(f"tr.pointed[data-area='{KEO_LOM}']").wait_for()


def test_value_plan_share_and_verdict_are_all_in_sight_beside_the_map(show):
    for size in (LAPTOP, PROJECTOR, SCREEN):
        page = show(viewport=size)
        map_box = page.locator("iframe[src*=st_folium]").bounding_box()
        for css in ("value", "plan", "share", "verdict"):
            head = page.locator(f"table.ranking thead th.{css}").bounding_box()
            assert map_box["x"] + map_box["width"] <= head["x"]
            assert head["x"] + head["width"] <= size["width"]
        wider = "e => e.scrollWidth - e.clientWidth"
        assert page.locator(".scroll:has(table.ranking)").evaluate(wider) == 0
    assert map_box["height"] > 0.5 * SCREEN["height"]
    last = page.locator("table.ranking tbody tr").last.bounding_box()
    assert last["y"] + last["height"] <= SCREEN["height"], "the whole table is in sight"


def test_on_a_tablet_the_table_lies_below_the_map_and_on_a_phone_the_sentence_between(show):
    for size in (TABLET, PHONE):
        page = show(viewport=size)
        top = {
            part: page.locator(part).first.bounding_box()["y"]
            for part in ("iframe[src*=st_folium]", "h1", "table.ranking")
        }
        first, second, third = sorted(top, key=top.__getitem__)
        assert third == "table.ranking"
        assert (first == "h1") == (size == TABLET)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        wider = "e => e.scrollWidth - e.clientWidth"
        assert page.locator(".scroll:has(table.ranking)").evaluate(wider) == 0
        assert second
