"""A boundary file is looked at from every side, and every fault of it is said at once."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely
from places import AFTER, BEFORE, GAZETTEER, NEW, OLD, layer, written
from shapely.geometry import MultiPolygon, Polygon, box

from geo.areas import Areas
from geo.faults import Fault, Severity
from geo.shapes import measures
from geo.shapes.boundaries import Choices, Inspection, inspect
from geo.shapes.gazetteer import Gazetteer

REFUSE, ASK, REPAIRED, NOTE = Severity.REFUSE, Severity.ASK, Severity.REPAIRED, Severity.NOTE
PRJ = (
    'PROJCS["mine",GEOGCS["mine",DATUM["{datum}",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],'
    'PARAMETER["Central_Meridian",103.0],PARAMETER["Scale_Factor",{k}],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)


def looked_at(frame: gpd.GeoDataFrame, folder: Path, **chosen: Any) -> Inspection:
    return inspect(written(frame, folder / "a.gpkg"), GAZETTEER, Choices(**chosen))


def faults(found: Inspection, code: str) -> list[Fault]:
    return [fault for fault in found.faults if fault.code == code]


def told(found: Inspection) -> dict[str, Severity]:
    return {fault.code: fault.severity for fault in found.faults}


def test_a_good_file_is_told_whole(tmp_path: Path) -> None:
    found = looked_at(layer(), tmp_path)
    assert (found.features, found.crs, found.encoding) == (14, "EPSG:4326", "UTF-8")
    assert (found.code_column, found.name_column) == ("code", "name")
    assert (found.day, found.matched_by) == (BEFORE, "code+name")
    assert found.matched == tuple(f"{code}@2009-04-01" for code in OLD)
    assert (found.unmatched, found.invalid, found.faults) == ((), (), ())
    assert (found.overlaps.pairs, found.overlaps.km2) == (0, 0.0)
    assert (found.gaps.count, found.gaps.km2) == (0, 0.0)
    assert found.area_km2 == pytest.approx(14 * 1.15, rel=0.01)


def test_the_usable_frame_has_the_areas_own_names_in_degrees(tmp_path: Path) -> None:
    frame = layer({code: f"XÃ {name.upper()}" for code, name in reversed(OLD.items())})
    found = looked_at(frame.to_crs(9205), tmp_path).frame
    assert found is not None
    assert list(found.columns) == ["code", "name", "geometry"]
    assert list(found.index) == [f"{code}@2009-04-01" for code in OLD]
    assert dict(zip(found["code"], found["name"], strict=True)) == OLD
    assert found.crs.to_epsg() == 4326


@pytest.mark.parametrize("crs", [9205, 9206, 5896, 5897, 3405, 4756, 32648])
@pytest.mark.parametrize("ending", ["shp", "gpkg"])
def test_any_crs_comes_back_to_the_same_place(tmp_path: Path, crs: int, ending: str) -> None:
    path = written(layer().to_crs(crs), tmp_path / f"a.{ending}")
    found = inspect(path, GAZETTEER)
    assert (found.crs, found.faults) == (f"EPSG:{crs}", ())
    assert found.frame is not None
    moved = found.frame.bounds.to_numpy() - layer().bounds.to_numpy()
    assert np.abs(moved).max() < 2e-8, "2 mm"


def test_a_missing_crs_is_asked_with_those_that_would_fit(tmp_path: Path) -> None:
    path = written(layer().to_crs(9205), tmp_path / "a.shp")
    path.with_suffix(".prj").unlink()
    found = inspect(path, GAZETTEER)
    (fault,) = found.faults
    assert (fault.code, fault.severity, fault.where) == ("crs_missing", ASK, "a.shp")
    assert fault.values["fits"] == ["EPSG:9205"]
    assert (found.crs, found.frame, found.area_km2, found.overlaps.pairs) == (
        None,
        None,
        None,
        None,
    )
    assert len(found.matched) == 14, "codes and names are checked all the same"
    assert inspect(path, GAZETTEER, Choices(crs="EPSG:9205")).faults == ()


def test_a_missing_crs_is_refused_where_none_would_fit(tmp_path: Path) -> None:
    path = written(layer().to_crs(9218), tmp_path / "a.shp")
    path.with_suffix(".prj").unlink()
    (fault,) = inspect(path, GAZETTEER).faults
    assert (fault.code, fault.severity, fault.values["fits"]) == ("crs_missing", REFUSE, [])
    assert fault.values["known"] == list(GAZETTEER.crs)


def test_metres_that_are_said_to_be_degrees_are_refused(tmp_path: Path) -> None:
    frame = layer().to_crs(9205).set_crs(4326, allow_override=True)
    found = looked_at(frame, tmp_path)
    (fault,) = found.faults
    assert (fault.code, fault.severity) == ("crs_wrong", REFUSE)
    assert (fault.values["found"], fault.values["fits"]) == ("EPSG:4326", ["EPSG:9205"])
    assert found.frame is None


def test_a_neighbouring_zone_is_asked(tmp_path: Path) -> None:
    frame = layer().to_crs(9205).set_crs(9206, allow_override=True)
    (fault,) = looked_at(frame, tmp_path).faults
    assert (fault.code, fault.severity) == ("crs_elsewhere", ASK)
    assert fault.values["fits"] == ["EPSG:9205"]


def test_a_datum_that_is_not_known_is_asked(tmp_path: Path) -> None:
    path = written(layer().to_crs(9205), tmp_path / "a.shp")
    path.with_suffix(".prj").write_text(PRJ.format(datum="D_somewhere", k=0.9999))
    (fault,) = inspect(path, GAZETTEER).faults
    assert (fault.code, fault.severity) == ("crs_shift_unknown", ASK)
    assert "EPSG:9205" in fault.values["fits"]  # type: ignore[operator]


def test_a_system_of_no_place_on_earth_is_refused_with_those_that_would_fit(tmp_path: Path) -> None:
    path = written(layer().to_crs(9205), tmp_path / "a.shp")
    path.with_suffix(".prj").write_text(
        'LOCAL_CS["hall",LOCAL_DATUM["floor",0],UNIT["m",1],AXIS["X",EAST],AXIS["Y",NORTH]]'
    )
    (fault,) = inspect(path, GAZETTEER).faults
    assert (fault.code, fault.severity) == ("crs_wrong", REFUSE)
    assert fault.values["fits"] == ["EPSG:9205"]


def test_a_crs_without_a_code_is_read_by_its_datum(tmp_path: Path) -> None:
    """Maps of districts have a scale of 0.9996 on the province's meridian, which has no code."""
    wkt = PRJ.format(datum="D_Vietnam_2000", k=0.9996)
    path = written(layer().to_crs(pyproj.CRS(wkt)), tmp_path / "a.shp")
    path.with_suffix(".prj").write_text(wkt)
    found = inspect(path, GAZETTEER)
    assert (found.crs, found.faults) == ("mine", ())
    assert found.frame is not None
    assert found.frame.total_bounds == pytest.approx(layer().total_bounds, abs=2e-8)


def test_columns_are_found_by_their_usual_names(tmp_path: Path) -> None:
    for code, name in [("MAXA", "TEN_XA"), ("Gso_Code", "Commune VN"), ("MÃ XÃ", "tên_xã"),
                       ("maphuongxa", "tenphuongx")]:  # fmt: skip
        path = written(layer().rename(columns={"code": code, "name": name}), tmp_path / "a.geojson")
        found = inspect(path, GAZETTEER)
        assert (found.code_column, found.name_column) == (code, name)
        assert len(found.matched) == 14


def test_columns_can_be_named(tmp_path: Path) -> None:
    frame = layer(extra=[f"x{i}" for i in range(14)]).rename(columns={"code": "k", "name": "t"})
    found = looked_at(frame, tmp_path, code="K", name="t")
    assert (found.code_column, found.name_column, len(found.matched)) == ("k", "t", 14)


def test_a_column_that_is_not_there_is_refused_with_the_nearest(tmp_path: Path) -> None:
    found = looked_at(layer(), tmp_path, code="cods")
    (fault,) = faults(found, "column_missing")
    assert (fault.severity, fault.where) == (REFUSE, "cods")
    assert (fault.values["nearest"], fault.values["columns"]) == (["code"], ["code", "name"])


def test_columns_that_nobody_knows_are_asked(tmp_path: Path) -> None:
    frame = layer().rename(columns={"code": "k", "name": "t"})
    found = looked_at(frame, tmp_path)
    (fault,) = found.faults
    assert (fault.code, fault.severity) == ("columns_unknown", ASK)
    assert fault.values["columns"] == ["k", "t"]
    assert found.area_km2 is not None, "what can be measured is measured"


@pytest.mark.parametrize("kind", [int, float, lambda code: f" {int(code)}.0"])
def test_codes_that_lost_their_zeros_are_repaired(tmp_path: Path, kind: Any) -> None:
    frame = layer()
    frame["code"] = [kind(code) for code in frame["code"]]
    found = looked_at(frame, tmp_path)
    assert len(found.matched) == 14
    (fault,) = found.faults
    assert (fault.code, fault.severity, fault.where) == ("codes_repaired", REPAIRED, "code")
    assert (fault.values["count"], fault.values["used"]) == (14, "03203")


def test_spaces_round_a_code_are_nothing_to_speak_of(tmp_path: Path) -> None:
    found = looked_at(layer().assign(code=[f" {code}\xa0" for code in OLD]), tmp_path)
    assert (len(found.matched), found.faults) == (14, ())


def test_codes_as_numbers_are_noted_where_none_are_known(tmp_path: Path) -> None:
    frame = layer()
    frame["code"] = frame["code"].astype(int)
    path = written(frame, tmp_path / "a.gpkg")
    found = inspect(path, replace(GAZETTEER, areas=Areas([])), Choices(day=BEFORE))
    assert told(found) == {"codes_are_numbers": NOTE}
    assert found.matched[0] == "3203@2009-04-01"


def test_a_file_of_a_place_that_is_not_known_can_be_used(tmp_path: Path) -> None:
    path = written(layer({"1": "Xã  Một", "2": "Xã Hai"}), tmp_path / "a.gpkg")
    found = inspect(path, replace(GAZETTEER, areas=Areas([]), extent=None), Choices(day=AFTER))
    assert found.frame is not None
    assert list(found.frame.index) == ["1@2025-07-01", "2@2025-07-01"]
    assert list(found.frame["name"]) == ["Xã Một", "Xã Hai"]
    assert found.faults == ()


def test_overlaps_and_gaps_are_measured_as_received(tmp_path: Path) -> None:
    ring = box(103.1, 21.2, 103.2, 21.3).difference(box(103.14, 21.24, 103.16, 21.26))
    frame = layer({"03203": "Điện Biên Đông", "03205": "Na Son"})
    frame = frame.set_geometry([ring, box(103.14, 21.25, 103.17, 21.26)], crs=4326)
    found = looked_at(frame, tmp_path)
    parts = gpd.GeoSeries([box(103.16, 21.25, 103.17, 21.26), box(103.14, 21.24, 103.16, 21.25)])
    overlap, gap = parts.set_crs(4326).to_crs("ESRI:54034").area / 1e6
    assert found.overlaps.pairs == 1
    assert found.overlaps.km2 == pytest.approx(overlap, rel=1e-5)
    assert found.overlaps.largest == ("03203", "03205")
    assert found.gaps.count == 1
    assert found.gaps.km2 == pytest.approx(gap, rel=1e-5)
    assert found.gaps.largest is not None
    assert box(103.14, 21.24, 103.16, 21.25).contains(shapely.Point(found.gaps.largest))
    assert told(found) == {"areas_without_shape": ASK, "overlaps": NOTE, "gaps": NOTE}


def test_an_invalid_shape_is_told_with_its_reason_and_place(tmp_path: Path) -> None:
    frame = layer().to_crs(4326)
    frame.loc[1, "geometry"] = Polygon(
        [(103.11, 21.2), (103.12, 21.21), (103.12, 21.2), (103.11, 21.21)]
    )
    for crs in (4326, 9205):
        found = looked_at(frame.to_crs(crs), tmp_path)
        (fault,) = faults(found, "shape_invalid")
        assert (fault.severity, fault.where, fault.values["row"]) == (NOTE, "03205", 2)
        assert fault.values["reason"] == "Self-intersection"
        assert (fault.values["lon"], fault.values["lat"]) == pytest.approx(
            (103.115, 21.205), abs=1e-5
        )
        assert found.invalid == ("03205",)


@pytest.mark.parametrize(
    "shape", [None, Polygon(), Polygon([(103.1, 21.2), (103.2, 21.2), (103.1, 21.2)])]
)
def test_an_area_without_a_shape_is_asked(tmp_path: Path, shape: Polygon | None) -> None:
    frame = layer().to_crs(4326)
    frame.loc[1, "geometry"] = shape
    found = looked_at(frame, tmp_path)
    (fault,) = faults(found, "shape_missing")
    assert (fault.severity, fault.where, fault.values["name"]) == (ASK, "03205", "Na Son")
    assert found.frame is not None
    assert "03205@2009-04-01" not in found.frame.index


def test_an_area_far_from_the_stated_one_is_named(tmp_path: Path) -> None:
    found = looked_at(layer(NEW), tmp_path)
    noted = faults(found, "area_differs")
    assert [f.where for f in noted] == list(NEW)
    assert dict(noted[0].values) == {
        "name": "Xã Na Son",
        "km2": pytest.approx(1.15, rel=0.01),
        "stated": 230.71,
        "percent": pytest.approx(-99.5, abs=0.1),
        "tolerance": 5.0,
    }
    path = written(layer(NEW), tmp_path / "b.gpkg")
    assert not faults(inspect(path, GAZETTEER, tolerance=0.999), "area_differs")


def test_all_faults_of_a_bad_file_are_said_at_once(tmp_path: Path) -> None:
    frame = layer({**OLD, "3299": "Keo Lomm"}).to_crs(9205)
    frame.loc[8, "code"] = "03205"
    frame.loc[2, "geometry"] = None
    frame.loc[3, "geometry"] = frame.geometry[4].buffer(100)
    frame.loc[0, "name"] = "Na Son"
    path = written(frame, tmp_path / "a.shp")
    path.with_suffix(".shx").unlink()
    found = inspect(path, GAZETTEER)
    assert set(told(found)) == {
        "shapefile_index_restored", "codes_repaired", "code_name_disagree", "row_unknown",
        "areas_without_shape", "shape_missing", "overlaps", "units_inside",
    }  # fmt: skip


def test_a_file_that_cannot_be_read_is_told_and_not_raised(tmp_path: Path) -> None:
    found = inspect(tmp_path / "a.gpkg", GAZETTEER)
    assert told(found) == {"file_missing": REFUSE}
    assert (found.features, found.frame, found.overlaps.pairs) == (0, None, None)


def test_a_bare_look_needs_no_gazetteer(tmp_path: Path) -> None:
    found = inspect(written(layer(), tmp_path / "a.gpkg"), Gazetteer(), Choices(code="code"))
    assert found.faults == ()
    assert found.matched == tuple(OLD)


def test_areas_are_true_on_the_ellipsoid_in_every_crs() -> None:
    shapes = np.asarray(layer().geometry.array)
    equal = gpd.GeoSeries(shapes, crs=4326).to_crs("ESRI:54034").area.to_numpy() / 1e6
    assert measures.km2(shapes, "EPSG:4326") == pytest.approx(equal, rel=1e-6)
    for crs in ("EPSG:9205", "EPSG:3857", "EPSG:32648"):
        turned = np.asarray(layer().to_crs(crs).geometry.array)
        assert measures.km2(turned, crs) == pytest.approx(equal, rel=1e-5)


def test_holes_are_no_area_and_clockwise_rings_are() -> None:
    ring = box(103.1, 21.2, 103.2, 21.3).difference(box(103.14, 21.24, 103.16, 21.26))
    whole, hole = box(103.1, 21.2, 103.2, 21.3), box(103.14, 21.24, 103.16, 21.26)
    sizes = measures.km2(np.array([ring, whole, hole, whole.reverse(), None, Polygon()]), 4326)
    assert sizes[0] == pytest.approx(sizes[1] - sizes[2])
    assert sizes[3] == sizes[1]
    assert list(sizes[4:]) == [0, 0]


def test_a_sliver_that_turned_over_on_its_way_is_still_an_area() -> None:
    ring = Polygon([(0, 0), (3000, 780), (1150, 300), (-2100, -5300)])
    turned = Polygon([(0, 0), (2, 1), (1, 0.5), (0.5, 1)])
    for shape in (ring, turned, turned.reverse()):
        moved = shapely.transform(shape, lambda xy: xy + np.array([520_000, 2_350_000]))
        together = MultiPolygon([moved, box(530_000, 2_350_000, 531_000, 2_351_000)])
        sizes = measures.km2(np.array([moved, together]), "EPSG:9205")
        assert sizes[0] > 0
        assert sizes[1] == pytest.approx(sizes[0] + 1, rel=1e-3)


def test_what_is_found_can_be_written_as_json(tmp_path: Path) -> None:
    found = looked_at(layer(), tmp_path)
    assert json.dumps(vars(found.overlaps) | vars(found.gaps))


@pytest.mark.parametrize(("share", "asked"), [(0.0, False), (0.004, False), (0.5, True)])
def test_rows_put_together_say_the_ground_that_they_cover_twice(
    tmp_path: Path, share: float, asked: bool
) -> None:
    frame = layer().to_crs(9205)
    whole = frame.geometry.iloc[1]
    west, south, east, north = whole.bounds
    middle, over = (west + east) / 2, (east - west) * share
    left, right = box(west, south, middle + over, north), box(middle, south, east, north)
    second = frame.iloc[[1]].assign(geometry=[whole.intersection(right)])
    first = frame.assign(
        geometry=[*frame.geometry[:1], whole.intersection(left), *frame.geometry[2:]]
    )
    both = gpd.GeoDataFrame(pd.concat([first, second], ignore_index=True), crs=frame.crs)
    found = looked_at(both, tmp_path, dissolve=True)
    assert [f.code for f in faults(found, "rows_dissolved")] == ["rows_dissolved"]
    km2 = share * measures.km2(np.array([whole]), frame.crs)[0]
    twice = [f.values["moved"] for f in faults(found, "parts_overlap")]
    assert twice == ([{"03205": pytest.approx(km2, rel=0.02)}] if share else [])
    assert [f.where for f in faults(found, "border_moved_much")] == (["03205"] if asked else [])
