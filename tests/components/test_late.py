"""A figure that says another thing than when its period was closed is marked wherever it shows."""

from datetime import date

import pandas as pd
from told import PHI_NHU, told

from data.figures import describe
from data.figures.view import view
from data.words import Words

SLUG = "forest_planted_production_ha"


def test_what_changed_after_closing_is_marked_also_in_a_sum_over_months(snapshot):
    rows = [(SLUG, PHI_NHU, f"2018-0{m}", "1.5") for m in (1, 2)]
    now = told(snapshot, figures=rows)
    late = now.figures["period"] == "2018-01"
    vars(now)["_figures"] = now.figures.assign(late=late)
    indicator = now.catalogue[SLUG]
    row = view(now, indicator, date(2018, 2, 28)).loc[PHI_NHU]
    assert row["value"] == 3
    assert "thay đổi sau khi chốt" in describe.marks(Words(), row)
    alone = view(now, indicator, date(2018, 2, 28), "month").loc[PHI_NHU]
    assert "thay đổi sau khi chốt" not in describe.marks(Words(), alone)


def test_without_a_closing_nothing_is_late(snapshot):
    frame = view(snapshot, snapshot.catalogue[SLUG], date(2018, 12, 31))
    assert not pd.Series(frame["late"]).eq(True).any()
