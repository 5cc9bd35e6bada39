"""A view has every area in force, and of each what is known of it on that day and no more."""

from dataclasses import replace
from datetime import date
from math import inf

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from told import (
    KEO_LOM,
    LUAN_GIOI,
    NA_SON,
    NEW_NA_SON,
    NEW_PU_NHI,
    NONG_U,
    PU_NHI,
    TOWNSHIP,
    appraised,
    told,
)

from data.figures import cells
from data.figures import days as history
from data.figures.cell import Cell, ratio
from data.figures.headline import headline
from data.figures.snapshot import Snapshot
from data.figures.view import total, view
from data.words import Words
from geo.areas import Area, Areas

EN = Words("en")
END = date(2018, 12, 31)
MERGER = date(2025, 7, 1)
PLANTED, PRODUCTION, PROTECTION, SPECIAL, REPLACED = (
    f"forest_{name}_ha"
    for name in ("planted", "planted_production", "planted_protection", "planted_special",
                 "replacement")
)  # fmt: skip
SCHOOLS, STANDARD, SHARE = (
    "schools_total", "schools_national_standard", "schools_national_standard_pct",
)  # fmt: skip
MET, BASIC = "ntm_criteria_met", "ntm_criteria_basic"
ALL = range(1, 20)


def seen(now, slug, day, span="ytd"):
    return view(now, now.catalogue[slug], day, span)


def row(now, slug, area, day, span="ytd"):
    return seen(now, slug, day, span).loc[area]


def value(now, slug, area, day, span="ytd"):
    """Return the value of an area, or the word for why there is none."""
    found = row(now, slug, area, day, span)
    return found["value"] if found["standing"] == "value" else str(found["standing"])


# Every area in force is there, whatever the tables hold


@pytest.mark.parametrize("day", [END, date(2025, 6, 30), MERGER])
def test_a_view_has_every_area_in_force_in_official_order(snapshot, day):
    empty = told(snapshot)
    for now in (snapshot, empty):
        for indicator in now.catalogue:
            frame = view(now, indicator, day)
            assert frame.index.tolist() == [a.id for a in now.on(day)]
            assert frame["title"].tolist() == [a.title for a in now.on(day)]


def test_an_area_without_a_row_is_there_without_a_value(snapshot):
    now = told(snapshot, [("population", NA_SON, "2018", 3514)])
    frame = seen(now, "population", END)
    assert len(frame) == 14
    assert frame["value"].dropna().to_dict() == {NA_SON: 3514}
    assert set(frame["standing"].drop(NA_SON)) == {"no_data"}


@pytest.mark.parametrize("day", [date.min, date(2009, 3, 31)])
def test_before_the_first_areas_a_view_is_empty_and_has_its_columns(snapshot, day):
    for indicator in snapshot.catalogue:
        frame = view(snapshot, indicator, day)
        assert frame.empty
        assert {"value", "standing", "klass", "character", "verdict", "rank"} <= set(frame.columns)
    assert snapshot.shapes_on(day) is None


@pytest.mark.parametrize("day", [date(2009, 4, 1), date.max])
def test_on_a_day_without_figures_there_is_no_data_and_nothing_fails(snapshot, day):
    for indicator in snapshot.catalogue:
        if indicator.carry == "always":
            continue
        frame = view(snapshot, indicator, day)
        assert set(frame["standing"]) <= {"no_data", "not_assessed", "not_applicable"}
        assert frame["rank"].isna().all()
        assert frame["klass"].isna().all()


def test_every_area_has_the_letter_of_its_class_or_of_why_it_has_none(snapshot):
    frame = seen(snapshot, MET, END)
    assert frame["character"][TOWNSHIP] == "n"
    known = frame.drop(TOWNSHIP)
    assert known["character"].tolist() == [str(k) for k in known["klass"]]


# Stocks


def test_a_stock_is_shown_while_it_is_carried_and_says_its_own_day(snapshot):
    now = told(snapshot, [("forest_cover_pct", NA_SON, "2017-12-31", 25.5)])  # carry: 15 months
    assert value(now, "forest_cover_pct", NA_SON, date(2017, 12, 30)) == "no_data"
    assert value(now, "forest_cover_pct", NA_SON, date(2017, 12, 31)) == 25.5
    shown = row(now, "forest_cover_pct", NA_SON, date(2019, 3, 30))
    assert (shown["value"], shown["as_of"].date()) == (25.5, date(2017, 12, 31))
    assert value(now, "forest_cover_pct", NA_SON, date(2019, 3, 31)) == "no_data"


def test_a_stock_that_is_always_carried_never_grows_too_old(snapshot):
    now = told(snapshot, [("population", NA_SON, "2009-04-01", 3514)])
    assert value(now, "population", NA_SON, date(2025, 6, 30)) == 3514


def test_the_start_of_2018_is_the_last_day_of_2017(snapshot):
    said = [(SCHOOLS, NA_SON, "2017-12-31", 3), (SCHOOLS, NA_SON, "2018-01", 4)]
    now = told(snapshot, said)
    assert value(now, SCHOOLS, NA_SON, date(2018, 1, 1)) == 3
    assert value(now, SCHOOLS, NA_SON, date(2018, 1, 30)) == 3
    assert value(now, SCHOOLS, NA_SON, date(2018, 1, 31)) == 4


@pytest.mark.parametrize("turn", [1, -1])
def test_of_stocks_of_one_day_the_final_and_the_nearest_stands(snapshot, turn):
    said = [
        (SCHOOLS, NA_SON, "2018", 1, "", "final"),
        (SCHOOLS, NA_SON, "2018-12", 2, "", "final"),
        (SCHOOLS, NA_SON, "2018-12-31", 3, "", "provisional"),
    ]
    now = told(snapshot, said[::turn])
    assert value(now, SCHOOLS, NA_SON, END) == 2


def test_a_newer_provisional_stock_is_shown_and_marked(snapshot):
    now = told(snapshot, [(SCHOOLS, NA_SON, "2018-06", 3, "", "final"),
                          (SCHOOLS, NA_SON, "2018-09", 4, "", "provisional")])  # fmt: skip
    shown = row(now, SCHOOLS, NA_SON, END)
    assert (shown["value"], shown["provisional"]) == (4, True)
    assert not row(now, SCHOOLS, NA_SON, date(2018, 8, 31))["provisional"]


# Sums over time


def months(area, amounts, slug=PRODUCTION, year=2018):
    return [(slug, area, f"{year}-{n:02}", v) for n, v in amounts.items()]


def test_a_sum_is_the_year_to_date(snapshot):
    now = told(snapshot, months(NA_SON, {n: n for n in range(1, 13)}))
    assert value(now, PRODUCTION, NA_SON, date(2018, 1, 30)) == "no_data"
    assert value(now, PRODUCTION, NA_SON, date(2018, 1, 31)) == 1
    assert value(now, PRODUCTION, NA_SON, date(2018, 6, 29)) == 15
    assert value(now, PRODUCTION, NA_SON, date(2018, 6, 30)) == 21
    assert value(now, PRODUCTION, NA_SON, END) == 78


def test_a_year_begins_anew(snapshot):
    said = [*months(NA_SON, {12: 5}), *months(NA_SON, {1: 2}, year=2019)]
    now = told(snapshot, said)
    assert value(now, PRODUCTION, NA_SON, date(2019, 1, 30)) == "no_data"
    assert value(now, PRODUCTION, NA_SON, date(2019, 1, 31)) == 2


def test_a_single_month_may_be_asked_for(snapshot):
    now = told(snapshot, months(NA_SON, {n: n for n in range(1, 7)}))
    assert value(now, PRODUCTION, NA_SON, date(2018, 6, 30), "month") == 6
    last = row(now, PRODUCTION, NA_SON, date(2018, 9, 30), "month")
    assert (last["value"], last["as_of"].date()) == (6, date(2018, 6, 30))


def test_a_quarter_is_no_month(snapshot):
    now = told(snapshot, [(PRODUCTION, NA_SON, "2018-Q2", 6)])
    assert value(now, PRODUCTION, NA_SON, date(2018, 6, 30), "month") == "no_data"


def test_a_gap_makes_the_sum_a_least_value_without_a_place(snapshot):
    said = [*months(NA_SON, {1: 1, 3: 3}), *months(PU_NHI, {1: 1, 2: 2, 3: 3})]
    now = told(snapshot, said)
    frame = seen(now, PRODUCTION, date(2018, 3, 31))
    gap = frame.loc[NA_SON]
    assert (gap["standing"], gap["value"], gap["upper"]) == ("partial", 4, float("inf"))
    assert (gap["known"], gap["of"]) == (31 + 31, 90)
    assert pd.isna(gap["rank"])
    assert (frame["rank"][PU_NHI], frame["ranked"][PU_NHI]) == (1, 1)


def test_a_month_that_nobody_has_reported_yet_is_no_gap(snapshot):
    now = told(snapshot, months(NA_SON, {1: 1, 2: 2}))
    shown = row(now, PRODUCTION, NA_SON, date(2018, 6, 30))
    assert (shown["standing"], shown["value"]) == ("value", 3)
    assert shown["as_of"].date() == date(2018, 2, 28)


def test_a_month_that_others_have_reported_is_a_gap(snapshot):
    now = told(snapshot, [*months(NA_SON, {1: 1, 2: 2}), *months(PU_NHI, {1: 1, 2: 2, 3: 0})])
    assert value(now, PRODUCTION, NA_SON, date(2018, 6, 30)) == "partial"
    assert value(now, PRODUCTION, PU_NHI, date(2018, 6, 30)) == 3


def test_zero_reported_is_zero(snapshot):
    now = told(snapshot, months(NA_SON, {1: 0}))
    assert value(now, PRODUCTION, NA_SON, date(2018, 1, 31)) == 0


def test_a_final_year_stands_over_its_parts_and_a_provisional_one_gives_way_to_final_months(
    snapshot,
):
    whole = months(NA_SON, dict.fromkeys(range(1, 13), 1))
    final = told(snapshot, [*whole, (PRODUCTION, NA_SON, "2018", 13, "", "final")])
    assert value(final, PRODUCTION, NA_SON, END) == 13
    estimate = (PRODUCTION, NA_SON, "2018", 15, "", "provisional")
    assert value(told(snapshot, [*whole, estimate]), PRODUCTION, NA_SON, END) == 12
    shown = row(told(snapshot, [*whole[:-1], estimate]), PRODUCTION, NA_SON, END)
    assert (shown["value"], shown["provisional"]) == (15, True)


def test_almost_stays_almost_and_is_not_made_exact(snapshot):
    now = told(
        snapshot,
        [
            (PRODUCTION, NA_SON, "2018-01", 5, "gần"),
            (PRODUCTION, NA_SON, "2018-02", 3),
            (PRODUCTION, PU_NHI, "2018-01", 5, "gần"),
            (PRODUCTION, PU_NHI, "2018-02", 3, "hơn"),
        ],
    )
    frame = seen(now, PRODUCTION, END)
    assert frame["qualifier"][[NA_SON, PU_NHI]].tolist() == ["gần", ""]


amounts = st.lists(st.integers(0, 10_000).map(lambda n: n / 100), min_size=12, max_size=12)
reported = st.lists(st.sampled_from(["months", "quarter", "both"]), min_size=4, max_size=4)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amounts=amounts, ways=reported, year=st.booleans(), upto=st.integers(1, 12))
def test_a_sum_is_the_same_however_its_periods_nest(snapshot, amounts, ways, year, upto):
    rows = []
    for q, way in enumerate(ways):
        own = amounts[3 * q : 3 * q + 3]
        rows += months(NA_SON, dict(enumerate(own, 3 * q + 1))) if way != "quarter" else []
        rows += (
            [(PRODUCTION, NA_SON, f"2018-Q{q + 1}", round(sum(own), 2))] if way != "months" else []
        )
    rows += [(PRODUCTION, NA_SON, "2018", round(sum(amounts), 2))] if year else []
    now = told(snapshot, rows)
    assert value(now, PRODUCTION, NA_SON, END) == round(sum(amounts), 2)
    day = date(2018, upto, 28)
    shown = row(now, PRODUCTION, NA_SON, day)
    assert pd.isna(shown["value"]) or shown["value"] <= round(sum(amounts[:upto]), 2)


# What is made from others


def test_decimals_add_up_exactly_to_their_plan(snapshot):
    parts = {PRODUCTION: 0.1, PROTECTION: 0.6, SPECIAL: 11.2}  # 11.899999999999999 by itself
    now = told(snapshot, [(slug, NA_SON, "2018-06", ha) for slug, ha in parts.items()],
               [(PLANTED, NA_SON, "2018", 11.9)])  # fmt: skip
    assert sum(parts.values()) < 11.9
    assert value(now, PLANTED, NA_SON, date(2018, 6, 30)) == "partial"  # January to May are missing
    whole = told(snapshot, [(slug, NA_SON, "2018", ha) for slug, ha in parts.items()],
                 [(PLANTED, NA_SON, "2018", 11.9)])  # fmt: skip
    shown = row(whole, PLANTED, NA_SON, END)
    assert (shown["value"], shown["verdict"]) == (11.9, "met")
    share = row(whole, "forest_planted_pct", NA_SON, END)
    assert share["value"] == 100
    scale = whole.catalogue["forest_planted_pct"].scale_on(END)
    assert scale.classes[share["klass"]].low == 100


def test_a_sum_that_lacks_a_part_is_a_least_value(snapshot):
    now = told(snapshot, [(PRODUCTION, NA_SON, "2018", 3), (PROTECTION, NA_SON, "2018", 4)])
    shown = row(now, PLANTED, NA_SON, END)
    assert (shown["standing"], shown["value"]) == ("partial", 7)
    assert (shown["known"], shown["of"]) == (2, 3)


def test_a_sum_of_parts_that_end_on_different_days_is_a_least_value(snapshot):
    said = [*months(NA_SON, {1: 1, 2: 1}), *months(NA_SON, {1: 1, 2: 1}, PROTECTION),
            *months(NA_SON, {1: 1}, SPECIAL)]  # fmt: skip
    shown = row(told(snapshot, said), PLANTED, NA_SON, END)
    assert (shown["standing"], shown["value"]) == ("partial", 5)
    assert shown["as_of"].date() == date(2018, 2, 28)


def test_replacement_planting_is_never_added(snapshot):
    said = [(slug, NA_SON, "2018", 2) for slug in (PRODUCTION, PROTECTION, SPECIAL, REPLACED)]
    assert value(told(snapshot, said), PLANTED, NA_SON, END) == 6


def test_the_planting_of_all_months_is_that_of_its_purposes(snapshot):
    for day in history.days(snapshot, snapshot.catalogue[PLANTED])[::5]:
        whole = seen(snapshot, PLANTED, day)["value"].fillna(0)
        parts = [
            seen(snapshot, s, day)["value"].fillna(0) for s in (PRODUCTION, PROTECTION, SPECIAL)
        ]
        pd.testing.assert_series_equal(whole, sum(parts), check_names=False)


@pytest.mark.parametrize(
    ("standard", "total", "share"),
    [(2, 4, 50), (0, 4, 0), (4, 4, 100),
     (2, 0, "no_data"), (2, None, "no_data"), (None, 4, "no_data")],
)  # fmt: skip
def test_a_ratio_needs_both_parts_and_a_divisor_that_is_not_zero(snapshot, standard, total, share):
    said = {STANDARD: standard, SCHOOLS: total}
    now = told(snapshot, [(s, NA_SON, "2018", v) for s, v in said.items() if v is not None])
    assert value(now, SHARE, NA_SON, END) == share


def test_a_ratio_by_what_is_only_partly_known_is_between_two_numbers():
    some, whole = Cell(2, 2, as_of=END), Cell(4, 5, 3, 4, END)
    found = ratio(some, whole, 100)
    assert (found.value, found.upper, found.known, found.of) == (40, 50, 3, 4)
    assert ratio(some, Cell(4, inf, 3, 4, END), 100).value == 0


def test_a_ratio_is_as_old_as_the_older_of_its_parts_and_has_all_their_sources(snapshot):
    now = told(snapshot, [(STANDARD, NA_SON, "2018-12", 2, "", "", "article_2019"),
                          (SCHOOLS, NA_SON, "2018-06", 4, "", "provisional")])  # fmt: skip
    shown = row(now, SHARE, NA_SON, END)
    assert shown["as_of"].date() == date(2018, 6, 30)
    assert shown["sources"] == ("article_2019", "census_2009")
    assert shown["provisional"]


def test_a_share_of_a_plan_needs_a_plan_of_the_year(snapshot):
    figures = [(slug, area, "2018", 1) for slug in (PRODUCTION, PROTECTION, SPECIAL)
               for area in (NA_SON, PU_NHI, NONG_U, KEO_LOM)]  # fmt: skip
    plans = [
        (PLANTED, NA_SON, "2018", 6),
        (PLANTED, PU_NHI, "2018-Q4", 6),
        (PLANTED, NONG_U, "2018", 0),
        *((slug, KEO_LOM, "2018", 4) for slug in (PRODUCTION, PROTECTION, SPECIAL)),
    ]
    now = told(snapshot, figures, plans)
    shares = {
        a: value(now, "forest_planted_pct", a, END) for a in (NA_SON, PU_NHI, NONG_U, KEO_LOM)
    }
    assert shares == {NA_SON: 50, PU_NHI: "no_data", NONG_U: "no_data", KEO_LOM: 25}


def test_a_share_of_what_is_only_partly_known_is_a_least_share(snapshot):
    now = told(snapshot, [(PRODUCTION, NA_SON, "2018", 9), (PROTECTION, NA_SON, "2018", 3)],
               [(PLANTED, NA_SON, "2018", 10)])  # fmt: skip
    shown = row(now, "forest_planted_pct", NA_SON, END)
    assert (shown["standing"], shown["value"]) == ("partial", 120)
    assert shown["klass"] == 4  # the highest, whatever else was planted


# Mergers


def test_the_population_of_the_six_is_that_of_the_fourteen_and_says_so(snapshot):
    before, after = (seen(snapshot, "population", d) for d in (date(2025, 6, 30), MERGER))
    assert before["value"].sum() == after["value"].sum() == 56_249
    assert after["rebuilt"].all()
    assert not before["rebuilt"].any()
    for area in snapshot.on(MERGER):
        old = [p.id for p in snapshot.areas.predecessors(area)]
        assert after["value"][area.id] == before["value"][old].sum()
        assert set(after["sources"][area.id]) == {s for own in before["sources"][old] for s in own}
    assert after["value"][NEW_NA_SON] == 2410 + 3514 + 5802


def test_a_figure_is_never_drawn_on_another_commune_with_the_same_code(snapshot):
    now = told(snapshot, [("population", TOWNSHIP, "2009-04-01", 2410)])
    assert value(now, "population", NEW_NA_SON, MERGER) == "no_data"
    assert value(now, "population", TOWNSHIP, date(2025, 6, 30)) == 2410


def test_a_sum_that_lacks_one_of_the_merged_is_not_made(snapshot):
    said = [("population", PU_NHI, "2009-04-01", 4543)]
    assert value(told(snapshot, said), "population", NEW_PU_NHI, MERGER) == "no_data"
    both = [*said, ("population", NONG_U, "2009-04-01", 2764)]
    assert value(told(snapshot, both), "population", NEW_PU_NHI, MERGER) == 4543 + 2764


def test_a_figure_of_its_own_stands_before_a_rebuilt_one(snapshot):
    old = [("population", PU_NHI, "2009-04-01", 4543), ("population", NONG_U, "2009-04-01", 2764)]
    now = told(snapshot, [*old, ("population", NEW_PU_NHI, "2025-12-31", 8000)])
    early, late = (row(now, "population", NEW_PU_NHI, d) for d in (MERGER, date(2025, 12, 31)))
    assert (early["value"], early["rebuilt"]) == (7307, True)
    assert (late["value"], late["rebuilt"]) == (8000, False)


def test_a_rebuilt_stock_is_carried_no_longer_than_any(snapshot):
    now = told(snapshot, [(SCHOOLS, a, "2025-03-31", 4) for a in (PU_NHI, NONG_U)])  # 12 months
    assert value(now, SCHOOLS, NEW_PU_NHI, date(2026, 3, 30)) == 8
    assert value(now, SCHOOLS, NEW_PU_NHI, date(2026, 3, 31)) == "no_data"


def test_a_ratio_is_rebuilt_from_its_parts_and_never_averaged(snapshot):
    said = [(STANDARD, PU_NHI, "2025-06", 1), (SCHOOLS, PU_NHI, "2025-06", 1),
            (STANDARD, NONG_U, "2025-06", 1), (SCHOOLS, NONG_U, "2025-06", 4)]  # fmt: skip
    shown = row(told(snapshot, said), SHARE, NEW_PU_NHI, MERGER)
    assert (shown["value"], shown["rebuilt"]) == (40, True)  # 2 of 5; the mean of the two is 62.5


def test_density_is_people_rebuilt_over_the_area_of_the_resolution(snapshot):
    shown = row(snapshot, "population_density", NEW_PU_NHI, MERGER)
    assert shown["value"] == pytest.approx((4543 + 2764) / 181.22)
    assert shown["rebuilt"]


@pytest.mark.parametrize("slug", ["forest_cover_pct", "ntm_recognition", "par_index_rank"])
def test_what_does_not_add_up_over_areas_never_crosses_a_merger(snapshot, slug):
    said = "dat_chuan" if slug == "ntm_recognition" else 5
    now = told(snapshot, [(slug, a, "2025-06", said) for a in (PU_NHI, NONG_U)])
    assert value(now, slug, PU_NHI, date(2025, 6, 30)) != "no_data"
    assert value(now, slug, NEW_PU_NHI, MERGER) == "no_data"


def test_criteria_never_cross_a_merger(snapshot):
    said = [*appraised(PU_NHI, "2025-06", met=ALL), *appraised(NONG_U, "2025-06", met=ALL)]
    now = told(snapshot, statuses=said)
    assert value(now, MET, PU_NHI, date(2025, 6, 30)) == 19
    assert value(now, MET, NEW_PU_NHI, MERGER) == "not_assessed"


def test_a_plan_holds_on_the_days_of_its_period_and_on_no_other(snapshot):
    now = told(snapshot, targets=[(PRODUCTION, NA_SON, "2018", 6)])
    days = (date(2017, 12, 31), date(2018, 1, 1), END, date(2019, 1, 1))
    plans = [row(now, PRODUCTION, NA_SON, day)["plan"] for day in days]
    assert [None if pd.isna(plan) else plan for plan in plans] == [None, 6, 6, None]


def test_a_sum_over_time_does_not_cross_a_merger_within_its_year(snapshot):
    said = [*months(PU_NHI, dict.fromkeys(range(1, 7), 1), year=2025),
            *months(NONG_U, dict.fromkeys(range(1, 7), 1), year=2025)]  # fmt: skip
    now = told(snapshot, said)
    for day in (MERGER, date(2025, 12, 31)):
        assert value(now, PRODUCTION, NEW_PU_NHI, day) == "no_data"
    ours = [*said, *months(NEW_PU_NHI, {7: 5}, year=2025)]
    assert value(told(snapshot, ours), PRODUCTION, NEW_PU_NHI, date(2025, 7, 31)) == "partial"


def test_a_year_before_the_merger_can_be_asked_of_the_merged(snapshot):
    now = told(snapshot, [(PRODUCTION, PU_NHI, "2018", 3), (PRODUCTION, NONG_U, "2018", 4)])
    six = now.on(MERGER)
    found = cells.cells(now, now.catalogue[PRODUCTION], END, six)
    assert {area: (c.value, c.rebuilt) for area, c in found.items()} == {NEW_PU_NHI: (7, True)}


# Criteria


def test_ten_communes_were_below_five_criteria_at_the_start_of_2018_and_one_at_its_end(snapshot):
    counts = [(seen(snapshot, MET, d)["klass"] == 0).sum() for d in (date(2017, 12, 31), END)]
    assert counts == [10, 1]
    said = headline(EN, snapshot, snapshot.catalogue[MET], END, seen(snapshot, MET, END))
    assert said == (
        "End of 2018: 1 xã below 5 criteria, 10 at the start of the year; "
        "lowest Háng Lìa (4 criteria)."
    )


def test_the_township_is_outside_and_thirteen_are_compared(snapshot):
    frame = seen(snapshot, MET, END)
    assert frame["standing"][TOWNSHIP] == "not_applicable"
    assert pd.isna(frame["rank"][TOWNSHIP])
    assert set(frame["ranked"]) == {13}
    assert total(snapshot.catalogue[MET], frame)[1:] == (13, 13)
    assert total(snapshot.catalogue["population"], seen(snapshot, "population", END))[1:] == (
        14,
        14,
    )


def test_met_and_basically_met_are_two_counts(snapshot):
    now = told(
        snapshot, statuses=appraised(NA_SON, "2018-12", range(1, 13), range(13, 18), (18, 19))
    )
    assert value(now, MET, NA_SON, END) == 12
    assert value(now, BASIC, NA_SON, END) == 17


def test_where_criteria_were_not_assessed_the_count_is_a_least_one(snapshot):
    said = [*appraised(NA_SON, "2018-12", range(1, 5), not_met=range(5, 15)),  # 4, perhaps 9
            *appraised(PU_NHI, "2018-12", range(1, 6), not_met=range(6, 16)),  # 5, at most 9
            *appraised(KEO_LOM, "2018-12", range(1, 11), not_met=range(11, 20))]  # fmt: skip
    frame = seen(told(snapshot, statuses=said), MET, END)
    unsure, sure, whole = (frame.loc[a] for a in (NA_SON, PU_NHI, KEO_LOM))
    assert (unsure["value"], unsure["upper"], unsure["known"], unsure["of"]) == (4, 9, 14, 19)
    assert (unsure["standing"], unsure["character"]) == ("partial", "u")
    assert (sure["standing"], sure["character"]) == ("partial", "1")
    assert frame["rank"].dropna().to_dict() == {KEO_LOM: 1}
    assert whole["ranked"] == 1


def test_who_was_not_appraised_is_not_assessed_and_has_not_failed(snapshot):
    now = told(snapshot, statuses=appraised(NA_SON, "2018-12", met=ALL))
    found = row(now, MET, PU_NHI, END)
    assert (found["standing"], found["verdict"], found["character"]) == (
        "not_assessed", "not_assessed", "a",
    )  # fmt: skip


def test_the_latest_appraisal_stands_whole(snapshot):
    said = [*appraised(NA_SON, "2018-11", met=ALL), *appraised(NA_SON, "2018-12", met=(1, 2))]
    shown = row(told(snapshot, statuses=said), MET, NA_SON, END)
    assert (shown["value"], shown["known"]) == (2, 2)  # November's other criteria are not added


def test_two_appraisals_that_end_on_one_day_are_not_added(snapshot):
    said = [*appraised(NA_SON, "2018", met=ALL), *appraised(NA_SON, "2018-12", met=range(1, 9),
                                                           not_met=range(9, 20))]  # fmt: skip
    shown = row(told(snapshot, statuses=said), MET, NA_SON, END)
    assert (shown["value"], shown["known"], shown["of"]) == (8, 19, 19)


def test_an_appraisal_by_another_set_of_criteria_does_not_count(snapshot):
    now = told(snapshot, statuses=appraised(NA_SON, "2022-02", met=ALL))
    assert value(now, MET, NA_SON, date(2022, 3, 7)) == 19
    assert value(now, MET, NA_SON, date(2022, 3, 8)) == "not_assessed"


def test_from_2026_ten_criteria_are_counted_in_bands_of_their_own(snapshot):
    now = told(snapshot, statuses=appraised(NEW_NA_SON, "2026-03", range(1, 11)))
    shown = row(now, MET, NEW_NA_SON, date(2026, 3, 31))
    assert (shown["value"], shown["of"], shown["klass"]) == (10, 10, 4)


# Places


def test_ties_share_a_place_and_the_next_one_is_left_out(snapshot):
    counts = {NA_SON: 9, PU_NHI: 7, NONG_U: 7, KEO_LOM: 5}
    said = [
        r
        for area, n in counts.items()
        for r in appraised(area, "2018-12", range(1, n + 1), not_met=range(n + 1, 20))
    ]
    frame = seen(told(snapshot, statuses=said), MET, END)
    assert frame["rank"].dropna().to_dict() == {NA_SON: 1, PU_NHI: 2, NONG_U: 2, KEO_LOM: 4}
    assert set(frame["ranked"]) == {4}


def test_where_less_is_better_the_least_is_first(snapshot):
    now = told(
        snapshot, [("arrears_bn_vnd", NA_SON, "2018", 0.5), ("arrears_bn_vnd", PU_NHI, "2018", 0)]
    )
    frame = seen(now, "arrears_bn_vnd", END)
    assert frame["rank"].dropna().to_dict() == {PU_NHI: 1, NA_SON: 2}


def test_where_neither_way_is_better_nobody_has_a_place(snapshot):
    frame = seen(snapshot, "population", END)
    assert frame["rank"].isna().all()
    assert set(frame["ranked"]) == {0}


# Sums over areas


def test_the_whole_is_the_sum_of_its_areas(snapshot):
    now = told(snapshot, [(PRODUCTION, a, "2018", 0.1) for a in (NA_SON, PU_NHI, NONG_U)])
    frame = seen(now, PRODUCTION, END)
    assert total(now.catalogue[PRODUCTION], frame) == (0.3, 3, 14)


def test_a_least_value_is_not_added_to_the_whole(snapshot):
    now = told(snapshot, [*months(NA_SON, {1: 1, 3: 1}), *months(PU_NHI, {1: 1, 2: 1, 3: 1})])
    frame = seen(now, PRODUCTION, END)
    assert total(now.catalogue[PRODUCTION], frame) == (3, 1, 14)


@pytest.mark.parametrize("slug", ["forest_cover_pct", "ntm_recognition", MET])
def test_what_does_not_add_up_has_no_sum(snapshot, slug):
    indicator = snapshot.catalogue[slug]
    assert pd.isna(total(indicator, view(snapshot, indicator, END))[0])


# Headlines


def test_a_year_to_date_is_not_compared_with_the_whole_year_before(snapshot):
    share = snapshot.catalogue["forest_planted_pct"]
    day = date(2019, 6, 30)
    said = headline(EN, snapshot, share, day, view(snapshot, share, day))
    assert said.startswith("From the new year to 30/06/2019: ")
    assert "start of the year" not in said


def test_a_headline_says_what_is_missing_and_never_counts_it(snapshot):
    now = told(snapshot, [("ntm_recognition", LUAN_GIOI, "2018", "co_ban_dat_chuan")])
    indicator = now.catalogue["ntm_recognition"]
    said = headline(EN, now, indicator, END, view(now, indicator, END))
    assert said.startswith("End of 2018: 1 xã basically meets")
    assert said.endswith(" 12 xã without data.")


def test_where_only_the_district_is_known_the_headline_says_that_of_the_district(snapshot):
    grain = snapshot.catalogue["grain_tonnes"]
    said = headline(EN, snapshot, grain, END, view(snapshot, grain, END))
    assert said == (
        "End of 2018: no data by commune. "
        "Huyện Điện Biên Đông as a whole: gần 30,000 tonnes (31/12/2018)."
    )


# Over time


def test_the_days_of_an_indicator_are_those_on_which_something_new_is_known(snapshot):
    cover = history.days(snapshot, snapshot.catalogue["forest_cover_pct"])
    assert cover == [date(2019, 12, 31), END, date(2017, 12, 31)]
    assert history.previous(cover, END) == date(2017, 12, 31)
    assert history.previous(cover, date(2017, 12, 31)) is None
    assert history.days(snapshot, snapshot.catalogue["grain_tonnes"]) == []  # of the district only
    planted = history.days(snapshot, snapshot.catalogue["forest_planted_pct"])
    assert planted == history.days(snapshot, snapshot.catalogue[PRODUCTION])


def test_a_history_is_the_view_of_each_of_its_days(snapshot):
    for slug in (MET, PLANTED, "forest_planted_pct", "population", "grain_tonnes"):
        indicator = snapshot.catalogue[slug]
        whole = history.history(snapshot, indicator)
        assert sorted(set(whole["day"])) == history.days(snapshot, indicator)[::-1]
        for day, own in [*whole.groupby("day")][::4]:
            alone = view(snapshot, indicator, day)
            assert own["area"].tolist() == alone.index.tolist()
            for column in ("value", "standing", "klass", "character", "as_of"):
                pd.testing.assert_series_equal(
                    own.set_index("area")[column], alone[column], check_names=False
                )


# A whole country


def test_a_view_holds_every_commune_of_a_country_over_24_months(snapshot):
    count = 11_163
    areas = [Area(f"{n:05}", str(n), "xã", "commune", date(2009, 4, 1)) for n in range(count)]
    whole = [f"{y}-{m:02}" for y in (2018, 2019) for m in range(1, 13)]
    ids = pd.Series([a.id for a in areas])
    rows = pd.DataFrame({"area": ids.repeat(24).to_numpy(), "period": whole * count})
    start = pd.to_datetime(rows["period"]).astype("datetime64[s]")
    end = (start + pd.offsets.MonthBegin(1)).astype("datetime64[s]")
    rows = rows.assign(
        indicator=PRODUCTION, number=0.5, start=start, end=end, last=end - pd.Timedelta(days=1),
        value="0.5", qualifier="", status="", source="sample_forest", note="",
        provisional=False, sample=True,
    )  # fmt: skip
    now = replace(told(snapshot), areas=Areas(areas), figures=rows)
    frame = seen(now, PRODUCTION, date(2019, 12, 31))
    assert len(frame) == count
    assert set(frame["value"]) == {6}
    assert isinstance(now, Snapshot)
