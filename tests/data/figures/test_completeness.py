"""Who has reported and who has not is told by the reports themselves, and by nothing else."""

from datetime import date

import pytest
from told import LUAN_GIOI, NA_SON, PU_NHI, TOWNSHIP, appraised, told

from data.figures.completeness import Share, completeness, ends, last_report
from data.figures.view import Standing, view

END = date(2018, 12, 31)
COVER, PLANTED = "forest_cover_pct", "forest_planted_production_ha"


def due(now, day=END):
    return {d.indicator.slug: d for d in completeness(now, day).due}


def test_every_area_that_an_indicator_covers_has_reported_it_or_is_missing(snapshot):
    for day in ends(snapshot):
        found = completeness(snapshot, day)
        for one in found.due:
            covered = {a.id for a in found.areas if one.indicator.covers(a.kind)}
            assert set(one.reported) | set(one.missing) == covered
            assert not set(one.reported) & set(one.missing)
            assert one.reported, "what nobody has reported is not known to be due"
            assert one.day <= day
        for area in found.areas:
            there, of = found.count(area.id)
            assert sum(found.of(g).count(area.id)[0] for g in found.groups) == there
            assert sum(found.of(g).count(area.id)[1] for g in found.groups) == of


def test_who_has_no_figure_of_the_latest_period_is_missing_whatever_came_before(snapshot):
    now = told(
        snapshot,
        [
            (PLANTED, NA_SON, "2018-01", 1),
            (PLANTED, PU_NHI, "2018-01", 1),
            (PLANTED, PU_NHI, "2018-02", 0),
        ],
    )
    found = due(now)[PLANTED]
    assert found.day == date(2018, 2, 28)
    assert found.reported == (PU_NHI,), "nought is a report"
    assert NA_SON in found.missing
    assert last_report(now, NA_SON, END) == date(2018, 1, 31)


def test_a_day_shows_what_was_due_on_it(snapshot):
    now = told(snapshot, [(PLANTED, NA_SON, "2018-01", 1), (PLANTED, PU_NHI, "2018-02", 1)])
    assert due(now, date(2018, 1, 31))[PLANTED].reported == (NA_SON,)


def test_what_nobody_has_reported_for_a_year_is_not_waited_for(snapshot):
    now = told(snapshot, [(PLANTED, NA_SON, "2017-12", 1)])
    assert PLANTED in due(now, date(2018, 12, 30))
    assert PLANTED not in due(now, END)


def test_what_stands_until_something_else_is_said_is_never_due(snapshot):
    always = [i for i in snapshot.catalogue if i.carry == "always" and i.is_given]
    assert always
    for indicator in always:
        assert indicator.slug not in {d.indicator.slug for d in completeness(snapshot, END).due}


def test_an_appraisal_is_one_report_however_many_indicators_count_it(snapshot):
    now = told(snapshot, statuses=appraised(NA_SON, "2018-12", [1, 2]))
    [found] = due(now).values()
    assert found.reported == (NA_SON,)
    assert TOWNSHIP not in found.missing, "the criteria do not apply to it"


@pytest.mark.parametrize(
    ("figures", "share"),
    [
        ([], Share.NONE),
        ([(COVER, LUAN_GIOI, "2018-12-31", 40)], Share.PART),
        ([(COVER, LUAN_GIOI, "2018-12-31", 40), (PLANTED, LUAN_GIOI, "2018", 1)], Share.ALL),
    ],
)
def test_a_share_is_one_word(snapshot, figures, share):
    others = [(COVER, NA_SON, "2018-12-31", 40), (PLANTED, NA_SON, "2018-12", 1)]
    assert completeness(told(snapshot, [*others, *figures]), END).share(LUAN_GIOI) == share


def test_before_anything_was_reported_nothing_is_due(snapshot):
    found = completeness(told(snapshot), END)
    assert not found.due
    assert {found.share(area.id) for area in found.areas} == {Share.NOT_DUE}


def test_of_a_sum_no_month_of_the_year_may_be_missing_as_the_map_says_too(snapshot):
    months = [(PLANTED, PU_NHI, f"2018-{m:02}", 1) for m in range(1, 13)]
    now = told(snapshot, [*months, (PLANTED, NA_SON, "2018-12", 1)])
    assert due(now)[PLANTED].reported == (PU_NHI,)
    frame = view(now, now.catalogue[PLANTED], END)
    assert frame.loc[NA_SON, "standing"] == Standing.PARTIAL
