"""Areas, overlaps and gaps of polygons, in km² on the ellipsoid, in whatever CRS they came."""

import re

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from geo.shapes.meridian import within

DEGREES = "EPSG:4326"
NOISE = 1e-6  # km²: less than one square metre is the rounding of coordinates and no border

POLYGON, MULTIPOLYGON, COLLECTION = 3, 6, 7  # shapely's numbers for kinds of geometry

Shapes = NDArray[np.object_]
Sizes = NDArray[np.float64]


def degrees(shapes: Shapes, crs: object) -> Shapes:
    """Return shapes in longitude and latitude (EPSG:4326), cut at the 180th meridian."""
    turned: Shapes = np.asarray(gpd.GeoSeries(shapes, crs=crs).to_crs(DEGREES).array)
    return within(turned)


def turned(shapes: Shapes) -> Shapes:
    """Return shapes with their two axes exchanged."""
    exchanged: Shapes = shapely.transform(shapes, lambda xy: xy[:, ::-1])
    return exchanged


def km2(shapes: Shapes, crs: object) -> Sizes:
    """Return the area of each polygon on the WGS 84 ellipsoid; 0 for what is empty or None.

    Ring by ring, outsides less holes, and by no orientation: a sliver may turn over on its way
    from one CRS to another.
    """
    geod = pyproj.Geod(ellps="WGS84")
    parts, whose = shapely.get_parts(degrees(shapes, crs), return_index=True)
    rings, of = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    each = np.split(points, np.flatnonzero(np.diff(ring)) + 1) if len(rings) else []
    sizes = np.array([abs(geod.polygon_area_perimeter(*xy.T)[0]) for xy in each], dtype=float)
    signed = np.where(_outside(of), sizes, -sizes)
    return np.bincount(whose[of], signed, len(shapes)) / 1e6


def widths(shapes: Shapes, crs: object) -> Sizes:
    """Return how many kilometres wide each polygon is in the mean: its area by half its borders."""
    geod = pyproj.Geod(ellps="WGS84")
    parts, whose = shapely.get_parts(degrees(shapes, crs), return_index=True)
    rings, of = shapely.get_rings(parts, return_index=True)
    lengths = [geod.line_length(*shapely.get_coordinates(ring).T) / 1e3 for ring in rings]
    around = np.bincount(whose[of], lengths, len(shapes))
    made: Sizes = 2 * km2(shapes, crs) / np.maximum(around, 1e-12)
    return made


def _outside(of: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Say which rings are outsides: the first of each polygon, going by whose ring each one is."""
    first: NDArray[np.bool_] = np.diff(of, prepend=-1) != 0
    return first


def polygons(shapes: Shapes) -> Shapes:
    """Return shapes made valid, polygons only; an empty one where nothing with an area is left.

    GEOS's "structure" method: what a feature covers twice is covered, and no hole.
    """
    wrong = ~(shapely.is_valid(shapes) | shapely.is_missing(shapes))
    mended = shapes.copy()
    mended[wrong] = shapely.make_valid(shapes[wrong], method="structure", keep_collapsed=False)
    return mended


def overlaps(shapes: Shapes, crs: object) -> tuple[NDArray[np.intp], Sizes]:
    """Return each pair of positions of valid polygons that share ground, and how many km² it is."""
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects").T
    pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    shared = shapely.intersection(shapes[pairs[:, 0]], shapes[pairs[:, 1]])
    sizes = km2(with_area(shared), crs)
    return pairs[sizes > NOISE], sizes[sizes > NOISE]


def with_area(shapes: Shapes) -> Shapes:
    """Return shapes with None for points and lines, and collections as their polygons."""
    kept: Shapes = shapes.copy()
    kinds = shapely.get_type_id(shapes)
    kept[~np.isin(kinds, (POLYGON, MULTIPOLYGON))] = None
    for i in np.flatnonzero(kinds == COLLECTION):
        parts = shapely.get_parts(shapes[i])
        kept[i] = shapely.multipolygons(parts[shapely.get_type_id(parts) == POLYGON])
    return kept


def gaps(shapes: Shapes, crs: object) -> tuple[Shapes, Sizes]:
    """Return each hole in the union of these valid polygons, and how many km² it is.

    What lies in a hole, as an island in its moat, is no part of it.
    """
    parts = shapely.get_parts(shapely.union_all(shapes))
    rings, of = shapely.get_rings(parts, return_index=True)
    holes = shapely.polygons(rings[~_outside(of)])
    inner, outer = shapely.STRtree(holes).query(parts, predicate="covered_by")
    for n in np.unique(outer):
        holes[n] = shapely.difference(holes[n], shapely.union_all(parts[inner[outer == n]]))
    sizes = km2(holes, crs)
    return holes[sizes > NOISE], sizes[sizes > NOISE]


def reason(shape: shapely.Geometry) -> tuple[str, tuple[float, float] | None]:
    """Return why a shape is not valid, in GEOS's words, and where, in the shape's own CRS."""
    said = shapely.is_valid_reason(shape)
    found = re.fullmatch(r"(.*?)\s*\[(\S+) (\S+)\]", said)
    return (found[1], (float(found[2]), float(found[3]))) if found else (said, None)
