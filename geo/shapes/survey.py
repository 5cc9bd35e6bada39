"""The shapes of a layer measured together, and what is wrong with them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from geo.areas import Areas
from geo.areas.editions import Row
from geo.faults import Fault, ask, note
from geo.shapes import measures
from geo.shapes.measures import Shapes, Sizes

Pairs = NDArray[np.intp]
LAKE, WIDE = 0.1, 0.05  # of the middle unit, and of its width: more than both is no gap of drawing


@dataclass(frozen=True)
class Overlaps:
    """How many pairs of features share ground, and how much; None where that is not known."""

    pairs: int | None = None
    km2: float | None = None
    largest: tuple[str, str] | None = None  # the labels of a pair


@dataclass(frozen=True)
class Gaps:
    """How many holes there are that no feature covers, and how large; None where not known."""

    count: int | None = None
    km2: float | None = None
    largest: tuple[float, float] | None = None  # longitude and latitude of a point in it


@dataclass(frozen=True)
class Survey:
    """What shapes measure, by their positions; nothing in km² where the CRS is not known.

    An invalid shape is measured as made valid, since as it is it has no area.
    """

    shapes: Shapes
    crs: pyproj.CRS | None
    rows: Sequence[Row]
    missing: tuple[int, ...]
    invalid: tuple[int, ...]
    km2: Sizes | None = None
    overlaps: Overlaps = field(default_factory=Overlaps)
    gaps: Gaps = field(default_factory=Gaps)
    open: Gaps = field(default_factory=Gaps)  # too large to be the work of a pen: lakes, seas
    pairs: Pairs = field(default_factory=lambda: np.empty((0, 2), dtype=np.intp))  # that overlap
    shared: Sizes = field(default_factory=lambda: np.empty(0))  # km² of each

    def faults(
        self, ids: Sequence[str | None], where: str, said: Collection[int] = ()
    ) -> Iterator[Fault]:
        """Yield what is wrong with the shapes; `ids` says which areas they are.

        Of the rows in `said`, by their number, it was said why they have none.
        """
        for i in self.missing:
            tell = ask if ids[i] else note
            row = self.rows[i]
            if row.number in said:
                continue
            yield tell("shape_missing", row.label, row=row.number, name=row.name)
        for i in self.invalid:
            yield self._invalid(i, self.rows[i])
        if self.overlaps.pairs:
            yield note("overlaps", where, **vars(self.overlaps))
        if self.gaps.largest:
            lon, lat = self.gaps.largest
            yield note("gaps", where, count=self.gaps.count, km2=self.gaps.km2, lon=lon, lat=lat)
        if self.open.largest:
            lon, lat = self.open.largest
            yield note(
                "ground_open", where, count=self.open.count, km2=self.open.km2, lon=lon, lat=lat
            )

    def differing(
        self,
        ids: Sequence[str | None],
        areas: Areas,
        stated: Mapping[str, float],
        tolerance: float,
    ) -> Iterator[Fault]:
        """Note each area that measures otherwise than stated, by more than this part of it.

        Which of the two figures is wrong is not known: nothing here depends on it.
        """
        for area_id, km2 in zip(ids, [] if self.km2 is None else self.km2.tolist(), strict=False):
            said = stated.get(area_id or "")
            if not area_id or not said or not km2 or abs(km2 / said - 1) <= tolerance:
                continue
            area = areas[area_id]
            yield note(
                "area_differs",
                area.code,
                name=area.title,
                km2=km2,
                stated=said,
                percent=100 * (km2 / said - 1),
                tolerance=100 * tolerance,
            )

    def _invalid(self, i: int, row: Row) -> Fault:
        reason, place = measures.reason(self.shapes[i])
        lon = lat = None
        if place and self.crs:
            spot = measures.degrees(shapely.points([place]), self.crs)[0]
            lon, lat = float(spot.x), float(spot.y)
        return note("shape_invalid", row.label, row=row.number, reason=reason, lon=lon, lat=lat)


def survey(shapes: Shapes, crs: pyproj.CRS | None, rows: Sequence[Row]) -> Survey:
    """Measure Polygon and MultiPolygon shapes, some of which may be None or empty."""
    valid = measures.polygons(shapes)
    nothing = shapely.is_missing(valid) | shapely.is_empty(valid)
    missing = tuple(np.flatnonzero(nothing).tolist())
    invalid = tuple(np.flatnonzero(~shapely.is_valid(shapes) & ~nothing).tolist())
    if crs is None:
        return Survey(shapes, crs, rows, missing, invalid)
    pairs, shared = measures.overlaps(valid, crs)
    sizes = measures.km2(valid, crs)
    found = (_overlaps(pairs, shared, rows), *_gaps(valid, crs, sizes))
    return Survey(shapes, crs, rows, missing, invalid, sizes, *found, pairs, shared)


def _overlaps(pairs: Pairs, sizes: Sizes, rows: Sequence[Row]) -> Overlaps:
    if not sizes.size:
        return Overlaps(0, 0.0)
    first, second = pairs[np.argmax(sizes)]
    return Overlaps(len(pairs), float(sizes.sum()), (rows[first].label, rows[second].label))


def _gaps(valid: Shapes, crs: pyproj.CRS, units: Sizes) -> tuple[Gaps, Gaps]:
    """Return the gaps between shapes, and the ground within that none of them covers."""
    holes, sizes = measures.gaps(valid, crs)
    middle = float(np.median(units[units > 0])) if (units > 0).any() else 0.0
    wide = sizes > LAKE * middle
    wide[wide] &= measures.widths(holes[wide], crs) > WIDE * np.sqrt(middle)
    return _holes(holes[~wide], sizes[~wide], crs), _holes(holes[wide], sizes[wide], crs)


def _holes(holes: Shapes, sizes: Sizes, crs: pyproj.CRS) -> Gaps:
    if not sizes.size:
        return Gaps(0, 0.0)
    inside = shapely.point_on_surface(holes[[np.argmax(sizes)]])
    lon, lat = shapely.get_coordinates(measures.degrees(inside, crs))[0].tolist()
    return Gaps(len(holes), float(sizes.sum()), (lon, lat))
