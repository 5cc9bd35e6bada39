"""Draw schematic boundaries for this workspace from published boxes and areas, no surveyed line.

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
from importlib.metadata import distribution
from pathlib import Path

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
SEED = 48  # seeds differ in looks and in a pair or two of neighbours; this one pleased
CELL = 0.35  # km between cells
MARGIN = 2.0  # km of ground beyond the outermost boxes
WAVES = {9.0: 0.6, 4.5: 0.35, 2.2: 0.2, 1.1: 0.1}  # of the crumpling: length to height, in km
LEAVING = 4.0  # what a cell costs more for every half-width that it lies outside its commune's box
TOGETHER = 2.0  # what land outside costs more in the middle of the district than at its rim
LIMIT = 0.4  # of a half-width: how far a commune may be moved, and by how much stretched
STEPS, CALMING = 200, 0.98  # of moving and stretching, each that much gentler than the one before
DETAIL = 0.27  # km: bends with a triangle below its square are straightened

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
        (folder / f"{day}.geojson").write_text(
            geojson(day, units[day], shapes), "utf-8", newline="\n"
        )
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
    package = distribution("vietnamadminunits")  # found, not imported: that takes seconds
    path = str(package.locate_file("vietnamadminunits/data/dataset.db"))
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
    shapes: Shapes = shapely.coverage_simplify(whole(cells, owner), DETAIL)
    return shapes


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
    low, high = box[:, :2], box[:, 2:]
    middle, half = (low + high) / 2, (high - low) / 2
    bottom, top = low.min(0), high.max(0)
    outside = 1 + TOGETHER * (1 - squared(ground, (bottom + top) / 2, (top - bottom) / 2))
    leaving = LEAVING * np.maximum(0, abs((ground[:, None] - middle) / half).max(2) - 1)
    at, reach, weight = middle, half, np.zeros(len(box))
    for pace in 0.05 * CALMING ** np.arange(STEPS):
        wants = squared(ground[:, None], at, reach) + leaving + weight
        owner: Labels = np.column_stack([wants, outside]).argmin(1)
        given = np.bincount(owner, sizes, len(box) + 1)[:-1]
        weight = weight + 0.2 * np.clip(given / wanted - 1, -0.3, 0.3)
        lands = [points[owner == number] for number in range(len(box))]
        below = np.array([land.min(0) for land in lands]) - low  # what is missing to the sides
        above = high - np.array([land.max(0) for land in lands])
        at = at + pace * (above - below) / 2
        at = np.clip(at, middle - LIMIT * half, middle + LIMIT * half)
        reach = reach * np.exp(pace * (above + below) / 2 / half)
        reach = np.clip(reach, half * (1 - LIMIT), half * (1 + LIMIT))
    return owner


def squared(points: Numbers, middle: Numbers, half: Numbers) -> Numbers:
    """Return squared distances from the middle, in half-widths and half-heights."""
    x, y = ((points[..., axis] - middle[..., axis]) / half[..., axis] for axis in (0, 1))
    distances: Numbers = x * x + y * y
    return distances


def whole(cells: Shapes, owner: Labels) -> Shapes:
    """Return each commune's largest piece; what these enclose goes to whom it borders most."""
    pieces = [
        shapely.get_parts(shapely.coverage_union_all(cells[owner == number]))
        for number in range(owner.max())
    ]
    shapes = np.array([parts[shapely.area(parts).argmax()] for parts in pieces])
    for ring in shapely.coverage_union_all(shapes).interiors:
        lake = shapely.Polygon(ring)
        heir = shapely.length(shapely.intersection(shapes, lake)).argmax()
        shapes[heir] = shapely.coverage_union(shapes[heir], lake)
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
    moved: Shapes = shapely.transform(shapes, lambda _: points[place])
    return moved


def degrees(shapes: Shapes) -> Shapes:
    """Return the shapes in WGS 84, rounded to 5 decimals (about a metre), once they are proven."""
    back = Transformer.from_crs(GROUND, 4326, always_xy=True)
    rounded: Shapes = shapely.transform(
        shapes, lambda xy: np.column_stack(back.transform(*xy.T)).round(5)
    )
    simple = all(s.geom_type == "Polygon" and s.is_valid and not s.interiors for s in rounded)
    if not (simple and shapely.coverage_is_valid(rounded)):
        raise SystemExit("These shapes cross themselves or each other: choose another SEED.")
    return rounded


def geojson(day: str, units: pd.DataFrame, shapes: Shapes) -> str:
    """Return the file's text, one commune a line, so that versions are easy to compare."""
    head = {
        "type": "FeatureCollection",
        "name": f"dien_bien_dong_{day}",
        "description": NOTICE,
    }
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": name, "kind": kind},
            "geometry": shapely.geometry.mapping(shapely.orient_polygons(shape)),
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
