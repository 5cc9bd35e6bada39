"""One indicator on one day over every area in force: what map, legend, table and profile show."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd

from data import cells
from data.assess import assess
from data.catalogue import Indicator
from data.cells import Span
from data.store import Snapshot
from geo.areas import Area
from geo.scale import CHARACTERS, Blank


class Standing(StrEnum):
    """What is known of an area; each has its own word, its own grey and its own count."""

    VALUE = "value"
    PARTIAL = "partial"  # a least value; never ranked, and in a class only if that is certain
    NOT_ASSESSED = "not_assessed"
    NOT_APPLICABLE = "not_applicable"
    NO_DATA = "no_data"


def view(snapshot: Snapshot, indicator: Indicator, day: date, span: Span = "ytd") -> pd.DataFrame:
    """Return a row for every area of the mapped level in force on this day, in official order.

    Indexed by area id: `code`, `title`, `name`, `kind`, the columns of `data.cells`, `standing`,
    `klass` (class number or <NA>), `character` (class or blank, as the map's text has it), `plan`,
    `plan_end`, `verdict`, `rank` and `ranked` (place among the exact values, ties sharing one).
    """
    areas = snapshot.on(day)
    frame = classified(snapshot, indicator, [day], areas, span).droplevel("day")
    plan = cells.plans(snapshot, indicator, day).rename(columns={"end": "plan_end"})
    frame = frame.join(plan[["plan", "plan_end"]])
    frame["verdict"] = [assess(indicator, row, day) for row in frame.itertuples()]
    return frame.assign(**_ranks(frame, indicator))


def classified(
    snapshot: Snapshot,
    indicator: Indicator,
    days: Sequence[date],
    areas: Sequence[Area],
    span: Span = "ytd",
) -> pd.DataFrame:
    """Return the part of a view that needs no plan, for several days: by `day` and `area`."""
    found = cells.panel(snapshot, indicator, days, areas, span)
    moments = pd.to_datetime(list(days)).astype("datetime64[s]")
    own = pd.concat(dict.fromkeys(moments, _areas(areas)), names=cells.KEY)
    frame = own.join(found)
    frame["standing"] = [
        _standing(indicator, kind, value, upper)
        for kind, value, upper in zip(
            frame["kind"], frame["value"].astype(float), frame["upper"].astype(float), strict=True
        )
    ]
    frame["klass"] = _classes(indicator, frame)
    frame["character"] = [
        BLANKS[standing] if pd.isna(number) else CHARACTERS[number]
        for number, standing in zip(frame["klass"], frame["standing"], strict=True)
    ]
    return frame


def _classes(indicator: Indicator, frame: pd.DataFrame) -> pd.Series:
    """Return class numbers, each by the scale in force on its day."""
    days = frame.index.get_level_values("day")
    scales = {day: indicator.scale_on(day.date()) for day in days.unique()}
    made = []
    for scale in dict.fromkeys(scales.values()):
        own = frame[days.map(scales) == scale]
        lowest, highest = own["value"].astype(float), own["upper"].astype(float)
        made.append(scale.classify_range(lowest, highest))
    return pd.concat(made) if made else pd.Series(dtype="Int64")


BLANKS = {
    Standing.VALUE: Blank.UNCERTAIN,
    Standing.PARTIAL: Blank.UNCERTAIN,
    Standing.NOT_ASSESSED: Blank.NOT_ASSESSED,
    Standing.NOT_APPLICABLE: Blank.NOT_APPLICABLE,
    Standing.NO_DATA: Blank.NO_DATA,
}


def total(indicator: Indicator, frame: pd.DataFrame) -> tuple[float, int, int]:
    """Return the sum over the rows of a view, how many rows it holds, and how many it should.

    NaN where the indicator does not add up over areas. Only exact values are added.
    """
    covered = frame[frame["standing"] != Standing.NOT_APPLICABLE]
    exact = covered[covered["standing"] == Standing.VALUE]
    if indicator.over_areas != "sum" or exact.empty:
        return np.nan, len(exact), len(covered)
    return float(exact["value"].sum()), len(exact), len(covered)


def _areas(areas: Sequence[Area]) -> pd.DataFrame:
    rows = [(a.code, a.title, a.name, a.kind) for a in areas]
    index = pd.Index([a.id for a in areas], name="area", dtype=object)
    return pd.DataFrame(rows, index=index, columns=["code", "title", "name", "kind"])


def _standing(indicator: Indicator, kind: str, value: float, upper: float) -> Standing:
    if not indicator.covers(kind):
        return Standing.NOT_APPLICABLE
    if pd.isna(value):
        asked = indicator.origin is not None and bool(indicator.origin.criteria)
        return Standing.NOT_ASSESSED if asked else Standing.NO_DATA
    return Standing.VALUE if value == upper else Standing.PARTIAL


def _ranks(frame: pd.DataFrame, indicator: Indicator) -> dict[str, object]:
    """Return places among the exact values; none where neither way is better."""
    exact = frame["value"].where(frame["standing"] == Standing.VALUE).astype(float)
    if indicator.direction == "neither":
        exact = exact * np.nan
    best_first = exact.rank(method="min", ascending=indicator.direction == "lower")
    return {"rank": best_first.astype("Int64"), "ranked": int(exact.notna().sum())}
