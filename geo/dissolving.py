"""Features of one code and name put together: a commune that came in several rows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.editions import Row
from geo.faults import Fault, repaired
from geo.measures import polygons


@dataclass(frozen=True)
class Dissolved:
    """A layer with one row for all features that say the same code and name."""

    frame: gpd.GeoDataFrame
    rows: list[Row]
    faults: tuple[Fault, ...] = ()


def dissolved(frame: gpd.GeoDataFrame, rows: Sequence[Row], where: str) -> Dissolved:
    """Unite the shapes of rows that say the same; what covers ground twice covers it once.

    A row keeps the number and the other columns of its first feature. Rows that say nothing stay
    apart.
    """
    together: dict[object, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        together[(row.code, row.name) if row.code or row.name else row.number].append(n)
    several = {key: places for key, places in together.items() if len(places) > 1}
    if not several:
        return Dissolved(frame, list(rows))
    shapes = polygons(np.asarray(frame.geometry.array).copy())
    for places in several.values():
        shapes[places[0]] = shapely.union_all(shapes[places])
    first = [places[0] for places in together.values()]
    kept = gpd.GeoDataFrame(
        pd.DataFrame(frame.drop(columns=frame.active_geometry_name)).iloc[first],
        geometry=shapes[first],
        crs=frame.crs,
    ).reset_index(drop=True)
    said = {rows[places[0]].label: len(places) for places in several.values()}
    fault = repaired("rows_dissolved", where, count=len(said), rows=said)
    return Dissolved(kept, [rows[n] for n in first], (fault,))
