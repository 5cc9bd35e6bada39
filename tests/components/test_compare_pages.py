"""The pages that hold two things beside each other, and that say who has reported."""

import re

import pytest
from streamlit.testing.v1 import AppTest
from test_pages import opened, painted, picked, texts
from told import KEO_LOM, NA_SON, NEW_NA_SON, PHI_NHU, TOWNSHIP

COMPARE, REPORTS = "4_compare.py", "5_reports.py"


def test_two_communes_are_compared_in_words_in_a_table_and_on_the_map():
    app = opened(COMPARE, commune=KEO_LOM, other=PHI_NHU, lang="en")
    assert app.title[0].value == "Xã Phì Nhừ beside Xã Keo Lôm"
    assert re.search(
        r"Xã Phì Nhừ is better than xã Keo Lôm in \d+, worse in \d+ and alike in \d+ of \d+",
        texts(app),
    )
    assert len(set(painted(app)["script"])) > 1
    assert texts(app).count("<table") > 1


def test_a_commune_is_never_compared_with_itself():
    app = opened(COMPARE, commune=NA_SON, other=NA_SON)
    assert picked(app, "other") != NA_SON


def test_two_communes_of_today_are_compared_by_the_areas_of_today():
    app = opened(COMPARE, commune=NEW_NA_SON, day="2025-12-31")
    assert not app.exception
    assert NEW_NA_SON.split("@")[1] in picked(app, "other")


def test_what_has_changed_since_the_period_before_needs_no_more_than_the_indicator():
    app = opened(COMPARE, compare="days", indicator="forest_planted_ha", day="2019-06-30")
    assert app.selectbox(key="pick_than").value == "2019-05-31"
    assert "31/05/2019" in app.title[0].value
    assert "13 tốt lên" in texts(app)


def test_two_indicators_are_dots_with_names_and_a_table_with_both():
    app = opened(COMPARE, compare="indicators", beside="forest_cover_pct", commune=KEO_LOM)
    shown = texts(app)
    assert 'class="scatter"' in shown
    assert shown.count('class="dot marked') == 1
    assert "13/14 đơn vị" in shown, "the criteria do not apply to the township"


@pytest.mark.parametrize("way", ["communes", "days", "indicators"])
@pytest.mark.parametrize("day", ["1900-01-01", "2018-12-31", "2025-07-01", "2199-12-31"])
def test_every_way_runs_on_every_day(way, day):
    for indicator in ("forest_cover_pct", "ntm_recognition"):
        app = opened(COMPARE, compare=way, day=day, indicator=indicator)
        assert not app.exception
        assert not app.error


def test_who_has_reported_is_said_in_a_sentence_a_map_and_two_tables():
    app = opened(REPORTS, day="2018-12-31")
    assert "báo cáo đủ" in app.title[0].value
    shown = texts(app)
    assert "Theo xã" in shown
    assert "Theo chỉ tiêu" in shown
    assert TOWNSHIP.split("@")[0]
    assert "SỐ LIỆU MẪU" in shown


def test_a_group_sees_what_is_due_to_it_alone():
    whole, own = (opened(REPORTS, day="2018-12-31", **query) for query in ({}, {"group": "WG2"}))
    assert texts(own).count("<tr>") < texts(whole).count("<tr>")


def _saved():
    import streamlit as st

    from components.map import choices
    from components.state import cached
    from components.state.language import words
    from components.tables import pack

    now = cached.snapshot()
    st.text(pack.page(words(), now, choices.choose(now)))


def test_what_is_saved_for_use_without_a_network_has_the_figures_also_beside_their_changes():
    def saved(**query):
        app = AppTest.from_function(_saved, default_timeout=60)
        for key, value in {"indicator": "ntm_criteria_met", "day": "2018-12-31", **query}.items():
            app.query_params[key] = value
        return app.run().text[0].value

    assert saved(show="change") == saved()


def test_no_map_is_saved_where_there_are_no_boundaries():
    app = opened(day="2005-01-01")
    assert not app.exception
    assert not [b for b in app.get("download_button") if "HTML" in b.proto.label]
