"""One indicator on one day over every area in force: what map, legend, table and profile show."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from itertools import groupby
from math import nan

import pandas as pd

from data.catalogue.indicators import Indicator
from data.figures.assess import assess
from data.figures.cell import DIGITS, Cell
from data.figures.cells import cells
from data.figures.over_time import Span
from data.figures.plans import plans
from data.figures.snapshot import Snapshot
from geo.areas import Area
from geo.map.scale import CHARACTERS, Blank


class Standing(StrEnum):
    """What is known of an area; each has its own word, its own grey and its own count."""

    VALUE = "value"
    PARTIAL = "partial"  # a least value; never ranked, and in a class only if that is certain
    NOT_ASSESSED = "not_assessed"
    NOT_APPLICABLE = "not_applicable"
    NO_DATA = "no_data"


BLANKS = {
    Standing.VALUE: Blank.UNCERTAIN,
    Standing.PARTIAL: Blank.UNCERTAIN,
    Standing.NOT_ASSESSED: Blank.NOT_ASSESSED,
    Standing.NOT_APPLICABLE: Blank.NOT_APPLICABLE,
    Standing.NO_DATA: Blank.NO_DATA,
}
COLUMNS = ("day", "area", "code", "title", "name", "kind", *Cell._fields, "standing")
NOTHING = Cell(nan, nan, nan, nan)


def view(snapshot: Snapshot, indicator: Indicator, day: date, span: Span = "ytd") -> pd.DataFrame:
    """Return a row for every area of the mapped level in force on this day, in official order.

    Indexed by area id: `code`, `title`, `name`, `kind`, the fields of `data.cell.Cell`, `standing`,
    `klass` (class number or <NA>), `character` (class or blank, as the map's text has it), `plan`,
    `plan_start`, `plan_end`, `verdict`, `rank` and `ranked` (place among the exact values, ties
    sharing one).
    """
    frame = classified(snapshot, indicator, [day], span).set_index("area").drop(columns="day")
    last = frame["as_of"].max()
    moment = last.date() if span == "month" and pd.notna(last) else day
    planned = plans(snapshot, indicator, moment, span)
    own = [planned.get(area) for area in frame.index]
    frame["plan"] = [plan.number if plan else nan for plan in own]
    frame["plan_start"] = days_of(plan.start if plan else None for plan in own)
    frame["plan_end"] = days_of(plan.end if plan else None for plan in own)
    frame["verdict"] = [assess(indicator, row, day) for row in frame.itertuples()]
    return frame.assign(**_ranks(frame, indicator))


def classified(
    snapshot: Snapshot, indicator: Indicator, days: Sequence[date], span: Span = "ytd"
) -> pd.DataFrame:
    """Return the part of a view that needs no plan, one day after another: `day`, `area`, …"""
    rows = []
    for day in days:
        areas = snapshot.on(day)
        known = cells(snapshot, indicator, day, areas, span)
        for a in areas:
            cell = known.get(a.id, NOTHING)
            standing = _standing(indicator, a, cell)
            rows.append((day, a.id, a.code, a.title, a.name, a.kind, *cell, standing))
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame["as_of"] = days_of(frame["as_of"])
    frame["klass"] = _classes(indicator, frame)
    frame["character"] = [
        BLANKS[standing] if pd.isna(number) else CHARACTERS[number]
        for number, standing in zip(frame["klass"], frame["standing"], strict=True)
    ]
    return frame


def total(indicator: Indicator, frame: pd.DataFrame) -> tuple[float, int, int]:
    """Return the sum over the rows of a view, how many rows it holds, and how many it should.

    NaN where the indicator does not add up over areas. Only exact values are added.
    """
    covered = frame[frame["standing"] != Standing.NOT_APPLICABLE]
    exact = covered[covered["standing"] == Standing.VALUE]
    if indicator.over_areas != "sum" or exact.empty:
        return nan, len(exact), len(covered)
    return round(float(exact["value"].sum()), DIGITS), len(exact), len(covered)


def _standing(indicator: Indicator, area: Area, cell: Cell) -> Standing:
    if not indicator.covers(area.kind):
        return Standing.NOT_APPLICABLE
    if cell is NOTHING:
        asked = indicator.origin is not None and bool(indicator.origin.criteria)
        return Standing.NOT_ASSESSED if asked else Standing.NO_DATA
    return Standing.VALUE if cell.exact else Standing.PARTIAL


def _classes(indicator: Indicator, frame: pd.DataFrame) -> pd.Series:
    """Return class numbers, each by the scale in force on its day."""
    made = [pd.Series(dtype="Int64")]
    for scale, days in groupby(frame["day"].unique(), indicator.scale_on):
        rows = frame[frame["day"].isin(list(days))]
        made.append(scale.classify_range(rows["value"], rows["upper"]))
    return pd.concat(made)


def days_of(days: Iterable[date | None]) -> pd.DatetimeIndex:
    """Return days as a column of a view; no day is no time."""
    return pd.DatetimeIndex(list(days), dtype="datetime64[s]")


def _ranks(frame: pd.DataFrame, indicator: Indicator) -> dict[str, object]:
    """Return places among the exact values; none where neither way is better."""
    exact = frame["value"].where(frame["standing"] == Standing.VALUE)
    if indicator.direction == "neither":
        exact = exact * nan
    best_first = exact.rank(method="min", ascending=indicator.direction == "lower")
    return {"rank": best_first.astype("Int64"), "ranked": int(exact.notna().sum())}
