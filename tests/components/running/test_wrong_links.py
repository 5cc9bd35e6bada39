"""A link that is wrong says so on every page, in the frame, and offers the nearest."""

import re
from html import unescape
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pytest
from markupsafe import escape
from served import served
from speaking import Page

from components.state.pages import declared

LUAN_GIOI = "03379@2009-04-01"
NONSENSE = {
    "group": "WG99", "indicator": "none_such", "day": "yesterday", "commune": "99999@1900-01-01",
    "other": "nowhere", "beside": "<script>", "than": "winter", "against": "spring",
    "only": "none such",
}  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with served(tmp_path_factory.mktemp("wrong_links")) as url:
        yield url


@pytest.fixture
def said(server):
    """Return what a page of this address says: its titles and pieces of HTML."""

    def opened(page: str = "", **query: str) -> str:
        with Page(server) as line:
            shown = list(line.shown(urlencode(query), page))
        return "\n".join(e.heading.body or e.html.body for e in shown)

    return opened


def notices(said: str) -> list[str]:
    return re.findall(r'<p class="alert" role="alert">(.*?)</p>', said)


@pytest.mark.parametrize("page", declared())
def test_every_page_names_what_its_address_asks_for_and_there_is_none_of(said, page):
    told = notices(said("" if page == "map" else page, **NONSENSE))
    for key in set(NONSENSE) & set(declared()[page].keeps):
        assert any(f"“{escape(NONSENSE[key])}”" in one for one in told), key


@pytest.mark.parametrize(
    ("page", "choice", "nearest"),
    [
        ("commune", {"commune": "keo lom"}, "Xã Keo Lôm"),
        ("commune", {"commune": "03379"}, "Xã Luân Giói"),
        ("commune", {"commune": "03379@2019-01-01"}, "Xã Luân Giói"),
        ("indicator", {"indicator": "forest_planted"}, "Diện tích rừng trồng mới"),
        ("indicator", {"indicator": "dan so"}, "Dân số"),
        ("", {"group": "wg6"}, "Rừng"),
        ("commune", {"day": "2018-02-30"}, "28/02/2018"),
        ("", {"only": f"{LUAN_GIOI},pu nhi"}, "Xã Pu Nhi"),
    ],
)
def test_a_wrong_link_offers_the_nearest(said, page, choice, nearest):
    (told,) = notices(said(page, **choice))
    assert re.search(f'<a [^>]*href="[^"]*"[^>]*>{nearest}', told)


def test_another_commune_than_the_one_asked_for_is_never_shown_in_silence(said):
    (told,) = notices(said("commune", commune="khong co"))
    assert "Không có xã “khong co”" in told
    assert "Đang xem thay: Thị trấn Điện Biên Đông" in told


def test_a_right_link_says_nothing(said):
    choice = {"commune": LUAN_GIOI, "day": "2018-12-31", "indicator": "population", "group": "WG6"}
    for page in ("", "commune", "indicator"):
        assert notices(said(page, **choice)) == []


@pytest.mark.parametrize(
    ("page", "language", "title", "nearest"),
    [
        ("comune", "vi", "Không có trang “comune”", '"commune?'),
        ("so-so-lieu", "vi", "Không có trang “so-so-lieu”", '"ledger?'),
        ("zzz", "en", "There is no page “zzz”", '"./?'),
        ("commune/x", "en", "There is no page “commune/x”", '"commune?'),
        ("x/yy/z", "en", "There is no page “x/yy/z”", '"./?'),
        ("//", "en", "There is no page “//”", '"./?'),
        (" ", "en", "There is no page “”", '"./?'),
    ],
)
def test_a_page_that_there_is_none_of_is_said_in_our_frame(said, page, language, title, nearest):
    told = said(page, lang=language)
    assert title in told
    assert nearest in told


@pytest.mark.parametrize(("page", "title"), [("map", "Population"), ("commune/", "Luân Giói")])
def test_another_address_of_a_page_leads_to_it(said, page, title):
    told = said(page, lang="en", indicator="population", commune=LUAN_GIOI)
    assert title in told
    assert "There is no page" not in told


def test_after_a_wrong_address_all_pages_are_there(server):
    with Page(server) as line:
        for page in ("a/b", "map", "commune"):
            shown = "\n".join(e.heading.body or e.html.body for e in line.shown("lang=en", page))
            assert ("There is no page" in shown) == (page == "a/b")


OLD, NEW = "2018-12-31", "2025-12-31"


@pytest.mark.parametrize(
    ("page", "choice", "said_of", "shown"),
    [
        ("", {"only": "03370@2025-07-01", "day": OLD}, "Xã Pu Nhi", "Tất cả các xã"),
        ("", {"only": f"03370@2025-07-01,{LUAN_GIOI}", "day": OLD}, "Xã Pu Nhi", ""),
        ("", {"commune": "03370@2025-07-01", "day": OLD}, "Xã Pu Nhi", "Tất cả các xã"),
        ("compare", {"commune": "03203@2025-07-01", "other": "03214@2009-04-01", "day": NEW},
         "Xã Mường Luân", "Xã"),
        ("reports", {"day": "2005-01-01"}, "01/01/2005", "31/12/2018"),
        ("compare", {"compare": "days", "day": "2005-01-01"}, "01/01/2005", "31/12/2018"),
        ("compare", {"compare": "days", "than": "2005-01-01"}, "01/01/2005", "/20"),
        ("", {"show": "change", "against": "2005-01-01"}, "01/01/2005", "/20"),
        ("commune", {"commune": "03370@2025-07-01", "day": OLD}, "31/12/2018", "01/07/2025"),
    ],
)  # fmt: skip
def test_what_a_page_has_nothing_of_is_never_left_out_in_silence(
    said, page, choice, said_of, shown
):
    (told,) = notices(said(page, **choice))
    assert f"Trang này không có gì về {said_of}" in told
    assert re.search(f"Đang xem thay: [^<]*{shown}", told) if shown else "xem thay" not in told


def test_what_is_offered_instead_is_of_the_day_and_leaves_the_rest_of_the_filter(said):
    (told,) = notices(said("", only=f"{LUAN_GIOI},na son", day=OLD))
    links = [parse_qs(urlsplit(unescape(a)).query) for a in re.findall(r'href="([^"]*)"', told)]
    assert links
    for link in links:
        kept, other = link["only"][0].split(",")
        assert kept == LUAN_GIOI
        assert other.endswith("@2009-04-01"), "in force on that day"


@pytest.mark.parametrize("day", ["9" * 5000, "20181231", "31/12/2018", "0", "١", "9999-99-99"])
def test_whatever_is_written_for_a_day_is_answered_in_words(said, day):
    assert any("không phải là một ngày" in one for one in notices(said("", day=day)))


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("a/b?day=2018-12-31", "/a-b?day=2018-12-31"),
        ("commune/x", "/commune-x"),
        ("xã/b/c", "/x%C3%A3-b-c"),
    ],
)
def test_a_browser_is_led_out_of_folders_that_there_are_none_of(browser, address, path, to):
    answer = browser.get(f"{address}/{path}", headers={"Accept": "text/html"})
    assert answer.status_code == 303
    assert urljoin(f"{address}/{path}", answer.headers["location"]) == address + to
    assert "location" not in browser.get(address + to, headers={"Accept": "text/html"}).headers
