"""KML read by what stands in it: places with their shapes and tables; links are never followed."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import shapely

from geo.faults import Faulty, refuse
from geo.files.counting import Count
from geo.files.rings import Mending, Ring, polygon, without_empty_rings
from geo.files.rows import Rows, rows

DEEP = 100  # elements within elements
WGS84 = "EPSG:4326"
CELLS = re.compile(
    r"<t[dh][^>]*>(.*?)</t[dh]>\s*<t[dh][^>]*>(.*?)</t[dh]>", re.IGNORECASE | re.DOTALL
)
COMMA = re.compile(r"\s*,\s*")
TAGS = re.compile(r"<[^>]*>")


def read(path: Path, count: Count) -> Rows:
    """Read the places of a KML; Faulty where it holds none but links, or more than can be."""
    records: list[dict[str, Any]] = []
    found: list[Any] = []
    mending, links = Mending(), 0
    for element in _elements(path, count.where):
        if _tag(element) == "NetworkLink":
            links += 1
        elif _tag(element) == "Placemark":
            shape = _shape(element, len(records), mending)
            count.rows(1, 16 * int(shapely.get_num_coordinates(shape)))
            records.append(dict(_said(element)))
            found.append(shape)
            element.clear()
    if links and not records:
        raise Faulty([refuse("kml_of_links", count.where, count=links)])
    names = list(dict.fromkeys(name for record in records for name in record))
    count.columns(len(names))
    shapes = np.empty(len(found), dtype=object)
    shapes[:] = found
    columns = [(name, [record.get(name) for record in records]) for name in names]
    return rows(columns, without_empty_rings(shapes, mending), WGS84, mending)


def _elements(path: Path, where: str) -> Iterator[ElementTree.Element]:
    """Yield each element as it ends."""
    depth = 0
    try:
        for event, element in ElementTree.iterparse(path, ("start", "end")):
            depth += 1 if event == "start" else -1
            if depth > DEEP:
                raise Faulty([refuse("kml_broken", where, line="–")])
            if event == "end":
                yield element
    except ElementTree.ParseError as error:
        raise Faulty([refuse("kml_broken", where, line=str(error.position[0]))]) from error


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _inside(element: ElementTree.Element, tag: str) -> Iterator[ElementTree.Element]:
    return (one for one in element.iter() if _tag(one) == tag)


def _said(place: ElementTree.Element) -> Iterator[tuple[str, str | None]]:
    """Yield what a place says of itself: its name, its data, else the table in its description."""
    description = ""
    for own in place:
        if _tag(own) == "name":
            yield "name", _text(own)
        elif _tag(own) == "description":
            description = own.text or ""
    data = [(d.get("name", ""), _value(d)) for d in _inside(place, "Data")]
    data += [(d.get("name", ""), _text(d)) for d in _inside(place, "SimpleData")]
    if data:
        yield from ((name if name != "name" else "name (of the data)", v) for name, v in data)
    else:
        for name, value in CELLS.findall(description):
            if key := _plain(name):
                yield key, _plain(value)


def _value(data: ElementTree.Element) -> str | None:
    return next((_text(one) for one in data if _tag(one) == "value"), None)


def _text(element: ElementTree.Element) -> str | None:
    return (element.text or "").strip() or None


def _plain(text: str) -> str:
    return " ".join(html.unescape(TAGS.sub(" ", text)).split())


def _shape(place: ElementTree.Element, row: int, mending: Mending) -> Any:
    parts = [polygon([*_rings(one)], row, mending) for one in _inside(place, "Polygon")]
    kept = [part for part in parts if part is not None]
    return kept[0] if len(kept) == 1 else shapely.multipolygons(kept) if kept else None


def _rings(drawn: ElementTree.Element) -> Iterator[Ring]:
    for border in ("outerBoundaryIs", "innerBoundaryIs"):
        for one in _inside(drawn, border):
            for corners in _inside(one, "coordinates"):
                each = COMMA.sub(",", corners.text or "").split()
                yield np.array([*map(_corner, each)]).reshape(-1, 2)


def _corner(text: str) -> tuple[float, float]:
    try:
        x, y, *_ = map(float, text.split(","))
    except ValueError:
        return float("nan"), float("nan")
    return x, y
