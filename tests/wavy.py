"""A valid coverage with wavy borders that neighbours share, of as many areas as a test wants."""

import geopandas as gpd
import numpy as np
import numpy.typing as npt
from shapely.geometry import Polygon

Points = npt.NDArray[np.float64]


def coverage(count: int, *, degrees: float = 0.5, vertices: int = 24) -> gpd.GeoDataFrame:
    """Return `count` areas in EPSG:4326 near 21.3 N, indexed by id, each with a `title`."""
    columns = int(np.ceil(np.sqrt(count)))
    step = degrees / columns
    cells = [divmod(i, columns) for i in range(count)]
    return gpd.GeoDataFrame(
        {"title": [f"Tên {i}" for i in range(count)]},
        index=[f"{i:05d}@2009-04-01" for i in range(count)],
        geometry=[_cell(column, row, step, vertices) for row, column in cells],
        crs=4326,
    )


def _cell(column: int, row: int, step: float, vertices: int) -> Polygon:
    corner = [
        np.array([103.0 + (column + x) * step, 21.3 - (row + y) * step])
        for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))
    ]
    edges = [(0, 1, 1), (1, 2, 1), (3, 2, -1), (0, 3, -1)]  # each in the order its neighbour has it
    return Polygon(
        np.vstack([_edge(corner[a], corner[b], vertices)[::turn] for a, b, turn in edges])
    )


def _edge(start: Points, end: Points, vertices: int) -> Points:
    t = np.linspace(0, 1, vertices)[:, None]
    across = (end - start)[::-1] * [-1, 1]
    wave = 0.25 * np.sin(5 * np.pi * t + start.sum() * 40) * np.minimum(t, 1 - t)
    points: Points = np.round(start + t * (end - start) + wave * across, 9)
    return points
