"""The cases in criteria/*.yaml, which anybody who knows the rules can read and add to."""

from datetime import date
from math import inf
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from told import NA_SON, PU_NHI, appraised, told

from data.catalogue.indicators import Threshold
from data.figures import describe
from data.figures.assess import VERDICTS, Verdict, by_plan, by_threshold
from data.figures.view import view
from data.words import Words

CASES = {
    path.stem: yaml.safe_load(path.read_text("utf-8"))
    for path in sorted((Path(__file__).parents[2] / "criteria").glob("*.yaml"))
}
EN = Words("en")
number = st.floats(-1e6, 1e6)
SURE = {Verdict.EXCEEDED, Verdict.MET, Verdict.NOT_MET}


def each(name):
    return pytest.mark.parametrize("case", CASES[name], ids=lambda c: c["case"])


def word(frame, area=NA_SON):
    return VERDICTS[frame["verdict"][area]]


@each("thresholds")
def test_a_figure_is_held_against_the_threshold_of_its_own_day(snapshot, case):
    slug = case["indicator"]
    given = [(slug, NA_SON, case["period"], case["value"])] if "value" in case else []
    now = told(snapshot, given)
    assert word(view(now, now.catalogue[slug], case["day"])) == case["verdict"]


@each("plans")
def test_a_figure_is_held_against_the_plan_of_its_period(snapshot, case):
    slug = case["indicator"]
    figures = [(slug, NA_SON, period, v) for period, v in case.get("figures", {}).items()]
    plans = [(slug, NA_SON, period, v) for period, v in case.get("plan", {}).items()]
    now = told(snapshot, figures, plans)
    frame = view(now, now.catalogue[slug], case["day"], case.get("span", "ytd"))
    assert word(frame) == case["verdict"]
    assert word(frame, PU_NHI) == "No data"


@each("counts")
def test_criteria_are_counted_and_put_in_a_band_only_if_that_is_certain(snapshot, case):
    numbers = iter(range(1, 20))
    said = {s: [next(numbers) for _ in range(n)] for s, n in case["assessed"].items()}
    now = told(snapshot, statuses=appraised(NA_SON, case.get("appraised", case["day"]), **said))
    for slug in ("ntm_criteria_met", "ntm_criteria_basic"):
        if slug in case:
            indicator = now.catalogue[slug]
            frame = view(now, indicator, case["day"])
            row = next(r for r in frame.itertuples() if r.Index == NA_SON)
            found = {
                "count": describe.value(EN, indicator, row),
                "band": describe.klass(EN, indicator, case["day"], row),
                "ranked": bool(describe.place(EN, row)),
            }
            assert found == case[slug]


def test_every_file_of_cases_is_read():
    assert set(CASES) == {"counts", "plans", "thresholds"}
    assert all(CASES.values())


# Laws


@given(number, number, number, st.booleans(), st.booleans())
def test_more_is_never_judged_worse_by_a_plan_where_more_is_better(a, b, plan, over, higher):
    low, high = sorted((a, b))
    worst_first = [Verdict.NOT_MET, Verdict.IN_PROGRESS, Verdict.MET, Verdict.EXCEEDED]
    one, two = (
        worst_first.index(by_plan(v, v, plan, over=over, higher=higher)) for v in (low, high)
    )
    assert one <= two if higher else one >= two


@given(number, number, number, number, st.booleans())
def test_what_is_certain_of_a_range_holds_for_every_value_in_it(a, b, share, plan, higher):
    low, high = sorted((a, b))
    inside = low + (high - low) * (abs(share) % 1)
    whole = by_plan(low, high, plan, over=True, higher=higher)
    exact = by_plan(inside, inside, plan, over=True, higher=higher)
    met = {Verdict.MET, Verdict.EXCEEDED}
    if whole in SURE:
        assert (whole in met) == (exact in met)


@given(number, st.sampled_from(["at_least", "at_most", "more_than", "less_than"]), number)
def test_a_threshold_says_nothing_of_what_may_lie_on_either_side(value, way, bound):
    threshold = Threshold(since=date(2018, 1, 1), legal={"vi": "x"}, **{way: bound})
    assert by_threshold(value, value, threshold) in SURE
    assert by_threshold(-inf, inf, threshold) == Verdict.NO_DATA


def test_on_the_last_day_of_the_calendar_nothing_fails(snapshot):
    now = told(snapshot, targets=[("forest_planted_production_ha", NA_SON, "2018", 1)])
    assert len(view(now, now.catalogue["forest_planted_production_ha"], date.max)) == 6
