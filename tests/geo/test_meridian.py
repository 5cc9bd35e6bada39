"""Layers across the 180th meridian, and such as count to 360, lie where they lie."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from places import written
from pyproj import Transformer

from geo.shapes import meridian
from geo.shapes.boundaries import Choices, Inspection, inspect
from geo.shapes.measures import km2
from geo.shapes.repair import metric_crs, repair

FORMATS = ["gpkg", "geojson", "parquet", "shp"]


def units(west: float, n: int = 6, side: float = 0.4, south: float = -17.0) -> gpd.GeoDataFrame:
    """Return squares in a row, with longitudes that go on beyond 180."""
    shapes = [
        shapely.box(west + i * side, south, west + (i + 1) * side, south + side) for i in range(n)
    ]
    codes = [f"F{i}" for i in range(n)]
    return gpd.GeoDataFrame({"code": codes, "name": codes}, geometry=shapes, crs=4326)


def leaping(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a layer with every longitude from -180 to 180: one unit leaps over all others."""

    def turned(points: np.ndarray) -> np.ndarray:
        return np.column_stack([(points[:, 0] + 180) % 360 - 180, points[:, 1]])

    return frame.set_geometry([shapely.transform(s, turned) for s in frame.geometry], crs=4326)


def looked_at(path: Path) -> Inspection:
    return inspect(path, choices=Choices(code="code", name="name"))


def sizes(frame: gpd.GeoDataFrame) -> list[float]:
    return km2(np.asarray(frame.geometry.array), 4326).tolist()


def widest(frame: gpd.GeoDataFrame) -> float:
    west, _, east, _ = shapely.bounds(shapely.get_parts(frame.geometry.array)).T
    return float((east - west).max())


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("how", ["counted to 360", "leaping", "in Fiji's grid"])
def test_units_across_180_keep_their_ground_and_are_cut_there(
    tmp_path: Path, ending: str, how: str
) -> None:
    true = units(179.0 - 0.2)  # one of them has 180 in its middle
    given = {
        "counted to 360": lambda: true,
        "leaping": lambda: leaping(true),
        "in Fiji's grid": lambda: true.to_crs(3460),
    }[how]()
    path = tmp_path / f"a.{ending}"
    if ending == "geojson" and how == "in Fiji's grid":
        pytest.skip("a GeoJSON is in degrees")
    found = looked_at(written(given, path))
    assert found.faults == ()
    assert found.frame is not None
    done = repair(found.frame)
    same = {"rel": 1e-3 if how == "in Fiji's grid" else 1e-6}
    assert sizes(done.frame) == pytest.approx(sizes(true), **same)
    assert widest(done.frame) < 0.5
    assert done.frame.total_bounds[0] >= -180
    assert done.frame.total_bounds[2] <= 180
    assert list(done.frame.index) == list(true["code"])


def test_what_passes_180_by_a_rounding_error_is_not_cut(tmp_path: Path) -> None:
    frame = units(179.6 + 1e-9, n=1)
    found = looked_at(written(frame, tmp_path / "a.gpkg"))
    assert found.frame is not None
    assert found.frame.geometry.iloc[0].geom_type == "Polygon"
    assert found.frame.total_bounds[2] == 180


def test_neighbours_across_180_that_overlap_are_mended_together(tmp_path: Path) -> None:
    true = units(178.8)
    wider = true.set_geometry(
        [s.buffer(0.001, join_style="mitre") for s in true.geometry], crs=4326
    )
    found = looked_at(written(leaping(wider), tmp_path / "a.gpkg"))
    assert found.frame is not None
    assert found.overlaps.pairs == 5
    done = repair(found.frame, most=0.05)
    assert sum(sizes(done.frame)) == pytest.approx(sum(sizes(true)), rel=0.02)
    assert widest(done.frame) < 0.5


def test_a_metric_system_is_made_for_the_middle_of_the_layer_and_not_for_the_other_side() -> None:
    both = meridian.within(np.asarray(units(178.8).geometry.array))
    crs = metric_crs(gpd.GeoDataFrame(geometry=both, crs=4326))
    lon, _ = Transformer.from_crs(crs, 4326, always_xy=True).transform(0, 0)
    assert abs(lon) == pytest.approx(180, abs=0.5)


def test_the_extent_of_a_layer_goes_on_beyond_180() -> None:
    both = meridian.within(np.asarray(units(178.8).geometry.array))
    assert meridian.extent(both) == pytest.approx((178.8, -17.0, 181.2, -16.6))
    assert meridian.centres(both)[:, 0].tolist() == pytest.approx(
        [179.0, 179.4, 179.8, -179.8, -179.4, -179.0]
    )


def test_the_middle_of_a_unit_that_is_cut_lies_in_it() -> None:
    cut = meridian.within(np.asarray(units(179.8, n=1).geometry.array))
    assert shapely.get_num_geometries(cut).tolist() == [2]
    ((lon, lat),) = meridian.centres(cut)
    assert abs(lon) == pytest.approx(180)
    assert lat == pytest.approx(-16.8)
    (joined,) = meridian.whole(cut, meridian.emptiest(cut))
    assert joined.geom_type == "Polygon"


def test_what_goes_round_a_pole_stays_as_it_is() -> None:
    pole = shapely.Polygon([(-180, -90), (180, -90), (180, -70), (0, -65), (-180, -70)])
    (kept,) = meridian.within(np.array([pole]))
    assert kept.area == pole.area


def test_an_empty_shape_has_no_middle_and_the_others_keep_theirs() -> None:
    found = meridian.centres(np.array([shapely.Polygon(), shapely.box(103, 21, 104, 22)]))
    assert np.isnan(found[0]).all()
    assert found[1].tolist() == [103.5, 21.5]
