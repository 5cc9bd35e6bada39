"""Every page can be read, heard and used by keyboard: asked of axe, and done with keys."""

import pytest
from accessible import violations
from entering import SETTLED, account, signed_in
from served import LAPTOP, OFTEN, PAINTED, TABLET, environment_of, map_frame, served

from components.state import pages

PHONE = {"width": 390, "height": 844}
NAMES = ("", *list(pages.files())[1:])
MAP = "/?indicator=forest_planted_production_ha&day=2018-06-30"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    account(environment_of(folder), "office")
    with served(folder) as url:
        yield url


@pytest.fixture
def page_of(browser, address):
    """Return a function that opens a path in a browser of its own."""
    contexts = []

    def opened(path, _address="", viewport=LAPTOP, scheme="light"):
        given = {"viewport": viewport, "color_scheme": scheme, "locale": "vi-VN"}
        contexts.append(browser.new_context(**given))
        page = contexts[-1].new_page()
        page.set_default_timeout(60_000)
        page.goto(address + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def found_on(page, name):
    page.wait_for_selector("h1")
    page.locator(SETTLED).wait_for()
    if page.locator("iframe").count():
        map_frame(page).wait_for_function(PAINTED, polling=OFTEN)
    return [f"{name}: {one}" for one in violations(page)]


@pytest.mark.parametrize(
    ("language", "viewport", "scheme"),
    [("vi", LAPTOP, "light"), ("en", PHONE, "dark")],
    ids=["laptop", "phone by night"],
)
def test_no_page_breaks_a_rule_for_readers(page_of, address, language, viewport, scheme):
    page, found = page_of("/sign-in", viewport=viewport, scheme=scheme), []
    found += [f"sign-in: {one}" for one in violations(page)]
    for name in NAMES:
        page.goto(f"{address}/{name}?lang={language}")
        found += found_on(page, name)
    assert not found, "\n".join(found)


def test_no_page_breaks_a_rule_for_who_is_signed_in(page_of, address):
    page = signed_in(page_of, "entry")
    page.set_viewport_size(TABLET)
    found = found_on(page, "entry")
    for name in ("entry?way=hand", "accounts", "boundaries", "ledger"):
        page.goto(f"{address}/{name}")
        found += found_on(page, name)
        for opener in page.locator("summary, [data-testid=stPopoverButton]").all():
            opener.click()
        found += found_on(page, f"{name}, opened")
    assert not found, "\n".join(found)


def test_a_list_that_is_open_breaks_none(page_of):
    page = page_of(MAP)
    found = found_on(page, "map")
    for name in ("Chỉ tiêu", "Số liệu đến ngày"):  # one of ours, one of Streamlit's
        page.get_by_role("combobox", name=name, exact=True).click()
        page.get_by_role("option").first.wait_for()
        found += found_on(page, f"map with {name} open")
        page.keyboard.press("Escape")
    assert not found, "\n".join(found)


def test_a_commune_is_reached_and_chosen_on_the_map_by_keyboard(page_of):
    page = page_of(MAP)
    frame = map_frame(page)
    frame.wait_for_function(PAINTED, polling=OFTEN)
    page.locator(SETTLED).wait_for()
    walk, heard = frame.locator(".atlas-walk"), frame.locator(".atlas-heard b")
    frame.locator(".atlas").focus()
    page.keyboard.press("Tab")
    assert walk.evaluate("element => element === document.activeElement")
    first = heard.inner_text()
    said = {first}
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "Home", "End"):
        page.keyboard.press(key)
        said.add(heard.inner_text())
    assert len(said) > 2
    last = heard.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**commune=**")
    assert frame.locator(".atlas-card b").inner_text() == last
