"""What is strange about the lots of a layer: of no commune, of no area, or lying elsewhere."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import pandas as pd
import shapely

from data.catalogue.lot_layout import Layout
from data.figures.snapshot import Snapshot
from geo.faults import Fault, ask, note
from geo.shapes import measures
from geo.shapes.measures import Shapes

EXAMPLES = 5  # how many of many a fault names


def unlike(lots: pd.DataFrame, plan: Layout, where: str) -> Iterator[Fault]:
    """Yield what the lots' own figures show: the sum by commune is not the sum of all, and why."""
    strange = lots[lots["area"].isna()]
    if len(strange):
        yield ask(
            "lots_commune_unknown", where, count=len(strange), ha=float(strange["ha"].sum()),
            codes=sorted(set(strange["code"]))[:EXAMPLES],
        )  # fmt: skip
    if empty := _places(lots["ha"].isna() | (lots["ha"] < 0)):
        yield ask("lots_area_missing", where, count=len(empty), rows=empty[:EXAMPLES])
    if "class" in lots:
        odd = _places(~lots["class"].between(*plan.classes))
        if odd:
            yield ask("lots_class_unknown", where, count=len(odd), rows=odd[:EXAMPLES])
    apart = (lots["drawn"] - lots["ha"]).abs() > plan.area_tolerance * lots["ha"]
    if off := _places(apart & (lots["drawn"] > 0)):
        drawn, said = float(lots["drawn"].sum()), float(lots["ha"].sum())
        yield note(
            "lots_area_differs", where, count=len(off), rows=off[:EXAMPLES], ha=said, drawn=drawn
        )


def _places(which: pd.Series) -> list[int]:
    """Return the rows of a file, from 1, of which something is so."""
    return [int(n) + 1 for n in np.flatnonzero(which)]


def outside(
    lots: pd.DataFrame, received: Shapes, now: Snapshot, day: date, plan: Layout, where: str
) -> Iterator[Fault]:
    """Yield the lots that lie outside the commune they name; a doubt only if it was surveyed.

    `received` are their shapes in degrees.
    """
    first, shapes = now.settings.generation_on(day), now.shapes_on(day)
    if first is None or shapes is None:
        return
    drawn = measures.polygons(received)
    known = lots["area"].isin(shapes.index).to_numpy() & ~shapely.is_missing(drawn)
    borders = np.asarray(shapes.geometry.array)[shapes.index.get_indexer(lots["area"][known])]
    inside = shapely.area(shapely.intersection(drawn[known], borders))
    parts = 1 - inside / np.maximum(shapely.area(drawn[known]), 1e-15)
    out = np.flatnonzero(known)[parts > plan.outside]
    if len(out):
        tell = ask if now.settings.boundaries[first].surveyed else note
        ha = float(lots["ha"].iloc[out].sum())
        rows = [int(n) + 1 for n in out[:EXAMPLES]]
        percent = 100 * plan.outside
        yield tell("lots_outside", where, count=len(out), ha=ha, rows=rows, percent=percent)
