"""What an officer does in a browser: signs in, brings a workbook, looks at a map."""

import io
from collections.abc import Sequence

import openpyxl
from commands import done
from served import OFTEN, PAINTED, map_frame

NAME, COLLEAGUE, PASSWORD = "lan", "minh", "một mật khẩu đủ dài"
MAP = "/?indicator=forest_planted_production_ha&day=2018-06-30"
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
IN_VIEW = """box => new Promise(done => {
  box.scrollIntoView({block: "center", behavior: "instant"});
  requestAnimationFrame(() => requestAnimationFrame(done));
})"""


def account(environment: dict[str, str], *roles: str) -> None:
    """Make the first account of a ledger, an administrator, and give it these roles."""
    _user(environment, "add", NAME, "--role", "administrator", "--password-stdin")
    for role in roles:
        _user(environment, "grant", NAME, "--role", role, "--as", NAME)


def colleague(environment: dict[str, str], role: str) -> None:
    """Make a second account, with this role."""
    _user(environment, "add", COLLEAGUE, "--role", role, "--as", NAME, "--password-stdin")


def _user(environment: dict[str, str], *command: str) -> None:
    done("user", *command, given=PASSWORD.encode(), **environment)


def workbook(rows: Sequence[tuple[str, float]]) -> bytes:
    """Return a sheet as an office has it: a title, a heading, communes, and their total."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "T6"
    sheet.append(["BIỂU TRỒNG RỪNG THÁNG 6 NĂM 2018"])
    sheet.append([])
    sheet.append(["TT", "Đơn vị", "Trồng mới rừng sản xuất (ha)"])
    for number, (name, hectares) in enumerate(rows, 1):
        sheet.append([number, name, hectares])
    sheet.append(["", "Tổng cộng", sum(hectares for _, hectares in rows)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def signed_in(page_of, path, address="", name=NAME):
    page = page_of(f"/sign-in?next={path}", address)
    page.get_by_label("Tên tài khoản").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"**/{path}*")
    return page


def bring(page, name, content):
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)
    page.locator("table.sheet").wait_for()


def choose(page, what, option):
    page.locator(SETTLED).wait_for()
    box = page.get_by_role("combobox", name=what)
    box.evaluate(IN_VIEW)  # a page that scrolls closes a list that is open
    box.click()
    page.get_by_role("option", name=option).click()


def map_of(page):
    frame = map_frame(page)
    frame.wait_for_function(PAINTED, polling=OFTEN)
    return frame


def colour(frame, area):
    return frame.evaluate(PAINTED)[area]


def changed(frame, area, before):
    """Wait until an area has another colour, without anybody touching the page; return it."""
    other = f"([a, was]) => (({PAINTED})() ?? {{[a]: was}})[a] !== was"
    frame.wait_for_function(other, arg=[area, before], polling=OFTEN)
    return colour(frame, area)
