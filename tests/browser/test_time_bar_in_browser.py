"""Stepping through time on the map, in a real browser: colours at once, the server at the end."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from served import OFTEN, PAINTED, PLACE, map_frame
from streamlit.proto.BackMsg_pb2 import BackMsg
from wavy import coverage

from data.figures import stills
from data.figures.headline import headline
from data.figures.view import view
from data.words import Words
from geo.map import choropleth
from geo.map.reel import Still, reel
from geo.map.web import web_geometry

LAPTOP = {"width": 1280, "height": 800}
TABLET = {"width": 820, "height": 1180}
END_2018 = date(2018, 12, 31)
FIRST = "ntm_criteria_met"
LUAN_GIOI, NONG_U = "03379@2009-04-01", "03373@2009-04-01"
VI = Words("vi")
READY = "() => window.map?.atlas?.time.steps && window.map.atlas.built"
SHOWS = f"""expected => {{
  const painted = ({PAINTED})();
  return painted && Object.entries(expected).every(([area, colour]) => painted[area] === colour);
}}"""
STATE = "window.map.atlas.time"


class Shown:
    """The page with its map, once that can be stepped through."""

    def __init__(self, page):
        self.page, self.sent = page, []
        page.set_default_timeout(120_000)
        page.on("websocket", lambda ws: ws.on("framesent", self.keep))

    def keep(self, message):
        """Keep what a reader's doing sends; a page asks by itself whether there is news."""
        if not BackMsg.FromString(message).rerun_script.is_auto_rerun:
            self.sent.append(message)

    def open(self, url):
        self.page.goto(url)
        self.frame = map_frame(self.page)
        self.frame.wait_for_function(READY, polling=OFTEN)
        self.settled()
        self.sent.clear()
        return self

    def settled(self):
        self.page.locator("[data-test-script-state=notRunning]").wait_for()

    @property
    def at(self):
        return self.frame.evaluate(f"{STATE}.steps.at")

    def thumb(self, index):
        """Return where on the slider this still is."""
        box = self.frame.locator("input[type=range]").bounding_box()
        last = self.frame.evaluate(f"{STATE}.steps.reel.stills.length") - 1
        x = box["x"] + 8 + (box["width"] - 16) * index / last
        return x, box["y"] + box["height"] / 2

    def hold(self):
        self.page.mouse.move(*self.thumb(self.at))
        self.page.mouse.down()

    def shows(self, colours):
        self.frame.wait_for_function(SHOWS, arg=colours, polling=OFTEN)

    def says(self, words):
        self.page.wait_for_function(
            "said => document.querySelector('h1')?.innerText === said", arg=words
        )

    def follows(self, day):
        """Wait until the address has this day."""
        self.page.wait_for_url(re.compile(f"day={day}"))

    def query(self):
        asked = parse_qs(urlsplit(self.page.url).query)
        return {key: values[0] for key, values in asked.items()}


@pytest.fixture
def show(context_of, looked_at):
    pages, wrong = [], []

    def opened(path="/", **context):
        page = context_of(**{"viewport": LAPTOP, "locale": "vi-VN"} | context).new_page()
        pages.append(page)
        page.on("pageerror", lambda e: wrong.append(str(e)))
        return Shown(page).open(looked_at + path)

    yield opened
    for page in pages:
        page.close()
    assert wrong == []


@pytest.fixture(scope="module")
def on(files):
    """Return the days that the map steps through."""
    return stills.steps(files, files.catalogue[FIRST], END_2018)


def colours_of(files, day, slug=FIRST):
    """Return the colour of every area that has a class on a day."""
    indicator = files.catalogue[slug]
    classes = view(files, indicator, day)["klass"].dropna()
    scale = indicator.scale_on(day)
    return {area: scale.colours[number].lower() for area, number in classes.items()}


def sentence(files, day):
    indicator = files.catalogue[FIRST]
    return headline(VI, files, indicator, day, view(files, indicator, day))


def test_a_held_slider_paints_each_day_and_tells_nobody_until_it_is_let_go(show, files, on):
    shown, home = show(), on.index(END_2018)
    before = shown.page.locator("h1").inner_text()
    assert shown.at == home
    shown.hold()
    for index in (home - 3, 0, home + 4, len(on) - 1, home - 8):
        shown.page.mouse.move(*shown.thumb(index))
        shown.shows(colours_of(files, on[index]))
        assert shown.at == index
        slider = shown.frame.locator("input[type=range]")
        assert slider.get_attribute("aria-valuetext") == VI.day(on[index])
        assert shown.frame.locator("output").inner_text().startswith(VI.day(on[index]))
    assert shown.sent == []
    assert shown.frame.evaluate(f"{STATE}.waiting") is None, "nothing is about to be sent"
    assert "day" not in shown.query()
    assert shown.page.locator("h1").inner_text() == before
    shown.page.mouse.up()
    shown.follows(on[home - 8])
    shown.says(sentence(files, on[home - 8]))
    shown.shows(colours_of(files, on[home - 8]))
    assert len(shown.sent) == 1
    shown.page.go_back()
    shown.says(before)
    shown.shows(colours_of(files, END_2018))
    assert shown.at == home


def test_the_map_steps_also_when_the_network_is_lost(show, files, on):
    shown = show(offline=False)  # a context of its own
    shown.page.context.set_offline(True)
    shown.hold()
    for index in (1, 5):
        shown.page.mouse.move(*shown.thumb(index))
        shown.shows(colours_of(files, on[index]))


def test_the_arrow_keys_step_where_the_map_has_the_focus(show, files, on):
    shown, home = show(), on.index(END_2018)
    shown.frame.locator(".atlas").focus()
    for key, index in (("ArrowLeft", home - 1), ("ArrowLeft", home - 2), ("ArrowRight", home - 1)):
        shown.page.keyboard.press(key)
        shown.shows(colours_of(files, on[index]))
        assert shown.at == index
    shown.follows(on[home - 1])
    shown.says(sentence(files, on[home - 1]))
    assert shown.frame.evaluate("document.activeElement === window.map.getContainer()")


def test_the_arrow_keys_step_on_the_slider_and_leave_the_map_where_it_is(show, on):
    shown, home = show(), on.index(END_2018)
    centre = shown.frame.evaluate("window.map.getCenter()")
    shown.frame.locator("input[type=range]").focus()
    shown.page.keyboard.press("ArrowLeft")
    shown.follows(on[home - 1])
    assert shown.at == home - 1
    assert shown.frame.evaluate("window.map.getCenter()") == centre


def test_the_arrow_keys_step_the_map_also_from_the_page_and_there_is_one_pair_of_buttons(
    show, files, on
):
    shown, home = show(), on.index(END_2018)
    assert not shown.page.get_by_role("button", name="◀").is_visible()
    shown.page.keyboard.press("ArrowLeft")
    shown.follows(on[home - 1])
    shown.shows(colours_of(files, on[home - 1]))
    assert shown.at == home - 1


def test_while_the_map_is_at_another_day_the_page_says_of_which_one_it_is_itself(show, on):
    shown, home = show(), on.index(END_2018)
    waits = shown.page.locator(".moving")
    assert not waits.is_visible()
    shown.hold()
    shown.page.mouse.move(*shown.thumb(home - 3))
    waits.get_by_text(VI.day(on[home - 3])).wait_for()
    assert VI.day(END_2018) in waits.inner_text()
    faint = "e => Number(getComputedStyle(e).opacity)"
    for part in ("h1", ".legend", "table.ranking"):
        assert shown.page.locator(part).evaluate(faint) < 0.5
    shown.page.mouse.move(*shown.thumb(home))
    waits.wait_for(state="hidden")
    assert shown.page.locator("h1").evaluate(faint) == 1
    shown.page.mouse.up()


def test_a_finger_steps_on_an_upright_tablet_and_can_hit_every_part(show, files, on):
    shown, home = show(viewport=TABLET, has_touch=True), on.index(END_2018)
    for part in shown.frame.locator(".atlas-time button:visible, .atlas-time input").all():
        box = part.bounding_box()
        assert min(box["width"], box["height"]) >= 44
    earlier = shown.frame.get_by_role("button", name="Kỳ trước")
    earlier.tap()
    earlier.tap()
    shown.follows(on[home - 2])
    shown.says(sentence(files, on[home - 2]))
    shown.shows(colours_of(files, on[home - 2]))
    assert shown.at == home - 2


def test_it_plays_by_itself_without_the_server_and_the_page_follows_when_it_is_stopped(show, on):
    shown, home = show(), on.index(END_2018)
    shown.frame.get_by_role("button", name="Chạy").click()
    shown.frame.wait_for_function(f"home => {STATE}.steps.at > home + 1", arg=home)
    assert shown.sent == []
    shown.frame.get_by_role("button", name="Dừng").click()
    reached = shown.at
    shown.follows(on[reached])
    assert len(shown.sent) == 1
    assert shown.at == reached


def test_who_wants_no_motion_is_offered_none(show):
    shown = show(reduced_motion="reduce")
    assert shown.frame.locator(".atlas-time .earlier").is_visible()
    assert not shown.frame.locator(".atlas-time .play").is_visible()


def test_a_tap_on_another_day_chooses_the_commune_on_its_day_in_one_step(show, on, files):
    shown, home = show(), on.index(END_2018)
    before = shown.page.locator("h1").inner_text()
    shown.frame.get_by_role("button", name="Chạy").click()
    shown.frame.wait_for_function(f"home => {STATE}.steps.at > home", arg=home)
    x, y = shown.frame.evaluate(PLACE, LUAN_GIOI)
    frame = shown.page.locator("iframe[src*=st_folium]").bounding_box()
    shown.page.mouse.click(frame["x"] + x, frame["y"] + y)
    shown.page.wait_for_url(re.compile("commune="))
    assert shown.query()["commune"] == LUAN_GIOI
    assert shown.query()["day"] == str(on[shown.at])
    assert not shown.frame.evaluate(f"{STATE}.player.playing")
    shown.says(sentence(files, on[shown.at]))
    shown.settled()
    shown.page.go_back()
    shown.says(before)
    assert "commune" not in shown.query()
    shown.shows(colours_of(files, END_2018))


def test_the_answer_to_an_earlier_stop_does_not_take_back_who_has_stepped_on(show, files, on):
    shown = show()
    shown.frame.evaluate(f"{STATE}.held = true; {STATE}.step(5); {STATE}.tell(); {STATE}.step(2)")
    shown.says(sentence(files, on[5]))
    shown.settled()
    assert shown.query()["day"] == str(on[5])
    assert shown.at == 2
    shown.shows(colours_of(files, on[2]))
    shown.frame.evaluate(f"{STATE}.held = false; {STATE}.wait()")
    shown.follows(on[2])
    shown.says(sentence(files, on[2]))
    assert shown.at == 2


def test_the_card_says_its_class_and_day_on_another_day_and_the_figures_on_its_own(show, files, on):
    shown, home = show(f"/?commune={LUAN_GIOI}"), on.index(END_2018)
    card = shown.frame.locator(".atlas-card")
    card.get_by_text("10 tiêu chí", exact=True).wait_for()
    shown.hold()
    shown.page.mouse.move(*shown.thumb(home - 7))
    card.get_by_text(f"Số liệu đến ngày: {VI.day(on[home - 7])}").wait_for()
    key = stills.key(VI, files.catalogue[FIRST], on[home - 7])
    seen = view(files, files.catalogue[FIRST], on[home - 7]).loc[LUAN_GIOI]
    lines = card.locator("p").all_inner_texts()
    assert lines == [
        key[seen["character"]][2],
        f"Số liệu đến ngày: {VI.day(on[home - 7])}",
        "số liệu mẫu",
    ]
    shown.page.mouse.move(*shown.thumb(home))
    card.get_by_text("10 tiêu chí", exact=True).wait_for()
    shown.page.mouse.up()


def test_the_bar_covers_neither_communes_nor_the_card(show):
    for size in (LAPTOP, TABLET):
        shown = show(f"/?commune={LUAN_GIOI}", viewport=size)
        bar = shown.frame.locator(".atlas-time").bounding_box()
        card = shown.frame.locator(".atlas-card").bounding_box()
        assert card["y"] + card["height"] <= bar["y"]
        lowest = shown.frame.evaluate(
            """() => { const { map, bounds, box } = window.map.atlas;
            return map.latLngToContainerPoint(bounds.getSouthWest()).y
              + box.getBoundingClientRect().top }"""
        )
        frame = shown.page.locator("iframe[src*=st_folium]").bounding_box()
        assert lowest + frame["y"] <= bar["y"]


def test_what_a_filter_leaves_out_is_pale_on_every_day(show):
    shown = show(f"/?only={LUAN_GIOI}&group=WG4")
    pale = "window.map.atlas.areas.map(area => [area.layer.options.fillOpacity, area.look[2]])"
    before = shown.frame.evaluate(pale)
    assert sorted({opacity for opacity, _ in before}) == [0.2, 1]
    shown.hold()
    shown.page.mouse.move(*shown.thumb(2))
    shown.frame.wait_for_function(f"{STATE}.steps.at === 2")
    assert shown.frame.evaluate(pale) == before
    shown.page.mouse.up()


def test_another_indicator_ends_the_stepping_through_the_first(show, files):
    shown = show()
    shown.frame.get_by_role("button", name="Chạy").click()
    shown.page.get_by_role("combobox", name="Chỉ tiêu").click()
    shown.page.keyboard.type("Dân số")
    shown.page.get_by_role("option", name="Dân số").first.click()
    shown.page.wait_for_url(re.compile("indicator=population"))
    shown.shows(colours_of(files, date(2018, 12, 31), "population"))
    assert not shown.frame.evaluate(f"{STATE}.player.playing")


def saved(shown, tmp_path):
    """Save what is shown as one file; return the file."""
    button = shown.page.get_by_role("button", name=re.compile("HTML"))
    button.scroll_into_view_if_needed()
    with shown.page.expect_download() as download:
        button.click()
    file = tmp_path / "pack.html"
    download.value.save_as(file)
    return file


@pytest.fixture
def offline(browser):
    """Return a function that opens a file with no network; nothing may be asked or go wrong."""
    said, asked, contexts = [], [], []

    def opened(file):
        contexts.append(browser.new_context(viewport=TABLET, has_touch=True, offline=True))
        page = contexts[0].new_page()
        page.set_default_timeout(120_000)
        page.on("pageerror", lambda e: said.append(str(e)))
        page.on("request", lambda r: asked.append(r.url))
        page.goto(file.as_uri())
        page.evaluate("window.map = map_atlas")
        page.wait_for_function(READY, polling=OFTEN)
        return page

    yield opened
    for made in contexts:
        made.close()
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_the_saved_file_steps_with_no_network_and_says_of_which_day_its_table_is(
    show, offline, files, on, tmp_path
):
    page, home = offline(saved(show(), tmp_path)), on.index(END_2018)
    for back in (1, 2, 3):
        page.get_by_role("button", name="Kỳ trước").tap()
        page.wait_for_function(SHOWS, arg=colours_of(files, on[home - back]), polling=OFTEN)
    page.get_by_text(
        "Tiêu đề, chú giải, bảng và phần từng xã: số liệu đến ngày 31/12/2018"
    ).wait_for()
    page.touchscreen.tap(*page.evaluate(PLACE, NONG_U))
    page.locator(".atlas-card").get_by_text(VI.day(on[home - 3])).wait_for()


def test_a_colour_that_means_another_thing_on_another_day_brings_its_own_key(offline, tmp_path):
    areas = coverage(3)
    blank = {"x": ("#d0d0d0", "rising", "")}
    keys = [
        {"0": ("#ffffcc", "", "dưới 5"), "1": ("#225ea8", "", "từ 5"), **blank},
        {"0": ("#fee5d9", "", "<b>dưới 9</b>"), "1": ("#a50f15", "", "từ 9"), **blank},
    ]
    made = [
        Still(f"2018-0{n + 1}-28", f"28/0{n + 1}/2018", "01x", key, ("", "", ""))
        for n, key in enumerate(keys)
    ]
    words = choropleth.Words(*["…"] * 8)
    steps = choropleth.Steps(
        "", "2018-01-28", choropleth.StepWords("Ngày", "◀", "▶", "chạy", "dừng")
    )
    paint = choropleth.Paint(tuple(areas.index), "01x", ("#ffffcc", "#225ea8"), words, steps=steps)
    file = tmp_path / "map.html"
    file.write_text(
        choropleth.standalone(
            paint, geometry=web_geometry(areas), tips={}, stills=reel(paint.ids, made)
        ),
        "utf-8",
    )
    page = offline(file)
    for button, key in (("▶", keys[1]), ("◀", keys[0])):
        page.get_by_role("button", name=button).tap()
        colours = dict(zip(areas.index, (key["0"][0], key["1"][0]), strict=False))
        page.wait_for_function(SHOWS, arg=colours, polling=OFTEN)
        assert page.locator(".atlas-time .key span").all_inner_texts() == [key[c][2] for c in "01"]
    assert page.evaluate("map.atlas.areas[2].layer.options.fillColor instanceof CanvasPattern")
