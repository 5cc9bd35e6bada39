"""Neighbours share a border: more than a point, over the small gaps of real files too."""

import geopandas as gpd
from shapely.geometry import Polygon, box

from geo.shapes.adjacent import adjacent

GAP = 0.0001  # degrees, some ten metres


def squares(**shapes):
    return gpd.GeoDataFrame(geometry=list(shapes.values()), index=list(shapes), crs=4326)


def test_neighbours_share_a_border_and_a_corner_is_none():
    found = squares(
        here=box(103.1, 21.1, 103.2, 21.2),
        east=box(103.2, 21.1, 103.3, 21.2),
        corner=box(103.2, 21.2, 103.3, 21.3),
        far=box(103.4, 21.1, 103.5, 21.2),
    )
    assert adjacent(found, "here") == ["east"]
    assert adjacent(found, "corner") == ["east"]
    assert adjacent(found, "far") == []


def test_a_gap_and_an_overlap_of_a_few_metres_part_nobody():
    found = squares(
        here=box(103.1, 21.1, 103.2, 21.2),
        gap=box(103.2 + GAP, 21.1, 103.3, 21.2),
        over=box(103.0, 21.1, 103.1 + GAP, 21.2),
    )
    assert adjacent(found, "here") == ["gap", "over"]


def test_a_township_inside_a_commune_has_it_as_its_neighbour():
    hole = box(103.14, 21.14, 103.16, 21.16)
    found = squares(
        around=Polygon(box(103.1, 21.1, 103.2, 21.2).exterior, [hole.exterior]), inside=hole
    )
    assert adjacent(found, "inside") == ["around"]
    assert adjacent(found, "around") == ["inside"]


def test_an_area_without_a_shape_has_no_neighbours():
    found = squares(here=box(103.1, 21.1, 103.2, 21.2), nothing=Polygon())
    assert adjacent(found, "nothing") == []
    assert adjacent(found, "here") == []


def test_the_shipped_communes_know_their_neighbours_both_ways(files):
    for first in files.editions():
        shapes = files.shapes_of(first)
        near = {i: adjacent(shapes, i) for i in shapes.index}
        assert all(near.values())
        assert all(i in near[j] for i, others in near.items() for j in others)
