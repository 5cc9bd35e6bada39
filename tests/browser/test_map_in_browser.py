"""A small app with the map alone, in a real browser: painted, named, tapped, not built anew."""

import gzip
import json
import os
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from served import OFTEN, PAINTED, PLACE, map_frame
from wavy import coverage

from geo.map.choropleth import Paint, Words, standalone
from geo.map.web import web_geometry

ROOT = Path(__file__).parents[2]
LAPTOP = {"width": 1280, "height": 800}
TABLET = {"width": 820, "height": 1180}
WAIT = 120_000  # ms until what is waited for counts as failed; a busy machine is slow
FIRST, SECOND = "00000@2009-04-01", "00001@2009-04-01"
HOSTILE = "<img src=x onerror=alert(1)>"
COLOURS = {  # the palettes of the app below
    "xanh": ["#ffffcc", "#a1dab4", "#41b6c4", "#225ea8"],
    "đỏ": ["#fee5d9", "#fcae91", "#fb6a4a", "#a50f15"],
}
# What Streamlit's own frame makes the browser say, and what these tests do by reading pixels.
KNOWN = re.compile(r"Unrecognized feature|allow-scripts and allow-same-origin|readback operations")

APP = '''
"""A page with a map, and the page that a tap opens."""

import json
from pathlib import Path

import streamlit as st

from components.state.routes import PREFIX, routes
from geo.map.assets import Assets

ASSETS = Assets(Path(__file__).parent / "kept")
app = st.App(__file__, routes=routes(ASSETS))


def chart():
    from wavy import coverage

    from components.map import view as map_view
    from geo.map.choropleth import Paint, Words, draw, library
    from geo.map.web import web_geometry

    @st.cache_resource
    def areas(count):
        frame = coverage(count)
        frame.iloc[0, 0] = HOSTILE if st.query_params.get("hostile") else "Tên 0"
        return tuple(frame.index), ASSETS.put("areas.json", web_geometry(frame))

    hue = st.radio("Hue", list(COLOURS))
    ids, path = areas(int(st.radio("Count", [14, 130, 1000])))
    shift = list(COLOURS).index(hue)
    tips = {area: [f"{n} {hue}", HOSTILE] for n, area in enumerate(ids)}
    words = Words("Bản đồ", "Mở trang xã", "Đóng", "Đi", "Phóng to", "Thu nhỏ", "Toàn bộ", "Hỏng")
    paint = Paint(
        ids=ids,
        classes="".join("0123"[(n + shift) % 4] for n in range(len(ids) - 1)) + "x",
        colours=tuple(COLOURS[hue]),
        words=words,
        geometry=PREFIX + path,
        tips=PREFIX + ASSETS.put("tips.json", json.dumps(tips).encode()),
        chosen=st.query_params.get("chosen"),
        outlined=frozenset(ids[2:4]),
        dimmed=frozenset(ids[4:6]),
    )
    with st.container(width=720):
        script = PREFIX + ASSETS.put("atlas.js", library())
        click = map_view.show(*draw(paint, script), key="map", height=600)
    if click:
        st.session_state.setdefault("clicks", []).append([click.area, click.opens])
    if click and click.opens and st.query_params.get("leave"):
        st.switch_page(PAGES[1])
    st.text("clicks: " + json.dumps(st.session_state.get("clicks", [])))


def profile():
    st.text("clicks: " + json.dumps(st.session_state["clicks"]))
    if st.button("Back"):
        st.switch_page(PAGES[0], query_params={"leave": "1"})


if __name__ == "__main__":
    PAGES = [st.Page(chart, default=True), st.Page(profile)]
    st.navigation(PAGES, position="hidden").run()
'''


@contextmanager
def serving(folder, *options):
    """Run the app on a free port; give the address of its root."""
    (folder / "app.py").write_text(
        APP.replace("COLOURS", repr(COLOURS)).replace("HOSTILE", repr(HOSTILE)), "utf-8"
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    fixed = ["--server.address=127.0.0.1", "--browser.serverAddress=127.0.0.1"]
    quiet = ["--server.headless=true", "--browser.gatherUsageStats=false"]
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    with subprocess.Popen(
        [*command, *fixed, *quiet, *options],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": path, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            said = iter(process.stdout)
            heard = next((line for line in said if "URL:" in line), None)  # it has begun to listen
            assert heard, "the server did not start"
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("app")) as root:
        yield root


class Shown:
    """A page with a map, and what a reader does with it."""

    def __init__(self, page):
        self.page = page
        self.iframe = page.locator("iframe[src*=st_folium]")
        self.map = page.frame_locator("iframe[src*=st_folium]")
        self.received = []  # messages of the server, in bytes as they were before compression

    def frame(self):
        return map_frame(self.page)

    def painted(self, count=14):
        """Return the colour at the middle of each area, once that many are painted."""
        is_so = f"count => Object.keys(({PAINTED})() ?? {{}}).length === count"
        self.frame().wait_for_function(is_so, arg=count, polling=OFTEN)
        return self.frame().evaluate(PAINTED)

    def repainted(self, before):
        changed = f"before => JSON.stringify(({PAINTED})()) !== JSON.stringify(before)"
        self.frame().wait_for_function(changed, arg=before, polling=OFTEN)
        return self.painted(len(before))

    def at(self, area):
        x, y = self.frame().evaluate(PLACE, area)
        box = self.iframe.bounding_box()
        return box["x"] + x, box["y"] + y

    def beside(self):
        """Return a place on the map that is in no area."""
        box = self.iframe.bounding_box()
        return box["x"] + 4, box["y"] + box["height"] / 2

    def tap(self, area):
        self.page.mouse.click(*self.at(area))

    def choose(self, words):
        self.page.locator("[data-test-script-state=notRunning]").wait_for()
        self.page.get_by_text(words, exact=True).click()

    def clicks(self, *expected):
        """Wait until the server has been told just these."""
        listed = json.dumps([list(click) for click in expected])
        self.page.get_by_text(f"clicks: {listed}", exact=True).wait_for()


@pytest.fixture
def show(context_of, address):
    """Return a function that opens the app; at the end nothing strange may have been said."""
    said, asked, pages = [], [], []

    def opened(path="/", root=address, **options):
        page = context_of(**{"viewport": LAPTOP} | options).new_page()
        pages.append(page)
        page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else 0)
        page.on("pageerror", lambda e: said.append(str(e)))
        page.on("request", lambda r: asked.append(r.url))
        page.set_default_timeout(WAIT)
        shown = Shown(page)
        shown.asked = asked
        page.on(
            "websocket", lambda ws: ws.on("framereceived", lambda data: shown.received.append(data))
        )
        page.goto(root + path)
        shown.iframe.wait_for()
        return shown

    yield opened
    for page in pages:
        page.close()
    assert [m for m in said if not KNOWN.search(m)] == []
    assert {urlsplit(u).hostname for u in asked if u.startswith(("http", "ws"))} == {"127.0.0.1"}


def colours_of(hue, count=14):
    shift = list(COLOURS).index(hue)
    return {
        f"{n:05d}@2009-04-01": COLOURS[hue][(n + shift) % 4]
        for n in range(count - 1)
        if n not in (4, 5)  # dimmed
    }


def test_every_area_is_painted_with_the_colour_of_its_class(show):
    painted = show().painted()
    expected = colours_of("xanh")
    assert {area: painted[area] for area in expected} == expected
    assert painted["00013@2009-04-01"] not in COLOURS["xanh"]


def test_an_area_without_data_is_hatched_and_a_dimmed_one_is_pale(show):
    shown = show()
    shown.painted()
    colours = """([x, y]) => {
      const canvas = document.querySelector("canvas"), corner = canvas.getBoundingClientRect();
      const around = [x - corner.left - 8, y - corner.top - 8, 16, 16];
      const { data } = canvas.getContext("2d").getImageData(...around);
      return new Set(Array.from({ length: 256 }, (_, i) => data.slice(4 * i, 4 * i + 4).join()))
        .size;
    }"""

    def variety(area):
        return shown.frame().evaluate(colours, shown.frame().evaluate(PLACE, area))

    assert variety("00013@2009-04-01") > 3
    assert variety(FIRST) == 1
    painted = shown.painted()
    assert painted["00004@2009-04-01"] != COLOURS["xanh"][0]


def test_another_paint_changes_colours_and_not_the_map(show):
    shown = show()
    before = shown.painted()
    shown.frame().evaluate("window.marked = window.map")
    asked = len(shown.asked)
    shown.choose("đỏ")
    painted = shown.repainted(before)
    expected = colours_of("đỏ")
    assert {area: painted[area] for area in expected} == expected
    assert shown.frame().evaluate("window.marked === window.map")
    assert shown.asked[asked:] == [], "a change of paint must fetch nothing"


def test_other_areas_take_their_place_in_the_same_map(show):
    shown = show()
    shown.painted()
    shown.frame().evaluate("window.marked = window.map")
    shown.choose("130")
    painted = shown.painted(130)
    expected = colours_of("xanh", 130)
    assert {area: painted[area] for area in expected} == expected
    shown.choose("14")
    shown.painted(14)
    assert shown.frame().evaluate("window.marked === window.map")


@pytest.mark.parametrize("count", [14, 130, 1000])
def test_a_change_costs_one_byte_an_area_and_less_than_six_thousand_for_the_rest(show, count):
    shown = show()
    before = shown.painted()
    if count != 14:
        shown.choose(str(count))
        before = shown.painted(count)
    shown.received.clear()
    shown.choose("đỏ")
    shown.repainted(before)
    (message,) = [data for data in shown.received if b"atlas.paint" in data]
    assert len(message) < count + 6_000


def test_the_first_tap_chooses_and_the_button_opens(show):
    shown = show()
    shown.painted()
    shown.tap(FIRST)
    card = shown.map.locator(".atlas-card")
    card.get_by_text("0 xanh").wait_for()
    assert card.locator("b").inner_text() == "Tên 0"
    shown.clicks((FIRST, False))
    button = shown.map.get_by_role("button", name="Mở trang xã")
    assert button.bounding_box()["height"] >= 44
    button.click()
    shown.clicks((FIRST, False), (FIRST, True))


def test_a_tap_does_not_move_the_page_although_the_map_gets_the_focus(show):
    shown = show()
    shown.painted()
    box = shown.iframe.bounding_box()
    assert box["y"] + box["height"] > LAPTOP["height"], "else there is nothing to scroll"
    shown.tap(FIRST)
    shown.clicks((FIRST, False))
    assert shown.frame().evaluate("document.activeElement === window.map.getContainer()")
    assert shown.iframe.bounding_box() == box


def test_a_second_tap_opens_and_so_does_a_third(show):
    shown = show()
    shown.painted()
    told = [(SECOND, False)]
    shown.tap(SECOND)
    shown.clicks(*told)
    for _ in range(2):
        shown.tap(SECOND)
        told.append((SECOND, True))
        shown.clicks(*told)


def test_a_tap_beside_the_areas_undoes_the_choice_and_the_same_area_can_be_tapped_again(show):
    shown = show()
    shown.painted()
    shown.tap(FIRST)
    shown.clicks((FIRST, False))
    shown.page.mouse.click(*shown.beside())
    shown.clicks((FIRST, False), (None, False))
    shown.map.locator(".atlas-card").wait_for(state="hidden")
    shown.tap(FIRST)
    shown.clicks((FIRST, False), (None, False), (FIRST, False))


def test_a_tap_is_never_told_twice_also_after_coming_back(show):
    shown = show("/?leave=1")
    shown.painted()
    shown.tap(FIRST)
    shown.clicks((FIRST, False))
    shown.tap(FIRST)
    shown.clicks((FIRST, False), (FIRST, True))
    shown.page.get_by_role("button", name="Back").click()
    shown.painted()
    shown.clicks((FIRST, False), (FIRST, True))
    before = shown.painted()
    shown.choose("đỏ")  # a run of the page for another reason
    shown.repainted(before)
    shown.clicks((FIRST, False), (FIRST, True))
    shown.tap(FIRST)
    shown.clicks((FIRST, False), (FIRST, True), (FIRST, False))


def test_what_the_address_has_chosen_is_outlined_and_described(show):
    shown = show(f"/?chosen={SECOND}")
    shown.painted()
    shown.map.locator(".atlas-card").get_by_text("1 xanh").wait_for()
    assert shown.frame().evaluate("window.map.atlas.painting.marks.getLayers().length") == 2 + 4


def test_a_finger_chooses_and_opens_on_an_upright_tablet(show):
    shown = show(viewport=TABLET, has_touch=True)
    shown.painted()
    shown.frame().evaluate(
        "window.hovered = 0; void map.on('tooltipopen', () => { window.hovered += 1; })"
    )
    shown.page.touchscreen.tap(*shown.at(SECOND))
    shown.clicks((SECOND, False))
    assert shown.frame().evaluate("window.hovered") == 0, "a finger does not hover"
    shown.map.get_by_role("button", name="Mở trang xã").tap()
    shown.clicks((SECOND, False), (SECOND, True))


def test_with_the_whole_in_view_a_finger_scrolls_the_page_and_zoomed_in_it_drags_the_map(show):
    shown = show(viewport=TABLET, has_touch=True)
    shown.painted()
    box = shown.map.locator(".atlas")
    assert box.evaluate("box => getComputedStyle(box).touchAction") == "pan-x pan-y"
    shown.map.get_by_role("button", name="Phóng to").tap()
    shown.frame().wait_for_function("window.map.dragging.enabled()")
    assert box.evaluate("box => getComputedStyle(box).touchAction") == "none"
    shown.map.get_by_role("button", name="Toàn bộ").tap()
    shown.frame().wait_for_function("!window.map.dragging.enabled()")


def test_keys_reach_the_map_move_it_and_reach_its_buttons(show):
    shown = show(f"/?chosen={SECOND}")
    shown.painted()
    shown.map.get_by_role("button", name="Đóng").wait_for()
    shown.map.locator(".atlas").focus()
    shown.page.keyboard.press("+")
    shown.frame().wait_for_function("window.map.getZoom() > window.map.getMinZoom()")
    before = shown.frame().evaluate("window.map.getCenter().lng")
    shown.page.keyboard.press("ArrowRight")
    shown.frame().wait_for_function("before => window.map.getCenter().lng > before", arg=before)
    reached = []
    for _ in range(6):
        shown.page.keyboard.press("Tab")
        reached.append(
            shown.frame().evaluate(
                "(e => e.innerText || e.getAttribute('aria-label'))(document.activeElement)"
            )
        )
    assert reached == ["Đi", "Phóng to", "Thu nhỏ", "Toàn bộ", "Mở trang xã", "Đóng"]
    shown.page.keyboard.press("Escape")
    shown.clicks((None, False))


def test_figures_are_fetched_when_first_pointed_at_and_shown_as_text(show):
    shown = show("/?hostile=1")
    shown.painted()
    assert not [url for url in shown.asked if "tips.json" in url]
    shown.page.mouse.move(*shown.at(SECOND))
    tip = shown.map.locator(".atlas-tip")
    tip.get_by_text("1 xanh").wait_for()
    assert tip.inner_text().split() == ["Tên", "1", "1", "xanh", *HOSTILE.split()]
    shown.page.mouse.move(*shown.at("00002@2009-04-01"))
    tip.get_by_text("2 xanh").wait_for()
    assert len([url for url in shown.asked if "tips.json" in url]) == 1


NAMES = """() => [...document.querySelectorAll(".atlas-name")].map(name => {
  const box = name.getBoundingClientRect();
  return [name.innerText.replace("\\n", " "), box.left, box.top, box.right, box.bottom];
})"""


def test_fourteen_names_show_and_none_lies_upon_another(show):
    shown = show()
    shown.painted()
    names = shown.frame().evaluate(NAMES)
    assert {name for name, *_ in names} == {f"Tên {n}" for n in range(14)}
    for i, (_, left, top, right, bottom) in enumerate(names):
        for _, *other in names[i + 1 :]:
            apart = other[0] >= right or other[2] <= left or other[1] >= bottom or other[3] <= top
            assert apart


def test_a_thousand_names_wait_until_one_zooms_in(show):
    shown = show()
    shown.painted()
    shown.choose("1000")
    shown.painted(1000)
    assert shown.frame().evaluate(NAMES) == []
    shown.frame().evaluate("void window.map.setZoom(window.map.getZoom() + 3)")
    shown.map.locator(".atlas-name").first.wait_for()
    assert 5 < len(shown.frame().evaluate(NAMES)) < 100


def test_who_wants_no_motion_gets_none(show):
    for wanted, moves in (("reduce", False), ("no-preference", True)):
        shown = show(reduced_motion=wanted)
        shown.painted()
        options = shown.frame().evaluate("window.map.options")
        motions = ("zoomAnimation", "fadeAnimation", "inertia")
        assert [options[motion] for motion in motions] == [moves] * 3


def test_shapes_that_did_not_come_are_asked_for_again_by_a_tap(browser, address):
    page = browser.new_page(viewport=LAPTOP)
    page.route("**/areas.json", lambda route: route.abort())
    page.goto(address)
    shown = Shown(page)
    again = shown.map.get_by_role("button", name="Hỏng")
    again.wait_for(timeout=WAIT)
    page.unroute("**/areas.json")
    again.click()
    assert len(shown.painted()) == 14
    assert again.count() == 0
    page.close()


def test_a_paint_that_comes_before_its_shapes_is_the_one_they_are_painted_with(browser, address):
    page = browser.new_page(viewport=LAPTOP)
    page.set_default_timeout(WAIT)
    held, wrong = [], []
    page.route("**/areas.json", lambda route: held.append(route))
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.goto(address)
    shown = Shown(page)
    shown.iframe.wait_for()
    shown.frame().wait_for_function("window.map?.atlas?.source")
    shown.choose("đỏ")
    given = "colour => Object.values(window.map.atlas.given.looks)[0][0] === colour"
    shown.frame().wait_for_function(given, arg=COLOURS["đỏ"][0])
    held[0].continue_()
    painted = shown.painted()
    expected = colours_of("đỏ")
    assert {area: painted[area] for area in expected} == expected
    assert wrong == []
    page.close()


def fetched(url, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read()


def test_a_browser_keeps_a_file_for_good_and_gets_it_compressed(show, address):
    shown = show()
    shown.painted()
    url = next(url for url in shown.asked if url.endswith("areas.json"))
    assert url.startswith(f"{address}/assets/")
    status, headers, packed = fetched(url, **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Type"] == "application/json"
    assert headers["Vary"] == "Accept-Encoding"
    _, plain_headers, plain = fetched(url)
    assert plain_headers["Content-Encoding"] is None
    assert gzip.decompress(packed) == plain
    assert len(json.loads(plain)["ids"]) == 14
    scripts = [url for url in shown.asked if "/assets/" in url and url.endswith(".js")]
    assert {fetched(script)[1].get_content_type() for script in scripts} == {"text/javascript"}


def test_what_is_not_there_is_said_and_not_kept(address):
    status, headers, _ = fetched(f"{address}/assets/{'0' * 32}/areas.json")
    assert (status, headers["Cache-Control"]) == (404, "no-store")


def test_the_map_works_below_any_base_address(show, tmp_path):
    with serving(tmp_path, "--server.baseUrlPath=so/do") as root:
        shown = show("/so/do/", root=root)
        assert len(shown.painted()) == 14
        kept = [url for url in shown.asked if "/assets/" in url]
        assert all(url.startswith(f"{root}/so/do/assets/") for url in kept)
        shown.tap(FIRST)
        shown.clicks((FIRST, False))
        shown.page.close()  # before its server goes


def test_the_same_map_opens_from_a_file_with_no_network(browser, tmp_path):
    frame = coverage(14)
    frame.iloc[0, 0] = HOSTILE
    words = Words("Bản đồ", "Mở trang xã", "Đóng", "Đi", "Phóng to", "Thu nhỏ", "Toàn bộ", "Hỏng")
    paint = Paint(
        ids=tuple(frame.index),
        classes="0123" * 3 + "xn",
        colours=tuple(COLOURS["xanh"]),
        words=words,
    )
    html = standalone(
        paint, geometry=web_geometry(frame), tips={FIRST: ["5/19"], SECOND: ["6/19 tiêu chí"]}
    )
    file = tmp_path / "map.html"
    file.write_text(f"{html}<p style='height:3000px'></p><h2 id='{SECOND}'>Xã</h2>", "utf-8")
    context = browser.new_context(viewport=TABLET, has_touch=True, offline=True)
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda r: asked.append(r.url))
    page.on("pageerror", lambda e: said.append(str(e)))
    page.goto(file.as_uri())
    page.locator(".atlas-name").first.wait_for()
    page.evaluate("window.map = map_atlas")
    painted = page.evaluate(PAINTED)
    assert [painted[area] for area in frame.index[:4]] == COLOURS["xanh"]
    page.touchscreen.tap(*page.evaluate(PLACE, SECOND))
    page.get_by_text("6/19 tiêu chí").wait_for()
    page.get_by_role("button", name="Mở trang xã").tap()
    page.wait_for_function("window.scrollY > 1000")
    assert page.url == f"{file.as_uri()}#{SECOND}"
    assert (asked, said) == ([file.as_uri()], [])
    context.close()
