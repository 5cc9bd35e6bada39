"""What a file has otherwise than the boundaries in force is drawn with names, and listed."""

import geopandas as gpd
import pytest
from shapely.geometry import box

from geo.shapes.overlay import differing, drawing

KM2 = 115.0  # of a square of a tenth of a degree here, as it is on the ellipsoid


def squares(**west):
    shapes = [box(x, 21.1, x + 0.1, 21.2) for x in west.values()]
    return gpd.GeoDataFrame(geometry=shapes, index=list(west), crs=4326)


def test_the_most_moved_comes_first_and_what_is_in_one_alone_says_so():
    present = squares(same=103.1, moved=103.3, gone=103.6)
    found = differing(present, squares(same=103.1, moved=103.31, come=103.8))
    rows = {one.area: one for one in found}
    assert [one.area for one in found][-2:] == ["moved", "same"]
    assert rows["same"].moved == pytest.approx(0, abs=1e-6)
    assert rows["moved"].moved == pytest.approx(0.2 * KM2, rel=0.05)
    assert rows["moved"].km2 == pytest.approx(rows["moved"].km2_new)
    assert (rows["gone"].km2_new, rows["come"].km2) == (None, None)
    assert rows["gone"].moved == pytest.approx(KM2, rel=0.05)


def test_a_file_in_another_system_is_held_against_the_same_ground():
    present = squares(same=103.1)
    (one,) = differing(present, present.to_crs(9205))
    assert one.moved < 0.01


def test_a_name_is_drawn_as_text_where_its_shape_has_room():
    shapes = squares(a=103.1, b=103.2)
    drawn = drawing(shapes, shapes, {"a": "Xã <script>", "b": "x" * 500})
    assert "Xã &lt;script&gt;</text>" in drawn
    assert drawn.count("<text") == 1
