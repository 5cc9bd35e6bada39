"""What a page says of how much of a plan is reached: never all of it where some is missing."""

from datetime import date

from told import NA_SON, told

from components.tables import lead, ranking
from data.figures import describe
from data.figures.course import Course
from data.figures.profile import Line
from data.figures.view import view
from data.words import Words

VI = Words("vi")
PRODUCTION = "forest_planted_production_ha"
END = date(2018, 12, 31)


def row_of(snapshot, figures):
    """Return the view of one commune by a plan of 100 for the year."""
    said = [(PRODUCTION, NA_SON, period, n) for period, n in figures]
    now = told(snapshot, said, [(PRODUCTION, NA_SON, "2018", 100)])
    return now, now.catalogue[PRODUCTION], view(now, now.catalogue[PRODUCTION], END).loc[[NA_SON]]


def plan_on_its_page(snapshot, figures):
    now, indicator, frame = row_of(snapshot, figures)
    (row,) = frame.itertuples()
    line = Line(indicator, row, None, (), ())
    facts = lead._facts(VI, now, END, line, Course(indicator, (), ()))
    return dict(facts)["Plan"]


def test_the_page_of_a_commune_does_not_say_that_all_is_reached_where_it_is_not(snapshot):
    assert plan_on_its_page(snapshot, [("2018", "99.7")]) == "100,00 ha (đạt 99,7 %)"
    assert plan_on_its_page(snapshot, [("2018", "100")]) == "100,00 ha (đạt 100 %)"


def test_of_a_sum_with_a_gap_the_least_share_is_told_as_such(snapshot):
    said = plan_on_its_page(snapshot, [("2018-01", 20), ("2018-12", 20)])
    assert said == "100,00 ha (đạt ít nhất 40 %)"


def test_a_row_of_the_table_does_not_say_that_all_is_reached_where_it_is_not(snapshot):
    _, indicator, frame = row_of(snapshot, [("2018", "99.7")])
    (row,) = describe.table(VI, indicator, END, frame).to_dict("records")
    cells = ranking._cells(VI, indicator, row, {NA_SON: "#fff"}, {})
    assert cells["share"] == "99,7 %"
