"""What is round every page: in one language, and still there when the server is not."""

import pytest
from entering import NAME, account, signed_in
from served import LAPTOP, OFTEN, PAINTED, SHIPPED, environment_of, free_port, map_frame, served
from spoken import foreign

from components.state import pages

SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
BAR = ".atlas-away:not([hidden])"
LIST = "[data-testid=stSelectboxVirtualDropdown], [data-testid=stMultiSelectDropdown]"
DRAG = """zone => {
  const held = new DataTransfer();
  held.items.add(new File(["x"], "a.xlsx"));
  for (const kind of ["dragenter", "dragover"])
    zone.dispatchEvent(new DragEvent(kind, {bubbles: true, dataTransfer: held}));
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("server")
    account(environment_of(made), "office")
    return made


@pytest.fixture(scope="module")
def address(folder):
    with served(folder) as url:
        yield url


@pytest.fixture
def page_of(browser, request):
    """Return a function that opens a path in a browser of its own, whose language is not ours."""
    contexts = []

    def opened(path, address=""):
        contexts.append(browser.new_context(viewport=LAPTOP, locale="en-US"))
        page = contexts[-1].new_page()
        page.set_default_timeout(60_000)
        page.goto((address or request.getfixturevalue("address")) + path)
        page.wait_for_selector("h1")
        return page

    yield opened
    for context in contexts:
        context.close()


def strange(page):
    page.locator(SETTLED).wait_for()
    return foreign(page, SHIPPED)


def opened_in_vain(page):
    """Yield what is strange in each list of a page that is opened, and searched in vain."""
    for box in page.get_by_role("combobox").element_handles():
        if not (box.is_visible() and box.is_enabled()):
            continue
        box.scroll_into_view_if_needed()
        box.click()
        if not box.evaluate("box => box.closest('.finder, .picker')"):  # else it has its own test
            page.locator(LIST).first.wait_for()
            yield strange(page)
        page.keyboard.type("zzqq")
        page.locator("[role=option], .found").first.wait_for()
        yield strange(page)
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")


def test_no_page_says_anything_in_another_language(page_of):
    found = {}
    for name in ("", *list(pages.files())[1:]):
        page = page_of(f"/{name}")
        found[name] = {one for some in (strange(page), *opened_in_vain(page)) for one in some}
    assert not any(found.values()), found


def test_nor_does_any_field_of_who_is_signed_in(page_of):
    page = signed_in(page_of, "entry")
    zone = page.locator("[data-testid=stFileUploaderDropzone]")
    zone.wait_for()
    found = strange(page)
    zone.evaluate(DRAG)
    found += strange(page)
    page.locator("input[type=file]").set_input_files(
        {"name": "a.xlsx", "mimeType": "application/zip", "buffer": b"x"}
    )
    page.locator("[data-testid=stFileChip]").wait_for()
    found += strange(page)
    for path in ("entry?way=hand", "accounts", "boundaries", "ledger"):
        page.goto(page.url.rpartition("/")[0] + f"/{path}")
        page.wait_for_selector("h1")
        found += strange(page)
    assert not set(found) - {NAME}


def test_the_tab_of_the_browser_says_what_is_shown_and_of_which_place(page_of):
    page = page_of("/commune?commune=03379@2009-04-01")
    page.locator(SETTLED).wait_for()
    assert page.title() == f"Xã Luân Giói · Xã · {page.locator('.brand').inner_text()}"


def test_the_language_that_was_chosen_is_that_of_the_document_and_of_the_browser(page_of):
    page = page_of("/about")
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("html[lang=en]", state="attached")
    assert page.get_by_text("Skip to main content").count() == 1
    page.goto(page.url.partition("?")[0])
    page.get_by_role("link", name="Map").wait_for()
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("button", name="Tiếng Việt").click()
    page.wait_for_selector("html[lang=vi]", state="attached")
    assert page.get_by_text("Skip to main content").count() == 0


def test_a_page_whose_server_is_away_says_so_keeps_its_map_and_goes_on_by_itself(page_of, tmp_path):
    port = free_port()
    with served(tmp_path, port=port) as url:
        page = page_of("/?indicator=forest_planted_production_ha&day=2018-06-30", url)
        frame = map_frame(page)
        before = frame.wait_for_function(PAINTED, polling=OFTEN).json_value()
        page.locator(SETTLED).wait_for()
        page.keyboard.press("/")
        page.keyboard.type("keo lom")
        page.get_by_role("option").first.wait_for()
        place = page.locator("#pick-commune")
        place.click()
        page.get_by_role("option", name="Xã Keo Lôm").wait_for()
        page.keyboard.press("Escape")
    page.locator(BAR).wait_for()
    assert "Mất kết nối; đang xem số liệu lúc" in page.locator(BAR).inner_text()
    assert page.locator("[role=dialog]").count() == 0
    assert not strange(page)
    at = page.url
    page.locator(".st-key-menu a").nth(1).click(force=True)
    page.locator(f"{BAR} .waits").wait_for()
    assert page.url == at
    for box in (page.locator("[data-finds=all] input"), place):
        page.locator(f"{BAR} .waits").evaluate("said => said.remove()")
        shown = box.input_value()
        box.fill("keo lom")
        page.get_by_role("option").first.wait_for()
        page.keyboard.press("Enter")
        page.locator(f"{BAR} .waits").wait_for()
        assert (page.url, box.input_value()) == (at, shown)
    assert frame.evaluate(PAINTED) == before
    day = frame.locator("output").inner_text()
    frame.locator("button.earlier").click()
    assert frame.locator("output").inner_text() != day
    with served(tmp_path, port=port):
        page.locator(".atlas-away").wait_for(state="hidden")
        page.locator(".st-key-menu a").nth(1).click()
        page.wait_for_url("**/commune*")
        page.wait_for_selector("h1")
