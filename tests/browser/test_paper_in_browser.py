"""What leaves the screen: a page on paper with its map, and the map as a picture."""

import base64
import re
from datetime import date

import pytest
from entering import SETTLED
from served import LAPTOP, OFTEN, PAINTED, map_frame

from data.figures.view import view

END = date(2018, 12, 31)
AT = "/?indicator=forest_planted_ha&day=2018-12-31"

# How many pixels of each colour an image has: of those that it has often.
COLOURS = """async (source) => {
  const image = source ? await createImageBitmap(await (await fetch(source)).blob())
    : document.querySelector("canvas.printed");
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: image.width, height: image.height });
  const c = canvas.getContext("2d");
  c.drawImage(image, 0, 0);
  const { data } = c.getImageData(0, 0, image.width, image.height), found = {};
  for (let i = 0; i < data.length; i += 4) {
    const key = "#" + [...data.slice(i, i + 3)].map(v => v.toString(16).padStart(2, "0")).join("");
    found[key] = (found[key] ?? 0) + 1;
  }
  return [image.width, image.height, Object.keys(found).filter(key => found[key] > 500)];
}"""


@pytest.fixture
def page(context_of, looked_at):
    page = context_of(viewport=LAPTOP, locale="vi-VN", accept_downloads=True).new_page()
    page.set_default_timeout(60_000)
    page.goto(looked_at + AT)
    page.locator(SETTLED).wait_for()
    map_frame(page).wait_for_function(PAINTED, polling=OFTEN)
    yield page
    page.close()


def colours_in(files):
    indicator = files.catalogue["forest_planted_ha"]
    found = view(files, indicator, END)["klass"].dropna().unique()
    return {indicator.scale_on(END).colours[int(klass)].lower() for klass in found}


def test_a_page_on_paper_has_its_map_whole_and_says_when_and_from_where(page, files):
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("iframe").first.is_hidden()
    drawn = page.locator("canvas.printed")
    assert drawn.count() == 1
    assert drawn.is_visible()
    wide, high, colours = page.evaluate(COLOURS, None)
    assert min(wide, high) > 1000, "sharp on paper"
    assert colours_in(files) <= set(colours)
    said = page.locator("p.printed").inner_text()
    assert re.match(r"In ngày \d\d/\d\d/\d{4} từ http://127\.0\.0\.1:\d+/\?\S+$", said)
    assert {"indicator=forest_planted_ha", "day=2018-12-31"} <= set(re.split("[?&]", said))
    hidden = ("In trang này", "Lưu hình bản đồ", "Lưu Excel", "English")
    assert not [b for b in hidden if page.get_by_role("button", name=b).count()]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".printed").count() == 0


@pytest.mark.parametrize("asked", ["", "?day=%E0%A4"])
def test_the_address_on_paper_is_that_of_what_is_seen(page, looked_at, asked):
    page.goto(f"{looked_at}/{asked}")
    page.get_by_role("heading", level=1).wait_for()
    page.locator("[data-choice]").wait_for(state="attached")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    said = page.locator("p.printed").text_content()
    assert re.search(r"[?&]indicator=\w+", said)
    assert re.search(r"[?&]day=\S+", said)


def test_one_button_prints(page):
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="In trang này").click()
    page.wait_for_function("window.printed")


def test_the_map_is_saved_as_a_picture_with_what_it_says_and_its_key(page, files):
    with page.expect_download() as download:
        page.get_by_role("button", name="Lưu hình bản đồ").click()
    saved = download.value
    assert saved.suggested_filename == (
        "huyen-dien-bien-dong_dien-tich-rung-trong-moi_2018-12-31.png"
    )
    content = saved.path().read_bytes()
    assert content.startswith(b"\x89PNG")
    source = f"data:image/png;base64,{base64.b64encode(content).decode()}"
    frame = page.context.new_page()  # a page without our rules for what it may fetch
    wide, high, colours = frame.evaluate(COLOURS, source)
    frame.close()
    assert wide == 1800
    assert high > 1000
    key = {c.lower() for c in files.catalogue["forest_planted_ha"].scale_on(END).colours}
    assert key <= set(colours), "those of the key, too, that no area has"
