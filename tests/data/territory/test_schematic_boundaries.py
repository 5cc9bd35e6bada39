"""The shipped boundaries are a sound drawing of the published areas, and say they are a drawing."""

import json
import subprocess
import sys
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
import yaml
from places import MERGED, NEW, OLD, SHARED, STATED
from pyproj import Geod

ROOT = Path(__file__).parents[3]
WORKSPACE = ROOT / "data" / "dien_bien_dong"
SCRIPT = WORKSPACE / "scripts" / "draw_boundaries.py"
DAYS = ("2009-04-01", "2025-07-01")
HECTARES = {  # by decree 72/2005/NĐ-CP or by land inventory
    "03203": 1890, "03205": 7359, "03208": 12435, "03211": 6188, "03214": 6168, "03370": 10000,
    "03371": 7900, "03373": 9077, "03376": 13970, "03379": 6127, "03382": 10420, "03383": 12650,
    "03384": 9882, "03385": 6563,
}  # fmt: skip
REAL = SHARED / "geodata" / "dbd_communes_14_pre2025_clean.gpkg"
DOMAIN = SHARED / "domain" / "communes.yaml"
METRIC = "EPSG:9205"
EARTH = Geod(ellps="WGS84")


def path(day: str) -> Path:
    return WORKSPACE / "boundaries" / f"{day}.geojson"


def document(day: str) -> Any:
    return json.loads(path(day).read_text("utf-8"))


def shapes(day: str) -> gpd.GeoSeries:
    return gpd.read_file(path(day)).set_index("code").geometry


def km2(shape: shapely.Geometry) -> float:
    return float(EARTH.geometry_area_perimeter(shape)[0]) / 1e6


def neighbours(geometry: gpd.GeoSeries) -> set[tuple[str, str]]:
    """Pairs of codes that share more than a kilometre of border."""
    metric = geometry.to_crs(METRIC)
    return {
        pair
        for pair in combinations(sorted(metric.index), 2)
        if metric[pair[0]].intersection(metric[pair[1]]).length > 1000
    }


@pytest.mark.parametrize("day", DAYS)
def test_communes_fit_together_without_overlap_or_gap(day: str) -> None:
    drawn = shapes(day).to_numpy()
    assert shapely.coverage_is_valid(drawn)
    district = shapely.coverage_union_all(drawn)
    assert district.geom_type == "Polygon"
    assert not district.interiors


@pytest.mark.parametrize("day", DAYS)
def test_every_commune_is_one_sound_polygon_without_holes(day: str) -> None:
    for code, shape in shapes(day).items():
        assert (shape.geom_type, shape.is_valid, len(shape.interiors)) == ("Polygon", True, 0), code
        assert shape.exterior.is_ccw, code


@pytest.mark.parametrize("day", DAYS)
def test_coordinates_are_rounded_to_a_metre(day: str) -> None:
    corners = shapely.get_coordinates(shapes(day))
    assert (corners == corners.round(5)).all()


def test_the_six_have_the_areas_of_the_resolution() -> None:
    for code, shape in shapes(DAYS[1]).items():
        assert km2(shape) == pytest.approx(STATED[f"{code}@2025-07-01"], rel=0.001), code


def test_the_fourteen_share_them_as_in_2005() -> None:
    drawn = shapes(DAYS[0])
    for new, merged in MERGED.items():
        whole = sum(HECTARES[old] for old in merged)
        for old in merged:
            share = STATED[f"{new}@2025-07-01"] * HECTARES[old] / whole
            assert km2(drawn[old]) == pytest.approx(share, rel=0.001), old


def test_the_six_are_unions_of_the_fourteen() -> None:
    before, after = shapes(DAYS[0]), shapes(DAYS[1])
    for new, merged in MERGED.items():
        union = shapely.union_all(before[list(merged)].to_numpy())
        assert union.symmetric_difference(after[new]).area < 1e-6 * after[new].area, new


@pytest.mark.parametrize(("day", "names"), [(DAYS[0], OLD), (DAYS[1], NEW)])
def test_files_name_the_communes_by_code_in_order(day: str, names: dict[str, str]) -> None:
    said = [feature["properties"] for feature in document(day)["features"]]
    assert [p["code"] for p in said] == sorted(names)
    assert {p["code"]: p["name"] for p in said} == names
    towns = {p["code"] for p in said if p["kind"] == "thị trấn"}
    assert towns == ({"03203"} if day == DAYS[0] else set())
    assert {p["kind"] for p in said} - {"thị trấn"} == {"xã"}
    assert all(set(p) == {"code", "name", "kind"} for p in said)


@pytest.mark.skipif(not DOMAIN.exists(), reason="the list of communes is not on this machine")
@pytest.mark.parametrize(("day", "units"), [(DAYS[0], "old_units"), (DAYS[1], "new_units")])
def test_codes_names_and_kinds_are_those_of_the_list(day: str, units: str) -> None:
    listed = yaml.safe_load(DOMAIN.read_text("utf-8"))[units]
    said = [tuple(feature["properties"].values()) for feature in document(day)["features"]]
    assert said == sorted((unit["code"], unit["vi"], unit["type"]) for unit in listed)


@pytest.mark.parametrize("day", DAYS)
def test_files_say_that_they_are_a_schematic_drawing(day: str) -> None:
    said = document(day)
    assert said["name"] == f"dien_bien_dong_{day}"
    assert said["description"].startswith("Sơ đồ, không phải ranh giới pháp lý.")
    assert "vietnamadminunits" in said["description"]


@pytest.mark.parametrize("day", DAYS)
def test_files_are_small(day: str) -> None:
    assert path(day).stat().st_size < 60_000
    assert shapely.get_num_coordinates(shapes(day)).max() < 150


def test_borders_wind_and_are_no_staircase() -> None:
    for code, shape in shapes(DAYS[0]).to_crs(METRIC).items():
        steps = np.diff(shapely.get_coordinates(shape.exterior), axis=0)
        lengths = np.hypot(*steps.T)
        upright = lengths[(abs(steps) < 0.02 * lengths[:, None]).any(1)].sum()
        assert lengths.max() < 2500, code
        assert upright < 0.1 * lengths.sum(), code
        assert shapely.get_num_coordinates(shape) > 25, code


@pytest.mark.skipif(not REAL.exists(), reason="the real boundaries are not on this machine")
def test_neighbours_are_those_of_the_real_map_but_for_one_corner() -> None:
    real = gpd.read_file(REAL).set_index("gso_code").geometry
    # The real Pú Hồng and Háng Lìa meet for hardly more than a kilometre.
    assert neighbours(real) - neighbours(shapes(DAYS[0])) == {("03383", "03385")}
    assert neighbours(shapes(DAYS[0])) - neighbours(real) == set()


@pytest.mark.skipif(not REAL.exists(), reason="the real boundaries are not on this machine")
def test_no_real_border_is_copied() -> None:
    real = gpd.read_file(REAL).set_index("gso_code").geometry.to_crs(METRIC)
    points = shapely.points(shapely.get_coordinates(real))
    lines = shapely.union_all(shapes(DAYS[0]).to_crs(METRIC).boundary)
    near = shapely.distance(points, lines) < 100
    assert near.mean() < 0.2


@pytest.mark.skipif(find_spec("vietnamadminunits") is None, reason="needs: uv run --group draw")
def test_drawing_again_gives_the_same_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SCRIPT), str(tmp_path)], check=True, capture_output=True)
    for day in DAYS:
        assert (tmp_path / f"{day}.geojson").read_bytes() == path(day).read_bytes()
