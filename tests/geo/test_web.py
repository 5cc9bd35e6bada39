"""Geometry for a browser: light, and still the same areas with the same neighbours."""

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import MultiPolygon, Polygon, box
from wavy import coverage

from geo.map.web import order_of, web_geometry

GEODATA = Path(__file__).parents[3] / "shared" / "geodata"


def decoded(data):
    """Return the shapes that a browser draws, in degrees, by area id."""
    content = json.loads(data)
    origin = np.array(content["origin"])

    def ring(flat):
        return (np.cumsum(np.reshape(flat, (-1, 2)), axis=0) + origin) / content["scale"]

    shapes = [
        MultiPolygon([(ring(part[0]), [ring(hole) for hole in part[1:]]) for part in parts])
        for parts in content["polys"]
    ]
    return dict(zip(content["ids"], shapes, strict=True))


def label_points(data):
    content = json.loads(data)
    return [
        at and (np.array(at) + content["origin"]) / content["scale"] for at in content["labels"]
    ]


def frame_of(*shapes, crs=4326):
    ids = [f"{n}@2009-04-01" for n in range(len(shapes))]
    return gpd.GeoDataFrame({"title": ids}, index=ids, geometry=list(shapes), crs=crs)


@pytest.mark.parametrize("count", [1, 2, 14, 130])
def test_areas_are_lighter_and_neighbours_keep_one_border(count):
    frame = coverage(count, vertices=300)
    light = decoded(web_geometry(frame))
    assert list(light) == list(frame.index)
    shapes = np.array(list(light.values()), dtype=object)
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    points = shapely.get_num_coordinates(frame.geometry.to_numpy()).sum()
    assert shapely.get_num_coordinates(shapes).sum() < points / 2
    moved = shapely.area(shapely.symmetric_difference(shapes, frame.geometry.to_numpy()))
    assert (moved < 0.05 * shapely.area(shapes)).all()


def test_more_pixels_keep_more_points():
    frame = coverage(14, vertices=300)
    assert len(web_geometry(frame, pixels=250)) < len(web_geometry(frame, pixels=4000))


def test_ids_and_titles_stay_in_the_order_of_the_frame():
    frame = coverage(14).iloc[::-1]
    content = json.loads(web_geometry(frame))
    assert content["ids"] == list(frame.index)
    assert content["titles"] == list(frame["title"])
    assert content["order"] == order_of(frame.index) != order_of(frame.index[::-1])


def test_the_longer_side_of_the_map_decides_what_a_pixel_is():
    content = json.loads(web_geometry(coverage(14)))
    assert content["scale"] == 10**5  # half a degree in 1,000 pixels, to a tenth of a pixel
    (_, west), (north, east) = content["bounds"]
    assert (west, north) == pytest.approx((103, 21.3), abs=0.02)
    assert east - west == pytest.approx(0.5, abs=0.04)


def test_a_hole_stays_a_hole_and_a_part_a_part():
    around = box(103, 21, 104, 22).difference(box(103.4, 21.4, 103.6, 21.6))
    shapes = decoded(
        web_geometry(
            frame_of(
                MultiPolygon([around, box(104.5, 21, 104.8, 21.3)]),
                box(103.4, 21.4, 103.6, 21.6),
            )
        )
    )
    whole, inner = shapes.values()
    assert len(whole.geoms) == 2
    assert [len(part.interiors) for part in whole.geoms] == [1, 0]
    assert not whole.contains(inner.centroid)


def test_an_empty_shape_is_listed_without_a_place_for_its_name():
    data = web_geometry(frame_of(box(103, 21, 104, 22), Polygon()))
    assert list(decoded(data)) == ["0@2009-04-01", "1@2009-04-01"]
    assert json.loads(data)["polys"][1] == []
    assert label_points(data)[1] is None


def test_a_shape_that_crosses_itself_is_mended_and_keeps_only_surfaces():
    bow_tie_with_a_tail = Polygon([(103, 21), (104, 22), (104, 21), (103, 22), (103, 21)])
    (shape,) = decoded(web_geometry(frame_of(bow_tie_with_a_tail))).values()
    assert shape.is_valid
    assert len(shape.geoms) == 2


def test_an_area_thinner_than_the_grid_does_not_vanish():
    thin = box(103.5, 21, 103.500001, 22)
    content = json.loads(web_geometry(frame_of(box(103, 21, 103.4, 22), thin)))
    assert len(content["polys"][1][0][0]) >= 4  # as a line
    assert content["labels"][1]


def test_a_name_stands_in_its_area_and_where_the_area_is_wide():
    high_and_wide = box(103, 21, 103.1, 22).union(box(103, 21, 104, 21.2))
    ring = box(105, 21, 106, 22).difference(box(105.2, 21.2, 105.8, 21.8))
    frame = frame_of(high_and_wide, ring)
    points = label_points(web_geometry(frame))
    assert all(
        shape.contains(shapely.Point(at)) for shape, at in zip(frame.geometry, points, strict=True)
    )
    assert points[0][0] > 103.2  # in the bar that lies, not in the one that stands


def test_any_reference_system_gives_degrees():
    frame = coverage(14)
    there_and_back = decoded(web_geometry(frame.to_crs(3405)))
    for area, shape in decoded(web_geometry(frame)).items():
        again = there_and_back[area]
        assert shape.symmetric_difference(again).area < 0.01 * shape.area


def test_shapes_without_a_reference_system_are_refused():
    with pytest.raises(ValueError, match="crs"):
        web_geometry(frame_of(box(0, 0, 1, 1), crs=None))


@pytest.mark.skipif(not GEODATA.exists(), reason=f"{GEODATA.name} is not beside the project")
@pytest.mark.parametrize(
    ("file", "count", "most"),
    [
        ("dbd_communes_14_pre2025_raw_shp.zip", 14, 8_000),
        ("dienbien_communes_130_pre2025_raw_shp.zip", 130, 50_000),
        ("vietnam_communes_11163_pre2025_raw_shp.zip", 11_163, 1_800_000),
    ],
)
def test_real_files_with_overlaps_and_gaps_become_light_too(file, count, most):
    frame = gpd.read_file(GEODATA / file)
    data = web_geometry(frame.assign(title=frame.iloc[:, 3]))
    assert len(data) < most
    content = json.loads(data)
    assert len(content["ids"]) == len(content["titles"]) == count
    assert all(content["polys"])
    assert all(content["labels"])


def squares(west, south, count, side=0.1):
    return [box(west + i * side, south, west + (i + 1) * side, south + side) for i in range(count)]


def test_areas_across_the_180th_meridian_lie_side_by_side():
    west, east = squares(179.6, -17, 4), squares(-180, -17, 4)
    content = json.loads(web_geometry(frame_of(*west, *east)))
    assert content["bounds"][0][1] == pytest.approx(179.6)
    assert content["bounds"][1][1] == pytest.approx(180.4)


def test_an_area_that_was_cut_at_the_180th_meridian_is_drawn_whole():
    cut = MultiPolygon([box(179.9, -17, 180, -16.8), box(-180, -17, -179.9, -16.8)])
    (shape,) = decoded(web_geometry(frame_of(cut))).values()
    assert len(shape.geoms) == 1
    assert shape.area == pytest.approx(0.04, rel=1e-3)


def test_a_far_island_is_not_in_the_first_view_and_does_not_make_borders_coarse():
    frame = coverage(14, vertices=300)
    island = frame_of(box(113, 16, 113.05, 16.05))
    both = gpd.GeoDataFrame(
        {"title": [*frame["title"], "Island"]},
        index=[*frame.index, "I"],
        geometry=[*frame.geometry, *island.geometry],
        crs=4326,
    )
    alone, content = json.loads(web_geometry(frame)), json.loads(web_geometry(both))
    assert content["view"] == alone["view"] == alone["bounds"]
    assert content["bounds"][1][1] == pytest.approx(113.05)
    corners, before = (sum(map(len, str(c["polys"]).split("]"))) for c in (content, alone))
    assert corners > before


def test_a_far_part_of_an_area_is_not_in_the_first_view_either():
    parts = squares(103, 21, 8)
    parts[0] = MultiPolygon([parts[0], box(113, 16, 113.05, 16.05)])
    content = json.loads(web_geometry(frame_of(*parts)))
    assert content["view"][1][1] == pytest.approx(103.8)


def test_two_halves_of_a_country_are_both_in_the_first_view():
    content = json.loads(web_geometry(frame_of(*squares(100, 3, 8), *squares(110, 2, 8))))
    assert content["view"] == content["bounds"]
