"""A profile says of one commune what it is, what it was before, and what it came to be from."""

from dataclasses import replace
from datetime import date

import pytest
from told import LUAN_GIOI, NA_SON, NEW_NA_SON, NEW_PU_NHI, PU_NHI, TOWNSHIP, appraised, told

from data.catalogue.criteria import Status
from data.figures import profile
from data.figures.days import history
from data.figures.view import view
from data.words import Words

EN = Words("en")
END = date(2018, 12, 31)
PRODUCTION = "forest_planted_production_ha"


def lines(now, area, day):
    """Return the lines of a profile by indicator."""

    def rows(slug):
        return {r.Index: r for r in view(now, now.catalogue[slug], day).itertuples()}

    def past(slug):
        found = {}
        for r in history(now, now.catalogue[slug]).itertuples():
            found.setdefault(r.area, []).append(r)
        return found

    made = profile.lines(now, now.areas[area], day, rows, past)
    return {line.indicator.slug: line for line in made}


def change(now, slug, day, area=NA_SON):
    return profile.change(EN, lines(now, area, day)[slug])


def few(snapshot, *slugs):
    """Return the workspace with these indicators alone, which is quicker."""
    kept = {s: snapshot.catalogue[s] for s in slugs}
    return replace(snapshot, catalogue=replace(snapshot.catalogue, indicators=kept))


# Lines


def test_a_profile_has_a_line_for_every_indicator_that_applies_in_the_order_of_the_menus(snapshot):
    slugs = ("ntm_criteria_met", "population", "ntm_recognition", "forest_cover_pct")
    now = few(snapshot, *slugs)
    assert list(lines(now, NA_SON, END)) == list(slugs)
    assert list(lines(now, TOWNSHIP, END)) == ["population", "forest_cover_pct"]


def test_a_trend_has_every_known_day_up_to_the_day_and_gaps_where_nothing_is_exact(snapshot):
    said = [
        *appraised(NA_SON, "2018-01", range(1, 20)),
        *appraised(PU_NHI, "2018-02", [1]),
        *appraised(NA_SON, "2018-03", [1, 2]),
        *appraised(NA_SON, "2018-04", range(1, 20)),
    ]
    now = few(told(snapshot, statuses=said), "ntm_criteria_met")
    line = lines(now, NA_SON, date(2018, 3, 31))["ntm_criteria_met"]
    assert line.trend_days == (date(2018, 1, 31), date(2018, 2, 28), date(2018, 3, 31))
    assert line.trend == (19, 19, None)
    assert profile.described(EN, line) == "31/01/2018: 19 criteria; 28/02/2018: 19 criteria"


def test_a_change_is_that_since_the_day_before_on_which_something_was_known(snapshot):
    counts = {"2017-12-31": 3, "2018-06": 5, "2018-12": 4, "2019-06": 4}
    said = [("schools_total", NA_SON, period, n) for period, n in counts.items()]
    now = few(told(snapshot, said), "schools_total")
    assert change(now, "schools_total", date(2017, 12, 31)) == ""
    assert change(now, "schools_total", date(2018, 6, 30)) == "+2 since 31/12/2017"
    assert change(now, "schools_total", END) == "−1 since 30/06/2018"
    assert change(now, "schools_total", date(2019, 6, 30)) == "unchanged since 31/12/2018"


def test_a_sum_begins_anew_each_year_and_so_does_a_share_of_the_plan(snapshot):
    said = [(f"forest_planted_{kind}_ha", NA_SON, p, v)
            for kind in ("production", "protection", "special")
            for p, v in (("2018", 9), ("2019-01", 1), ("2019-02", 2))]  # fmt: skip
    plans = [("forest_planted_ha", NA_SON, y, 30) for y in (2018, 2019)]
    slugs = ("forest_planted_ha", "forest_planted_pct", PRODUCTION,
             "forest_planted_protection_ha", "forest_planted_special_ha")  # fmt: skip
    now = few(told(snapshot, said, plans), *slugs)
    for slug, size in {PRODUCTION: "2.00", "forest_planted_pct": "20.0"}.items():
        assert change(now, slug, date(2019, 1, 31)) == ""
        assert change(now, slug, date(2019, 2, 28)) == f"+{size} since 31/01/2019"


def test_a_real_figure_is_not_compared_with_a_sample(snapshot):
    said = [("schools_total", NA_SON, "2018-06", 5, "", "", "sample_schools"),
            ("schools_total", NA_SON, "2018-12", 4, "", "", "article_2019")]  # fmt: skip
    now = few(told(snapshot, said), "schools_total")
    assert change(now, "schools_total", END) == ""


def test_a_least_value_is_compared_with_nothing(snapshot):
    said = [*appraised(NA_SON, "2018-01", range(1, 20)), *appraised(NA_SON, "2018-02", [1])]
    now = few(told(snapshot, statuses=said), "ntm_criteria_met")
    assert change(now, "ntm_criteria_met", date(2018, 2, 28)) == ""


def test_counts_by_two_sets_of_criteria_are_neither_compared_nor_one_trend(snapshot):
    said = [
        *appraised(NA_SON, "2022-02", range(1, 20)),
        *appraised(NA_SON, "2022-03", [1, 2], not_met=range(3, 20)),
    ]
    now = few(told(snapshot, statuses=said), "ntm_criteria_met")
    line = lines(now, NA_SON, date(2022, 3, 31))["ntm_criteria_met"]
    assert line.trend == (2,)
    assert profile.change(EN, line) == ""


def test_a_target_is_the_plan_of_the_area_or_the_threshold_of_all(snapshot):
    now = few(
        told(
            snapshot,
            [("poverty_reduction_pp", NA_SON, "2018", 6), (PRODUCTION, NA_SON, "2018", 6)],
            [(PRODUCTION, NA_SON, "2018", 5)],
        ),
        "poverty_reduction_pp",
        PRODUCTION,
        "population",
    )
    found = lines(now, NA_SON, END)
    assert profile.target(EN, found[PRODUCTION]) == "plan 5.00 ha"
    said = profile.target(EN, found["poverty_reduction_pp"])
    assert said == "more than 5.10 percentage points"
    assert profile.target(EN, found["population"]) == ""


# The criteria


def test_a_checklist_has_every_criterion_of_the_set_with_its_status(snapshot):
    said = appraised(NA_SON, "2018-12", met=[1, 2], basic=[3], not_met=[4])
    now = told(snapshot, statuses=said)
    found, checks = profile.checklist(now, now.areas[NA_SON], END)
    assert len(checks) == len(found.criteria) == 19
    assert [c.status for c in checks[:5]] == [
        Status.MET, Status.MET, Status.BASIC, Status.NOT_MET, None,
    ]  # fmt: skip
    assert [c.since for c in checks[3:5]] == [END, None]
    assert {c.group for c in checks} == set(found.groups)


def test_who_was_not_appraised_has_a_checklist_without_statuses(snapshot):
    now = told(snapshot)
    found, checks = profile.checklist(now, now.areas[NEW_NA_SON], date(2026, 3, 1))
    assert len(checks) == len(found.criteria) == 10
    assert {c.status for c in checks} == {None}


def test_the_township_has_no_checklist(snapshot):
    assert profile.checklist(snapshot, snapshot.areas[TOWNSHIP], END)[1] == []


def test_before_any_set_there_is_no_checklist(snapshot):
    day = date(2016, 11, 30)
    assert profile.checklist(snapshot, snapshot.areas[NA_SON], day) == (None, [])


# Where it comes from


def test_a_commune_says_what_it_was_formed_from(snapshot):
    (said,) = profile.origin(EN, snapshot, snapshot.areas[NEW_PU_NHI])
    assert said.startswith("Formed on 01/07/2025 from xã Pu Nhi, xã Nong U (")
    assert "1661/NQ-UBTVQH15" in said


def test_a_commune_says_what_replaced_it(snapshot):
    (said,) = profile.origin(EN, snapshot, snapshot.areas[LUAN_GIOI])
    assert said.startswith("Until 01/07/2025; then part of xã Mường Luân (")


@pytest.mark.parametrize("area", ["11@2009-04-01"])
def test_who_neither_came_from_others_nor_was_replaced_says_nothing(snapshot, area):
    assert profile.origin(EN, snapshot, snapshot.areas[area]) == []
