"""Two coverages held against each other: the shapes of a file over those that are in force."""

from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import shapely

from geo.shapes.measures import Shapes, km2, polygons, with_area
from geo.shapes.meridian import emptiest, whole

WIDTH = 900  # pixels of the drawing's longer side
PRESENT, NEW = "#9fb3c8", "#c0392b"


_NAME = (
    '<text x="{:.0f}" y="{:.0f}" font-family="sans-serif" font-size="{}" text-anchor="middle" '
    'fill="#33414f" stroke="#fff" stroke-width="3" paint-order="stroke">{}</text>'
)
LETTERS = 15  # pixels; a name stands where its shape is wide enough for it


class Difference(NamedTuple):
    """One area in both: how large it is, and how much of its ground is in one of them alone."""

    area: str
    km2: float | None  # none: it is not among the present ones
    km2_new: float | None  # none: it is not in the file
    moved: float


def differing(present: gpd.GeoDataFrame, new: gpd.GeoDataFrame) -> list[Difference]:
    """Return every area of either, the most moved first."""
    ids = [*present.index, *(i for i in new.index if i not in present.index)]
    old, own = (
        polygons(np.asarray(frame.to_crs(4326).geometry.reindex(ids).array))
        for frame in (present, new)
    )
    moved = km2(with_area(shapely.symmetric_difference(_filled(old), _filled(own))), 4326)
    sizes = (km2(_filled(shapes), 4326) for shapes in (old, own))
    there = (~shapely.is_missing(shapes) for shapes in (old, own))
    rows = zip(ids, *sizes, *there, moved, strict=True)
    made = [
        Difference(str(i), float(a) if is_old else None, float(b) if is_new else None, float(m))
        for i, a, b, is_old, is_new, m in rows
    ]
    return sorted(made, key=lambda one: -one.moved)


def _filled(shapes: Shapes) -> Shapes:
    """Return shapes with an empty one where there is none."""
    made: Shapes = np.where(shapely.is_missing(shapes), shapely.Polygon(), shapes)
    return made


def drawing(
    present: gpd.GeoDataFrame, new: gpd.GeoDataFrame, names: Mapping[str, str] | None = None
) -> str:
    """Return an SVG of both, north up, in the proportions of the place.

    `names`: what areas of the file are called, by their ids.
    """
    both = [np.asarray(frame.geometry.array) for frame in (present, new)]
    start = emptiest(np.concatenate(both))
    old_shapes, new_shapes = (whole(shapes, start) for shapes in both)
    west, south, east, north = shapely.total_bounds([*old_shapes, *new_shapes]).tolist()
    shrink = float(np.cos(np.radians((south + north) / 2)))
    scale = WIDTH / max((east - west) * shrink, north - south)
    height, width = (north - south) * scale, (east - west) * shrink * scale

    def placing(shapes: Shapes) -> Shapes:
        placed_: Shapes = shapely.transform(
            shapes,
            lambda p: np.column_stack(
                [(p[:, 0] - west) * shrink * scale, (north - p[:, 1]) * scale]
            ),
        )
        return placed_

    def placed(shapes: Shapes) -> str:
        return "".join(_paths(placing(shapely.simplify(shapes, 0.5 / scale))))

    named = "".join(_named(new, new_shapes, names or {}, placing, scale * shrink))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {width + 8:.0f} {height + 8:.0f}">'
        f'<path d="{placed(old_shapes)}" fill="#e6edf5" stroke="{PRESENT}" stroke-width="2"/>'
        f'<path d="{placed(new_shapes)}" fill="none" stroke="{NEW}" stroke-width="1.4"/>'
        f"{named}</svg>"
    )


def _named(
    new: gpd.GeoDataFrame,
    shapes: Shapes,
    names: Mapping[str, str],
    placing: Callable[[Shapes], Shapes],
    wide: float,
) -> Iterator[str]:
    """Yield the names that their shapes have room for, each within its own."""
    places = placing(shapely.point_on_surface(shapes))
    bounds = shapely.bounds(shapes)
    for area, place, (left, _low, right, _high) in zip(new.index, places, bounds, strict=True):
        name = names.get(str(area), "")
        if name and (right - left) * wide > 0.5 * LETTERS * len(name):
            x, y = shapely.get_coordinates(place)[0]
            yield _NAME.format(x, y + LETTERS / 3, LETTERS, escape(name))


def _paths(shapes: Shapes) -> Iterator[str]:
    for ring in shapely.get_rings(shapely.get_parts(shapes)):
        points = " ".join(f"{x:.1f} {y:.1f}" for x, y in shapely.get_coordinates(ring))
        yield f"M{points}Z"
