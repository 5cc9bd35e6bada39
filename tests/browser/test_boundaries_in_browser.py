"""Boundaries are brought, placed, decided on and accepted; other sessions draw them, and back."""

import re
from urllib.parse import urlsplit

import geopandas as gpd
import pytest
from commands import done
from entering import SETTLED, choose
from places import AFTER, BEFORE, MERGED, zipped
from served import KNOWN, OFTEN, PAINTED, environment_of, map_frame, served
from told import SHIPPED

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
NAME, PASSWORD = "minh", "một mật khẩu đủ dài"
MAP = "/?indicator=population&day=2018-12-31"
TOWNSHIP, NA_SON = "03203@2009-04-01", "03205@2009-04-01"
SCREENS = {"laptop": (1280, 800), "tablet": (820, 1180)}
SHAPES = "() => [...window.map.atlas.areas].map(a => [a.id, a.middle.lat, a.middle.lng])"
SMALL = """() => [...document.querySelectorAll("main button, main label, main [role=combobox]")]
  .filter(e => e.offsetParent && !e.closest("table, iframe"))
  .map(e => [e.innerText || e.ariaLabel, e.closest("[data-baseweb=select]") ?? e])
  .filter(([, e]) => !e.closest("[data-testid=stWidgetLabel]"))
  .map(([said, e]) => [said, e.getBoundingClientRect().height])
  .filter(([, height]) => height > 0 && height < 44)"""


def administered(folder, **environment):
    """Make the first account of a server's own ledger."""
    add = ("user", "add", NAME, "--role", "administrator", "--password-stdin")
    done(*add, given=PASSWORD.encode(), **environment_of(folder), **environment)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    administered(folder)
    with served(folder) as url:
        yield url


@pytest.fixture(scope="module")
def before_the_merger(tmp_path_factory):
    """Serve a workspace of the fourteen communes alone."""
    folder = tmp_path_factory.mktemp("fourteen")
    file = SHIPPED / "boundaries" / f"{BEFORE}.geojson"
    done(
        "new-workspace", str(folder / "xa"), "--boundaries", str(file), "--code", "code",
        "--name", "name", "--valid-from", str(BEFORE), "--kind", "xã",
    )  # fmt: skip
    own = {"ATLAS_WORKSPACE": str(folder / "xa")}
    administered(folder, **own)
    with served(folder, **own) as url:
        yield url


@pytest.fixture
def page_of(browser):
    """Return how to open a page in a session of its own; at the end nothing strange was said."""
    said, asked, contexts, hosts = [], [], [], set()

    def opened(url, screen="laptop"):
        width, height = SCREENS[screen]
        made = browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
        contexts.append(made)
        page = made.new_page()
        page.set_default_timeout(40_000)
        page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else 0)
        page.on("pageerror", lambda e: said.append(str(e)))
        page.on("request", lambda r: asked.append(r.url))
        hosts.add(urlsplit(url).netloc)
        page.goto(url)
        return page

    yield opened
    for made in contexts:
        made.close()
    assert [m for m in said if not KNOWN.search(m)] == []
    assert {urlsplit(u).netloc for u in asked if u.startswith(("http", "ws"))} <= hosts


def signed_in(page_of, url, path, screen="laptop"):
    page = page_of(f"{url}/sign-in?next={path}", screen)
    page.get_by_label("Tên tài khoản").fill(NAME)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"**/{path}*")
    return page


def bring(page, path):
    page.locator("input[type=file]").set_input_files(str(path))
    page.get_by_text("Nội dung tệp", exact=True).wait_for()


def shapes(frame):
    return {area: (lat, lng) for area, lat, lng in frame.evaluate(SHAPES)}


def map_of(page):
    frame = map_frame(page)
    frame.wait_for_function(PAINTED, polling=OFTEN)
    return frame


def until_it_is_otherwise(page, before):
    """Return the shapes that a map draws once they are not those of before."""
    page.wait_for_function(
        """before => {
          const map = document.querySelector("iframe[src*=st_folium]")?.contentWindow?.map;
          const areas = map?.atlas?.areas;
          return areas?.length && areas.some(a => a.middle.lat !== before[a.id]?.[0]);
        }""",
        arg=before,
    )
    return shapes(map_of(page))


def brought(folder, crs=9205, without=".prj"):
    """Return the fourteen as they may arrive: moved east, no .prj, an old code with a new name."""
    frame = gpd.read_file(SHIPPED / "boundaries" / f"{BEFORE}.geojson")[
        ["code", "name", "geometry"]
    ]
    frame = frame.to_crs(crs)
    frame["geometry"] = frame.translate(xoff=300)
    frame["name"] = frame["name"].replace({"Điện Biên Đông": "Na Son", "Na Son": "Na Sơn Cũ"})
    frame.to_file(folder / "xã <b>.shp", encoding="UTF-8")
    return zipped(folder / "xã <b>.shp", without=without)


def test_shapes_without_a_system_are_placed_decided_on_accepted_and_taken_back(
    page_of, address, tmp_path
):
    reader = page_of(address + MAP)
    before = shapes(map_of(reader))

    page = signed_in(page_of, address, "boundaries", "tablet")
    bring(page, brought(tmp_path))
    page.get_by_role("combobox", name="Hệ tọa độ").click()
    offered = page.get_by_role("option").all_inner_texts()
    assert re.fullmatch(r"VN-2000 / TM-3 103-00 – lệch \d+ m", offered[0])
    assert "VN2000-103-k0.9996" in offered[1]
    page.get_by_role("option").first.click()
    page.locator("img.overlay").wait_for()
    assert page.get_by_role("button", name="Ghi ranh giới").count() == 0, "two rows are asked about"
    choose(page, "Dòng 1 là", re.compile(r"^Thị trấn Điện Biên Đông \(03203"))
    page.get_by_text("Đã trả lời: 1 câu").wait_for()
    choose(page, "Dòng 2 là", re.compile(r"^Xã Na Son \(03205"))
    accept = page.get_by_role("button", name="Ghi ranh giới 14 xã")
    accept.wait_for()
    page.reload()  # what was chosen and decided is kept with the file
    accept.wait_for()
    for width, height in SCREENS.values():
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(SMALL) == []
    assert shapes(map_of(reader)) == before, "nothing is written before it is accepted"
    accept.click()
    page.get_by_text("Đã ghi vào sổ").wait_for()

    after = until_it_is_otherwise(reader, before)
    assert {i for i in after if after[i][1] > before[i][1]} == set(before), "all lie farther east"

    ledger = signed_in(page_of, address, "ledger", "tablet")
    assert "14 đơn vị từ ngày 01/04/2009" in ledger.locator("table").first.inner_text()
    assert "xã <b>.zip" in ledger.locator("table").first.inner_text()
    ledger.get_by_role("button", name="Thu hồi đợt nhập này").click()
    ledger.get_by_text("bộ trước đó hiện trở lại").wait_for()
    ledger.get_by_label("Lý do thu hồi").fill("nhầm tệp")
    ledger.get_by_role("button", name="Thu hồi đợt nhập số").click()
    ledger.get_by_text("nhầm tệp").wait_for()
    assert until_it_is_otherwise(reader, after) == before


def test_the_merger_is_one_guided_step(page_of, before_the_merger):
    url = before_the_merger
    page = signed_in(page_of, url, "boundaries")
    file = SHIPPED / "boundaries" / f"{AFTER}.geojson"
    bring(page, file)
    page.get_by_text("Các xã mới sau sáp nhập").click()
    table = page.locator("table", has_text="Hình thành từ")
    table.wait_for()
    assert {row.count("100,0 %") for row in table.locator("tr").all_inner_texts()[1:]} == {2, 3}
    accept = page.get_by_role("button", name="Ghi ranh giới 6 xã")
    assert accept.is_disabled()
    page.get_by_text("Còn thiếu").wait_for()
    page.locator(SETTLED).wait_for()  # what is typed while it draws itself is lost
    page.get_by_role("spinbutton").first.click()
    page.keyboard.type("01072025")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.get_by_label("Văn bản quyết định").fill("1661/NQ-UBTVQH15")
    page.get_by_label("Văn bản quyết định").press("Enter")
    page.get_by_text("Các xã trên đúng như văn bản", exact=True).first.click()
    page.get_by_text("từ ngày 01/07/2025").first.wait_for()
    playwright.expect(accept).to_be_enabled()
    accept.click()
    page.get_by_text("Đã ghi vào sổ").wait_for()

    new, merged = max(MERGED.items(), key=lambda one: len(one[1]))
    commune = page_of(f"{url}/commune?commune={new}@{AFTER}&day={AFTER}")
    said = commune.get_by_text("1661/NQ-UBTVQH15").inner_text()
    assert len(re.findall(",|và", said)) >= len(merged) - 1, said
