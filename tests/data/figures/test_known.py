"""What is known of one indicator or one area is asked without a frame of all that there is."""

from datetime import date

import pytest
from told import NA_SON, NEW_NA_SON, PU_NHI, appraised, told

from data.catalogue.periods import parse
from data.figures import known

CATTLE, PEOPLE = "livestock_cattle_head", "population"


@pytest.fixture
def now(snapshot):
    """Return a workspace of a few figures and plans, one of them beside a longer period."""
    return told(
        snapshot,
        figures=[
            (PEOPLE, NA_SON, "2018", 5000),
            (PEOPLE, NA_SON, "2018-Q4", 4900),
            (PEOPLE, NA_SON, "2017-06-30", 4800),
            (PEOPLE, PU_NHI, "2018", 4000),
            (CATTLE, PU_NHI, "2018", 7),
        ],
        targets=[(PEOPLE, NA_SON, "2018", 5100)],
        statuses=appraised(NA_SON, "2019", [1]),
    )


def test_an_indicator_has_the_areas_and_periods_that_reported_it(now):
    assert known.areas(now, PEOPLE) == {NA_SON, PU_NHI}
    assert known.areas(now, CATTLE) == {PU_NHI}
    assert known.periods(now, PEOPLE, NA_SON) == ["2018-Q4", "2018", "2017-06-30"]
    assert known.periods(now, CATTLE, NA_SON) == []


def test_what_is_of_this_very_period_is_of_none_that_holds_or_shares_its_days(now):
    assert known.reported_of(now, PEOPLE, parse("2018")) == {NA_SON: 5000, PU_NHI: 4000}
    assert known.reported_of(now, PEOPLE, parse("2018-Q4")) == {NA_SON: 4900}
    assert known.reported_of(now, PEOPLE, parse("2018-12")) == {}
    assert known.planned_of(now, PEOPLE, parse("2018")) == {NA_SON: 5100}


def test_the_rows_of_one_indicator_hold_no_other(now):
    assert list(known.figure_rows(now, CATTLE)["value"]) == ["7"]
    assert known.plan_rows(now, CATTLE).empty
    assert len(known.figure_rows(now, None)) == 5
    assert list(known.plan_rows(now, None)["target"]) == ["5100"]


def test_rows_are_counted_real_and_sample_apart(snapshot):
    sample = next(key for key, source in snapshot.catalogue.sources.items() if source.sample)
    real = next(key for key, source in snapshot.catalogue.sources.items() if not source.sample)
    rows = [
        (CATTLE, NA_SON, "2017", 1, "", "", sample),
        (CATTLE, NA_SON, "2018", 1, "", "", real),
        (CATTLE, PU_NHI, "2018", 1, "", "", sample),
    ]
    counts = known.counts(told(snapshot, figures=rows))
    assert counts == {"figures": (1, 2), "plans": (0, 0), "statuses": (0, 0)}


def test_an_area_is_as_large_as_its_last_figure_says(snapshot):
    slug = snapshot.settings.stated_areas
    now = told(snapshot, figures=[(slug, NA_SON, "2018", 70), (slug, NA_SON, "2012", 90)])
    assert known.stated_areas(now) == {NA_SON: 70}


def test_the_last_day_of_a_time_is_of_any_figure_or_status_within_it(now):
    assert known.last_day(now, date(2009, 4, 1), date(2025, 7, 1)) == date(2019, 12, 31)
    assert known.last_day(now, date(2009, 4, 1), date(2019, 12, 31)) == date(2018, 12, 31)
    assert known.last_day(now, date(2025, 7, 1), date.max) is None


def test_every_area_that_any_edition_shows_is_drawn_once(snapshot):
    drawn = known.drawn(snapshot)
    assert {NA_SON, NEW_NA_SON} <= set(drawn)
    assert len(drawn) == len(set(drawn))
