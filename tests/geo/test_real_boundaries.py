"""Real boundary files, as published: the fourteen communes, the six, the province, the country."""

import os
from dataclasses import replace
from functools import cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from places import AFTER, BEFORE, GAZETTEER, MERGED, NEW, OLD, SHARED

from geo.areas import Areas
from geo.faults import Severity, stops
from geo.shapes.boundaries import Choices, Inspection, inspect
from geo.shapes.measures import gaps
from geo.shapes.reading import read
from geo.shapes.repair import repair

FOLDER = SHARED / "geodata"
RAW, CLEAN = "dbd_communes_14_pre2025_raw_shp.zip", "dbd_communes_14_pre2025_clean_shp.zip"
SIX = "dbd_successor_communes_6_2025.gpkg"
PROVINCE_RAW = "dienbien_communes_130_pre2025_raw_shp.zip"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="needs the real boundary files, in ../shared/geodata"
)
slow = pytest.mark.skipif(
    not os.environ.get("ATLAS_SLOW_TESTS"), reason="takes half a minute; set ATLAS_SLOW_TESTS"
)


@cache
def looked_at(name: str) -> Inspection:
    return inspect(FOLDER / name, GAZETTEER)


def frame(name: str) -> gpd.GeoDataFrame:
    found = looked_at(name).frame
    assert found is not None
    return found


def codes(found: Inspection) -> list[str]:
    return [fault.code for fault in found.faults]


def test_the_fourteen_as_published_are_all_found_with_their_overlaps_and_gaps() -> None:
    found = looked_at(RAW)
    assert (found.features, found.crs, found.encoding) == (14, "EPSG:4326", "UTF-8")
    assert (found.code_column, found.name_column) == ("gso_code", "ten_xa")
    assert (found.day, found.matched_by) == (BEFORE, "code+name")
    assert found.matched == tuple(f"{code}@2009-04-01" for code in OLD)
    assert (found.unmatched, found.invalid) == ((), ())
    assert found.overlaps.pairs == 26
    assert found.overlaps.km2 == pytest.approx(2.56, abs=0.005)
    assert found.gaps.count in (61, 62)
    assert found.gaps.km2 == pytest.approx(1.73, abs=0.005)
    assert found.area_km2 == pytest.approx(1206.84, abs=0.01)
    assert codes(found) == ["overlaps", "gaps"]
    assert not stops(found.faults)


@pytest.mark.parametrize("name", [CLEAN, "dbd_communes_14_pre2025_clean.gpkg"])
def test_the_fourteen_cleaned_have_no_fault(name: str) -> None:
    found = looked_at(name)
    assert (len(found.matched), found.faults) == (14, ())
    assert (found.overlaps.pairs, found.gaps.count) == (0, 0)
    assert found.area_km2 == pytest.approx(1206.02, abs=0.01)
    assert repair(frame(name)).faults == ()


def test_the_six_are_theirs_and_two_have_not_the_stated_area() -> None:
    found = looked_at(SIX)
    assert (found.day, found.matched_by) == (AFTER, "code+name")
    assert found.matched == tuple(f"{code}@2025-07-01" for code in NEW)
    assert [(f.code, f.where, f.values["name"]) for f in found.faults] == [
        ("area_differs", "03214", "Xã Mường Luân"),
        ("area_differs", "03385", "Xã Tìa Dình"),
    ]
    first, second = (fault.values for fault in found.faults)
    assert (first["stated"], second["stated"]) == (186.22, 166.76)
    assert first["km2"] == pytest.approx(170.97, abs=0.01)
    assert second["km2"] == pytest.approx(179.36, abs=0.01)


@pytest.mark.parametrize(
    ("name", "day", "inside", "outside"),
    [
        (PROVINCE_RAW, BEFORE, 14, 116),
        ("dienbien_communes_130_pre2025_clean_shp.zip", BEFORE, 14, 116),
        ("dienbien_wards_45_2025.gpkg", AFTER, 6, 39),
    ],
)
def test_a_file_of_the_province_holds_the_district(
    name: str, day: object, inside: int, outside: int
) -> None:
    found = looked_at(name)
    assert (found.day, len(found.matched), len(found.unmatched)) == (day, inside, outside)
    (fault,) = [f for f in found.faults if f.code == "rows_outside"]
    assert (fault.severity, fault.values["count"]) == (Severity.NOTE, outside)
    assert not stops(found.faults)
    assert len(frame(name)) == inside


def test_the_province_is_usable_where_nothing_is_known_of_it() -> None:
    unknown = replace(GAZETTEER, areas=Areas([]), extent=None, stated={})
    choices = Choices(code="gso_code", name="ten_xa", day=BEFORE)
    found = inspect(FOLDER / PROVINCE_RAW, unknown, choices)
    assert found.frame is not None
    assert (len(found.frame), found.unmatched) == (129, ("Xã Tà Lèng",)), "it has no code"
    assert codes(found) == ["code_missing", "overlaps", "gaps"]
    done = repair(found.frame, gap_width=200)
    assert shapely.coverage_is_valid(np.asarray(done.frame.geometry.array))


def test_the_fourteen_are_not_taken_for_the_six() -> None:
    found = inspect(FOLDER / RAW, GAZETTEER, Choices(day=AFTER))
    assert stops(found.faults)
    assert {"day_fits_worse", "code_name_disagree", "code_not_in_force"} <= set(codes(found))


@pytest.mark.parametrize(
    ("width", "holes", "moved"), [(0, 61, 2.557), (200, 0, 4.285)], ids=["open", "closed"]
)
def test_mending_the_fourteen_tells_what_moved(width: float, holes: int, moved: float) -> None:
    done = repair(frame(RAW), crs="EPSG:9205", gap_width=width)
    mended = np.asarray(done.frame.geometry.array)
    assert shapely.coverage_is_valid(mended)
    assert len(gaps(mended, "EPSG:4326")[1]) == holes
    assert sum(done.moved.values()) == pytest.approx(moved, abs=0.005)
    asked = [f.where for f in done.faults if f.code == "border_moved_much"]
    assert "03203@2009-04-01" in asked, "1.5 % of the township, 20 km² in all"


def test_each_of_the_six_lies_where_those_that_it_succeeded_lay() -> None:
    """But for two, whose border the ministry's map draws elsewhere."""
    old, new = frame(CLEAN).to_crs(9205), frame(SIX).to_crs(9205)
    for code, merged in MERGED.items():
        before = shapely.union_all(old.geometry[[f"{c}@{BEFORE}" for c in merged]].array)
        after = new.geometry[f"{code}@{AFTER}"]
        shared = after.intersection(before).area / after.area
        assert shared > (0.85 if code in ("03214", "03385") else 0.9), code


@pytest.mark.parametrize("crs", [9205, 3405, 5897, 4756])
def test_the_fourteen_in_another_crs_are_the_same(crs: int, tmp_path: Path) -> None:
    path = tmp_path / "a.shp"
    read(FOLDER / RAW).frame.to_crs(crs).to_file(path, encoding="UTF-8")
    found = inspect(path, GAZETTEER)
    assert (found.crs, len(found.matched)) == (f"EPSG:{crs}", 14)
    assert found.area_km2 == pytest.approx(looked_at(RAW).area_km2, rel=1e-5)
    assert found.overlaps.km2 == pytest.approx(2.556, abs=0.005)
    assert found.gaps.count in (61, 62)


@slow
@pytest.mark.parametrize(
    ("name", "features", "day", "inside", "pairs", "holes"),
    [
        ("vietnam_communes_11163_pre2025_raw_shp.zip", 11163, BEFORE, 14, 22477, 34558),
        ("vietnam_wards_3321_2025_simplified.gpkg", 3321, AFTER, 6, 125, 130),
    ],
)
def test_the_whole_country_can_be_looked_at(
    name: str, features: int, day: object, inside: int, pairs: int, holes: int
) -> None:
    found = looked_at(name)
    assert (found.features, found.day, len(found.matched)) == (features, day, inside)
    assert (found.overlaps.pairs, found.gaps.count) == (pairs, holes)
    assert not stops(found.faults)
