"""The small line of a row joins what answers one question, and nothing else."""

import base64
import re
from functools import partial

from told import NA_SON, NEW_NA_SON, appraised, told

from components.tables import courses
from components.text.sparkline import sparkline
from data.figures import runs

PRODUCTION = "forest_planted_production_ha"


def joined(now, slug, area, *, sums):
    """Return the values of each piece of the line of an area."""
    indicator = now.catalogue[slug]
    apart = partial(courses._apart, now, indicator, sums=sums)
    found = courses.pieces(runs.past(now, indicator)[area], apart)
    return [[p.value for p in piece] for piece in found]


def test_no_line_leads_from_one_set_of_criteria_to_another(snapshot):
    said = [
        *appraised(NEW_NA_SON, "2025-12-31", met=[1, 2, 3], not_met=range(4, 20)),
        *appraised(NEW_NA_SON, "2026-03-31", met=[1, 2], not_met=range(3, 11)),
    ]
    now = told(snapshot, statuses=said)
    assert joined(now, "ntm_criteria_met", NEW_NA_SON, sums=False) == [[3], [2]]


def test_no_line_leads_over_the_new_year_where_a_sum_begins_anew(snapshot):
    months = ("2017-01", "2017-02", "2018-01", "2018-02")
    now = told(snapshot, [(PRODUCTION, NA_SON, month, 1) for month in months])
    assert joined(now, PRODUCTION, NA_SON, sums=True) == [[1, 2], [1, 2]]
    assert joined(now, PRODUCTION, NA_SON, sums=False) == [[1, 2, 1, 2]], "months by themselves"
    years = told(snapshot, [(PRODUCTION, NA_SON, year, 1) for year in ("2016", "2017")])
    assert joined(years, PRODUCTION, NA_SON, sums=True) == [[1, 1]], "whole years compare"


def test_no_line_leads_from_a_sample_to_a_real_figure(snapshot):
    sources = {"2016": "sample_schools", "2017": "sample_schools", "2018": "article_2019"}
    said = [("schools_total", NA_SON, y, 1, "", "", source) for y, source in sources.items()]
    assert joined(told(snapshot, said), "schools_total", NA_SON, sums=False) == [[1, 1], [1]]


def test_a_value_alone_between_gaps_is_seen_as_a_dot():
    drawing = str(sparkline([1, 2, None, 3, None, 4, 5], "words"))
    svg = base64.b64decode(re.search('base64,([^"]+)', drawing)[1]).decode()
    path = re.search('<path d="([^"]+)" fill', svg)[1]
    assert re.sub(r"[\d.]+ [\d.]+", "x", path) == "MxLxMxh0MxLx"
