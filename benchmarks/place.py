"""Makes a place of any size to measure with: a workspace, and the same as plain files."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
import yaml

Points = npt.NDArray[np.float64]
Shapes = npt.NDArray[np.object_]

CELL = 0.1  # degrees: about ten kilometres, the size of a rural commune
STEP = 0.02  # of a cell: about 190 vertices a commune, as official boundaries have
ORIGIN = (103.0, 21.0)
SINCE, DAY = "2020-01-01", "2020-12-31"
INDICATORS = ("Reds", "Greens")  # each named after its palette, which the page is looked at for


@dataclass(frozen=True)
class Place:
    """Where the files of one made-up place lie."""

    workspace: Path
    boundaries: Path
    table: Path  # code, and a column an indicator


def make(folder: Path, count: int) -> Place:
    """Write a place of `count` communes into an empty folder."""
    communes = _communes(count)
    workspace = folder / "workspace"
    for part in ("boundaries", "indicators", "values"):
        (workspace / part).mkdir(parents=True)
    boundaries = workspace / "boundaries" / f"{SINCE}.gpkg"
    communes[["code", "name", "geometry"]].to_file(boundaries, layer="communes")
    for name, content in _declared().items():
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        (workspace / name).write_text(text, "utf-8")
    _areas(communes).to_csv(workspace / "areas.csv", index=False)
    _values(communes).to_csv(workspace / "values" / "made_up.csv", index=False)
    table = folder / "table.csv"
    communes[["code", *INDICATORS]].to_csv(table, index=False)
    return Place(workspace, boundaries, table)


def _communes(count: int) -> gpd.GeoDataFrame:
    rng = np.random.default_rng(count)
    shapes = tessellation(count, rng)
    figures = {name: np.round(rng.uniform(0, 100, count), 1) for name in INDICATORS}
    codes = [f"{n:05d}" for n in range(1, count + 1)]
    names = {"code": codes, "name": [f"Xã {code}" for code in codes]}
    return gpd.GeoDataFrame(names | figures, geometry=shapes, crs="EPSG:4326")


def tessellation(count: int, rng: np.random.Generator) -> Shapes:
    """Return `count` neighbouring cells with winding borders, a valid coverage, in degrees.

    Voronoi cells of a jittered grid, the `count` nearest to its middle, bent all together.
    """
    side = int(np.ceil(np.sqrt(count))) + 6
    grid = np.stack(np.meshgrid(*[np.arange(side) - side / 2] * 2), axis=-1).reshape(-1, 2)
    seeds = grid + rng.uniform(0.15, 0.85, grid.shape)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(seeds)))
    middles = shapely.get_coordinates(shapely.centroid(cells))
    nearest = cells[np.argsort(np.hypot(*middles.T))[:count]]
    # Each cell walks a shared border its own way round: rounding makes its points the same again.
    fine = shapely.transform(shapely.segmentize(nearest, STEP), lambda xy: np.round(xy, 9))
    bent = shapely.transform(fine, _bend(rng))
    placed: Shapes = shapely.transform(bent, lambda xy: np.round(xy * CELL + ORIGIN, 8))
    return placed


def _bend(rng: np.random.Generator) -> Callable[[Points], Points]:
    """Return a map of the plane into itself: waves on waves, each half as long and half as high.

    Their slopes add up to less than one, so nothing folds and borders never cross.
    """
    length = 2.0 ** -np.arange(-1, 5)
    turn, phase = rng.uniform(0, 2 * np.pi, (2, 2, len(length)))
    waves = np.stack([np.cos(turn), np.sin(turn)]) * (2 * np.pi / length)
    height = 0.15 * length / (2 * np.pi)

    def bend(xy: Points) -> Points:
        moved: Points = xy + (np.sin(np.einsum("nd,dak->nak", xy, waves) + phase) * height).sum(
            axis=-1
        )
        return moved

    return bend


def _areas(communes: gpd.GeoDataFrame) -> pd.DataFrame:
    own = communes[["code", "name"]].assign(name=communes["name"].str.removeprefix("Xã "))
    return own.assign(kind="xã", level="commune", valid_from=SINCE, valid_to="", parent="")


def _values(communes: gpd.GeoDataFrame) -> pd.DataFrame:
    long = communes.melt("code", list(INDICATORS), "indicator", "value")
    long = long.assign(indicator=long["indicator"].str.lower(), area=long["code"] + f"@{SINCE}")
    long = long.assign(period=DAY, qualifier="", status="final", source="made_up", note="")
    return long[["indicator", "area", "period", "value", "qualifier", "status", "source", "note"]]


def _declared() -> dict[str, object]:
    """Return the workspace's own files, by name."""
    title = {"vi": "Nơi đo thử", "en": "Made-up place"}
    edition = {"file": f"{SINCE}.gpkg", "title": title, "source": "made_up"}
    settings = {
        "id": "made_up",
        "titles": [{"since": SINCE, "title": title}],
        "first_indicator": INDICATORS[0].lower(),
        "first_day": DAY,
        "spelling": {"prefixes": {"xã": ["xã"]}},
        "columns": {"code": ["code"], "name": ["name"]},
        "boundaries": {SINCE: edition},
    }
    group = {"title": title, "short": title, "kind": title}
    files: dict[str, object] = {
        "workspace.yaml": settings,
        "groups.yaml": {"WG1": group},
        "sources.yaml": {"made_up": {"title": title}},
    }
    return files | {f"indicators/{name.lower()}.yaml": _indicator(name) for name in INDICATORS}


def _indicator(name: str) -> dict[str, object]:
    return {
        "title": {"vi": name, "en": name},
        "unit": {"vi": "%", "en": "%"},
        "decimals": 1,
        "description": {"vi": "Số đặt ra để đo.", "en": "Made up to measure with."},
        "group": "WG1",
        "direction": "higher",
        "over_areas": "none",
        "over_time": "last",
        "classes": {"breaks": [20, 40, 60, 80], "palette": name},
    }
