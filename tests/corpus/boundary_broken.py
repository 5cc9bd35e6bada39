"""Boundary files with shapes that libraries give up: open rings, holes of two corners."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import shapely
from corpus import wkb
from corpus.bench import ASKED, TAKEN, Bench, Case
from corpus.wkb import Change

FORMATS = ("shp", "gpkg", "geojson", "parquet")
ROW = 4  # of the broken shape
NAN = float("nan")


def written(bench: Bench, ending: str, change: Change) -> Path:
    """Write the true shapes in one format, the rings of one row changed."""
    frame = bench.frame()
    parts = change(wkb.rings(frame.geometry[ROW]))
    path = bench.folder / f"communes.{ending}"
    if ending == "parquet":
        frame.to_parquet(path)
        return wkb.in_parquet(path, ROW, wkb.wkb(parts))
    if ending == "geojson":
        made = json.loads(frame.to_json(drop_id=True))
        made["features"][ROW]["geometry"] = {"type": "Polygon", "coordinates": parts}
        path.write_text(json.dumps(made), "utf-8")
        return path
    if ending == "gpkg":
        return wkb.in_geopackage(bench.written(frame, path.name), ROW, wkb.wkb(parts))
    return wkb.in_shapefile(bench.written(frame, path.name), ROW, parts)


def changed(ending: str, change: Change) -> Callable[[Bench], Path]:
    return lambda bench: written(bench, ending, change)


def a_hole(corners: int) -> Change:
    """Return how to add a hole of so many corners."""

    def made(parts: list[wkb.Ring]) -> list[wkb.Ring]:
        spot = shapely.Polygon(parts[0]).representative_point()
        hole = [(spot.x, spot.y), (spot.x + 1e-3, spot.y), (spot.x, spot.y)][:corners]
        return [*parts, hole]

    return made


def cases() -> Iterator[Case]:
    group = "Broken shapes"
    for ending in FORMATS:
        yield Case(
            group, f"a ring that lacks its last corner, .{ending}",
            changed(ending, lambda parts: [parts[0][:-1], *parts[1:]]), TAKEN,
        )  # fmt: skip
        for corners, what in enumerate(
            ("no corner", "one corner", "two corners", "three, no area")
        ):
            if corners or ending != "shp":
                yield Case(
                    group, f"a hole of {what}, .{ending}", changed(ending, a_hole(corners)), TAKEN
                )
        for value, what in ((NAN, "not a number"), (float("inf"), "endless")):
            yield Case(
                group, f"a corner that is {what}, .{ending}",
                changed(ending, lambda p, v=value: [[p[0][0], (v, 21.2), *p[0][2:]], *p[1:]]),
                ASKED, ("shape_not_numbers",),
            )  # fmt: skip
