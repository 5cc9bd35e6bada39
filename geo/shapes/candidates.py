"""The coordinate systems that a layer may be in, and how far off the known place each puts it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from geo.shapes import meridian
from geo.shapes.measures import degrees, turned

Bounds = tuple[float, float, float, float]  # west, south, east, north
Centre = tuple[float, float]  # longitude, latitude
WORLD: Bounds = (-180.0, -90.0, 180.0, 90.0)
ANYWHERE = ("EPSG:3857", "EPSG:3395")  # of maps on the net; each is taken for the other
WIDE = 60.0  # degrees: a system that is used farther is no country's own
NEARLY = 1e-6  # degrees by which rounding may pass a pole


@dataclass(frozen=True)
class Candidate:
    """A CRS that a layer may be in: what to answer, and how far off it would put the layer."""

    crs: str  # a code, or the name that the place gives it
    title: str
    swapped: bool = False  # its axes, in the file
    off_m: float | None = None  # None where there is nothing to measure it by

    @property
    def answer(self) -> str:
        """Return what to say to choose it."""
        return f"{self.crs} --swap-axes" if self.swapped else self.crs


@dataclass(frozen=True)
class Known:
    """Where a place is known to be.

    `crs` are the systems that its files come in, `defined` what those without a code are, by their
    name. `centres` are those of its areas by id, in degrees; of the ones in `surveyed` the position
    is true, while the others may be drawn by hand.
    """

    crs: Sequence[str] = ()
    defined: Mapping[str, str] = field(default_factory=dict)
    extent: Bounds | None = None
    centres: Mapping[str, Centre] = field(default_factory=dict)
    surveyed: Collection[str] = ()

    def definition(self, crs: str) -> pyproj.CRS:
        """Return a candidate as pyproj knows it."""
        return _crs(self.defined.get(crs, crs))


def candidates(
    frame: gpd.GeoDataFrame, ids: Sequence[str | None], known: Known
) -> tuple[Candidate, ...]:
    """Return the CRSs in which a layer would lie at the known place, the nearest first.

    `ids` says which area each feature is. A layer with its axes the usual way round goes first.
    """
    found = [
        Candidate(crs, str(definition.name) if crs not in known.defined else crs, swapped, off)
        for swapped in (False, True)
        for crs in (*known.crs, *(c for c in ANYWHERE if known.extent and c not in known.crs))
        if (definition := known.definition(crs))
        and meets(extent(frame, definition, swapped=swapped), known.extent or WORLD)
        for off in [off_of(frame, definition, ids, known, swapped=swapped)]
    ]
    usual = [c for c in found if not c.swapped]
    found = usual or (found if known.extent else [])  # anything lies somewhere in the world
    return tuple(sorted(found, key=lambda c: (c.off_m is None, c.off_m)))


def offsets(
    frame: gpd.GeoDataFrame, ids: Sequence[str | None], centres: Mapping[str, Centre]
) -> NDArray[np.float64]:
    """Return by how many metres (east, north) each area lies off its known centre, a row an area.

    `frame` has a CRS; features that are no area with a known centre, or have no shape, are left.
    """
    shapes = np.asarray(frame.geometry.array)
    there = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    rows = [n for n, area in enumerate(ids) if area in centres and there[n]]
    if not rows:
        return np.empty((0, 2))
    lon, lat = meridian.centres(degrees(shapes[rows], frame.crs)).T
    known_lon, known_lat = np.array([centres[ids[n] or ""] for n in rows]).T
    if not np.isfinite([lon, lat]).all() or (np.abs(lat) > 90).any():
        return np.empty((0, 2))
    forth, _, metres = pyproj.Geod(ellps="WGS84").inv(known_lon, known_lat, lon, lat)
    way = np.radians(forth)
    away: NDArray[np.float64] = metres[:, None] * np.column_stack([np.sin(way), np.cos(way)])
    return away


def off_of(
    frame: gpd.GeoDataFrame,
    crs: pyproj.CRS,
    ids: Sequence[str | None],
    known: Known,
    *,
    swapped: bool = False,
) -> float | None:
    """Return how far off a layer would lie: the median of its areas, else the middle of it all."""
    shapes = np.asarray(frame.geometry.array)
    shapes = turned(shapes) if swapped else shapes
    away = offsets(gpd.GeoDataFrame(geometry=shapes, crs=crs), ids, known.centres)
    if len(away):
        return float(np.median(np.hypot(*away.T)))
    there = extent(frame, crs, swapped=swapped)
    if known.extent is None or there is None:
        return None
    (lon, lat), (known_lon, known_lat) = _middle(there), _middle(known.extent)
    return float(pyproj.Geod(ellps="WGS84").inv(lon, lat, known_lon, known_lat)[2])


def extent(frame: gpd.GeoDataFrame, crs: object, *, swapped: bool = False) -> Bounds | None:
    """Return the bounds of a layer in degrees, or None if there is no such place on Earth."""
    x0, y0, x1, y1 = (float(b) for b in frame.total_bounds)
    bounds = (y0, x0, y1, x1) if swapped else (x0, y0, x1, y1)
    try:
        west, south, east, north = transformer(crs).transform_bounds(*bounds)
    except pyproj.exceptions.ProjError:  # no system of places on Earth
        return None
    if not np.isfinite([west, south, east, north]).all():
        return None
    east += meridian.WHOLE if west > east else 0.0  # it lies across the 180th meridian
    on_earth = WORLD[1] <= south + NEARLY <= north <= WORLD[3] + NEARLY
    if not (on_earth and abs(west) <= meridian.FARTHEST and abs(east) <= meridian.FARTHEST):
        return None
    if west < WORLD[0] or east > WORLD[2] or east - west > meridian.HALF:
        shapes = np.asarray(frame.geometry.array)
        return meridian.extent(degrees(turned(shapes) if swapped else shapes, crs))
    return west, south, east, north


def meets(one: Bounds | None, other: Bounds) -> bool:
    """Say whether two extents share ground, wherever on the globe each is counted from."""
    return one is not None and any(
        one[0] + turn <= other[2]
        and other[0] <= one[2] + turn
        and one[1] <= other[3]
        and other[1] <= one[3]
        for turn in (-meridian.WHOLE, 0.0, meridian.WHOLE)
    )


def country(known: Known) -> Bounds | None:
    """Return where the systems of degrees are used that are one country's own, if any is."""
    for name in known.crs:
        crs = known.definition(name)
        use = crs.area_of_use
        if crs.is_geographic and use and use.east - use.west < WIDE:
            return use.bounds
    return None


def twins(crs: pyproj.CRS, known: Known) -> Iterator[str]:
    """Yield the candidates that differ from a CRS by nothing but the datum, or the way from it."""
    if crs.coordinate_operation is None:
        return
    for name in known.crs:
        other = known.definition(name)
        if other != crs and _projection(other) == _projection(crs):
            yield name


@cache
def _projection(crs: pyproj.CRS) -> object:
    own = crs.source_crs if crs.is_bound and crs.source_crs else crs
    way = own.coordinate_operation
    if way is None:
        return None
    return way.method_name, frozenset((p.name, round(float(p.value), 9)) for p in way.params)


@cache
def transformer(crs: object) -> pyproj.Transformer:
    """Return the way to degrees; to find the best one takes PROJ up to a second."""
    return pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True)


@cache
def _crs(said: str) -> pyproj.CRS:
    return pyproj.CRS.from_user_input(said)


def _middle(bounds: Bounds) -> Centre:
    return (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
