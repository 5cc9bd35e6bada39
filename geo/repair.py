"""Borders mended together: what is safe is done and said, the rest is asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pyproj
import shapely

from geo.faults import Fault, ask, repaired
from geo.measures import DEGREES, Shapes, km2, polygons

NOTHING = 1e-4  # km²: a hundred square metres; less is the noise of snapping along a border


@dataclass(frozen=True)
class Repair:
    """Mended shapes in EPSG:4326, and the km² that each one gained or lost."""

    frame: gpd.GeoDataFrame
    moved: Mapping[str, float]  # area id: km²
    faults: tuple[Fault, ...] = ()


def repair(
    frame: gpd.GeoDataFrame, *, crs: str | None = None, gap_width: float = 0.0, most: float = 0.01
) -> Repair:
    """Make shapes valid, and let neighbours share one border without overlaps.

    `frame` has one polygon a row, by area id, in any CRS. `crs` is the metric one to work in (a
    local one where none is named). Gaps narrower than `gap_width` metres are closed, and 0 closes
    none. A shape of which more than the part `most` moves is asked about. An overlap goes to the
    one of the two that has the longer border with it.
    """
    metric = pyproj.CRS(crs) if crs else metric_crs(frame)
    before = polygons(_metres(frame, metric))
    if frame.is_valid.all() and shapely.coverage_is_valid(before, gap_width=gap_width):
        return Repair(frame.to_crs(DEGREES), dict.fromkeys(frame.index, 0.0))
    after = shapely.coverage_clean(before, gap_width=gap_width)
    difference = polygons(shapely.symmetric_difference(before, after))
    moved = dict(zip(frame.index, km2(difference, metric).tolist(), strict=True))
    sizes = dict(zip(frame.index, km2(before, metric).tolist(), strict=True))
    mended = _degrees(frame, after, metric)
    return Repair(mended, moved, tuple(_faults(moved, sizes, most)))


def metric_crs(frame: gpd.GeoDataFrame) -> pyproj.CRS:
    """Return a CRS in metres made for the place of a frame: equal in area, true at its middle."""
    west, south, east, north = frame.to_crs(DEGREES).total_bounds
    middle = f"+lon_0={(west + east) / 2} +lat_0={(south + north) / 2}"
    return pyproj.CRS(f"+proj=laea {middle} +datum=WGS84 +units=m +type=crs")


def _metres(frame: gpd.GeoDataFrame, metric: pyproj.CRS) -> Shapes:
    shapes: Shapes = np.asarray(frame.geometry.to_crs(metric).array)
    return shapes


def _degrees(frame: gpd.GeoDataFrame, shapes: Shapes, metric: pyproj.CRS) -> gpd.GeoDataFrame:
    turned = gpd.GeoSeries(shapes, index=frame.index, crs=metric).to_crs(DEGREES)
    return frame.set_geometry(turned)


def _faults(moved: Mapping[str, float], sizes: Mapping[str, float], most: float) -> Iterator[Fault]:
    changed = {key: size for key, size in moved.items() if size > NOTHING}
    if changed:
        total = sum(changed.values())
        yield repaired("borders_mended", count=len(changed), km2=total, moved=changed)
    for key, size in changed.items():
        if (share := size / sizes[key]) > most:
            yield ask("border_moved_much", key, km2=size, percent=100 * share, most=100 * most)
