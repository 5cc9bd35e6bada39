"""The gate as a browser sees it: policies that no page breaks, and a tablet that comes back."""

import re
import urllib.request

import pytest
from entering import bring, workbook
from people import PASSWORD, accounts, user
from served import KNOWN, LAPTOP, OFTEN, PAINTED, TABLET, browser_or_skip, map_frame, served

from components.state import pages

SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
CONNECTED = "[data-testid=stApp][data-test-connection-state=CONNECTED]"
VIEW = "/?indicator=forest_planted_production_ha&day=2018-06-30&lang=en"
# Tells of each breach of a policy, in the page and in every frame of it.
LISTEN = """addEventListener("securitypolicyviolation", e =>
  console.error("breach", e.effectiveDirective, e.blockedURI, e.sourceFile, location.pathname))"""
INJECTED = """() => {
  const made = document.createElement("script");
  made.textContent = "window.ran = true";
  document.body.append(made);
  return window.ran ?? false;
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    browser_or_skip()
    made = tmp_path_factory.mktemp("server")
    accounts(made)
    user(made, "grant", "lan", "--role", "office", "--as", "lan")
    return made


@pytest.fixture(scope="module")
def address(folder):
    with served(folder) as url:
        yield url


@pytest.fixture
def brief(tmp_path):
    """Return the address of a server that soon lets go of the page of a guest who has left."""
    with served(tmp_path, ATLAS_GUEST_MINUTES="0.02") as url:
        yield url


@pytest.fixture
def page(browser, address):
    """Return a page of a browser of its own, which tells of each breach: `page.said`."""
    context = browser.new_context(viewport=LAPTOP, locale="vi-VN", base_url=address)
    context.add_init_script(LISTEN)
    made = context.new_page()
    made.set_default_timeout(120_000)
    made.said, made.answers = [], []
    made.on("console", lambda m: made.said.append(m.text) if m.type in ("error", "warning") else 0)
    made.on("response", lambda answer: made.answers.append(answer))
    yield made
    context.close()


def sign_in(page):
    page.goto("/sign-in")
    page.locator("#name").fill("lan")
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.locator(SETTLED).wait_for()


def test_no_page_breaks_its_policy_and_each_has_one(page):
    sign_in(page)
    _first, *others = pages.declared()
    for path in ("", *others, "entry?way=hand", "entry?way=template", "indicator?lang=en"):
        page.goto(f"/{path}")
        page.locator("h1").first.wait_for()
        page.locator(SETTLED).wait_for()
        if page.locator("iframe").count():
            map_frame(page).wait_for_function(PAINTED, polling=OFTEN)
    assert [m for m in page.said if not KNOWN.search(m)] == []
    html = [a for a in page.answers if "text/html" in a.headers.get("content-type", "")]
    assert len(html) > len(pages.declared())
    assert any("/component/" in a.url for a in html)
    wanted = {"content-security-policy", "x-content-type-options", "referrer-policy"}
    wanted |= {"x-frame-options"}
    assert not [a.url for a in html if wanted - set(a.headers)]


def test_what_is_put_into_a_page_does_not_run_and_is_told(page):
    page.goto("/about")
    page.locator(SETTLED).wait_for()
    assert page.evaluate(INJECTED) is False
    wait_for(page, lambda: any(m.startswith("breach script-src-elem") for m in page.said))


def held(address, what):
    """Return how much of something the server says that it holds."""
    asked = urllib.request.urlopen(f"{address}/_stcore/metrics?families=gate_held", timeout=60)
    return int(re.search(rf'"{what}"}} (\d+)', asked.read().decode())[1])


def test_a_file_that_the_ledger_keeps_is_not_held_in_memory_too(page, address):
    sign_in(page)
    page.goto("/entry")
    bring(page, "thang-6.xlsx", workbook([("Xã Pú Nhi", 30), ("Xã Luân Giói", 15)]))
    page.locator(SETTLED).wait_for()
    assert held(address, "upload bytes") == 0
    assert [m for m in page.said if not KNOWN.search(m)] == []


def wait_for(page, happened):
    """Wait until something has happened outside of the page, which goes on meanwhile."""
    for _ in range(600):
        if happened():
            return
        page.wait_for_timeout(OFTEN)
    raise AssertionError(page.locator("body").inner_text())


def test_a_tablet_that_comes_back_after_its_page_was_let_go_finds_the_same_view(browser, brief):
    """Without a network a tablet tries again and again; only its address still says what it saw."""
    away, lines, address = [], [], brief

    def line(ws):
        if away:
            ws.close()
            return
        lines.append((ws, ws.connect_to_server()))

    with browser.new_context(viewport=TABLET, base_url=address) as context:
        page = context.new_page()
        page.set_default_timeout(120_000)
        page.route_web_socket("**/_stcore/stream", line)
        page.goto(VIEW)
        map_frame(page).wait_for_function(PAINTED, polling=OFTEN)
        page.locator(SETTLED).wait_for()
        before = page.evaluate("document.body.innerText"), map_frame(page).evaluate(PAINTED)
        first = len(lines)
        away.append(True)
        for own, server in lines:
            server.close()
            own.close()
        for many in (1, 0):  # it was left, and let go
            wait_for(page, lambda many=many: held(address, "guest pages") == many)
        away.clear()
        wait_for(page, lambda: len(lines) > first)
        page.locator(SETTLED).and_(page.locator(CONNECTED)).wait_for()
        assert page.url == address + VIEW
        map_frame(page).wait_for_function(PAINTED, polling=OFTEN)
        assert (
            page.evaluate("document.body.innerText"),
            map_frame(page).evaluate(PAINTED),
        ) == before
        page.get_by_role("link", name="Commune").first.click()
        page.wait_for_url("**/commune?**")
