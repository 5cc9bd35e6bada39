"""Geometry made light for a browser: simplified together, rounded, written as small integers."""

import hashlib
import json
from collections.abc import Iterable

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo.map.clusters import main_cluster
from geo.shapes.meridian import emptiest, whole

Shapes = npt.NDArray[np.object_]

_POLYGON = 3  # the type number of GEOS
_FLAT = 3.0  # a name is about three times as wide as it is high


def web_geometry(frame: gpd.GeoDataFrame, *, pixels: int = 1000) -> bytes:
    """Return the areas of `frame` as compact JSON, in its order.

    `frame` is indexed by area id and has a column `title`, the name to write on the area. All
    areas are simplified together by about one pixel of a map whose longer side has `pixels`, so
    that neighbours keep one border. Shapes may have parts and holes, and may be empty; those across
    the 180th meridian go on beyond it. `view` is what is shown first: without the few far away.

    Coordinates are degrees of EPSG:4326 times `scale`, less `origin`; a ring is x, y, dx, dy, dx,
    dy … without its closing point. `labels` are where a name has most room. Raises ValueError if
    the frame has no CRS.
    """
    shapes = frame.to_crs(4326).geometry.to_numpy()
    shapes = whole(shapes, emptiest(shapes))
    west, south, east, north = (float(v) for v in shapely.total_bounds(shapes))
    shrink = float(np.cos(np.radians((south + north) / 2)))
    first = main_cluster(shapes)
    pixel = max((first[2] - first[0]) * shrink, first[3] - first[1]) / pixels
    digits = int(np.clip(np.ceil(-np.log10(pixel / 10)), 4, 7))
    scale = 10**digits
    origin = np.round(np.array([west, south]) * scale)
    light = _simplified(shapes, pixel)
    grid = _rounded(shapely.transform(light, lambda xy: xy * scale - origin))
    return json.dumps(
        {
            "scale": scale,
            "origin": origin.astype(int).tolist(),
            "bounds": [[south, west], [north, east]],
            "view": [[first[1], first[0]], [first[3], first[2]]],
            "order": order_of(frame.index),
            "ids": [str(area) for area in frame.index],
            "titles": [str(title) for title in frame["title"]],
            "labels": _label_points(grid, shrink, pixel * scale),
            "polys": [_parts(shape) for shape in grid],
        },
        separators=(",", ":"),
    ).encode()


def order_of(ids: Iterable[object]) -> str:
    """Return a digest of these ids in this order, by which paint and geometry know each other."""
    listed = json.dumps([str(area) for area in ids]).encode()
    return hashlib.blake2b(listed, digest_size=6).hexdigest()


def _simplified(shapes: Shapes, pixel: float) -> Shapes:
    light: Shapes = shapely.coverage_simplify(_surfaces(shapely.make_valid(shapes)), pixel)
    return light


def _surfaces(shapes: Shapes) -> Shapes:
    """Return the shapes without the points and lines that a repair may leave beside a surface."""
    mixed = ~np.isin(shapely.get_type_id(shapes), [_POLYGON, 6])
    kept = shapes.copy()
    for i in np.flatnonzero(mixed):
        parts = shapely.get_parts(shapely.get_parts(shapes[i]))
        kept[i] = shapely.multipolygons(parts[shapely.get_type_id(parts) == _POLYGON])
    return kept


def _rounded(shapes: Shapes) -> Shapes:
    """Return the shapes on whole numbers; any that rounding spoils is mended on the same grid."""
    rounded: Shapes = shapely.transform(shapes, np.round)
    spoilt = ~shapely.is_valid(rounded)
    mended = _surfaces(shapely.set_precision(shapes[spoilt], 1.0))
    # An area thinner than the grid would vanish: it stays as it was rounded.
    rounded[spoilt] = np.where(shapely.is_empty(mended), rounded[spoilt], mended)
    return rounded


def _label_points(shapes: Shapes, shrink: float, tolerance: float) -> list[list[int] | None]:
    """Return, for each shape, the middle of the widest flat ellipse in it; None for an empty one.

    The largest circle of a shape drawn out to `_FLAT` times its height is such an ellipse: a
    word has more room there than in the middle of the largest circle.
    """
    drawn_out = np.array([shrink, _FLAT])
    full = ~shapely.is_empty(shapes)
    circles = shapely.maximum_inscribed_circle(
        shapely.transform(shapes[full], lambda xy: xy * drawn_out), tolerance
    )
    found = np.full((len(shapes), 2), np.nan)
    found[full] = shapely.get_coordinates(shapely.get_point(circles, 0)) / drawn_out
    return [None if np.isnan(x) else [round(x), round(y)] for x, y in found]


def _parts(shape: shapely.Geometry) -> list[list[list[int]]]:
    """Return the polygons of a shape on an integer grid, each a list of rings, outermost first."""
    return [
        [_delta(ring) for ring in shapely.get_rings(part)]
        for part in shapely.get_parts(shape)
        if not part.is_empty
    ]


def _delta(ring: shapely.Geometry) -> list[int]:
    steps = np.diff(shapely.get_coordinates(ring)[:-1], axis=0, prepend=[[0.0, 0.0]])
    moved = steps.any(axis=1)
    moved[:1] = True
    flat: list[int] = steps[moved].astype(np.int64).ravel().tolist()
    return flat
