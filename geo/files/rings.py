"""Polygons made of the rings that a file holds: what is open is closed, what is no ring left out.

Libraries give up a whole layer for one ring that lacks its last corner.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

CORNERS = 3  # that a ring has at least
POLYGON, MULTIPOLYGON, COLLECTION = 3, 6, 7  # kinds of geometry, in WKB
DEEP = 8  # collections in collections that are looked into
Ring = NDArray[np.float64]
Shapes = NDArray[np.object_]


@dataclass
class Mending:
    """What was done to the rings of a layer, by the position of the row."""

    closed: dict[int, int] = field(default_factory=dict)  # rings that lacked their last corner
    dropped: dict[int, int] = field(default_factory=dict)  # rings with too few corners
    broken: dict[int, str] = field(default_factory=dict)  # what cannot be a shape, and why

    def count(self, of: dict[int, int], row: int) -> None:
        """Count one ring of a row."""
        of[row] = of.get(row, 0) + 1


def polygon(rings: Sequence[Ring], row: int, mending: Mending) -> shapely.Geometry | None:
    """Return a polygon of these rings, outside first; None for one without an outside.

    A hole without corners takes nothing away; an outside without any has no holes.
    """
    made = [_ring(ring, row, mending) for ring in rings]
    if not made or made[0] is None:
        return None
    holes = [hole for hole in made[1:] if hole is not None]
    return shapely.polygons(made[0], holes or None)


def _ring(ring: Ring, row: int, mending: Mending) -> shapely.Geometry | None:
    points = np.asarray(ring, dtype=float).reshape(-1, 2) if len(ring) else np.empty((0, 2))
    if len(points) and not (points[0] == points[-1]).all() and np.isfinite(points).all():
        if len(points) >= CORNERS:
            mending.count(mending.closed, row)
        points = np.vstack([points, points[:1]])
    if len(points) <= CORNERS:
        mending.count(mending.dropped, row)
        return None
    return shapely.linearrings(points)


def shapes_of(content: Sequence[bytes | None], mending: Mending) -> Shapes:
    """Return the shapes of a column of WKB; a row that no library takes is read ring by ring."""
    raw = np.array([c or None for c in content], dtype=object)
    try:
        shapes: Shapes = np.asarray(shapely.from_wkb(raw), dtype=object).reshape(len(raw))
    except shapely.errors.ShapelyError:
        shapes = np.array([_shape(c, n, mending) for n, c in enumerate(raw)], dtype=object)
    return without_empty_rings(shapes, mending)


def _shape(content: bytes | None, row: int, mending: Mending) -> shapely.Geometry | None:
    try:
        return shapely.from_wkb(content)
    except shapely.errors.ShapelyError:
        pass
    try:
        parts = [part for part, _ in [_read(content or b"", 0, row, mending)] if part]
    except (struct.error, ValueError, IndexError):
        mending.broken[row] = "unreadable"
        return None
    return _together([p for part in parts for p in part])


def _together(parts: Sequence[Any]) -> shapely.Geometry | None:
    kept = [part for part in parts if part is not None]
    return kept[0] if len(kept) == 1 else shapely.multipolygons(kept) if kept else None


def _read(
    content: bytes, at: int, row: int, mending: Mending, depth: int = 0
) -> tuple[list[Any], int]:
    """Return the polygons of a piece of WKB, and where it ends."""
    order = "<" if content[at] == 1 else ">"
    kind, count = struct.unpack_from(f"{order}II", content, at + 1)
    at += 5
    size = 2 + (kind // 1000 % 4 > 0) + (kind // 1000 == 3)  # ISO: 1000 Z, 2000 M, 3000 both
    if kind & 0xE0000000:  # EWKB: bits for Z, M and a number of the system
        size = 2 + bool(kind & 0x80000000) + bool(kind & 0x40000000)
        at += 4 if kind & 0x20000000 else 0
        (count,) = struct.unpack_from(f"{order}I", content, at)
    at += 4
    if kind & 0xFF in (MULTIPOLYGON, COLLECTION) or kind % 1000 in (MULTIPOLYGON, COLLECTION):
        if depth > DEEP:
            raise ValueError
        found: list[Any] = []
        for _ in range(count):
            parts, at = _read(content, at, row, mending, depth + 1)
            found += parts
        return found, at
    if kind % 1000 != POLYGON and kind & 0xFF != POLYGON:
        raise ValueError
    rings = []
    for _ in range(count):
        (points,) = struct.unpack_from(f"{order}I", content, at)
        end = at + 4 + 8 * size * points
        if end > len(content):
            raise ValueError
        xy = np.frombuffer(content, f"{order}f8", size * points, at + 4).reshape(-1, size)
        rings.append(xy[:, :2])
        at = end
    return [polygon(rings, row, mending)], at


def without_empty_rings(shapes: Shapes, mending: Mending) -> Shapes:
    """Return shapes without holes that have no corner, and without numbers that are none.

    A shape with a corner that is not a number is none: `mending` says which.
    """
    kept = shapes.copy()
    points, whose = shapely.get_coordinates(shapes, return_index=True)
    for row in np.unique(whose[~np.isfinite(points).all(axis=1)]).tolist():
        mending.broken[row] = "numbers"
        kept[row] = None
    parts, of = shapely.get_parts(kept, return_index=True)
    rings, inside = shapely.get_rings(parts, return_index=True)
    empty = shapely.is_empty(rings) & ~shapely.is_empty(parts)[inside]
    for row in np.unique(of[inside[empty]]).tolist():
        kept[row] = _together([*_whole(kept[row], row, mending)])
    return kept


def _whole(shape: shapely.Geometry, row: int, mending: Mending) -> Iterator[Any]:
    for part in shapely.get_parts(shape):
        if shapely.get_type_id(part) == POLYGON:
            rings = [shapely.get_coordinates(ring) for ring in shapely.get_rings(part)]
            yield polygon(rings, row, mending)
