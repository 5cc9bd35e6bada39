"""Shapes in degrees round the globe: cut at the 180th meridian where kept, whole where measured."""

from collections.abc import Callable

import numpy as np
import shapely
from numpy.typing import NDArray

HALF, WHOLE = 180.0, 360.0
TOUCH = 1e-6  # degrees: a decimetre; what passes the meridian by less lies on it
FARTHEST = 540.0  # degrees east or west that some file may count to
COLLECTION = 7

Shapes = NDArray[np.object_]
Bounds = tuple[float, float, float, float]  # west, south, east, north


def within(shapes: Shapes) -> Shapes:
    """Return shapes with their longitudes from -180 to 180.

    One that passes the 180th meridian is cut there (RFC 7946, 3.1.9); one that leaps over more than
    half the globe is read as passing it.
    """
    bad = np.flatnonzero(_passing(shapes))
    if not len(bad):
        return shapes
    kept = shapes.copy()
    for n in bad:
        kept[n] = _cut(_unrolled(shapes[n]))
    return kept


def whole(shapes: Shapes, start: float) -> Shapes:
    """Return shapes with their longitudes from a meridian on, joined across the 180th."""
    kept = shapes.copy()
    west, _, east, _ = shapely.bounds(shapes).T
    for n in np.flatnonzero((west < start) & np.isfinite(west)):
        parts = [
            shapely.transform(p, _moved(WHOLE)) if shapely.bounds(p)[0] < start - TOUCH else p
            for p in shapely.get_parts(shapes[n])
        ]
        several = len(parts) > 1 and east[n] - west[n] > HALF
        kept[n] = shapely.union_all(parts) if several else _together(parts)
    return kept


def _together(parts: list[shapely.Geometry]) -> shapely.Geometry:
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)


def emptiest(shapes: Shapes) -> float:
    """Return the meridian from which on these shapes lie together, west to east: -180 for most."""
    parts = shapely.bounds(shapely.get_parts(shapes))
    parts = parts[np.isfinite(parts).all(axis=1)]
    if not len(parts) or np.ptp(parts[:, [0, 2]]) <= HALF:
        return -HALF
    order = np.argsort(parts[:, 0])
    starts, ends = parts[order, 0], np.maximum.accumulate(parts[order, 2])
    between = starts[1:] - ends[:-1]
    round_the_back = starts[0] + WHOLE - ends[-1]
    if not len(between) or between.max() <= round_the_back:
        return -HALF
    return float(starts[1:][np.argmax(between)])


def extent(shapes: Shapes) -> Bounds | None:
    """Return the bounds of shapes in degrees, the east beyond 180 where they lie across it."""
    start = emptiest(shapes)
    parts = shapely.bounds(shapely.get_parts(shapes))
    parts = parts[np.isfinite(parts).all(axis=1)]
    if not len(parts):
        return None
    shift = np.where(parts[:, 0] < start - TOUCH, WHOLE, 0.0)
    west, east = (parts[:, 0] + shift).min(), (parts[:, 2] + shift).max()
    return float(west), float(parts[:, 1].min()), float(east), float(parts[:, 3].max())


def centres(shapes: Shapes) -> NDArray[np.float64]:
    """Return longitude and latitude of the middle of each shape; no numbers for an empty one."""
    west, _, east, _ = shapely.bounds(shapes).T
    across = np.flatnonzero(east - west > HALF)
    kept = shapes
    if len(across):
        kept = shapes.copy()
        kept[across] = [whole(shapes[[n]], emptiest(shapes[[n]]))[0] for n in across]
    middles = shapely.centroid(kept)
    points = np.full((len(shapes), 2), np.nan)
    points[~shapely.is_empty(middles)] = shapely.get_coordinates(middles)
    points[:, 0] = np.where(points[:, 0] > HALF, points[:, 0] - WHOLE, points[:, 0])
    return points


def _passing(shapes: Shapes) -> NDArray[np.bool_]:
    parts, of = shapely.get_parts(shapes, return_index=True)
    west, _, east, _ = shapely.bounds(parts).T
    odd = (east - west > HALF) | (west < -HALF) | (east > HALF)
    odd &= (np.abs(west) <= FARTHEST) & (np.abs(east) <= FARTHEST)
    found = np.zeros(len(shapes), dtype=bool)
    found[of[odd]] = True
    return found


def _unrolled(shape: shapely.Geometry) -> list[shapely.Geometry]:
    """Return the parts of a shape with rings that leap over no more than half the globe."""
    made = []
    for part in shapely.get_parts(shape):
        outside, *holes = (_steady(ring) for ring in shapely.get_rings(part))
        middle = outside[:, 0].mean()
        for hole in holes:
            hole[:, 0] += WHOLE * round((middle - hole[:, 0].mean()) / WHOLE)
        made.append(shapely.polygons(outside, [shapely.linearrings(h) for h in holes] or None))
    return made


def _steady(ring: shapely.Geometry) -> NDArray[np.float64]:
    points: NDArray[np.float64] = shapely.get_coordinates(ring)
    leaps = np.abs(np.diff(points[:, 0]))
    if ((leaps > HALF) & (leaps < WHOLE - TOUCH)).any():
        followed = np.unwrap(points[:, 0], period=WHOLE)
        if abs(followed[0] - followed[-1]) < TOUCH:  # else it goes round a pole
            points[:, 0] = followed
    return points


def _cut(parts: list[shapely.Geometry]) -> shapely.Geometry:
    """Return parts as one shape between the 180th meridian and itself."""
    found: list[shapely.Geometry] = []
    for part in parts:
        part = shapely.transform(part, _snapped)
        if not shapely.is_valid(part):
            part = shapely.make_valid(part, method="structure", keep_collapsed=False)
        west, _, east, _ = shapely.bounds(part)
        for turn in range(int((west + HALF) // WHOLE), int((east + HALF) // WHOLE) + 1):
            window = shapely.box(WHOLE * turn - HALF, -91, WHOLE * turn + HALF, 91)
            inside = shapely.get_parts(shapely.intersection(part, window))
            areas = [g for g in inside if g.geom_type == "Polygon" and not g.is_empty]
            found += [shapely.transform(g, _moved(-WHOLE * turn)) for g in areas]
    return _together(found)


def _snapped(points: NDArray[np.float64]) -> NDArray[np.float64]:
    made: NDArray[np.float64] = points.copy()
    nearest = HALF + WHOLE * np.round((made[:, 0] - HALF) / WHOLE)
    near = np.abs(made[:, 0] - nearest) < TOUCH
    made[near, 0] = nearest[near]
    return made


def _moved(by: float) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    def moved(points: NDArray[np.float64]) -> NDArray[np.float64]:
        made: NDArray[np.float64] = points + np.array([by, 0.0])
        return made

    return moved
