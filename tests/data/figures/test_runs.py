"""Since when: runs by their definition, and since-when and change on every day of the place."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from told import NA_SON, NEW_NA_SON, appraised, told

from data.catalogue.indicators import Classes
from data.figures import changes, order, runs
from data.figures.days import days
from data.figures.view import view
from data.words import Words

FIRST = date(2018, 1, 31)
WORDS = st.lists(st.sampled_from(["met", "not_met", None]), min_size=1, max_size=20)


def dated(words):
    return [(FIRST + timedelta(days=31 * n), word) for n, word in enumerate(words)]


@given(WORDS)
def test_a_run_is_the_longest_end_of_one_word_and_what_is_before_it_says_whether_it_is_known(words):
    said, found = dated(words), runs.run(dated(words))
    if words[-1] is None:
        assert found is None
        return
    at = [day for day, _ in said].index(found.since)
    assert set(words[at:]) == {words[-1]}
    before = words[at - 1] if at else None
    assert before != words[-1]
    assert found.least == (before is None)


@given(WORDS, WORDS)
def test_what_lies_before_a_break_changes_nothing(words, other):
    whole = [*other, "basic", *words]
    cut = ["basic", *words]
    if words[-1] is not None:
        shift = timedelta(days=31 * len(other))
        assert runs.run(dated(whole)).since - shift == runs.run(dated(cut)).since


def test_the_past_of_every_indicator_is_what_its_views_say(snapshot):
    seen = 0
    for indicator in snapshot.catalogue:
        for span in ("ytd", "month"):
            past = runs.past(snapshot, indicator, span)
            for day in days(snapshot, indicator):
                for row in view(snapshot, indicator, day, span).itertuples():
                    (point,) = [p for p in past[row.Index] if p.day == day]
                    assert point.character == row.character
                    if span == "ytd":
                        assert point.verdict == row.verdict, (indicator.slug, day, row.name)
                    seen += 1
    assert seen > 5000


def test_a_plan_missed_twice_is_missed_since_the_first_time_though_it_ran_in_between():
    year = [runs.Point(date(2018, m, 28), 1.0, "in_progress", "0") for m in range(1, 12)]
    points = [
        runs.Point(date(2016, 12, 31), 9.0, "met", "1"),
        runs.Point(date(2017, 12, 31), 1.0, "not_met", "0"),
        *year,
        runs.Point(date(2018, 12, 31), 1.0, "not_met", "0"),
    ]
    assert runs.since(points, date(2018, 12, 31), classes=False) == (date(2017, 12, 31), False)
    assert runs.since(points, date(2018, 6, 30), classes=False) == (date(2018, 1, 28), False)


def test_what_has_met_its_plan_in_august_has_met_it_since_august():
    points = [
        runs.Point(date(2018, 7, 31), 3.0, "in_progress", "0"),
        runs.Point(date(2018, 8, 31), 5.0, "met", "1"),
        runs.Point(date(2018, 9, 30), 5.0, "met", "1"),
    ]
    assert runs.since(points, date(2018, 12, 31), classes=False) == (date(2018, 8, 31), False)


def test_differences_are_those_of_exact_values_and_each_is_in_the_class_of_its_words(snapshot):
    seen = 0
    for indicator in snapshot.catalogue:
        known = days(snapshot, indicator)
        for day in known:
            for other in changes.comparable(snapshot, indicator, known, day)[:2]:
                now, then = (view(snapshot, indicator, d) for d in (day, other))
                risen = changes.differences(indicator, now, then)
                scale = changes.scale(indicator, risen)
                shown = changes.painted(now, risen, scale)
                middle = len(scale.colours) // 2
                for area, size in risen.dropna().items():
                    expected = now["value"][area] - then["value"][area]
                    assert size == pytest.approx(expected, abs=0.51 * 10**-indicator.decimals)
                    klass = shown["klass"][area]
                    assert (klass < middle) == (size < 0)
                    assert (klass > middle) == (size > 0)
                    seen += 1
                assert not set(shown["character"][risen.isna()]) & set("0123456789")
                labels = [Words("vi").text(c.label) for c in scale.classes]
                assert len(set(labels)) == len(labels)
    assert seen > 500


def test_a_sum_of_the_year_is_held_against_its_own_year_or_the_same_day_of_another(snapshot):
    planted = snapshot.catalogue["forest_planted_ha"]
    known = days(snapshot, planted)
    for day in known:
        for other in changes.comparable(snapshot, planted, known, day):
            assert other < day
            assert other.year == day.year or (other.month, other.day) == (day.month, day.day)


PLACE = (("not_met",), ("in_progress",), ("no_data", "not_assessed"), ("basic", "met", "exceeded"))


def test_the_first_order_is_missed_behind_not_known_met_and_what_is_not_asked(snapshot):
    for indicator in snapshot.catalogue:
        for day in days(snapshot, indicator):
            frame = view(snapshot, indicator, day)
            rows = frame.loc[order.first(indicator, frame)]
            assert sorted(rows.index) == sorted(frame.index)
            verdicts = list(rows["verdict"])
            places = [
                next((n for n, said in enumerate(PLACE) if v in said), 9)
                for v in verdicts
                if v not in ("no_target", "not_applicable")
            ]
            assert places == sorted(places), (indicator.slug, day, verdicts)
            missed = rows[rows["verdict"] == "not_met"]
            if missed["plan"].notna().all():
                share = list((missed["value"] / missed["plan"]).round(9))
                assert share == sorted(share)


def test_a_neutral_indicator_comes_in_official_order(snapshot):
    area = snapshot.catalogue["area_km2"]
    frame = view(snapshot, area, date(2018, 12, 31))
    assert order.first(area, frame) == list(frame.index)


def test_any_column_sorts_and_what_says_nothing_stays_last():
    rows = pd.DataFrame({"value": [2.0, None, 1.0], "title": ["b", "", "a"]})
    for column in rows:
        for down in (False, True):
            assert list(order.by(rows, column, down=down).index)[-1] == 1


def since(now, slug, area, day):
    """Return since when an area is as it is, by what its workspace shows."""
    indicator = now.catalogue[slug]
    return runs.since(runs.past(now, indicator)[area], day, classes=True)


def test_a_class_by_another_set_of_criteria_is_another_class(snapshot):
    area = NEW_NA_SON
    said = [
        *appraised(area, "2025-12-31", met=[1, 2, 3], not_met=range(4, 20)),
        *appraised(area, "2026-03-31", met=[1, 2], not_met=range(3, 11)),
        *appraised(area, "2026-06-30", met=[1], not_met=range(2, 11)),
    ]
    now = told(snapshot, statuses=said)
    before, after = date(2025, 12, 31), date(2026, 6, 30)
    assert since(now, "ntm_criteria_met", area, before) == (before, True)
    assert since(now, "ntm_criteria_met", area, after) == (date(2026, 3, 31), True)


def test_a_class_of_other_breaks_is_another_class(snapshot):
    population, area = "population", NEW_NA_SON
    first, then = snapshot.catalogue[population].classes
    breaks = (6000, 7500, 9000, 15000)
    moved = Classes(since=date(2026, 1, 1), breaks=breaks, palette=then.palette)
    other = snapshot.catalogue[population].model_copy(update={"classes": (first, then, moved)})
    said = [(population, area, day, 100) for day in ("2025-12-31", "2026-03-31", "2026-06-30")]
    catalogue = snapshot.catalogue
    indicators = {**catalogue.indicators, population: other}
    now = replace(told(snapshot, said), catalogue=replace(catalogue, indicators=indicators))
    assert since(now, population, area, date(2026, 6, 30)) == (date(2026, 3, 31), True)


def test_what_is_real_has_not_been_so_since_a_sample(snapshot):
    slug = "schools_total"
    sources = {"2016": "sample_schools", "2017": "sample_schools", "2018": "article_2019"}
    said = [(slug, NA_SON, year, 1, "", "", source) for year, source in sources.items()]
    plans = [(slug, NA_SON, year, 2) for year in sources]
    for now in (told(snapshot, said, plans), told(snapshot, said)):
        real, samples = date(2018, 12, 31), date(2017, 12, 31)
        assert since(now, slug, NA_SON, real) == (real, True)
        assert since(now, slug, NA_SON, samples) == (date(2016, 12, 31), True)
