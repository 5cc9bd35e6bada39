"""Which areas lie together: what a map shows first, where a few lie far away from the others."""

import numpy as np
import numpy.typing as npt
import shapely

Shapes = npt.NDArray[np.object_]
Bounds = tuple[float, float, float, float]  # west, south, east, north

NEAR = 4.0  # times the width of the middle area: as near are those that lie together
FAR = 3.0  # times as wide must all of them be, for a map to show only those that lie together
MOST = 0.8  # of the areas lie in the main cluster, or there is none


def main_cluster(shapes: Shapes) -> Bounds:
    """Return the bounds of those areas that lie together, or of all where that is no great loss."""
    parts, of = shapely.get_parts(shapes, return_index=True)
    boxes = shapely.bounds(parts)
    if len(parts) < 2:
        return _around(shapely.bounds(shapes))
    sizes = np.maximum(np.ptp(boxes[:, [0, 2]], axis=1), np.ptp(boxes[:, [1, 3]], axis=1))
    group = _together(boxes, NEAR * float(np.median(sizes)))
    areas = shapely.area(parts)
    largest = [np.flatnonzero(of == n)[np.argmax(areas[of == n])] for n in np.unique(of)]
    counts = np.bincount(group[largest])
    main = int(np.argmax(counts))
    everything, together = _around(boxes), _around(boxes[group == main])
    if counts[main] < MOST * len(largest) or _side(everything) < FAR * _side(together):
        return everything
    return together


def _together(boxes: npt.NDArray[np.float64], near: float) -> npt.NDArray[np.intp]:
    """Return for each box the number of its group: boxes nearer than this are in one."""
    tree = shapely.STRtree(shapely.box(*boxes.T))
    wide = shapely.box(*(boxes + np.array([-near, -near, near, near])).T)
    pairs = tree.query(wide, predicate="intersects").T
    group = np.arange(len(boxes))
    while True:
        lower = group.copy()
        np.minimum.at(lower, pairs[:, 0], group[pairs[:, 1]])
        lower = lower[lower]
        if (lower == group).all():
            return group
        group = lower


def _around(boxes: npt.NDArray[np.float64]) -> Bounds:
    west, south = np.nanmin(boxes[:, :2], axis=0).tolist()
    east, north = np.nanmax(boxes[:, 2:], axis=0).tolist()
    return west, south, east, north


def _side(bounds: Bounds) -> float:
    return max(bounds[2] - bounds[0], bounds[3] - bounds[1])
