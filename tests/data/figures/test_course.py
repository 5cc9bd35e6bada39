"""The course of an indicator: its own values, what they are held against, and where it breaks."""

from datetime import date

from told import CHIENG_SO, NA_SON, NEW_PU_NHI, NONG_U, PHI_NHU, PU_NHI, appraised, told

from data.figures import alike, course
from data.figures.days import days, history
from data.figures.plans import plans
from data.figures.view import view

PRODUCTION = "forest_planted_production_ha"
END = date(2018, 12, 31)


def past(now, slug):
    found = {}
    for row in history(now, now.catalogue[slug]).itertuples():
        found.setdefault(row.area, []).append(row)
    return found


def followed(now, slug, area, day=END, like=()):
    """Return the course of an indicator of an area."""
    rows, indicator = past(now, slug), now.catalogue[slug]
    planned = {
        d: {i: plan.number for i, plan in plans(now, indicator, d).items()}
        for d in days(now, indicator)
    }
    means = course.means(rows)
    return course.course(now, indicator, now.areas[area], day, rows, means, planned, like)


def schools(*counts):
    """Return how many schools there are at the end of 2018, one after another."""
    ids = (NA_SON, PHI_NHU, CHIENG_SO, PU_NHI, NONG_U)
    return [("schools_total", i, "2018", n) for i, n in zip(ids, counts, strict=False)]


def test_a_day_has_the_plan_in_force_on_it(snapshot):
    said = [(PRODUCTION, NA_SON, p, v) for p, v in (("2018-01", 1), ("2019-01", 2))]
    now = told(snapshot, said, [(PRODUCTION, NA_SON, "2018", 5), (PRODUCTION, NA_SON, "2019", 7)])
    found = followed(now, PRODUCTION, NA_SON, date(2019, 12, 31))
    assert [(p.value, p.target) for p in found.points] == [(1, 5), (2, 7)]


def test_a_day_has_the_threshold_in_force_on_it_and_says_where_it_changes(snapshot):
    slug = "poverty_reduction_pp"
    since = [t.since for t in snapshot.catalogue[slug].thresholds]
    year = since[0].year
    now = told(snapshot, [(slug, NA_SON, str(y), 6) for y in (year - 1, year, year + 1)])
    found = followed(now, slug, NA_SON, date(year + 1, 12, 31))
    assert [p.target is None for p in found.points][:2] == [True, False]
    assert found.breaks[0] == course.Break(since[0], "threshold", parts=False)


def test_a_mean_says_of_how_many_it_is_and_is_none_where_many_are_missing(snapshot):
    few = followed(told(snapshot, schools(3, 5)), "schools_total", NA_SON)
    assert few.points[-1].every is None, "two of fourteen"
    ids = [a.id for a in snapshot.on(END)]
    said = [("schools_total", i, "2018", 4) for i in ids[1:]]
    many = followed(told(snapshot, said), "schools_total", ids[1])
    assert many.points[-1].every == course.Mean(4, len(ids) - 1, len(ids))


def test_what_does_not_apply_is_not_missing_from_a_mean(snapshot):
    ids = [a.id for a in snapshot.on(END) if a.kind == "xã"]
    said = [row for i in ids for row in appraised(i, "2018-12", range(1, 20))]
    found = followed(told(snapshot, statuses=said), "ntm_criteria_met", NA_SON)
    assert found.points[-1].every == course.Mean(19, len(ids), len(ids))


def test_communes_alike_are_of_one_kind_and_nearest_in_size(snapshot):
    sizes = {r.Index: r for r in view(snapshot, snapshot.catalogue["population"], END).itertuples()}
    area = snapshot.areas[NA_SON]
    found = alike.alike(area, sizes)
    own = sizes[NA_SON].value
    assert len(found) == alike.MOST
    assert {sizes[i].kind for i in found} == {"xã"}
    others = {i: max(r.value / own, own / r.value) for i, r in sizes.items() if r.kind == "xã"}
    assert found == sorted(set(others) - {NA_SON}, key=others.__getitem__)[: alike.MOST]


def test_nobody_is_like_a_commune_of_unknown_size(snapshot):
    now = told(snapshot, schools(3, 5))
    sizes = {r.Index: r for r in view(now, now.catalogue["schools_total"], END).itertuples()}
    assert alike.alike(now.areas[NONG_U], sizes) == []


def test_a_merged_commune_is_added_up_from_those_before_it_and_the_day_is_marked(snapshot):
    said = [("schools_total", i, "2024", n) for i, n in ((PU_NHI, 2), (NONG_U, 3))]
    now = told(snapshot, [*said, ("schools_total", NEW_PU_NHI, "2025", 6)])
    found = followed(now, "schools_total", NEW_PU_NHI, date(2025, 12, 31))
    assert [p.value for p in found.points] == [5, 6]
    assert found.breaks == (course.Break(date(2025, 7, 1), "area", parts=True),)
    pieces = course.lines(now, found, lambda p: p.value)
    assert [[v for _, v in piece] for piece in pieces] == [[5], [6]], "no line over the merger"


def test_what_is_known_of_one_predecessor_alone_is_not_added_up(snapshot):
    said = [("schools_total", PU_NHI, "2024", 2), ("schools_total", NEW_PU_NHI, "2025", 6)]
    found = followed(told(snapshot, said), "schools_total", NEW_PU_NHI, date(2025, 12, 31))
    assert [p.value for p in found.points] == [6]


def test_a_count_by_another_set_of_criteria_is_no_part_of_the_same_line(snapshot):
    said = [
        *appraised(NA_SON, "2022-02", range(1, 20)),
        *appraised(NA_SON, "2022-03", [1, 2], not_met=range(3, 20)),
    ]
    now = told(snapshot, statuses=said)
    found = followed(now, "ntm_criteria_met", NA_SON, date(2022, 3, 31))
    assert [b.why for b in found.breaks] == ["criteria"]
    assert len(course.lines(now, found, lambda p: p.value)) == 2
    row = found.points[-1].row
    assert course.baseline(now, found, row, date(2022, 3, 31)) is None


def test_a_sum_that_begins_anew_is_held_against_the_same_day_a_year_before(snapshot):
    months = [f"{y}-{m:02}" for y in (2017, 2018) for m in (1, 2)]
    now = told(snapshot, [(PRODUCTION, NA_SON, m, n) for n, m in enumerate(months, 1)])
    found = followed(now, PRODUCTION, NA_SON, date(2018, 2, 28))
    base = course.baseline(now, found, found.points[-1].row, date(2018, 2, 28))
    assert (base.day, base.value) == (date(2017, 2, 28), 3)
    pieces = course.lines(now, found, lambda p: p.value)
    assert [len(piece) for piece in pieces] == [2, 2], "no line over the new year"


def test_a_stock_is_held_against_the_new_year(snapshot):
    said = [("schools_total", NA_SON, p, n) for p, n in (("2017", 3), ("2018-06", 5))]
    now = told(snapshot, said)
    day = date(2018, 6, 30)
    found = followed(now, "schools_total", NA_SON, day)
    assert course.baseline(now, found, found.points[-1].row, day).value == 3


def test_a_real_figure_is_not_held_against_a_sample(snapshot):
    said = [("schools_total", NA_SON, "2017", 5, "", "", "sample_schools"),
            ("schools_total", NA_SON, "2018", 4, "", "", "article_2019")]  # fmt: skip
    now = told(snapshot, said)
    found = followed(now, "schools_total", NA_SON)
    assert course.baseline(now, found, found.points[-1].row, END) is None


def test_a_mean_is_of_samples_or_of_real_figures_and_stands_beside_its_own_sort(snapshot):
    slug, ids = "schools_total", [a.id for a in snapshot.on(END)]
    real = (slug, ids[0], "2018", 9, "", "", "article_2019")
    samples = [(slug, i, "2018", 4, "", "", "sample_schools") for i in ids[1:]]
    now = told(snapshot, [real, *samples])
    beside_sample = followed(now, slug, ids[1], like=[ids[0], *ids[2:6]]).points[-1]
    assert beside_sample.every == course.Mean(4, len(ids) - 1, len(ids), sample=True)
    assert beside_sample.alike == course.Mean(4, 4, 5, sample=True)
    beside_real = followed(now, slug, ids[0], like=ids[2:6]).points[-1]
    assert beside_real.value == 9
    assert (beside_real.every, beside_real.alike) == (None, None)
