"""A ledger that hangs or is gone: pages keep what they showed, say of when it is, and go on."""

import pytest
import sqlalchemy as sa
from between import between
from entering import account, signed_in
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


@pytest.fixture(scope="module")
def somebody(line, tmp_path_factory):
    """Make an account that may enter figures."""
    folder = tmp_path_factory.mktemp("commands")
    account({"ATLAS_DATABASE_URL": line[0], "ATLAS_VAR": str(folder)}, "office")


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


@pytest.mark.usefixtures("somebody")
@pytest.mark.parametrize("way", WAYS)
def test_who_is_signed_in_is_told_where_a_page_needs_the_ledger_and_it_draws_itself_afterwards(
    browser, address, line, way
):
    with browser.new_context(viewport=LAPTOP, locale="vi-VN") as context:
        page = context.new_page()
        signed_in(lambda path, _: page.goto(address + path) and page, "entry")
        page.wait_for_selector("input[type=file]", state="attached")
        getattr(line[1], way)()
        page.get_by_text("Nhập tay").click()
        page.locator(SAID).first.wait_for()
        assert "chưa ghi gì cả" in page.locator(SAID).first.inner_text()
        assert page.locator(OVERLAYS).count() == 0
        assert names_no_address(page, line[0])
        assert page.goto(f"{address}/sign-in").status == 503
        page.goto(f"{address}/entry")
        page.locator(SAID).first.wait_for()
        line[1].come_back()
        page.wait_for_selector("input[type=file]", state="attached")
