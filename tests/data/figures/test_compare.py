"""What may be said of two figures beside each other, and what may not."""

from datetime import date
from itertools import pairwise

import pytest
from told import NA_SON, PU_NHI, TOWNSHIP, appraised, told

from data.figures import changes, compare
from data.figures.compare import Finding
from data.figures.days import days
from data.figures.view import Standing, view

END = date(2018, 12, 31)
COVER, PLANTED = "forest_cover_pct", "forest_planted_production_ha"


def rows(now, slug, day=END):
    return {row.Index: row for row in view(now, now.catalogue[slug], day).itertuples()}


def communes(now, first, second, day=END):
    areas = now.areas[first], now.areas[second]
    return {
        pair.indicator.slug: pair
        for pair in compare.communes(now, *areas, lambda slug: rows(now, slug, day))
    }


def between(now, slug, early, late):
    found = compare.days(now, now.catalogue[slug], rows(now, slug, early), rows(now, slug, late))
    return {pair.second.Index: pair for pair in found}


def test_every_difference_is_the_second_less_the_first_and_is_judged_by_the_direction(snapshot):
    """Over every indicator and every pair of neighbours in official order."""
    areas = [area.id for area in snapshot.on(END)]
    views = {i.slug: rows(snapshot, i.slug) for i in snapshot.catalogue}
    told_apart = set()
    for first, second in pairwise(areas):
        pair_of = compare.communes(
            snapshot, snapshot.areas[first], snapshot.areas[second], views.__getitem__
        )
        for pair in pair_of:
            told_apart.add(pair.finding)
            if not pair.compared:
                assert pair.difference != pair.difference, "no number where nothing is compared"
                continue
            one, other = (views[pair.indicator.slug][i] for i in (first, second))
            assert {one.standing, other.standing} == {Standing.VALUE}
            assert pair.difference == pytest.approx(
                other.value - one.value, abs=10**-pair.indicator.decimals
            )
            better = {"higher": 1, "lower": -1}.get(pair.indicator.direction, 0) * pair.difference
            assert (pair.finding == Finding.BETTER) == (better > 0)
            assert (pair.finding == Finding.WORSE) == (better < 0)
    assert {Finding.BETTER, Finding.WORSE, Finding.EQUAL} <= told_apart


def test_what_does_not_apply_to_one_of_two_is_not_compared(snapshot):
    found = communes(snapshot, TOWNSHIP, NA_SON)
    assert found["ntm_criteria_met"].finding == Finding.NOT_APPLICABLE


def test_what_is_missing_is_not_nought(snapshot):
    now = told(snapshot, [(COVER, NA_SON, "2018-12-31", 40)])
    assert communes(now, NA_SON, PU_NHI)[COVER].finding == Finding.UNKNOWN


def test_figures_of_different_days_are_both_shown_and_not_subtracted(snapshot):
    now = told(snapshot, [(COVER, NA_SON, "2018-12-31", 40), (COVER, PU_NHI, "2017-12-31", 30)])
    assert communes(now, NA_SON, PU_NHI)[COVER].finding == Finding.DAYS


def test_a_day_without_anything_newer_says_so_and_not_that_nothing_has_changed(snapshot):
    now = told(snapshot, [(COVER, NA_SON, "2017-12-31", 40)])
    found = between(now, COVER, date(2017, 12, 31), date(2018, 6, 30))
    assert found[NA_SON].finding == Finding.SAME


@pytest.mark.parametrize(
    ("months", "early", "late", "finding"),
    [
        (["2018-01", "2018-02"], date(2018, 1, 31), date(2018, 2, 28), Finding.BETTER),
        (["2017-01", "2018-01"], date(2017, 1, 31), date(2018, 1, 31), Finding.BETTER),
        (
            ["2019-01", "2019-02", "2020-01", "2020-02"],
            date(2019, 2, 28),
            date(2020, 2, 29),
            Finding.BETTER,
        ),
        (["2017-01", "2018-01", "2018-02"], date(2017, 1, 31), date(2018, 2, 28), Finding.SPANS),
    ],
    ids=["one year", "the same month", "the end of February", "unlike parts of two years"],
)
def test_sums_compare_within_a_year_and_with_the_same_part_of_another(
    snapshot, months, early, late, finding
):
    now = told(snapshot, [(PLANTED, NA_SON, m, 1 + n) for n, m in enumerate(months)])
    assert between(now, PLANTED, early, late)[NA_SON].finding == finding


def test_two_days_of_different_generations_share_no_unit(snapshot):
    before, after = date(2024, 12, 31), date(2025, 12, 31)
    assert between(snapshot, COVER, before, after) == {}


def test_a_count_out_of_another_set_of_criteria_is_another_question(snapshot):
    said = [*appraised(NA_SON, "2021-12", [1, 2]), *appraised(NA_SON, "2022-12", [1, 2])]
    now = told(snapshot, statuses=said)
    slug = now.catalogue.counting("xã")[0].slug
    found = between(now, slug, date(2021, 12, 31), date(2022, 12, 31))
    assert found[NA_SON].finding == Finding.QUESTION


def test_a_sample_is_not_compared_with_a_real_figure(snapshot):
    sample = next(k for k, s in snapshot.catalogue.sources.items() if s.sample)
    real = next(k for k, s in snapshot.catalogue.sources.items() if not s.sample)
    own = [
        (COVER, area, "2018-12-31", 40, "", "final", source)
        for area, source in ((NA_SON, sample), (PU_NHI, real))
    ]
    assert communes(told(snapshot, own), NA_SON, PU_NHI)[COVER].finding == Finding.SAMPLE


def test_a_map_of_changes_and_a_table_of_two_days_say_the_same(snapshot):
    """Over every indicator and the days that its map may be held against."""
    told_apart = 0
    for indicator in snapshot.catalogue:
        known = days(snapshot, indicator)
        for day in known[:2]:
            for other in changes.comparable(snapshot, indicator, known, day)[:2]:
                two = (view(snapshot, indicator, d) for d in (day, other))
                risen = changes.differences(indicator, *two)
                pairs = between(snapshot, indicator.slug, other, day)
                for area, difference in risen.items():
                    if not indicator.categories:
                        assert pairs[area].compared == (difference == difference)
                        assert not pairs[area].compared or pairs[area].difference == difference
                        told_apart += 1
    assert told_apart
