"""Five tasks of a leader, each from a fresh session: the answer stands there, the clicks are few.

Communes and month are drawn by a seed, which is printed; another one can be given by ATLAS_SEED.
Typing is no click; the indicator is chosen before. docs/peers.md says what others need for them.
"""

import os
import random
import re
from collections import Counter
from datetime import timedelta

import pytest
from looking import settled
from places import SHARED
from served import LAPTOP, TABLET, browser_or_skip, served
from tasking import FILE, SUM, province

from data.catalogue.periods import parse
from data.figures.view import view
from data.records import store
from geo.areas.names import fold

SEED = int(os.environ.get("ATLAS_SEED", random.SystemRandom().randrange(10**6)))
MONTHS = range(4, 11)  # those in which somebody plants, and somebody is behind


class Reader:
    """Somebody at a fresh page, whose clicks are counted."""

    def __init__(self, page, url, **choice):
        self.page, self.clicks = page, 0
        page.set_default_timeout(60_000)
        query = "&".join(f"{key}={value}" for key, value in choice.items())
        page.goto(f"{url}/?{query}")
        settled(page)

    def click(self, found):
        self.clicks += 1
        found.click()
        settled(self.page)

    def types(self, text):
        """Type without marks, as people do, and take the first that is found."""
        self.page.keyboard.type(fold(text))
        self.page.locator("[role=option]").first.wait_for()
        self.page.keyboard.press("Enter")
        settled(self.page)


@pytest.fixture(scope="module", params=["shipped", "province"])
def place(request, tmp_path_factory, files):
    """Give the address of a server of one of the places, what it shows, and how chance draws."""
    browser_or_skip()
    print("seed:", SEED)
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "shipped":
        with served(folder) as url:
            yield url, files
        return
    if not FILE.exists():
        pytest.skip(f"the real boundary files are absent: {SHARED / 'geodata'}")
    province(folder / "place", SEED)
    with served(folder, ATLAS_WORKSPACE=str(folder / "place")) as url:
        yield url, store.load(folder / "place")


@pytest.fixture(params=[LAPTOP, TABLET], ids=["laptop", "tablet"])
def reader(request, browser, place):
    """Return a function that opens a fresh session at the map of the month that was drawn."""
    context = browser.new_context(viewport=request.param, locale="vi-VN")

    def opened(**choice):
        return Reader(context.new_page(), place[0], **choice)

    yield opened
    context.close()


@pytest.fixture
def drawn(place):
    """Return what the tasks are about: two communes, and the last day of a month of 2018."""
    now, chance = place[1], random.Random(SEED)
    day = parse(f"2018-{chance.choice(MONTHS):02}").last
    # Nà Tòng and Na Tông are one name to who types without marks: both are offered.
    named = Counter(fold(area.name) for area in now.on(day))
    first, second = chance.sample([a for a in now.on(day) if named[fold(a.name)] == 1], 2)
    return now, first, second, day


def test_who_is_behind_and_since_when_stands_there_at_once(reader, drawn):
    now, _, _, day = drawn
    frame = view(now, now.catalogue[SUM], day)
    share = (frame["value"] / frame["plan"])[frame["standing"] == "value"]
    shown = reader(indicator=SUM, day=day)
    rows = shown.page.locator("table.ranking tbody tr")
    first = rows.first.inner_text()
    last = [frame.loc[i, "title"] for i in share[share == share.min()].index]
    assert any(title in first for title in last), first
    assert re.search(r"từ \d\d/\d\d/\d{4}", first), first
    said = fold(shown.page.locator("h1").inner_text())
    assert any(fold(frame.loc[i, "name"]) in said for i in share[share == share.min()].index)
    assert shown.clicks == 0


def test_two_communes_are_compared_in_three_clicks(reader, drawn):
    _, first, second, _ = drawn
    shown = reader()
    shown.click(shown.page.get_by_role("link", name="So sánh", exact=True))
    for key, area in (("commune", first), ("other", second)):
        shown.click(shown.page.locator(f"#pick-{key}"))
        shown.types(area.title)
        shown.page.locator(f"[data-key={key}][data-value='{area.id}']").wait_for()
    shown.page.get_by_role("heading", name=f"{second.title} so với {first.title}").wait_for()
    assert shown.clicks <= 3


def test_what_has_changed_since_the_month_before_takes_one_click(reader, drawn):
    now, _, _, day = drawn
    shown = reader(indicator=SUM, day=day)
    shown.click(shown.page.get_by_role("link", name="Thay đổi so với"))
    late, early = (
        view(now, now.catalogue[SUM], d) for d in (day, day.replace(day=1) - timedelta(days=1))
    )
    both = (late["standing"] == "value") & (early["standing"] == "value")
    grown = (late["value"] - early["value"])[both]
    area = grown.idxmax()
    row = shown.page.locator(f'tr[data-area="{area}"]').inner_text()
    sign = "+" if grown[area] > 0 else ""  # in spring nobody plants, and nothing changes
    assert f"{sign}{grown[area]:.2f}".replace(".", ",") in row, row
    assert shown.clicks <= 1


def test_the_map_is_printed_by_one_click(reader, drawn):
    shown = reader(indicator=SUM, day=drawn[-1])
    shown.page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    shown.click(shown.page.get_by_role("button", name="In trang này"))
    shown.page.wait_for_function("() => window.printed")
    assert shown.clicks <= 1


def test_a_commune_is_found_by_typing_without_marks(reader, drawn):
    _, first, _, _ = drawn
    shown = reader()
    shown.click(shown.page.locator("#find"))
    shown.types(first.name)
    shown.page.get_by_role("heading", name=first.title).first.wait_for()
    assert shown.clicks <= 1
