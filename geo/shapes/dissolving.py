"""Features of one code and name put together: a commune that came in several rows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.areas.editions import Row
from geo.faults import Fault, repaired
from geo.shapes import placing
from geo.shapes.measures import km2, polygons
from geo.shapes.repair import NOTHING, too_much


@dataclass(frozen=True)
class Dissolved:
    """A layer with one row for all features that say the same code and name."""

    frame: gpd.GeoDataFrame
    rows: list[Row]
    faults: tuple[Fault, ...] = ()


def dissolved(
    frame: gpd.GeoDataFrame, rows: Sequence[Row], where: str, *, most: float = 0.01
) -> Dissolved:
    """Unite the shapes of rows that say the same; what covers ground twice covers it once.

    A row keeps the number and the other columns of its first feature. Rows that say nothing stay
    apart. Where the CRS is known, the km² that were covered twice are said, and asked about where
    they are more than the part `most` of the whole.
    """
    together: dict[object, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        together[(row.code, row.name) if row.code or row.name else row.number].append(n)
    several = {key: places for key, places in together.items() if len(places) > 1}
    if not several:
        return Dissolved(frame, list(rows))
    parts = polygons(np.asarray(frame.geometry.array))
    shapes = parts.copy()
    for places in several.values():
        shapes[places[0]] = shapely.union_all(parts[places])
    first = [places[0] for places in together.values()]
    kept = gpd.GeoDataFrame(
        pd.DataFrame(frame.drop(columns=frame.active_geometry_name)).iloc[first],
        geometry=shapes[first],
        crs=frame.crs,
    ).reset_index(drop=True)
    said = {rows[places[0]].label: len(places) for places in several.values()}
    faults = [repaired("rows_dissolved", where, count=len(said), rows=said)]
    if placing.possible(frame):
        labels = {rows[places[0]].label: places for places in several.values()}
        sizes = {k: float(km2(shapes[own[:1]], frame.crs).sum()) for k, own in labels.items()}
        sums = {k: float(km2(parts[own], frame.crs).sum()) for k, own in labels.items()}
        faults += _covered_twice(sizes, sums, where, most)
    return Dissolved(kept, [rows[n] for n in first], tuple(faults))


def _covered_twice(
    sizes: Mapping[str, float], sums: Mapping[str, float], where: str, most: float
) -> Iterator[Fault]:
    """Say how many km² the rows of each commune cover more than once: their sum less the whole."""
    twice = {key: sums[key] - size for key, size in sizes.items() if sums[key] - size > NOTHING}
    if twice:
        yield repaired("parts_overlap", where, km2=sum(twice.values()), moved=twice)
    yield from too_much(twice, sizes, most)
