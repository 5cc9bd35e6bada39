"""Borders are mended together; what moved is told in km², and asked about where it is much."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyproj import CRS
from shapely.geometry import MultiPolygon, Polygon, box
from wavy import coverage

from geo.faults import Severity
from geo.shapes.measures import gaps, km2, overlaps
from geo.shapes.repair import metric_crs, repair

KM = 1000.0
BOW_TIE = Polygon([(0, 0), (KM, KM), (KM, 0), (0, KM)])


def ground(*shapes: shapely.Geometry) -> gpd.GeoDataFrame:
    """Return areas drawn in metres of EPSG:9205, somewhere in its middle."""
    moved = [shapely.transform(s, lambda xy: xy + np.array([520_000, 2_350_000])) for s in shapes]
    ids = [f"{i:05d}@2009-04-01" for i in range(len(shapes))]
    return gpd.GeoDataFrame(geometry=moved, index=ids, crs=9205).to_crs(4326)


def shapes(frame: gpd.GeoDataFrame) -> np.ndarray:
    return np.asarray(frame.geometry.array)


def test_an_overlap_goes_to_one_of_the_two_and_is_told() -> None:
    done = repair(ground(box(0, 0, 10 * KM, 10 * KM), box(9.95 * KM, 0, 20 * KM, 10 * KM)))
    assert shapely.coverage_is_valid(shapes(done.frame))
    assert sorted(done.moved.values()) == pytest.approx([0, 0.5], abs=1e-3)
    (fault,) = done.faults
    assert (fault.code, fault.severity, fault.values["count"]) == (
        "borders_mended",
        Severity.REPAIRED,
        1,
    )
    assert fault.values["km2"] == pytest.approx(0.5, abs=1e-3)
    assert list(done.frame.index) == ["00000@2009-04-01", "00001@2009-04-01"]


def test_what_moves_more_than_one_part_in_a_hundred_is_asked() -> None:
    frame = ground(box(0, 0, 10 * KM, 10 * KM), box(9.85 * KM, 0, 20 * KM, 10 * KM))
    done = repair(frame)
    ((asked, moved),) = [(k, v) for k, v in done.moved.items() if v > 1]
    assert [f.code for f in done.faults] == ["borders_mended", "border_moved_much"]
    assert (done.faults[1].severity, done.faults[1].where) == (Severity.ASK, asked)
    assert done.faults[1].values["km2"] == moved
    assert done.faults[1].values["percent"] == pytest.approx(1.5, abs=0.05)
    assert [f.code for f in repair(frame, most=0.02).faults] == ["borders_mended"]


def test_gaps_stay_open_until_a_width_is_named() -> None:
    gap = box(4 * KM, 9.95 * KM, 6 * KM, 10 * KM)
    low = box(0, 0, 10 * KM, 10 * KM).difference(gap)
    frame = ground(low, box(0, 10 * KM, 10 * KM, 20 * KM))
    open_still, closed = repair(frame), repair(frame, gap_width=200)
    assert len(gaps(shapes(open_still.frame), 4326)[1]) == 1
    assert open_still.faults == ()
    assert len(gaps(shapes(closed.frame), 4326)[1]) == 0
    assert sum(closed.moved.values()) == pytest.approx(0.1, abs=1e-3)
    assert closed.frame.to_crs(9205).area.sum() == pytest.approx(200 * KM**2, rel=1e-6)


def test_a_gap_wider_than_the_width_stays_open() -> None:
    low = box(0, 0, 10 * KM, 10 * KM).difference(box(4 * KM, 9 * KM, 6 * KM, 10 * KM))
    done = repair(ground(low, box(0, 10 * KM, 10 * KM, 20 * KM)), gap_width=200)
    assert len(gaps(shapes(done.frame), 4326)[1]) == 1


@pytest.mark.parametrize(
    ("shape", "size"),
    [
        (BOW_TIE, 0.5),
        (MultiPolygon([box(0, 0, KM, KM), box(0, 0, KM, KM / 2)]), 1.0),
        (Polygon([(0, 0), (KM, 0), (KM, KM), (0, KM), (0, 0), (-KM, 0), (0, 0)]), 1.0),
    ],
    ids=["bow tie", "covered twice", "spike"],
)
def test_an_invalid_shape_becomes_polygons_and_nothing_else(shape: Polygon, size: float) -> None:
    done = repair(ground(shape, box(5 * KM, 0, 6 * KM, KM)))
    assert done.frame.is_valid.all()
    assert set(done.frame.geom_type) <= {"Polygon", "MultiPolygon"}
    assert km2(shapes(done.frame), 4326)[0] == pytest.approx(size, rel=1e-3)


@pytest.mark.parametrize(
    ("shape", "doubt"),
    [
        (BOW_TIE, 0.0),
        (MultiPolygon([box(0, 0, KM, KM), box(0, 0, KM, KM / 2)]), 0.5),
        (MultiPolygon([box(0, 0, KM, KM), box(0, 0, KM, KM / 200)]), 0.005),
    ],
    ids=["bow tie", "half covered twice", "a sliver covered twice"],
)
def test_what_is_made_valid_says_how_much_ground_could_be_read_otherwise(
    shape: Polygon, doubt: float
) -> None:
    done = repair(ground(shape, box(5 * KM, 0, 6 * KM, KM)))
    first, second = done.frame.index
    made, *others = done.faults
    assert (made.code, made.values["count"]) == ("shapes_made_valid", 1)
    assert made.values["moved"] == {first: pytest.approx(doubt, rel=1e-3)}
    assert done.moved == {first: pytest.approx(doubt, rel=1e-3), second: 0.0}
    asked = [(f.code, f.where) for f in others]
    assert asked == ([("border_moved_much", first)] if doubt > 0.01 else [])


def test_what_is_whole_is_not_touched() -> None:
    frame = coverage(14)
    done = repair(frame)
    assert (done.faults, set(done.moved.values())) == ((), {0.0})
    assert shapely.equals_identical(shapes(done.frame), shapes(frame)).all()


def test_a_crs_can_be_named_and_is_otherwise_made_for_the_place() -> None:
    frame = ground(box(0, 0, 10 * KM, 10 * KM), box(9.95 * KM, 0, 20 * KM, 10 * KM))
    own, named = repair(frame), repair(frame, crs="EPSG:9205")
    assert list(own.moved.values()) == pytest.approx(list(named.moved.values()), abs=1e-3)
    made = metric_crs(frame)
    assert made.is_projected
    assert frame.to_crs(made).area.to_numpy() / 1e6 == pytest.approx(
        km2(shapes(frame), 4326), rel=1e-6
    )
    assert named.frame.crs == CRS(4326)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 12)] * 4), min_size=1, max_size=8))
@example([(0, 0, 1, 0), (1, 0, 0, 0), (1, 0, 1, 0)])  # thinner than a millimetre in between
@example([(1, 0, 12, 4), (1, 1, 12, 3), (2, 0, 11, 3)])
def test_mending_leaves_a_coverage_and_no_new_ground(corners: list[tuple[int, ...]]) -> None:
    drawn = ground(
        *(box(x * KM, y * KM, (x + w + 1) * KM, (y + h + 1) * KM) for x, y, w, h in corners)
    )
    done = repair(drawn)
    kept = shapes(done.frame)
    assert shapely.coverage_is_valid(kept[~shapely.is_empty(kept)])
    assert len(overlaps(kept, 4326)[1]) == 0
    lost = km2(shapes(drawn), 4326).sum() - km2(kept, 4326).sum()
    assert sum(done.moved.values()) == pytest.approx(lost, rel=1e-5, abs=1e-3)
    before, after = (
        shapely.union_all(shapely.make_valid(shapes(frame.to_crs(9205))))
        for frame in (drawn, done.frame)
    )
    assert after.symmetric_difference(before).area < 1e-5 * before.area, "a millimetre of border"


def test_a_shape_with_a_corner_on_another_side_of_the_earth_is_asked_about() -> None:
    far = Polygon([(103.1, 21.1), (103.2, 21.1), (13.0, 0.0), (103.1, 21.2)])
    frame = gpd.GeoDataFrame(
        geometry=[box(103.2, 21.1, 103.3, 21.2), far], index=["a", "b"], crs=4326
    )
    done = repair(frame, crs="EPSG:9205")
    (fault,) = done.faults
    assert (fault.code, fault.severity, fault.where) == ("shape_far_off", Severity.ASK, "b")
