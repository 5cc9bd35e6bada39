"""A unit that lies in another keeps its ground or is asked about; levels in one layer are told."""

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from places import written

from geo.faults import Severity
from geo.shapes.boundaries import Choices, Inspection, inspect
from geo.shapes.measures import km2
from geo.shapes.repair import repair

FORMATS = ["gpkg", "geojson", "parquet", "shp"]
SIDE = 0.1  # degrees


def grid(nx: int = 4, ny: int = 3, west: float = 30.0, south: float = -2.0) -> gpd.GeoDataFrame:
    """Return square communes, with codes K01, K02 … from the south-west."""
    cells = [(i, j) for j in range(ny) for i in range(nx)]
    shapes = [
        shapely.box(
            west + i * SIDE, south + j * SIDE, west + (i + 1) * SIDE, south + (j + 1) * SIDE
        )
        for i, j in cells
    ]
    codes = [f"K{n:02d}" for n in range(1, len(cells) + 1)]
    return gpd.GeoDataFrame(
        {"code": codes, "name": [f"N{c}" for c in codes]}, geometry=shapes, crs=4326
    )


def stacked(*frames: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs=4326)


def one(code: str, shape: shapely.Geometry) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"code": [code], "name": [code]}, geometry=[shape], crs=4326)


def looked_at(frame: gpd.GeoDataFrame, path: Path, **said: object) -> Inspection:
    return inspect(written(frame, path), choices=Choices(code="code", name="name", **said))


def codes(found: Inspection) -> list[str]:
    return [fault.code for fault in found.faults]


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("first", [False, True], ids=["last", "first"])
def test_a_town_in_a_district_without_its_hole_keeps_its_ground(
    tmp_path: Path, ending: str, first: bool
) -> None:
    units, town = grid(), one("K99", grid().geometry[5].centroid.buffer(0.02))
    frame = stacked(town, units) if first else stacked(units, town)
    found = looked_at(frame, tmp_path / f"a.{ending}")
    (said,) = [f for f in found.faults if f.code == "units_inside"]
    assert said.severity is Severity.REPAIRED
    assert said.values["inside"] == {"K99 (K99)": "NK06 (K06)"}
    assert found.frame is not None
    done = repair(found.frame, inside=found.inside)
    sizes = dict(
        zip(done.frame.index, km2(np.asarray(done.frame.geometry.array), 4326), strict=True)
    )
    true = km2(np.array([town.geometry[0], units.geometry[5]]), 4326)
    assert sizes["K99"] == pytest.approx(true[0], rel=1e-6)
    assert sizes["K06"] == pytest.approx(true[1] - true[0], rel=1e-6)
    assert [f.code for f in done.faults] == ["borders_mended", "border_moved_much"]
    assert shapely.coverage_is_valid(np.asarray(done.frame.geometry.array))


def test_a_town_in_a_town_in_a_district_keeps_its_ground_too(tmp_path: Path) -> None:
    middle = grid().geometry[5].centroid
    frame = stacked(grid(), one("K98", middle.buffer(0.03)), one("K99", middle.buffer(0.01)))
    found = looked_at(frame, tmp_path / "a.gpkg")
    assert found.frame is not None
    done = repair(found.frame, inside=found.inside)
    shapes = np.asarray(done.frame.geometry.array)
    own, whole = km2(shapes, 4326), km2(np.asarray(grid().geometry.array), 4326)
    assert own[-1] == pytest.approx(km2(np.array([middle.buffer(0.01)]), 4326)[0], rel=1e-6)
    assert own.sum() == pytest.approx(whole.sum(), rel=1e-6)


def test_a_remnant_of_digitising_is_asked_about_until_somebody_says_what_it_is(
    tmp_path: Path,
) -> None:
    middle = grid().geometry[5].centroid
    rest = one("K99", shapely.box(middle.x, middle.y, middle.x + 2e-5, middle.y + 2e-5))
    frame = stacked(grid(), rest)
    found = looked_at(frame, tmp_path / "a.gpkg", accept_repairs=True)
    (fault,) = [f for f in found.faults if f.severity is Severity.ASK]
    assert (fault.code, fault.where, fault.values["row"]) == ("unit_tiny", "K99", 13)
    confirmed = looked_at(frame, tmp_path / "b.gpkg", decisions={"K99|K99": "K99"})
    assert "unit_tiny" not in codes(confirmed)
    left_out = looked_at(frame, tmp_path / "c.gpkg", decisions={"K99|K99": None})
    assert left_out.frame is not None
    assert "K99" not in left_out.frame.index
    assert codes(left_out)[0] == "left_out_by_decision"


def test_two_units_on_the_same_ground_are_asked_about(tmp_path: Path) -> None:
    frame = stacked(grid(), one("K99", grid().geometry[5].buffer(-1e-4)))
    found = looked_at(frame, tmp_path / "a.gpkg")
    (fault,) = [f for f in found.faults if f.severity is Severity.ASK]
    assert fault.code == "units_on_same_ground"
    assert {fault.values["one"], fault.values["other"]} == {"K99 (K99)", "NK06 (K06)"}


def test_no_unit_is_left_without_ground_in_silence() -> None:
    frame = stacked(grid(), one("K99", grid().geometry[5])).set_index("code")
    done = repair(frame)
    (fault,) = [f for f in done.faults if f.code == "ground_lost"]
    assert fault.severity is Severity.ASK
    assert fault.where in ("K06", "K99")


def districts(communes: gpd.GeoDataFrame, *groups: Sequence[int]) -> gpd.GeoDataFrame:
    shapes = [shapely.union_all(communes.geometry.iloc[list(g)]) for g in groups]
    letters = "ABC"[: len(groups)]
    names = {"code": [f"D{c}" for c in letters], "name": [f"District {c}" for c in letters]}
    return gpd.GeoDataFrame(names, geometry=shapes, crs=4326)


WEST, EAST = [0, 1, 4, 5, 8, 9], [2, 3, 6, 7, 10, 11]


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2)], ids=str)
def test_several_levels_in_one_layer_are_asked_about(
    tmp_path: Path, ending: str, order: tuple[int, ...]
) -> None:
    communes = grid()
    two = districts(communes, WEST, EAST)
    layers = [one("K", shapely.union_all(communes.geometry)), two, communes]
    frame = stacked(*(layers[n] for n in order))
    found = looked_at(frame, tmp_path / f"a.{ending}")
    (fault,) = [f for f in found.faults if f.severity is Severity.ASK]
    assert fault.code == "levels_in_one_layer"
    assert "District A (DA)" in str(fault.values["larger"])
    kept = looked_at(frame, tmp_path / f"b.{ending}", level=len(order))
    assert kept.matched == tuple(communes["code"])
    assert not [f for f in kept.faults if f.severity is Severity.ASK]
    above = looked_at(frame, tmp_path / f"c.{ending}", level=len(order) - 1)
    assert above.matched == ("DA", "DB")


@pytest.mark.parametrize("by", ["codes", "a column"])
def test_a_district_with_few_of_its_communes_is_told_by_codes_or_a_column(
    tmp_path: Path, by: str
) -> None:
    communes = grid().iloc[[0, 5]]
    whole = one("K" if by == "codes" else "X", shapely.union_all(grid().geometry))
    frame = stacked(communes.assign(cap=3), whole.assign(cap=2))
    frame = frame if by == "a column" else frame.drop(columns="cap")
    assert "levels_in_one_layer" in codes(looked_at(frame, tmp_path / "a.gpkg"))


def test_units_that_only_overlap_along_their_borders_lie_in_no_other(tmp_path: Path) -> None:
    frame = grid()
    wider = frame.set_geometry([s.buffer(0.005) for s in frame.geometry], crs=4326)
    found = looked_at(wider, tmp_path / "a.gpkg")
    assert codes(found) == ["overlaps"]
    assert found.inside == ()


def test_the_moat_round_a_unit_is_a_gap_without_the_unit(tmp_path: Path) -> None:
    frame = grid()
    frame.loc[5, "geometry"] = frame.geometry[5].buffer(-0.001)
    found = looked_at(frame, tmp_path / "a.gpkg")
    ring = km2(np.array([grid().geometry[5], frame.geometry[5]]), 4326)
    assert found.gaps.count == 1
    assert found.gaps.km2 == pytest.approx(ring[0] - ring[1], rel=1e-6)


def test_a_sea_between_units_is_no_gap_but_is_said(tmp_path: Path) -> None:
    frame = grid().drop(index=[5])
    found = looked_at(frame, tmp_path / "a.gpkg")
    assert (found.gaps.count, found.gaps.km2) == (0, 0.0)
    assert codes(found) == ["ground_open"]
