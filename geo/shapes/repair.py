"""Borders mended together: what is safe is done and said, the rest is asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import geopandas as gpd
import numpy as np
import pyproj
import shapely

from geo.faults import Fault, ask, repaired
from geo.shapes.measures import DEGREES, Shapes, degrees, km2, polygons, with_area
from geo.shapes.meridian import extent
from geo.shapes.nesting import with_holes

NOTHING = 1e-4  # km²: a hundred square metres; less is the noise of snapping along a border

NEARLY_NONE = 0.1  # of an area's ground: with less it is not the same place


@dataclass(frozen=True)
class Repair:
    """Mended shapes in EPSG:4326, and the km² that each one gained or lost."""

    frame: gpd.GeoDataFrame
    moved: Mapping[str, float]  # area id: km²
    faults: tuple[Fault, ...] = ()


def repair(
    frame: gpd.GeoDataFrame,
    *,
    crs: str | None = None,
    gap_width: float = 0.0,
    most: float = 0.01,
    inside: Sequence[tuple[str, str]] = (),
) -> Repair:
    """Make shapes valid, and let neighbours share one border without overlaps.

    `frame` has one polygon a row, by area id, in any CRS. `crs` is the metric one to work in (a
    local one where none is named). Gaps narrower than `gap_width` metres are closed, and 0 closes
    none. A shape of which more than the part `most` moves is asked about. An overlap goes to the
    one of the two that has the longer border with it; but an area `inside` a larger one keeps its
    ground. One that is left with nearly none is asked about, whoever agreed to what moves.
    """
    metric = pyproj.CRS(crs) if crs else metric_crs(frame)
    drawn = _metres(frame, metric)
    if far := _beyond(drawn):
        faults = tuple(ask("shape_far_off", frame.index[n]) for n in far)
        return Repair(_unchanged(frame), dict.fromkeys(frame.index, 0.0), faults)
    before = polygons(drawn)
    if frame.is_valid.all() and shapely.coverage_is_valid(before, gap_width=gap_width):
        return Repair(_unchanged(frame), dict.fromkeys(frame.index, 0.0))
    places = [tuple(frame.index.get_indexer(pair).tolist()) for pair in inside]
    holed = with_holes(before, [(i, o) for i, o in places if i >= 0 and o >= 0])
    after = shapely.coverage_clean(holed, gap_width=gap_width)

    def by_area(shapes: Shapes) -> dict[str, float]:
        return dict(zip(frame.index, km2(shapes, metric).tolist(), strict=True))

    doubt, sizes = by_area(_in_doubt(drawn, before)), by_area(before)
    shared = by_area(polygons(shapely.symmetric_difference(before, after)))
    moved = {key: doubt[key] + shared[key] for key in frame.index}
    made_valid = {key: doubt[key] for key in frame.index[~frame.is_valid]}
    done = _degrees(frame, after, metric)
    left = dict(zip(frame.index, km2(np.asarray(done.geometry.array), DEGREES), strict=True))
    gone = [key for key, size in sizes.items() if left[key] < NEARLY_NONE * size]
    moving = {key: size for key, size in moved.items() if key not in gone}
    faults = (
        *_said(made_valid, shared),
        *(ask("ground_lost", key, km2=sizes[key], left=float(left[key])) for key in gone),
        *too_much(moving, sizes, most),
    )
    return Repair(done, moved, faults)


def too_much(
    moved: Mapping[str, float], sizes: Mapping[str, float], most: float
) -> Iterator[Fault]:
    """Ask about each area of whose km² more than the part `most` moves."""
    for key, size in moved.items():
        share = size / sizes[key] if sizes[key] else 1.0
        if size > NOTHING and share > most:
            yield ask("border_moved_much", key, km2=size, percent=100 * share, most=100 * most)


def _in_doubt(drawn: Shapes, mended: Shapes) -> Shapes:
    """Return the ground on which two ways of reading a shape that is not valid differ.

    What it covers twice is covered, and so it is mended here; or it is a hole.
    """
    evenly = mended.copy()
    for n in np.flatnonzero(~shapely.is_valid(drawn)):
        parts = with_area(shapely.make_valid(shapely.get_parts(drawn[n]), method="linework"))
        evenly[n] = reduce(shapely.symmetric_difference, filter(None, parts), shapely.Polygon())
    return with_area(shapely.symmetric_difference(mended, evenly))


def metric_crs(frame: gpd.GeoDataFrame) -> pyproj.CRS:
    """Return a CRS in metres made for the place of a frame: equal in area, true at its middle."""
    shapes = degrees(np.asarray(frame.geometry.array), frame.crs)
    west, south, east, north = extent(shapes) or (0.0, 0.0, 0.0, 0.0)
    middle = f"+lon_0={(west + east) / 2} +lat_0={(south + north) / 2}"
    return pyproj.CRS(f"+proj=laea {middle} +datum=WGS84 +units=m +type=crs")


def _unchanged(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    same = gpd.GeoSeries(degrees(np.asarray(frame.geometry.array), frame.crs), frame.index)
    return frame.set_geometry(same, crs=DEGREES)


def _beyond(drawn: Shapes) -> list[int]:
    """Return the shapes with a corner that a system of metres does not reach."""
    points, whose = shapely.get_coordinates(drawn, return_index=True)
    found: list[int] = np.unique(whose[~np.isfinite(points).all(axis=1)]).tolist()
    return found


def _metres(frame: gpd.GeoDataFrame, metric: pyproj.CRS) -> Shapes:
    shapes: Shapes = np.asarray(frame.geometry.to_crs(metric).array)
    return shapes


def _degrees(frame: gpd.GeoDataFrame, shapes: Shapes, metric: pyproj.CRS) -> gpd.GeoDataFrame:
    """Return the mended shapes in degrees, where they share their borders just as in metres.

    A shape thinner than a millimetre is not always the same one once its corners are rounded anew.
    """
    drawn = degrees(shapes, metric)
    turned = gpd.GeoSeries(drawn, index=frame.index, crs=DEGREES)
    if not shapely.coverage_is_valid(drawn[~shapely.is_empty(drawn)]):
        turned = gpd.GeoSeries(shapely.coverage_clean(drawn), index=frame.index, crs=DEGREES)
    return frame.set_geometry(turned)


def _said(made_valid: Mapping[str, float], shared: Mapping[str, float]) -> Iterator[Fault]:
    """Say what was done: to single shapes, also where no ground moved, and to shared borders."""
    changed = {key: size for key, size in shared.items() if size > NOTHING}
    for code, moved in (("shapes_made_valid", made_valid), ("borders_mended", changed)):
        if moved:
            most_first = dict(sorted(moved.items(), key=lambda one: -one[1]))
            yield repaired(code, count=len(moved), km2=sum(moved.values()), moved=most_first)
