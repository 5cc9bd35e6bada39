"""Which areas share a border with one: more than a point, over the small gaps of real files too."""

import geopandas as gpd

REACH = 25.0  # metres; files of different offices leave gaps and overlaps of a few metres
SHARED = 100.0  # metres of border from which two areas are neighbours
_AROUND = 0.001  # degrees: REACH and more, in which a shape's neighbours are looked for


def adjacent(shapes: gpd.GeoDataFrame, area: str) -> list[str]:
    """Return the ids of the shapes (EPSG:4326) that share a border with one, in their order."""
    own = shapes.geometry[area]
    if own is None or own.is_empty:
        return []
    west, south, east, north = own.bounds
    box = slice(west - _AROUND, east + _AROUND), slice(south - _AROUND, north + _AROUND)
    near = shapes.geometry.cx[box]
    middle = own.centroid
    metric = near.to_crs(f"+proj=aeqd +lat_0={middle.y} +lon_0={middle.x} +units=m")
    border = metric[area].boundary.buffer(REACH)
    lengths = metric.drop(area).boundary.intersection(border).length
    return [str(i) for i in lengths.index[lengths > SHARED]]
