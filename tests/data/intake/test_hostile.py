"""What a file says is shown as text and never run; what is too large stays out."""

import csv
import http.client
import io
import re
import shutil
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import geopandas as gpd
import openpyxl
import pytest
from commands import done
from served import KNOWN, OFTEN, PAINTED, ROOT, browser_or_skip, environment_of, map_frame, served
from streamlit.testing.v1 import AppTest
from told import SHIPPED

from components.text.html import plain
from data.__main__ import main

EVIL = (
    "<script>window.hacked=1</script>[bấm](http://evil.example) :red[x] "
    "<img src=x onerror=hacked=1>"
)
FORMULA = "=cmd|calc!A0"
PU_HONG = "03383@2009-04-01"
NAME, PASSWORD = "lan", "một mật khẩu đủ dài"
MB = 1 << 20
PAGES = sorted(p.name for p in ROOT.glob("pages/*.py"))
LINK = re.compile(r"(?<!\\)\]\(|(?<!\\)<script|(?<!\\):red\[")
HACKED = """() => [window.hacked ?? 0, ...[...document.querySelectorAll("iframe")]
  .map(f => f.contentWindow.hacked ?? 0)].filter(Boolean).length
  + document.querySelectorAll("a[href*=evil], img[src=x]").length
  + [...document.scripts].filter(s => s.text.includes("hacked")).length"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Return a workspace in which a commune, an edition and a source bear evil names."""
    folder = tmp_path_factory.mktemp("hostile") / "xa"
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("scripts"))
    _change(folder / "areas.csv", "03383,Pú Hồng,", f"03383,{EVIL},")
    _change(folder / "boundaries" / "2009-04-01.geojson", '"Pú Hồng"', f'"{EVIL}"')
    _change(folder / "workspace.yaml", "14 xã, thị trấn trước", f"{EVIL} trước")
    sources = folder / "sources.yaml"
    text = re.sub(r'(title: \{vi: ")', rf"\1{EVIL} ", sources.read_text("utf-8"))
    sources.write_text(text, "utf-8")
    return folder


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, f"{path.name} has changed"
    path.write_text(text.replace(old, new), "utf-8")


# --- what Markdown would take for more than text -----------------------------------------------


@pytest.mark.parametrize("commune", ["", PU_HONG])
@pytest.mark.parametrize("page", PAGES)
def test_no_page_takes_a_name_for_markdown_or_html(hostile, monkeypatch, page, commune):
    monkeypatch.setenv("ATLAS_WORKSPACE", str(hostile))
    monkeypatch.setenv("ATLAS_VAR", str(hostile.parent / "var"))  # pages only read
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["day"] = "2018-12-31"
    if commune:
        app.query_params["commune"] = commune
    app.switch_page(f"pages/{page}").run()
    assert not app.exception, app.exception[0].message
    wrong = [said for said in _markdown(app) if LINK.search(said)]
    assert wrong == []
    assert not [e for e in app.get("html") if "<script" in e.proto.body]


def _markdown(app: AppTest):
    """Yield every text of a page that the browser takes for Markdown."""
    for element in app.main:
        proto = getattr(element, "proto", None)
        if element.type in ("html", "component_instance", "arrow_data_frame"):
            continue
        for name in ("body", "label", "help"):
            said = getattr(proto, name, "")
            if isinstance(said, str):
                yield said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Cuối năm 2018: 1 xã dưới 5 tiêu chí", "Cuối năm 2018: 1 xã dưới 5 tiêu chí"),
        ("1661/NQ-UBTVQH15 (2025)", "1661/NQ-UBTVQH15 (2025)"),
        ("[a](http://b)", "\\[a\\](http\N{WORD JOINER}\\://b)"),
        ("# a", r"\# a"),
        ("1. a", r"1\. a"),
        ("    a\n\n- b", "a - b"),
        ("a &amp; b", r"a \&amp; b"),
        (":red[a] :+1:", r"\:red\[a\] \:+1:"),
    ],
)
def test_a_text_is_written_so_that_markdown_shows_it_as_it_stands(text, shown):
    assert plain(text) == shown


# --- formulas ----------------------------------------------------------------------------------


def test_a_formula_is_neither_run_nor_given_on(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("ATLAS_VAR", str(tmp_path / "var"))
    path = tmp_path / f"{FORMULA}.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["indicator", "area", "period", "value"])
    sheet.append(["livestock_buffalo_head", "03205@2009-04-01", "2019-06", 41])
    sheet.append(["livestock_buffalo_head", "03208@2009-04-01", "2019-06", "=40000+4242"])
    book.save(path)
    _account(tmp_path, "lan", "office")
    arguments = ["import", "values", str(path), "--commit", "--as", "lan", "--leave-out-refused"]
    assert main(arguments) == 0, capsys.readouterr().out
    for form in ("csv", "xlsx"):
        out = tmp_path / f"out.{form}"
        assert main(["export", "values", "--format", form, str(out)]) == 0
        cells = [str(c) for c in _cells(out)]
        assert [c for c in cells if "cmd" in c], "what was said is there"
        assert form == "xlsx" or not [c for c in cells if c.startswith("=")], "text is all it is"
        assert "44242" not in cells, "nobody calculated it"


def _cells(path: Path):
    if path.suffix == ".csv":
        yield from (c for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"))) for c in row)
        return
    for row in openpyxl.load_workbook(path).active.iter_rows():
        for cell in row:
            assert cell.data_type != "f", "a cell of a workbook says what it is"
            yield cell.value


def _account(folder: Path, name: str, *roles: str, **environment: str) -> None:
    """Make an account in the ledger of a folder: an administrator, who gives itself these roles."""
    own = environment_of(folder) | environment
    add = ("user", "add", name, "--role", "administrator", "--password-stdin")
    done(*add, given=PASSWORD.encode(), **own)
    for role in roles:
        done("user", "grant", name, "--role", role, "--as", name, **own)


# --- a real server and a real browser ----------------------------------------------------------


@pytest.fixture(scope="module")
def server(hostile, tmp_path_factory):
    """Serve the hostile workspace; give its address and the folder of its own files."""
    browser_or_skip()
    folder = tmp_path_factory.mktemp("served") / "one" / "two"
    folder.mkdir(parents=True)
    own = {"ATLAS_WORKSPACE": str(hostile)}
    _account(folder, NAME, "office", **own)
    with served(folder, **own) as address:
        yield address, folder


@pytest.fixture
def page(browser, server):
    """Give a page of somebody who is signed in; nothing may be run, nothing strange said."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN")
    said = []
    made = context.new_page()
    made.set_default_timeout(40_000)
    made.on("dialog", lambda d: said.append(f"dialog {d.message}"))
    made.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else 0)
    made.on("pageerror", lambda e: said.append(str(e)))
    made.goto(f"{server[0]}/sign-in?next=entry")
    made.get_by_label("Tên tài khoản").fill(NAME)
    made.get_by_label("Mật khẩu").fill(PASSWORD)
    made.get_by_role("button", name="Đăng nhập").click()
    made.wait_for_url("**/entry*")
    yield made
    context.close()
    assert [m for m in said if not KNOWN.search(m)] == []


def workbook() -> bytes:
    """Return two sheets with evil names, headings, communes and notes."""
    book = openpyxl.Workbook()
    for n, name in enumerate(("[a](http---evil.example)", "<script>hacked=1<-script>")):
        sheet = book.active if n == 0 else book.create_sheet()
        sheet.title = name.replace("[", "(").replace("]", ")")[:31]
        sheet.append([f"{EVIL} tháng 6 năm 2019"])
        sheet.append(["TT", "Xã", "Tổng đàn trâu (con)", EVIL])
        sheet.append([1, "Phì Nhừ", 41 + n, EVIL])
        sheet.append([2, EVIL if n else "Na Son", 3, FORMULA])
        sheet["D4"].data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_s_texts_are_shown_as_they_stand_on_every_page(page, server):
    address, folder = server
    name = f"../../{EVIL.replace('/', '-')}.xlsx"
    before = {p for p in folder.parent.parent.rglob("*") if "evil" in p.name}
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": workbook()}
    )
    page.locator("table.sheet").first.wait_for()
    assert "[bấm](http://evil.example) :red[x]" in page.locator("main, body").first.inner_text()
    assert page.evaluate(HACKED) == 0
    assert {p for p in folder.parent.parent.rglob("*") if "evil" in p.name} == before

    for path in ("/?day=2018-12-31", f"/commune?commune={PU_HONG}&day=2018-12-31", "/ledger"):
        page.goto(address + path)
        page.locator("h1").wait_for()
        if path != "/ledger":
            frame = map_frame(page)
            frame.wait_for_function(PAINTED, polling=OFTEN)
            x, y = frame.evaluate(
                "id => { const a = window.map.atlas, at = "
                "a.map.latLngToContainerPoint(a.byId.get(id).middle), b = a.box."
                "getBoundingClientRect(); return [at.x + b.left, at.y + b.top]; }",
                PU_HONG,
            )
            box = page.locator("iframe[src*=st_folium]").bounding_box()
            page.mouse.move(box["x"] + x, box["y"] + y)
            assert frame.evaluate("document.querySelectorAll('a[href*=evil], img').length") == 0
        assert page.evaluate(HACKED) == 0, path

    page.goto(f"{address}/entry")  # where the file still waits
    page.get_by_role("button", name="Bỏ tệp này").click()
    page.locator("[data-testid=stFileUploader]").wait_for()


def test_an_attribute_of_a_geopackage_is_shown_as_it_stands(page, server, tmp_path):
    frame = gpd.read_file(SHIPPED / "boundaries" / "2009-04-01.geojson")[
        ["code", "name", "geometry"]
    ]
    frame.loc[frame["code"] == "03205", "name"] = EVIL
    frame.to_file(tmp_path / "xa.gpkg", layer="communes")
    page.goto(f"{server[0]}/boundaries")
    page.locator("input[type=file]").set_input_files(str(tmp_path / "xa.gpkg"))
    page.get_by_text("Dòng 2", exact=False).first.wait_for()
    assert "[bấm](http://evil.example) :red[x]" in page.locator("body").inner_text()
    assert page.evaluate(HACKED) == 0


def _peak(folder: Path) -> int:
    """Return the most memory that the server ever had, in bytes."""
    pid = (folder / "server.pid").read_text()
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_half_a_gigabyte_is_refused_by_the_page_and_by_the_server(page, server, tmp_path):
    address, folder = server
    large = tmp_path / "lon.xlsx"
    with large.open("wb") as file:
        file.truncate(500 * MB)
    with page.expect_request(lambda r: "upload_file" in r.url and r.method == "PUT") as sent:
        page.locator("input[type=file]").set_input_files(
            {"name": "nho.csv", "mimeType": "text/csv", "buffer": b"a;b\n1;2\n"}
        )
    request = sent.value
    page.locator("[data-testid=stFileUploader]").wait_for(state="detached")
    page.get_by_role("button", name="Bỏ tệp này").click()
    page.locator("[data-testid=stFileUploader]").wait_for()
    before = _peak(folder)
    page.locator("input[type=file]").set_input_files(str(large))
    page.get_by_text("50.0MB or smaller").wait_for()
    page.get_by_text("lon.xlsx").first.wait_for()

    assert _uploaded(address, request, 500 * MB) in (400, 403, 413), "what goes round the page"
    assert _peak(folder) - before < 100 * MB


def _uploaded(address: str, request, size: int) -> int:
    """Send a file of this size as the page would send it, in small pieces; return the status."""
    url = urlsplit(request.url)
    headers = {k: v for k, v in request.all_headers().items() if not k.startswith(":")}
    head = (
        b'--here\r\nContent-Disposition: form-data; name="file"; filename="../../x.xlsx"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n"
    )
    tail = b"\r\n--here--\r\n"
    headers["content-type"] = "multipart/form-data; boundary=here"
    headers["content-length"] = str(len(head) + size + len(tail))
    with closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)) as connection:
        connection.putrequest("PUT", url.path, skip_host=True, skip_accept_encoding=True)
        for key, value in headers.items():
            connection.putheader(key, value)
        connection.endheaders()
        try:
            connection.send(head)
            for _ in range(size // MB):
                connection.send(bytes(MB))
            connection.send(tail)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it did not want to hear all of it
        try:
            return connection.getresponse().status
        except (ConnectionResetError, http.client.RemoteDisconnected):
            return 413
