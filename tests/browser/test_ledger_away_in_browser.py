"""A ledger that hangs or is gone: pages keep what they showed, say of when it is, and go on."""

import pytest
import sqlalchemy as sa
from between import between
from served import LAPTOP, OFTEN, PAINTED, browser_or_skip, map_frame, served

SAID = ".alert"  # what we say ourselves
OVERLAYS = "[data-testid=stException]"
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
WAYS = ("hang", "go_away")


@pytest.fixture(scope="module")
def line(filled, tmp_path_factory, request):
    browser_or_skip()
    with between(filled("postgresql", tmp_path_factory.mktemp("ledger"), request)) as made:
        yield made


@pytest.fixture(scope="module")
def address(line, tmp_path_factory):
    with served(tmp_path_factory.mktemp("server"), ATLAS_DATABASE_URL=line[0]) as url:
        yield url


@pytest.fixture
def page(context_of, line):
    made = context_of(viewport=LAPTOP, locale="vi-VN").new_page()
    made.set_default_timeout(60_000)
    yield made
    line[1].come_back()
    made.close()


def names_no_address(page, url):
    """Say whether nothing of the page says where the database is, or as whom it is asked."""
    parts, text = sa.make_url(url), page.content()
    return not [
        part for part in (str(parts.port), "psycopg", "postgresql", "atlas@") if part in text
    ]


@pytest.mark.parametrize("way", WAYS)
def test_a_page_that_nobody_touches_keeps_its_figures_says_of_when_they_are_and_goes_on(
    page, address, line, way
):
    page.goto(address)
    shown = map_frame(page).wait_for_function(PAINTED, polling=OFTEN).json_value()
    page.locator(SETTLED).wait_for()
    getattr(line[1], way)()
    page.locator(SAID).first.wait_for()
    assert "Đang hiện số liệu lúc" in page.locator(SAID).first.inner_text()
    assert page.locator(OVERLAYS).count() == 0
    assert map_frame(page).evaluate(PAINTED) == shown
    assert names_no_address(page, line[0])
    line[1].come_back()
    page.locator(SAID).first.wait_for(state="detached")
    assert map_frame(page).evaluate(PAINTED) == shown


@pytest.mark.parametrize("way", WAYS)
def test_a_page_that_is_opened_meanwhile_shows_the_last_figures_and_mends_itself(
    page, address, line, way
):
    page.goto(address)
    page.locator("h1").wait_for()
    getattr(line[1], way)()
    for path in ("/indicator", "/commune", "/"):
        page.goto(address + path)
        page.locator("h1").first.wait_for()
        page.locator(SAID).first.wait_for()
        assert page.locator(OVERLAYS).count() == 0
        assert names_no_address(page, line[0])
    line[1].come_back()
    page.locator(SAID).first.wait_for(state="detached")
    map_frame(page).wait_for_function(PAINTED, polling=OFTEN)


def test_a_page_of_which_nothing_is_known_yet_says_so_and_draws_itself_as_soon_as_it_can(
    page, line, tmp_path
):
    line[1].go_away()
    with served(tmp_path, ATLAS_DATABASE_URL=line[0]) as address:
        page.goto(address)
        page.locator(SAID).first.wait_for()
        assert page.locator(OVERLAYS).count() == 0
        assert names_no_address(page, line[0])
        line[1].come_back()
        map_frame(page).wait_for_function(PAINTED, polling=OFTEN)
        assert page.locator(SAID).count() == 0
