"""Two coverages in one drawing: the shapes of a file over those that are in force."""

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import shapely

from geo.shapes.measures import Shapes
from geo.shapes.meridian import emptiest, whole

WIDTH = 900  # pixels of the drawing's longer side
PRESENT, NEW = "#9fb3c8", "#c0392b"


def drawing(present: gpd.GeoDataFrame, new: gpd.GeoDataFrame) -> str:
    """Return an SVG of both, north up, in the proportions of the place; its texts are none."""
    both = [np.asarray(frame.geometry.array) for frame in (present, new)]
    start = emptiest(np.concatenate(both))
    old_shapes, new_shapes = (whole(shapes, start) for shapes in both)
    west, south, east, north = shapely.total_bounds([*old_shapes, *new_shapes]).tolist()
    shrink = float(np.cos(np.radians((south + north) / 2)))
    scale = WIDTH / max((east - west) * shrink, north - south)
    height, width = (north - south) * scale, (east - west) * shrink * scale

    def placed(shapes: Shapes) -> str:
        xy = shapely.transform(
            shapely.simplify(shapes, 0.5 / scale),
            lambda p: np.column_stack(
                [(p[:, 0] - west) * shrink * scale, (north - p[:, 1]) * scale]
            ),
        )
        return "".join(_paths(xy))

    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {width + 8:.0f} {height + 8:.0f}">'
        f'<path d="{placed(old_shapes)}" fill="#e6edf5" stroke="{PRESENT}" stroke-width="2"/>'
        f'<path d="{placed(new_shapes)}" fill="none" stroke="{NEW}" stroke-width="1.4"/></svg>'
    )


def _paths(shapes: Shapes) -> Iterator[str]:
    for ring in shapely.get_rings(shapely.get_parts(shapes)):
        points = " ".join(f"{x:.1f} {y:.1f}" for x, y in shapely.get_coordinates(ring))
        yield f"M{points}Z"
