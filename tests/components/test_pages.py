"""Every page on the real workspace, without a browser: what it says, and what it gives the map."""

import json
import re
import shutil
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.words import LANGUAGES

ROOT = Path(__file__).parents[2]
PAGES = sorted(ROOT.glob("pages/*.py"))
LUAN_GIOI = "03379@2009-04-01"
NONSENSE = {
    "lang": "xx", "group": "WG99", "indicator": "none_such", "day": "yesterday", "span": "week",
    "commune": "99999@1900-01-01", "only": "<script>", "kind": "';--", "order": "sideways",
    "way": "post", "batch": "last", "period": "winter", "compare": "all", "other": "none",
    "beside": "none_such", "than": "tomorrow",
}  # fmt: skip


def opened(page: str = "", **query: str) -> AppTest:
    """Return the app at an address, as the server runs it."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    return app.switch_page(f"pages/{page}").run() if page else app.run()


@cache
def default(page: str = "1_map.py") -> AppTest:
    """Return a page as its address alone shows it; nobody may do anything there."""
    return opened(page)


def texts(app: AppTest) -> str:
    """Return all that a page says, as one text."""
    said = [
        e.value for kind in ("title", "caption", "text", "info", "error") for e in app.get(kind)
    ]
    return "\n".join([*map(str, said), *(e.proto.body for e in app.get("html"))])


def painted(app: AppTest) -> dict:
    """Return what the map of a page is given."""
    return json.loads(app.get("component_instance")[0].proto.json_args)


def picked(app: AppTest, key: str) -> str:
    """Return what a picker of a page shows as chosen, by what the address calls it."""
    found = re.search(f'data-key="{key}" [^>]*data-value="([^"]*)"', texts(app))
    assert found, f"no picker of {key}"
    return found[1]


def seen(app: AppTest) -> tuple[object, ...]:
    """Return what a person sees of a page: its texts, what is chosen, and its map, if any."""
    chosen = [
        (w.key, w.value) for kind in ("selectbox", "multiselect", "pills") for w in app.get(kind)
    ]
    maps = [m.proto.json_args for m in app.get("component_instance")]
    return re.sub('(href|data-picture|data-choice)="[^"]*"', "", texts(app)), chosen, maps


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_every_page_runs_in_every_language(page, language):
    first = language == next(iter(LANGUAGES))
    app = default(page.name) if first else opened(page.name, lang=language)
    assert not app.exception, app.exception[0].message
    assert app.title


def test_the_map_says_what_was_published_of_2018():
    app = default()
    assert app.title[0].value.startswith("Cuối năm 2018: 1 xã dưới 5 tiêu chí, đầu năm 10")


def test_the_same_address_shows_the_same_view():
    choice = {"indicator": "population", "day": "2025-07-01", "lang": "en"}
    first, again = opened(**choice), opened(**choice)
    assert first.title[0].value == again.title[0].value
    assert "6 of 6" in first.title[0].value


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_an_address_that_means_nothing_shows_the_default(page):
    """What the frame says of it: running/test_wrong_links.py."""
    strange = opened(page.name, **NONSENSE)
    assert not strange.exception, strange.exception[0].message
    assert seen(strange) == seen(default(page.name))


def test_a_day_before_the_first_boundaries_is_said_and_does_not_crash():
    app = opened(day="1999-12-31")
    assert not app.exception
    assert "1999" in app.title[0].value
    assert "01/04/2009" in texts(app)


def test_each_change_sends_the_map_one_character_a_commune(files):
    before, after = painted(default()), painted(opened(indicator="population"))
    same = [key for key in before if key != "feature_group"]
    assert {k: before[k] for k in same} == {k: after[k] for k in same}, (
        "the map would be built anew"
    )
    assert before["feature_group"] != after["feature_group"]
    areas = len(files.on(date(2018, 12, 31)))
    assert len(json.dumps(after)) <= 6000 + areas


def ranked(app: AppTest) -> list[str]:
    """Return the names in the table of a view, from the top."""
    (table,) = (e.proto.body for e in app.get("html") if 'class="plain ranking"' in e.proto.body)
    return re.findall('<th scope="row"><a[^>]*>(.*?)</a>', table)


def test_the_table_comes_in_the_order_that_is_asked_for(files):
    first, most, least, official = (
        ranked(opened(order=order)) for order in ("", "-value", "value", "title")
    )
    assert official == [a.title for a in files.on(date(2018, 12, 31))]
    assert first[0] == "Xã Háng Lìa", "it has the fewest"
    assert most[:2] == ["Xã Mường Luân", "Xã Luân Giói"]
    assert first[-1] == most[-1] == least[-1] == "Thị trấn Điện Biên Đông", "it has no value"
    assert sorted(most) == sorted(least) == sorted(first)


def test_the_table_says_since_when_and_what_changed_and_leads_to_each_commune():
    (table,) = (e.proto.body for e in default().get("html") if "plain ranking" in e.proto.body)
    assert "từ 31/12/2018" in table
    assert "ít nhất từ 31/12/2017" in table
    assert "So với 30/11/2018" in table
    rows = re.findall('<tr data-area="(.*?)".*?href="(.*?)"', table)
    assert len(rows) == 14
    assert all(href.startswith("commune?") and area[:5] in href for area, href in rows)


def test_a_class_of_the_legend_leads_to_its_communes_and_back():
    app = opened(**{"class": "ntm_criteria_met.value.2"})
    assert ranked(app) == ["Xã Luân Giói", "Xã Mường Luân"]
    assert "trong 2 xã đang lọc" in app.title[0].value
    assert 'aria-label="Bỏ lọc: 10 - 14 tiêu chí"' in texts(app)
    other = opened(**{"class": "ntm_criteria_met.value.2", "indicator": "population"})
    assert len(ranked(other)) == 14, "a class of another indicator is none of this one"


def test_the_map_of_changes_has_classes_and_a_key_of_its_own():
    app = opened(show="change", against="2017-12-31")
    assert "Thay đổi so với 31/12/2017 (tiêu chí)" in texts(app)
    assert painted(app)["feature_group"] != painted(default())["feature_group"]
    assert "So với 31/12/2017" in texts(app)


def test_what_holds_for_every_row_is_said_once_below_the_table():
    assert '<p class="empty">Số liệu đến ngày: 31/12/2018 · Ghi chú: số liệu mẫu</p>' in texts(
        default()
    )


def test_a_working_group_narrows_the_indicators_and_outlines_its_communes(files):
    app = opened(group="WG4")
    assert picked(app, "indicator") in {i.slug for i in files.catalogue.of_group("WG4")}
    assert 'data-key="indicator" data-kind="indicator"' in texts(app)
    assert 'data-group="WG4"' in texts(app)
    focus = files.catalogue.groups["WG4"].focus
    assert focus == (LUAN_GIOI,)


def test_a_profile_shows_every_indicator_that_applies(files):
    app = opened("2_commune.py", commune=LUAN_GIOI)
    said = texts(app)
    area = files.areas[LUAN_GIOI]
    for indicator in files.catalogue:
        if indicator.covers(area.kind):
            assert indicator.title.vi in said, indicator.slug


def test_a_profile_begins_with_what_the_workspace_says_its_chair_is_asked_about(files):
    said = texts(opened("2_commune.py", commune=LUAN_GIOI, day="2018-12-31"))
    places = [said.index(files.catalogue[slug].title.vi) for slug in files.catalogue.lead]
    assert places == sorted(places)
    assert places[-1] < said.index(files.catalogue["population"].title.vi)
    assert "Mới đạt từ đầu năm:</b> 3 Thủy lợi; 13 Tổ chức sản xuất" in said


def test_a_profile_leads_to_the_communes_that_share_a_border():
    app = opened("2_commune.py", commune=LUAN_GIOI)
    labels = [link.proto.label for link in app.get("page_link")]
    assert {"Xã Chiềng Sơ", "Xã Mường Luân", "Xã Tìa Dình", "Xã Háng Lìa"} <= set(labels)
    assert "Xã Pu Nhi" in labels, "it is alike, and far away"
    assert "Xã Nong U" not in labels


def test_what_is_a_sample_is_said_once_a_group_and_not_in_each_line():
    said = texts(opened("2_commune.py", commune=LUAN_GIOI, day="2018-12-31"))
    groups = len(re.findall('<section class="lines', said))
    assert 0 < said.count(">số liệu mẫu<") <= groups


def test_the_township_has_no_criteria_and_says_so():
    said = texts(opened("2_commune.py", commune="03203@2009-04-01"))
    assert "Thị trấn Điện Biên Đông" in said
    assert "không áp dụng" in said


def test_a_merged_commune_says_what_it_came_from_and_by_which_text():
    said = texts(opened("2_commune.py", commune="03203@2025-07-01", day="2025-12-31"))
    assert "Xã Na Son" in said
    assert "thị trấn Điện Biên Đông, xã Na Son, xã Keo Lôm" in said
    assert "1661/NQ-UBTVQH15" in said


def test_a_sample_is_marked_on_every_page_that_shows_one():
    for app in (default(), opened("2_commune.py", commune=LUAN_GIOI), default("10_about.py")):
        assert "mẫu" in texts(app).lower()


def test_a_workspace_whose_boundaries_cannot_be_used_is_explained(tmp_path, monkeypatch):
    """By the frame, which is round every page."""
    broken = tmp_path / "broken"
    shutil.copytree(ROOT / "data" / "dien_bien_dong", broken)
    file = broken / "boundaries" / "2025-07-01.geojson"
    layer = json.loads(file.read_text("utf-8"))
    layer["features"][2]["geometry"]["coordinates"][0] = []
    file.write_text(json.dumps(layer), "utf-8")
    monkeypatch.setenv("ATLAS_WORKSPACE", str(broken))
    monkeypatch.setenv("ATLAS_VAR", str(tmp_path / "var"))
    app = opened()
    assert not app.exception
    assert "không có hình" in texts(app)


def test_a_workspace_that_is_unusable_is_explained_and_not_shown(tmp_path, monkeypatch):
    broken = tmp_path / "broken"
    shutil.copytree(ROOT / "data" / "dien_bien_dong", broken)
    file = broken / "indicators" / "population.yaml"
    file.write_text(file.read_text("utf-8").replace("direction:", "directoin:"), "utf-8")
    monkeypatch.setenv("ATLAS_WORKSPACE", str(broken))
    app = opened(lang="en")
    assert not app.exception
    said = texts(app)
    assert "directoin" in said
    assert "direction" in said
    assert not app.get("component_instance")


def test_what_a_file_says_is_shown_as_text(tmp_path, monkeypatch):
    hostile = tmp_path / "hostile"
    shutil.copytree(ROOT / "data" / "dien_bien_dong", hostile)
    file = hostile / "areas.csv"
    name = '<script>alert("x")</script>'
    file.write_text(file.read_text("utf-8").replace("Luân Giói", name.replace('"', "'")), "utf-8")
    for boundaries in hostile.glob("boundaries/*"):
        boundaries.write_text(
            boundaries.read_text("utf-8").replace("Luân Giói", name.replace('"', "'")), "utf-8"
        )
    monkeypatch.setenv("ATLAS_WORKSPACE", str(hostile))
    for page in PAGES:
        app = opened(page.name, commune=LUAN_GIOI)
        assert not app.exception
        assert all("<script>" not in e.proto.body for e in app.get("html"))


def first_column(app: AppTest) -> list[str]:
    """Return the communes of a matrix over time, from the top."""
    (table,) = (e.proto.body for e in app.get("html") if 'class="plain heat"' in e.proto.body)
    return re.findall(r'<th scope="row"><a [^>]*>(.*?)</a>', table)


def test_an_indicator_begins_with_all_communes_over_time_each_a_link_to_its_page(files):
    app = opened("3_indicator.py", indicator="forest_planted_ha")
    assert first_column(app) == [a.title for a in files.on(date(2019, 12, 31))]
    said = texts(app)
    assert 'href="commune?' in said
    assert said.index('class="plain heat"') < said.index('class="plain facts"')


def test_a_matrix_comes_in_the_order_that_is_asked_for_and_what_is_not_known_stays_last():
    choice = {"indicator": "forest_planted_ha"}
    best, worst = (
        first_column(opened("3_indicator.py", sorted=o, **choice)) for o in ("best", "worst")
    )
    unknown = {"Xã Luân Giói", "Xã Háng Lìa"}
    assert set(best[-2:]) == set(worst[-2:]) == unknown
    assert best[0] == "Xã Pú Hồng"
    assert worst[0] == "Thị trấn Điện Biên Đông"


def test_an_indicator_is_seen_as_a_chart_for_each_commune_of_one_scale():
    said = texts(opened("3_indicator.py", indicator="forest_planted_ha", picture="lines"))
    charts = re.findall(r"<section><h3><a .*?</section>", said)
    assert len(charts) == 14
    scales = {tuple(re.findall(r'<i style="[^"]*">(.*?)</i>', chart)) for chart in charts}
    assert len(scales) == 1


def test_words_over_time_are_no_chart():
    app = opened("3_indicator.py", indicator="ntm_recognition", picture="lines")
    assert first_column(app)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_a_link_to_another_view_keeps_the_session_of_the_reader(page):
    """A plain link would load everything anew: `data-go` tells the page's script to lead there."""
    links = re.findall(r"<a [^>]*href=\"([^\"]*)\"[^>]*>", texts(default(page.name)))
    views = ("./?", *(f"{p.stem.partition('_')[2]}?" for p in PAGES))
    assert all(
        "data-go" in tag
        for tag in re.findall(r"<a [^>]*>", texts(default(page.name)))
        if (found := re.search(r'href="([^"]*)"', tag)) and found[1].startswith(views)
    ), links
