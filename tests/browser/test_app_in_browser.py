"""What a reader sees and does, in a real browser that can reach no host but the server."""

import json
import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from served import KNOWN, LAPTOP, OFTEN, PAINTED, PLACE, TABLET, map_frame

from data.figures.view import view

END_2018 = date(2018, 12, 31)
TOWNSHIP, LUAN_GIOI, PU_NHI = "03203@2009-04-01", "03379@2009-04-01", "03370@2009-04-01"
STREAMLITS_OWN = ("stToolbar", "stHeader", "stDataFrame", "stElementToolbar")


@pytest.fixture
def open_page(context_of, looked_at):
    """Return a function that opens a path; at the end nothing strange may have been said."""
    said, asked, pages = [], [], []

    def opened(path="/", **context):
        page = context_of(viewport=LAPTOP, locale="vi-VN", **context).new_page()
        pages.append(page)
        page.set_default_timeout(120_000)
        page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else 0)
        page.on("pageerror", lambda e: said.append(str(e)))
        page.on("request", lambda r: asked.append(r.url))
        page.goto(looked_at + path)
        page.wait_for_selector("h1")
        return page

    yield opened
    for page in pages:
        page.close()
    assert [m for m in said if not KNOWN.search(m)] == []
    hosts = {urlsplit(u).netloc for u in asked if u.startswith(("http", "ws"))}
    assert hosts == {urlsplit(looked_at).netloc}, "a page asked another host"


def frame_of(page):
    """Return the frame of the page's first map, once it is painted."""
    frame = map_frame(page)
    frame.wait_for_function(PAINTED, polling=OFTEN)
    return frame


def tap(page, frame, area):
    x, y = frame.evaluate(PLACE, area)
    box = page.locator("iframe[src*=st_folium]").first.bounding_box()
    page.mouse.click(box["x"] + x, box["y"] + y)


def choose(page, label, words):
    """Choose an option of the picker with this label, as a reader who types does."""
    page.get_by_role("combobox", name=label).click()
    page.keyboard.type(words)
    page.get_by_role("option", name=words).first.click()


def query(page):
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def test_a_deep_link_as_the_very_first_request_has_the_whole_frame(open_page):
    page = open_page(f"/commune?commune={LUAN_GIOI}")
    page.get_by_role("link", name="Bản đồ").wait_for()
    assert page.locator("h1").inner_text() == "Xã Luân Giói"


def test_every_commune_is_painted_with_the_colour_of_its_class(open_page, files):
    page = open_page("/")
    assert "10" in page.locator("h1").inner_text()
    indicator = files.catalogue["ntm_criteria_met"]
    expected = view(files, indicator, END_2018)
    colours = indicator.scale_on(END_2018).colours
    painted = frame_of(page).evaluate(PAINTED)
    assert set(painted) == set(expected.index)
    for area, klass in expected["klass"].dropna().items():
        assert painted[area] == colours[klass].lower(), area
    assert painted[TOWNSHIP] not in colours


@pytest.mark.parametrize("area", [PU_NHI, TOWNSHIP])
def test_a_second_tap_on_a_commune_opens_its_profile(open_page, files, area):
    page = open_page("/")
    frame = frame_of(page)
    tap(page, frame, area)
    page.wait_for_url(re.compile("commune="))
    assert query(page)["commune"] == area
    tap(page, frame, area)
    page.wait_for_url(re.compile("/commune"))
    page.get_by_role("heading", name=files.areas[area].title, exact=True).wait_for()


def test_another_indicator_changes_colours_and_not_the_map(open_page):
    page = open_page("/")
    frame = frame_of(page)
    before = frame.evaluate(PAINTED)
    frame.evaluate("window.marked = window.map")
    choose(page, "Chỉ tiêu", "Dân số")
    frame.wait_for_function(
        f"before => JSON.stringify(({PAINTED})()) !== before",
        arg=json.dumps(before, separators=(",", ":")),
    )
    assert frame.evaluate("window.marked === window.map"), "the map was built anew"


def test_two_choices_are_undone_by_back_twice_and_redone_by_forward(open_page):
    page = open_page("/")
    first = page.locator("h1").inner_text()
    seen = [first]
    for label, words in (("Chỉ tiêu", "Dân số"), ("Số liệu đến ngày", "01/07/2025")):
        choose(page, label, words)
        page.wait_for_function(
            "before => document.querySelector('h1')?.innerText !== before", arg=seen[-1]
        )
        seen.append(page.locator("h1").inner_text())
    for step, expected in (
        (page.go_back, seen[1]),
        (page.go_back, seen[0]),
        (page.go_forward, seen[1]),
        (page.go_forward, seen[2]),
    ):
        step()
        page.wait_for_function(
            "said => document.querySelector('h1')?.innerText === said", arg=expected
        )
    link = page.url
    other = open_page(link[link.index("/", 8) :])
    other.wait_for_function("said => document.querySelector('h1')?.innerText === said", arg=seen[2])


def test_a_finger_on_an_upright_tablet_reaches_the_profile(open_page):
    page = open_page("/", has_touch=True)
    page.set_viewport_size(TABLET)
    frame = frame_of(page)
    x, y = frame.evaluate(PLACE, PU_NHI)
    box = page.locator("iframe[src*=st_folium]").first.bounding_box()
    page.touchscreen.tap(box["x"] + x, box["y"] + y)
    page.wait_for_url(re.compile("commune="))
    frame.get_by_role("button", name="Mở trang xã").tap()
    page.get_by_role("heading", name="Xã Pu Nhi", exact=True).wait_for()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= TABLET["width"], "the page is wider than the tablet"


def test_what_a_finger_must_hit_is_large_enough(open_page):
    page = open_page("/")
    page.set_viewport_size(TABLET)
    frame_of(page)
    small = page.evaluate(
        """theirs => [...document.querySelectorAll('button, a[href], [data-baseweb=select]')]
        .filter(e => e.offsetParent && e.getBoundingClientRect().width > 1 && !e.closest(theirs))
        .map(e => [e.innerText, e.getBoundingClientRect().height]).filter(([, h]) => h < 43.5)""",
        ", ".join(f"[data-testid={part}]" for part in STREAMLITS_OWN),
    )
    assert small == []


def test_the_saved_file_opens_with_no_network_at_all(open_page, browser, tmp_path):
    page = open_page("/")
    frame_of(page)
    button = page.get_by_role("button", name=re.compile("HTML"))
    button.scroll_into_view_if_needed()
    with page.expect_download() as download:
        button.click()
    file = tmp_path / "pack.html"
    download.value.save_as(file)
    context = browser.new_context(viewport=TABLET, offline=True)
    saved = context.new_page()
    asked = []
    saved.on("request", lambda r: asked.append(r.url))
    saved.goto(file.as_uri())
    saved.wait_for_selector("canvas")
    assert saved.locator(f"[id='{LUAN_GIOI}'] h2").inner_text() == "Xã Luân Giói"
    assert [u for u in asked if not u.startswith(("file:", "data:"))] == []
    context.close()


def test_a_profile_fits_on_paper(open_page):
    page = open_page(f"/commune?commune={LUAN_GIOI}")
    frame_of(page)
    criteria = page.locator(".lead").first
    criteria.locator(".day").last.click()  # a finger finds what a mouse does
    assert "31/12/2018: 10 tiêu chí" in criteria.locator(".day:focus > span").inner_text()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 643, "height": 971})  # A4 at 96 to the inch, less its margins
    tables = "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth)"
    assert page.evaluate(f"{tables}.length") == 0, "a table runs off the paper"
    assert page.evaluate("document.documentElement.scrollWidth") <= 643
    assert not page.get_by_role("link", name="Bản đồ").is_visible()
    paper = page.pdf(format="A4")  # as whoever prints has it in the tray
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= 2
