"""Boundary files whose shapes overlap, gape, cross themselves, come in parts or not at all."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from corpus.bench import ASKED, REFUSED, TAKEN, Bench, Case

KEO_LOM, NA_SON = "03376", "03205"
Change = Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame]


def shaped(change: Change, name: str = "communes.gpkg") -> Callable[[Bench], Path]:
    """Return how to make a file in EPSG:9205 of shapes that were changed."""

    def make(bench: Bench) -> Path:
        return bench.written(change(bench.frame().to_crs(9205)), name)

    return make


def one(code: str, change: Callable[[Any], Any]) -> Change:
    """Return how to change the shape of one commune."""

    def made(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        said = zip(frame["code"], frame.geometry, strict=True)
        shapes = [change(shape) if own == code else shape for own, shape in said]
        return frame.set_geometry(shapes, crs=frame.crs)

    return made


def crossed(shape: shapely.Polygon) -> shapely.Polygon:
    """Return a polygon with a loop of 50 m at its first corner, by which it crosses itself."""
    (x, y), *rest = shape.exterior.coords
    loop = [(x, y), (x + 50, y), (x, y + 50), (x + 50, y + 50)]
    return shapely.Polygon([*loop, (x, y), *rest])


def halves(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a layer with a commune in two rows, one at its place and one at the end."""
    (whole,) = frame.geometry[frame["code"] == KEO_LOM]
    west, south, east, north = whole.bounds
    left = shapely.box(west, south, (west + east) / 2, north)
    first = one(KEO_LOM, lambda shape: shape.intersection(left))(frame)
    second = one(KEO_LOM, lambda shape: shape.difference(left))(frame)
    return stacked(first, second[second["code"] == KEO_LOM])


def stacked(*frames: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs=frames[0].crs)


def turned_rings(bench: Bench) -> Path:
    """Make a shapefile whose rings go the wrong way round, byte by byte: GDAL rights them."""
    path = bench.written(bench.frame().to_crs(9205), "communes.shp")
    content = bytearray(path.read_bytes())
    at = 100
    while at < len(content):
        size = 2 * int.from_bytes(content[at + 4 : at + 8], "big")
        parts, points = np.frombuffer(content, "<i4", 2, at + 8 + 36)
        starts = [*np.frombuffer(content, "<i4", parts, at + 8 + 44), points]
        xy = np.frombuffer(content, "<f8", 2 * points, at + 8 + 44 + 4 * parts).reshape(-1, 2)
        rings = [xy[a:b][::-1] for a, b in pairwise(starts)]
        content[at + 8 + 44 + 4 * parts : at + 8 + size] = np.vstack(rings).tobytes()
        at += 8 + size
    path.write_bytes(content)
    return path


def cases() -> Iterator[Case]:
    group = "Shapes"
    yield Case(
        group, "one commune 10 m over its neighbours", shaped(one(KEO_LOM, lambda s: s.buffer(10))),
        TAKEN, ("overlaps", "borders_mended"), moved=30,
    )  # fmt: skip
    yield Case(
        group, "one commune 300 m over its neighbours",
        shaped(one(KEO_LOM, lambda s: s.buffer(300))), ASKED, ("overlaps", "border_moved_much"),
        {"accept_repairs": True}, moved=900,
    )  # fmt: skip
    yield Case(
        group, "a gap of 10 m round one commune", shaped(one(KEO_LOM, lambda s: s.buffer(-10))),
        TAKEN, moved=30,
    )  # fmt: skip
    yield Case(
        group, "slivers of 5 cm between neighbours",
        shaped(one(KEO_LOM, lambda s: s.buffer(-0.05))), TAKEN, moved=0.1,
    )  # fmt: skip
    yield Case(
        group, "a hole that no commune covers",
        shaped(one(KEO_LOM, lambda s: s.difference(s.representative_point().buffer(200)))),
        TAKEN, ("gaps",), changed=(KEO_LOM,),
    )  # fmt: skip
    yield Case(group, "rings the wrong way round, in a shapefile", turned_rings, TAKEN)
    yield Case(
        group, "rings the wrong way round, in a GeoPackage",
        shaped(lambda f: f.set_geometry([s.reverse() for s in f.geometry], crs=f.crs)), TAKEN,
    )  # fmt: skip
    yield Case(
        group, "a border that crosses itself", shaped(one(KEO_LOM, crossed)), TAKEN,
        ("shape_invalid", "shapes_made_valid"), moved=75,
    )  # fmt: skip
    yield Case(
        group, "one commune in two rows", shaped(halves), ASKED, ("area_in_parts",),
        {"dissolve": True},
    )  # fmt: skip
    yield Case(
        group, "the same commune twice", shaped(lambda f: stacked(f, f[f["code"] == KEO_LOM])),
        ASKED, ("area_in_parts", "overlaps"), {"dissolve": True, "accept_repairs": True},
    )  # fmt: skip
    for name in ("communes.shp", "communes.gpkg"):
        yield Case(
            group, f"heights (Z) in a {name.rpartition('.')[2]}",
            shaped(lambda f: f.set_geometry(shapely.force_3d(f.geometry, 700.0)), name), TAKEN,
        )  # fmt: skip
    yield Case(
        group, "polygons, points and collections in one layer",
        shaped(
            lambda f: stacked(
                one(KEO_LOM, lambda s: shapely.GeometryCollection([s, s.centroid]))(f),
                f.iloc[:1].assign(code="", name="", geometry=f.geometry.iloc[:1].centroid),
            )
        ),
        TAKEN, ("shape_missing",),
    )  # fmt: skip
    for what, shape in (("an empty shape", shapely.Polygon()), ("no shape at all", None)):
        yield Case(
            group, f"a commune with {what}", shaped(one(KEO_LOM, lambda _, shape=shape: shape)),
            ASKED, ("shape_missing",),
        )  # fmt: skip
    yield Case(
        group, "a commune that is not there", shaped(lambda f: f[f["code"] != KEO_LOM]), ASKED,
        ("areas_without_shape",),
    )  # fmt: skip
    yield Case(
        group, "lines instead of areas",
        shaped(lambda f: f.set_geometry(f.geometry.boundary, crs=f.crs), "communes.shp"), REFUSED,
        ("no_polygons",),
    )  # fmt: skip
