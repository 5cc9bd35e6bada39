"""Headlines say what their rows hold: each is counted once more here, on every day of the place."""

import re
from datetime import date

import pandas as pd
import pytest
from told import KEO_LOM, LUAN_GIOI, NA_SON, PU_NHI, TOWNSHIP, appraised, told

from data.figures import in_words
from data.figures.altogether import besides
from data.figures.days import days
from data.figures.headline import headline
from data.figures.view import view
from data.words import Words

EN, VI = Words("en"), Words("vi")
END = date(2018, 12, 31)
PRODUCTION = "forest_planted_production_ha"
FEW = (NA_SON, PU_NHI, KEO_LOM, TOWNSHIP)


def heads(snapshot):
    """Yield every view of every indicator, whole and filtered, with its headline in English."""
    for indicator in snapshot.catalogue:
        for span in ("ytd", "month"):
            for day in days(snapshot, indicator):
                frame = view(snapshot, indicator, day, span)
                yield (
                    indicator,
                    day,
                    span,
                    frame,
                    headline(EN, snapshot, indicator, day, frame, span),
                )
                some = frame[frame.index.isin(FEW)]
                if len(some):
                    said = headline(EN, snapshot, indicator, day, some, span, filtered=True)
                    yield indicator, day, span, some, said


def counted(said: str, words: str) -> int:
    """Return the number that a sentence says of a thing; 0 where it says nothing of it."""
    found = re.search(rf"([\d,]+)(?:/[\d,]+)? (?:xã|thị trấn|units?) {words}", said)
    return int(found[1].replace(",", "")) if found else 0


def test_every_headline_of_the_place_counts_what_is_in_its_rows_and_nothing_else(snapshot):
    seen = 0
    for indicator, day, span, frame, said in heads(snapshot):
        where = (indicator.slug, day, span, said)
        known = frame[frame["standing"].isin(["value", "partial"])]
        if known.empty:
            assert "no data by commune" in said, where
            continue
        verdicts = list(known["verdict"])
        assert counted(said, "(missed the plan|not at what is required)") == verdicts.count(
            "not_met"
        ), where
        assert counted(said, "(not at their plan yet|not there yet)") == verdicts.count(
            "in_progress"
        ), where
        standings = list(frame["standing"])
        assert counted(said, "without data") == standings.count("no_data"), where
        assert counted(said, "not fully reported") == standings.count("partial"), where
        early = (frame["standing"] == "value") & (frame["verdict"] == "no_data")
        assert counted(said, "not reported to the end") == early.sum(), where
        assert counted(said, "not assessed") == standings.count("not_assessed"), where
        seen += 1
    assert seen > 500, "else the workspace has too little to say"


def test_no_headline_reassures_while_somebody_has_missed(snapshot):
    for indicator, day, span, frame, said in heads(snapshot):
        if (frame["verdict"] == "not_met").any():
            assert re.search(r"\d+/\d+ \S+( \S+)? (missed the plan|not at what)", said), said
            assert "none" not in said, (indicator.slug, day, span)
            assert " met the plan" not in said


def test_who_is_named_as_the_last_is_the_last_by_its_share_of_the_plan(snapshot):
    named = 0
    for indicator, _, _, frame, said in heads(snapshot):
        missed = frame[(frame["verdict"] == "not_met") & (frame["standing"] == "value")]
        if found := re.search(r"missed the plan, lowest (.+?) \((\d+) %\)", said):
            share = missed["value"] / missed["plan"]
            assert found[1] in set(missed[share == share.min()]["name"]), said
            assert int(found[2]) == pytest.approx(100 * share.min(), abs=0.51), indicator.slug
            named += 1
    assert named > 3


def test_of_few_each_is_named_and_of_a_filter_only_those_that_are_let_through(snapshot):
    planted = snapshot.catalogue["forest_planted_ha"]
    frame = view(snapshot, planted, END)
    said = headline(VI, snapshot, planted, END, frame[frame.index.isin(FEW)], filtered=True)
    assert said.startswith("Cả năm 2018, trong 4 đơn vị đang lọc: ")
    assert "Phì Nhừ" not in said
    others = set(frame["name"]) - set(frame.loc[list(FEW), "name"])
    assert not [name for name in others if name in said]


def test_a_sum_over_time_says_its_span_and_the_day_to_which_it_was_reported(snapshot):
    planted = snapshot.catalogue[PRODUCTION]
    now = told(
        snapshot,
        [(PRODUCTION, NA_SON, "2018-01", "14"), (PRODUCTION, NA_SON, "2018-02", "14")],
    )
    day = date(2018, 3, 31)  # nobody has reported March
    both = {
        s: headline(VI, now, planted, day, view(now, planted, day, s), s) for s in ("ytd", "month")
    }
    assert both["ytd"].startswith("Từ đầu năm đến 28/02/2018: 28,00 ha")
    assert both["month"].startswith("Trong tháng 2/2018: 14,00 ha")


def test_the_district_as_a_whole_is_of_the_same_span_as_the_sum(snapshot):
    district = snapshot.areas[NA_SON].parent
    figures = [
        (PRODUCTION, area, f"2018-0{month}", number)
        for month in (1, 2)
        for area, number in ((NA_SON, "14"), (district, "20"))
    ]
    now = told(snapshot, figures)
    planted, day = now.catalogue[PRODUCTION], date(2018, 2, 28)
    said = {
        s: besides(VI, now, planted, day, view(now, planted, day, s), s) for s in ("ytd", "month")
    }
    assert "40,00 ha" in said["ytd"]
    assert "20,00 ha" in said["month"]


def test_where_all_have_met_their_plan_it_says_so_and_how_many_went_beyond(snapshot):
    figures = [(PRODUCTION, area, "2018", n) for area, n in ((NA_SON, "6"), (PU_NHI, "9"))]
    plans = [(PRODUCTION, area, "2018", "6") for area in (NA_SON, PU_NHI)]
    now = told(snapshot, figures, plans)
    planted = now.catalogue[PRODUCTION]
    frame = view(now, planted, END).loc[[NA_SON, PU_NHI]]
    said = headline(VI, now, planted, END, frame, filtered=True)
    assert said == "Cả năm 2018, trong 2 xã đang lọc: 2/2 xã đã đạt kế hoạch; 1 vượt."


def test_a_share_of_a_plan_is_judged_by_the_whole_of_it(snapshot):
    share = snapshot.catalogue["forest_planted_pct"]
    for day in days(snapshot, share):
        for row in view(snapshot, share, day).itertuples():
            if row.standing == "value" and (day.month, day.day) == (12, 31):
                met = row.value >= 100
                assert (row.verdict in ("met", "exceeded")) == met, (day, row.name)
                assert pd.notna(row.plan)


def test_a_class_that_nobody_is_in_any_more_is_said_with_who_is_last(snapshot):
    met = snapshot.catalogue["ntm_criteria_met"]
    day = date(2019, 12, 31)
    said = headline(VI, snapshot, met, day, view(snapshot, met, day))
    assert said == (
        "Cuối năm 2019: không xã nào dưới 5 tiêu chí, đầu năm 1; thấp nhất Phì Nhừ (6 tiêu chí)."
    )
    assert LUAN_GIOI in view(snapshot, met, day).index


def test_who_has_not_reported_to_the_end_of_the_plan_is_counted_beside_those_praised(snapshot):
    ids = [a.id for a in snapshot.on(END) if a.kind == "xã"][:11]
    figures = [("schools_total", i, "2018-11", 1) for i in ids[1:]]
    now = told(
        snapshot,
        [("schools_total", ids[0], "2018", 3), *figures],
        [("schools_total", i, "2018", 2) for i in ids],
    )
    stock = now.catalogue["schools_total"]
    frame = view(now, stock, END)
    said = headline(EN, now, stock, END, frame)
    assert said.startswith("End of 2018: 1/1 xã met the plan; 1 beyond it.")
    assert "10 xã not reported to the end of the plan" in said
    assert "10 xã chưa có số liệu đến cuối kỳ kế hoạch" in headline(VI, now, stock, END, frame)


def planted(snapshot, reached, plan):
    """Return the headline of two communes, of which one has reached so much of its plan."""
    now = told(
        snapshot,
        [(PRODUCTION, NA_SON, "2018", reached), (PRODUCTION, PU_NHI, "2018", 6)],
        [(PRODUCTION, NA_SON, "2018", plan), (PRODUCTION, PU_NHI, "2018", 6)],
    )
    indicator = now.catalogue[PRODUCTION]
    frame = view(now, indicator, END).loc[[NA_SON, PU_NHI]]
    return headline(VI, now, indicator, END, frame, filtered=True)


def test_who_has_missed_the_plan_by_little_is_not_said_to_have_reached_all_of_it(snapshot):
    assert "1/2 xã chưa đạt kế hoạch (Na Son 99,7 %)" in planted(snapshot, "99.7", "100")
    assert "(Na Son 99,98 %)" in planted(snapshot, "99.98", "100")
    assert "(Na Son 67 %)" in planted(snapshot, "4", "6")


def test_a_share_is_a_hundred_of_the_whole_alone():
    assert [in_words.percent(EN, n) for n in (99.4, 99.5, 100, 100.2, 101.2)] == [
        *("99", "99.5", "100", "100.2", "101"),
    ]
    assert in_words.percent(EN, 99.96, 1) == "99.96"
    assert in_words.percent(EN, 100 * 11.9 / 11.9) == "100"


def newly_below_five(snapshot, before, source="sample_criteria"):
    """Return the headline of five communes with few criteria met, of whom some were known."""
    ids = [a.id for a in snapshot.on(END) if a.kind == "xã"][:5]
    then = [(*row, source) for i in before(ids) for row in _few_met(i, "2017-12")]
    said = [*then, *((*row, "sample_criteria") for i in ids for row in _few_met(i, "2018-12"))]
    now = told(snapshot, statuses=said)
    met = now.catalogue["ntm_criteria_met"]
    return headline(VI, now, met, END, view(now, met, END).loc[ids], filtered=True)


def _few_met(area, period):
    return appraised(area, period, met=[1, 2], not_met=range(3, 20))


def test_how_many_there_were_is_said_where_all_were_known_and_by_figures_of_one_sort(snapshot):
    assert "dưới 5 tiêu chí, đầu năm 5" in newly_below_five(snapshot, lambda ids: ids)
    assert "đầu năm" not in newly_below_five(snapshot, lambda ids: ids[:1])
    assert "đầu năm" not in newly_below_five(snapshot, lambda ids: ids, "article_2019")
