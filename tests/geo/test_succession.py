"""What became of each area is proposed by the ground it covered, and what is doubtful is asked."""

from functools import cache

import geopandas as gpd
import pytest
from places import AFTER, BEFORE, GAZETTEER, MERGED, SHARED
from shapely.geometry import Polygon, box

from data.commands.workspaces import SHIPPED
from data.figures.snapshot import Snapshot
from data.intake.boundaries.inspecting import inspect_generation, succession
from geo.faults import Severity
from geo.shapes.boundaries import Choices, inspect
from geo.shapes.succession import propose

FOLDER = SHARED / "geodata"
real = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="needs the real boundary files, in ../shared/geodata"
)
DECIDED = {f"{old}@{BEFORE}": f"{new}@{AFTER}" for new, merged in MERGED.items() for old in merged}


def ground(**shapes: Polygon) -> gpd.GeoDataFrame:
    """Return shapes in kilometres by their ids, at one place in Vietnam."""
    moved = [s if s.is_empty else Polygon([(500_000 + 1000 * x, 2_350_000 + 1000 * y)
             for x, y in s.exterior.coords]) for s in shapes.values()]  # fmt: skip
    return gpd.GeoDataFrame(geometry=moved, index=list(shapes), crs=9205)


@cache
def frame(name: str) -> gpd.GeoDataFrame:
    found = inspect(FOLDER / name, GAZETTEER).frame
    assert found is not None
    return found


@real
def test_the_six_succeed_the_fourteen_as_the_resolution_says() -> None:
    old = frame("dbd_communes_14_pre2025_clean_shp.zip")
    found = propose(old, frame("dbd_successor_communes_6_2025.gpkg"))
    said = found.successions("1661/NQ-UBTVQH15")
    assert {s.predecessor: s.successor for s in said} == DECIDED
    assert {s.legal for s in said} == {"1661/NQ-UBTVQH15"}
    assert [(f.code, f.where[:5]) for f in found.faults] == [
        ("successor_differs", "03214"),
        ("successor_differs", "03385"),
    ], "the ministry's map draws their border elsewhere"
    muong_luan = next(s for s in found.successors if s.area.startswith("03214"))
    assert muong_luan.km2 == pytest.approx(170.97, abs=0.01)
    assert muong_luan.km2_before == pytest.approx(186.75, abs=0.01)
    assert (muong_luan.gained, muong_luan.lost) == pytest.approx((1.72, 17.50), abs=0.01)


@real
def test_of_the_province_four_communes_are_asked_about_and_the_rest_proposed(
    snapshot: Snapshot,
) -> None:
    """Of 129 old communes 128 are proposed as decided; the one that is not is among the four."""
    raw = inspect_generation(
        snapshot, FOLDER / "dienbien_communes_130_pre2025_clean_shp.zip",
        Choices(code="gso_code", name="ten_xa", day=BEFORE),
    )  # fmt: skip
    new = inspect_generation(snapshot, FOLDER / "dienbien_wards_45_2025.gpkg", Choices(day=AFTER))
    assert raw.frame is not None
    assert new.frame is not None
    found = propose(raw.frame, new.frame)
    assert sum(len(s.predecessors) for s in found.successors) == 129
    assert all(s.predecessors for s in found.successors)
    asked = [f.where[:5] for f in found.faults if f.severity is Severity.ASK]
    assert asked == ["03190", "03298", "03364", "03365"]


def test_the_shipped_six_succeed_the_shipped_fourteen(snapshot: Snapshot) -> None:
    path = SHIPPED / "boundaries" / "2025-07-01.geojson"
    new = inspect_generation(snapshot, path, Choices(day=AFTER))
    assert new.frame is not None
    assert list(new.frame.index) == list(snapshot.generations[AFTER].index)
    found = propose(snapshot.generations[BEFORE], new.frame)
    assert {s.predecessor: s.successor for s in found.successions("")} == DECIDED
    assert found.faults == ()
    again = succession(snapshot, new)
    assert again is not None
    assert [len(s.predecessors) for s in again.successors] == [1] * 6, "against the present ones"


def test_an_old_area_that_was_cut_in_two_is_asked_about() -> None:
    old = ground(a=box(0, 0, 10, 10), b=box(10, 0, 30, 10))
    found = propose(old, ground(x=box(0, 0, 16, 10), y=box(16, 0, 30, 10)))
    (fault,) = [f for f in found.faults if f.code == "predecessor_split"]
    assert (fault.severity, fault.where, fault.values["best"]) == (Severity.ASK, "b", "y")
    assert fault.values["candidates"] == ["y", "x"], "the largest part first"
    assert fault.values["into"] == pytest.approx({"x": 30, "y": 70}, abs=0.01)
    assert {p.old: s.area for s in found.successors for p in s.predecessors} == {"a": "x", "b": "y"}


def test_the_union_of_the_old_is_held_against_the_new_both_ways() -> None:
    old = ground(a=box(0, 0, 10, 10), b=box(10, 0, 20, 10))
    found = propose(old, ground(x=box(2, 0, 23, 10)))
    (successor,) = found.successors
    assert [p.part for p in successor.predecessors] == pytest.approx([0.8, 1.0], rel=1e-3)
    sizes = successor.km2, successor.km2_before, successor.gained, successor.lost
    assert sizes == pytest.approx((210, 200, 30, 20), rel=2e-3)
    (fault,) = found.faults
    assert (fault.code, fault.severity) == ("successor_differs", Severity.NOTE)


def test_areas_of_other_places_have_no_part_in_it() -> None:
    old = ground(a=box(0, 0, 10, 10), far=box(90, 0, 99, 9), beside=box(10, 0, 20, 10))
    found = propose(old, ground(x=box(0, 0, 12, 10), new=box(50, 0, 60, 10)))
    left, alone, differs = found.faults
    assert (left.code, left.values["areas"]) == ("areas_not_succeeded", ["far", "beside"])
    assert left.values["touched"] == ["beside"]
    assert (alone.code, alone.severity, alone.where) == (
        "successor_without_predecessors", Severity.ASK, "new",
    )  # fmt: skip
    assert differs.code == "successor_differs"
    assert [p.old for p in found.successors[0].predecessors] == ["a"]
