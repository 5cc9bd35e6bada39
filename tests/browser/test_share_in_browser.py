"""A page is given to others at an address of the network, where a browser has no clipboard."""

import re

import pytest
from entering import SETTLED
from served import FLAGS, LAPTOP, browser_or_skip, served

from components.frame.share import own_address


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    """Return the address of a server as another computer of this network reaches it."""
    found = own_address()
    if not found:
        pytest.skip("this computer is in no network")
    with served(tmp_path_factory.mktemp("network"), listens="0.0.0.0") as url:
        yield url.replace("127.0.0.1", found)


@pytest.fixture(scope="module")
def page(browser, network):
    """Return a page in a browser that reaches that address and no other one."""
    flags = [f.replace("127.0.0.1", network.split("/")[2].split(":")[0]) for f in FLAGS]
    opened = browser.browser_type.launch(executable_path=browser_or_skip(), args=flags)
    page = opened.new_page(viewport=LAPTOP, locale="vi-VN")
    page.set_default_timeout(60_000)
    page.goto(f"{network}/commune?commune=03376@2009-04-01&day=2018-12-31")
    page.locator(SETTLED).wait_for()
    yield page
    opened.close()


def test_one_press_copies_the_address_over_plain_http(page, network):
    assert page.evaluate("navigator.clipboard === undefined"), "as at any such address"
    page.get_by_role("button", name="Chia sẻ").click()
    dialog = page.get_by_role("dialog", name="Chia sẻ trang này")
    dialog.get_by_text("Đã sao chép địa chỉ").wait_for()
    address = dialog.get_by_role("textbox").input_value()
    assert address.startswith(f"{network}/commune?")
    assert "commune=03376%402009-04-01" in address
    assert "indicator=" not in address, "only what this page shows"
    code = dialog.get_by_role("img", name=re.compile("Mã QR"))
    page.wait_for_function("document.querySelector('.code').naturalWidth > 100")
    assert code.is_visible()
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    page.get_by_role("combobox", name="Tìm theo tên").focus()
    page.keyboard.press("Control+v")
    assert page.get_by_role("combobox", name="Tìm theo tên").input_value() == address


def test_where_only_this_computer_is_served_it_says_what_to_do(context_of, looked_at):
    page = context_of(viewport=LAPTOP, locale="vi-VN").new_page()
    page.goto(looked_at)
    page.locator(SETTLED).wait_for()
    page.get_by_role("button", name="Chia sẻ").click()
    page.get_by_text("--server.address=0.0.0.0").wait_for()
    assert page.locator(".code").count() == 0, "a code that leads nobody here"
    page.close()
