"""Draw the boundaries of this workspace from published facts: boxes and areas, no surveyed line.

The ground is a mosaic of small irregular cells. Each commune wants the cells near the middle of
its published box, measured in half-widths and half-heights of that box; the land outside wants
those far from the middle of the district. Weights are turned until every area is right, while the
communes are moved and stretched until they reach the sides of their boxes. The ground is crumpled
beforehand, which makes borders wind. At last the points of all borders move by the least that
makes the areas exact. A commune of 2025 is the union of the communes that it came from.

Run it again after changing it; the same facts give the same bytes:
`uv run --group draw python data/dien_bien_dong/scripts/draw_boundaries.py [FOLDER]`.
"""

import json
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from pyproj import Geod, Transformer

WORKSPACE = Path(__file__).resolve().parent.parent
OLD, NEW = "2009-04-01", "2025-07-01"  # the days from which the two generations are in force
DISTRICT = "101"
NOTICE = (
    "Sơ đồ, không phải ranh giới pháp lý. Chương trình tự vẽ từ số liệu đã công bố, không theo "
    "đường ranh giới đo đạc nào: khung bao của từng xã cũ (gói PyPI vietnamadminunits); diện tích "
    "6 xã mới theo Nghị quyết 1661/NQ-UBTVQH15, chia cho các xã cũ theo tỷ lệ diện tích năm 2005. "
    "Vị trí và diện tích là gần đúng; hình dạng đường ranh giới là giả định."
)

GROUND = "+proj=laea +lat_0=21.23 +lon_0=103.25 +datum=WGS84 +units=km"  # areas are true in it
SEED = 3  # chosen for neighbours: nearly all that should share a border do
CELL = 0.35  # km between cells
MARGIN = 2.0  # km of ground beyond the outermost box
WAVES = {9.0: 0.6, 4.5: 0.3, 2.2: 0.15, 1.1: 0.075}  # of the crumpling: length to height, in km
LEAVING = 4.0  # what a cell costs more for every half-width that it lies outside its commune's box
TOGETHER = 1.0  # how much dearer land outside is in the middle of the district than at its rim
LIMIT = 0.4  # of a half-width: how far a commune may be moved, and by how much stretched
STEPS, CALMING = 300, 0.987  # of turning; every step is that much gentler than the last
DETAIL = 0.2  # km: bends with a triangle below its square are straightened

Numbers = npt.NDArray[np.float64]
Labels = npt.NDArray[np.intp]
Shapes = npt.NDArray[np.object_]


def main() -> None:
    """Write both files into the folder that is named, or where the workspace keeps them."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else WORKSPACE / "boundaries"
    units, wanted = facts()
    old = degrees(settled(drawn(boxes(units[OLD]), wanted), wanted))
    successor = units[OLD]["successor"].to_numpy()
    new = np.array(
        [shapely.coverage_union_all(old[successor == code]) for code in units[NEW].index]
    )
    for day, shapes in {OLD: old, NEW: new}.items():
        (folder / f"{day}.geojson").write_text(geojson(day, units[day], shapes), "utf-8")
    report(units[OLD], old, wanted)


def facts() -> tuple[Mapping[str, pd.DataFrame], Numbers]:
    """Return the communes of both generations by code, and the areas (km²) to give the old ones.

    A resolution's area is shared by the communes merged in proportion to their areas of 2005.
    """
    areas, succession, values = (
        pd.read_csv(WORKSPACE / name, dtype=str)
        for name in ("areas.csv", "succession.csv", "values/published.csv")
    )
    stated = values[values["indicator"] == "area_km2"].set_index("area")["value"].astype(float)
    areas["km2"] = (areas["code"] + "@" + areas["valid_from"]).map(stated)
    communes = areas[areas["level"] == "commune"].set_index("code").sort_index()
    units = {day: communes[communes["valid_from"] == day] for day in (OLD, NEW)}
    merged = succession.map(lambda key: key.partition("@")[0]).set_index("predecessor")
    old = units[OLD].assign(successor=merged["successor"])
    share = old["km2"] / old.groupby("successor")["km2"].transform("sum")
    return units | {OLD: old}, (share * old["successor"].map(units[NEW]["km2"])).to_numpy()


def boxes(communes: pd.DataFrame) -> Numbers:
    """Return west, south, east and north (km on the ground) of every commune."""
    query = "select wardCode, wardBounds from admin_units_legacy where districtCode = ?"
    with as_file(files("vietnamadminunits") / "data" / "dataset.db") as path:
        with closing(sqlite3.connect(path)) as database:
            texts = dict(database.execute(query, [DISTRICT]).fetchall())
    corners = np.array([texts[code].replace("–", ",").split(",") for code in communes.index], float)
    south, west, north, east = corners.T
    forth = Transformer.from_crs(4326, GROUND, always_xy=True)
    return np.column_stack([*forth.transform(west, south), *forth.transform(east, north)])


def drawn(box: Numbers, wanted: Numbers) -> Shapes:
    """Return one shape (km) a commune; together a coverage, with areas still a little off."""
    rng = np.random.default_rng(SEED)
    points, cells = mosaic(box, rng)
    owner = owners(points, crumpled(points, rng), shapely.area(cells), box, wanted)
    return shapely.coverage_simplify(whole(cells, owner), DETAIL)


def mosaic(box: Numbers, rng: np.random.Generator) -> tuple[Numbers, Shapes]:
    """Return middles and cells of ground that reaches beyond all boxes."""
    (west, south), (east, north) = box[:, :2].min(0) - MARGIN, box[:, 2:].max(0) + MARGIN
    grid = np.meshgrid(np.arange(west, east, CELL), np.arange(south, north, CELL))
    points = np.stack(grid, -1).reshape(-1, 2)
    points += rng.uniform(-0.4, 0.4, points.shape) * CELL
    return points, shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(points), ordered=True)
    )


def crumpled(points: Numbers, rng: np.random.Generator) -> Numbers:
    """Return where points come to lie when the ground is waved in all directions."""
    moved = points.copy()
    for length, height in WAVES.items():
        for turn in rng.uniform(0, 2 * np.pi, 6):
            along = points @ [np.cos(turn), np.sin(turn)] * rng.uniform(0.8, 1.25) / length
            phases = along[:, None] + rng.uniform(0, 1, 2)
            moved += height / np.sqrt(6) * np.sin(2 * np.pi * phases)
    return moved


def owners(
    points: Numbers, ground: Numbers, sizes: Numbers, box: Numbers, wanted: Numbers
) -> Labels:
    """Return the commune of every cell by its number; the number after the last is outside."""
    west_south, east_north = box[:, :2], box[:, 2:]
    middle, half = (west_south + east_north) / 2, (east_north - west_south) / 2
    corner, other = west_south.min(0), east_north.max(0)
    outside = 1 + TOGETHER - TOGETHER * squared(ground, (corner + other) / 2, (other - corner) / 2)
    leaving = LEAVING * np.maximum(0, abs((ground[:, None] - middle) / half).max(2) - 1)
    at, reach, weight = middle, half, np.zeros(len(box))
    for haste in CALMING ** np.arange(STEPS):
        wants = squared(ground[:, None], at, reach) + leaving + weight
        owner: Labels = np.column_stack([wants, outside]).argmin(1)
        given = np.bincount(owner, sizes, len(box) + 1)[:-1]
        weight = weight + 0.3 * haste * np.clip(given / wanted - 1, -0.3, 0.3)
        lies = [points[owner == i] for i in range(len(box))]
        below = np.array([place.min(0) for place in lies]) - west_south
        above = east_north - np.array([place.max(0) for place in lies])
        at = at + 0.05 * haste * (above - below) / 2
        at = np.clip(at, middle - LIMIT * half, middle + LIMIT * half)
        reach = reach * np.exp(0.05 * haste * (above + below) / 2 / half)
        reach = np.clip(reach, half * (1 - LIMIT), half * (1 + LIMIT))
    return owner


def squared(points: Numbers, middle: Numbers, half: Numbers) -> Numbers:
    """Return squared distances from the middle, in half-widths and half-heights."""
    distances: Numbers = (((points - middle) / half) ** 2).sum(-1)
    return distances


def whole(cells: Shapes, owner: Labels) -> Shapes:
    """Return one polygon without holes a commune: gaps go to whom they border most."""
    parts = [
        shapely.get_parts(shapely.coverage_union_all(cells[owner == i])) for i in range(owner.max())
    ]
    shapes = np.array([pieces[shapely.area(pieces).argmax()] for pieces in parts])
    for lake in shapely.coverage_union_all(shapes).interiors:
        piece = shapely.Polygon(lake)
        heir = shapely.length(shapely.intersection(shapes, piece)).argmax()
        shapes[heir] = shapely.coverage_union(shapes[heir], piece)
    return shapes


def settled(shapes: Shapes, wanted: Numbers) -> Shapes:
    """Return the same shapes with their areas (km²) exact, after the least move of all points.

    An area is half the sum of its slopes times its points, so Newton's steps need nothing else;
    neighbours share their points and stay neighbours.
    """
    shapes = shapely.orient_polygons(shapes)
    corners, ring = shapely.get_coordinates(shapes, return_index=True)
    points, place = np.unique(corners, axis=0, return_inverse=True)
    edge = np.flatnonzero(ring[1:] == ring[:-1])
    start, end = place[edge], place[edge + 1]
    for _ in range(3):
        slopes = np.zeros((len(shapes), *points.shape))
        np.add.at(slopes, (ring[edge], start), points[end] @ [[0, -0.5], [0.5, 0]])
        np.add.at(slopes, (ring[edge], end), points[start] @ [[0, 0.5], [-0.5, 0]])
        flat = slopes.reshape(len(shapes), -1)
        missing = wanted - flat @ points.ravel() / 2
        points = points + (flat.T @ np.linalg.solve(flat @ flat.T, missing)).reshape(-1, 2)
    return shapely.transform(shapes, lambda _: points[place])


def degrees(shapes: Shapes) -> Shapes:
    """Return the shapes in WGS 84, rounded to 5 decimals (about a metre), once they are proven."""
    back = Transformer.from_crs(GROUND, 4326, always_xy=True)
    rounded = shapely.transform(shapes, lambda xy: np.column_stack(back.transform(*xy.T)).round(5))
    simple = [shape.geom_type == "Polygon" and not shape.interiors for shape in rounded]
    if not (all(simple) and shapely.coverage_is_valid(rounded)):
        raise SystemExit("These shapes overlap or gape: choose another SEED.")
    return rounded


def geojson(day: str, units: pd.DataFrame, shapes: Shapes) -> str:
    """Return the file's text, one commune a line, so that versions are easy to compare."""
    head: dict[str, Any] = {
        "type": "FeatureCollection",
        "name": f"dien_bien_dong_{day}",
        "description": NOTICE,
    }
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": name, "kind": kind},
            "geometry": shapely.geometry.mapping(shape),
        }
        for (code, name, kind), shape in zip(
            units[["name", "kind"]].itertuples(), shapes, strict=True
        )
    ]
    lines = ",\n".join(compact(feature) for feature in features)
    return f'{compact(head)[:-1]},"features":[\n{lines}\n]}}\n'


def compact(thing: object) -> str:
    """Return JSON with no needless space."""
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":"))


def report(units: pd.DataFrame, shapes: Shapes, wanted: Numbers) -> None:
    """Print every old commune's area on the ellipsoid and its points, to be read after a run."""
    earth = Geod(ellps="WGS84")
    for code, name, shape, km2 in zip(units.index, units["name"], shapes, wanted, strict=True):
        area = earth.geometry_area_perimeter(shape)[0] / 1e6
        points = shapely.get_num_coordinates(shape) - 1
        print(f"{code} {name:16} {area:7.2f} km², wanted {km2:7.2f}; {points:3} points")


if __name__ == "__main__":
    main()
