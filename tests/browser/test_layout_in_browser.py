"""On each page and size nothing is cut, nothing runs off sideways, and nothing is covered."""

import pytest
from entering import account, signed_in
from looking import SIZES, faults, settled
from served import browser_or_skip, environment_of, served

from components.state import pages

VIEWS = {"compare": ["compare=communes", "compare=days", "compare=indicators"]}


@pytest.fixture(scope="module")
def page_of(browser, tmp_path_factory):
    """Return a function that opens a path as one who may do everything."""
    browser_or_skip()
    folder = tmp_path_factory.mktemp("laid_out")
    with served(folder) as url:
        account(environment_of(folder), "office")
        context = browser.new_context(locale="vi-VN")
        context.set_default_timeout(60_000)

        def opened(path, address=""):
            page = context.new_page()
            page.goto((address or url) + path)
            return page

        signed_in(opened, "about").close()
        yield opened
        context.close()


@pytest.mark.parametrize("name", pages.files())
def test_all_of_a_page_can_be_seen_and_reached_at_every_size(page_of, name):
    found = []
    for view in VIEWS.get(name, [""]):
        page = page_of(f"/{'' if name == 'map' else name}?{view}")
        for size in ("1280", "820", "390"):
            width, height = SIZES[size]
            page.set_viewport_size({"width": width, "height": height})
            settled(page)
            found += [f"{view} {size}: {fault}" for fault in faults(page)]
        page.close()
    assert not found
