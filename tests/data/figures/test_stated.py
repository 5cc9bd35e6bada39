"""A total that is reported stands where its parts are not known, and says so; parts come first."""

from datetime import date

import pytest
from told import KEO_LOM, NA_SON, appraised, told

from data.figures.days import days
from data.figures.describe import marks
from data.figures.view import view
from data.words import Words

MET, PLANTED = "ntm_criteria_met", "forest_planted_ha"
PARTS = [f"forest_planted_{kind}_ha" for kind in ("production", "protection", "special")]
END = date(2018, 12, 31)
ALL = range(1, 20)


def row(now, slug, area=NA_SON, day=END):
    return view(now, now.catalogue[slug], day).loc[area]


def test_a_count_without_its_criteria_is_shown_as_reported_and_says_so(snapshot):
    now = told(snapshot, [(MET, NA_SON, "2018", 12)])
    found = row(now, MET)
    assert (found["value"], found["standing"]) == (12, "value")
    assert marks(Words("en"), found) == ["as reported, without its parts"]
    assert END in days(now, now.catalogue[MET])
    assert row(now, MET, KEO_LOM)["standing"] == "not_assessed", "nothing is made up for others"


def test_where_all_criteria_are_known_they_are_counted_and_another_report_is_said(snapshot):
    said = appraised(NA_SON, "2018", range(1, 12), not_met=range(12, 20))
    alike = told(snapshot, [(MET, NA_SON, "2018", 11)], statuses=said)
    assert (row(alike, MET)["value"], marks(Words("en"), row(alike, MET))) == (11, [])
    other = told(snapshot, [(MET, NA_SON, "2018", 12)], statuses=said)
    found = row(other, MET)
    assert found["value"] == 11
    assert marks(Words("en"), found) == ["made from its parts; another figure was reported"]


def test_a_report_stands_before_an_appraisal_of_some_criteria_only(snapshot):
    some = appraised(NA_SON, "2018", range(1, 5))
    assert row(told(snapshot, statuses=some), MET)["standing"] == "partial"
    assert row(told(snapshot, [(MET, NA_SON, "2018", 9)], statuses=some), MET)["value"] == 9


def test_a_later_report_stands_before_parts_of_an_earlier_day(snapshot):
    said = appraised(NA_SON, "2017", range(1, 12), not_met=range(12, 20))
    now = told(snapshot, [(MET, NA_SON, "2018", 13)], statuses=said)
    assert row(now, MET)["value"] == 13
    assert row(now, MET, day=date(2017, 12, 31))["value"] == 11


@pytest.mark.parametrize(("known", "expected"), [(3, 14), (2, 15)])
def test_a_sum_of_what_was_planted_is_its_parts_where_all_of_them_are_known(
    snapshot, known, expected
):
    parts = [(slug, NA_SON, "2018", n) for slug, n in zip(PARTS, (8, 4, 2), strict=True)][:known]
    now = told(snapshot, [(PLANTED, NA_SON, "2018", 15), *parts])
    assert row(now, PLANTED)["value"] == expected
