"""GeoJSON read feature by feature: collections, lists and lines of features, in whatever nesting.

GDAL reads one collection alone, and gives up a file for one ring that lacks its last corner.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geo.faults import Faulty, refuse
from geo.files.counting import Count
from geo.files.jsontext import each, text_of
from geo.files.rings import Mending, Ring, polygon, without_empty_rings
from geo.files.rows import Rows, rows

NUMBERS = re.compile(  # what some programs write for a number that is none
    r"(?<=[\[,:\s])(?:[-+]?(?:nan(?:\(\w*\))?|inf(?:inity)?)|-?1\.#\w+)(?=[\],}\s])", re.IGNORECASE
)
OWN = ("type", "geometry", "properties", "bbox", "crs")  # members of a feature that are no column
WGS84 = "EPSG:4326"  # what a GeoJSON is in that does not say
DEEP = 64
EXAMPLES = 3


@dataclass
class _Features:
    """What was found so far: a record of values a feature, and its shape."""

    count: Count
    records: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[Any] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    crs: object = WGS84
    mending: Mending = field(default_factory=Mending)

    def add(self, value: Any, depth: int = 0) -> None:
        """Take whatever GeoJSON there is in a value."""
        if depth > DEEP:
            raise Faulty([refuse("json_too_deep", self.count.where)])
        if isinstance(value, list):
            for one in value:
                self.add(one, depth + 1)
            return
        kind = value.get("type") if isinstance(value, dict) else None
        if kind == "FeatureCollection":
            self.system(value.get("crs"))
            self.add(value.get("features") or [], depth + 1)
        elif kind == "Feature":
            self._feature(value)
        elif isinstance(value, dict) and ("coordinates" in value or kind == "GeometryCollection"):
            self._feature({"geometry": value})
        elif value is not None:
            self.kinds.add(_kind(value))

    def system(self, said: Any) -> None:
        """Take the coordinate system in the way of old files: by its name."""
        own = said.get("properties") if isinstance(said, dict) else None
        name = own.get("name", own.get("code")) if isinstance(own, dict) else None
        if name is not None:
            text = str(name)
            self.crs = WGS84 if text.upper().endswith("CRS84") else text
            self.crs = f"EPSG:{text}" if text.isdigit() else self.crs

    def _feature(self, value: dict[str, Any]) -> None:
        said = value.get("properties")
        record = dict(said) if isinstance(said, dict) else {}
        for key, own in value.items():
            if key not in OWN and key not in record:
                record[key] = own
        self.count.rows(1, 64 * len(record))
        row = len(self.records)
        self.records.append(record)
        self.shapes.append(self._shape(value.get("geometry"), row))

    def _shape(self, geometry: Any, row: int) -> Any:
        if not isinstance(geometry, dict):
            return None
        parts = [
            polygon([_ring(r) for r in rings or ()], row, self.mending)
            for rings in _polygons(geometry)
        ]
        kept = [part for part in parts if part is not None]
        self.count.rows(0, 16 * sum(shapely.get_num_coordinates(part) for part in kept))
        if not kept and not parts:
            self.kinds.add(str(geometry.get("type")))
        return kept[0] if len(kept) == 1 else shapely.multipolygons(kept) if kept else None


def _kind(value: Any) -> str:
    """Return what another kind of JSON is, in few words."""
    if not isinstance(value, dict):
        return type(value).__name__
    if value.get("type") == "Topology":
        return "TopoJSON"
    if "rings" in value or "attributes" in value or "geometryType" in value:
        return "Esri JSON"
    keys = ", ".join(list(map(str, value))[:EXAMPLES])
    return f"{value['type']}" if isinstance(value.get("type"), str) else f"JSON ({keys})"


def _polygons(geometry: dict[str, Any], depth: int = 0) -> Iterator[Any]:
    """Yield the rings of each polygon of a geometry."""
    kind, held = geometry.get("type"), geometry.get("coordinates")
    if kind == "Polygon" and isinstance(held, list):
        yield held
    elif kind == "MultiPolygon" and isinstance(held, list):
        yield from (rings for rings in held if isinstance(rings, list))
    elif kind == "GeometryCollection" and depth < DEEP:
        for one in geometry.get("geometries") or ():
            if isinstance(one, dict):
                yield from _polygons(one, depth + 1)


def _ring(corners: Any) -> Ring:
    """Return the corners of a ring; what is no number as one that is none."""
    try:
        return np.asarray(corners, dtype=float)[:, :2]
    except (ValueError, TypeError, IndexError):
        return np.array([_corner(c) for c in corners or ()], dtype=float).reshape(-1, 2)


def _corner(corner: Any) -> tuple[float, float]:
    try:
        return float(corner[0]), float(corner[1])
    except (ValueError, TypeError, IndexError, KeyError):
        return float("nan"), float("nan")


def read(path: Path, count: Count, told: str | None = None) -> Rows:
    """Read a GeoJSON in the charset that a person named, or as it must be, in UTF-8.

    Faulty where it is no proper JSON, or none of shapes.
    """
    text = text_of(path.read_bytes(), told)
    try:
        found = _found(text, count)
    except json.JSONDecodeError:
        found = _mended(text, count)
    except RecursionError as error:
        raise Faulty([refuse("json_too_deep", count.where)]) from error
    if not found.records and found.kinds:
        raise Faulty([refuse("json_of_other_kind", count.where, found=sorted(found.kinds))])
    names = list(dict.fromkeys(str(name) for record in found.records for name in record))
    count.columns(len(names))
    columns = [(n, [record.get(n) for record in found.records]) for n in names]
    shapes = np.empty(len(found.shapes), dtype=object)
    shapes[:] = found.shapes
    kinds = tuple(sorted(found.kinds))
    made = rows(columns, without_empty_rings(shapes, found.mending), found.crs, found.mending)
    again = {n.rpartition(" (")[0] for n in names if re.search(r" \(\d+\)$", n)}
    return _numbered(made, again & set(names), kinds)


def _numbered(found: Rows, again: set[str], kinds: Sequence[str]) -> Rows:
    """Return rows in which each column of a name that was there twice has its number."""
    frame = found.frame.rename(columns={name: f"{name} (1)" for name in again})
    return Rows(frame, found.mending, found.twice | again, found.lists, tuple(kinds))


def _found(text: str, count: Count) -> _Features:
    features = _Features(Count(count.where, count.size, count.limits))
    each(text, features.add, features.system)
    return features


def _mended(text: str, count: Count) -> _Features:
    """Read a text in which numbers that are none are not written as JSON can be read."""
    try:
        return _found(NUMBERS.sub("NaN", text), count)
    except json.JSONDecodeError as error:
        said = {
            "line": error.lineno,
            "column": error.colno,
            "near": text[error.pos : error.pos + 20],
        }
        raise Faulty([refuse("json_broken", count.where, **said)]) from error
    except RecursionError as error:
        raise Faulty([refuse("json_too_deep", count.where)]) from error
