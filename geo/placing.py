"""Where on Earth a layer is: its CRS, whether that can be true, and what it may be otherwise."""

from collections.abc import Iterator, Sequence
from functools import cache

import geopandas as gpd
import numpy as np
import pyproj

from geo.faults import Fault, ask, refuse

Bounds = tuple[float, float, float, float]  # west, south, east, north
WORLD: Bounds = (-180.0, -90.0, 180.0, 90.0)


@cache
def title(crs: pyproj.CRS) -> str:
    """Return the shortest name that says which CRS it is: "EPSG:9205", else its own name."""
    authority = crs.to_authority()
    return ":".join(authority) if authority else str(crs.name)


def doubts(
    frame: gpd.GeoDataFrame, candidates: Sequence[str], extent: Bounds | None, where: str
) -> Iterator[Fault]:
    """Yield what is wrong with the CRS of a layer.

    `candidates` are CRSs that files of this place come in, `extent` is where the place is, in
    degrees; those of the candidates in which the layer would lie there are named.
    """
    west, south, east, north = (float(b) for b in frame.total_bounds)
    bounds = (west, south, east, north)

    def fitting() -> list[str]:
        return [c for c in candidates if _meets(_degrees(bounds, c), extent or WORLD)]

    if frame.crs is None:
        fits = fitting()
        tell = ask if fits else refuse
        yield tell("crs_missing", where, bounds=bounds, fits=fits, known=list(candidates))
        return
    found, there = title(frame.crs), _degrees(bounds, frame.crs)
    if there is None:
        yield refuse("crs_wrong", where, found=found, bounds=bounds, fits=fitting())
    elif extent and not _meets(there, extent):
        yield ask(
            "crs_elsewhere", where, found=found, bounds=there, expected=extent, fits=fitting()
        )
    elif _shift_unknown(frame.crs, bounds):
        yield ask(
            "crs_shift_unknown",
            where,
            found=found,
            datum=frame.crs.geodetic_crs.name,
            fits=fitting(),
        )


def possible(frame: gpd.GeoDataFrame) -> bool:
    """Say whether the layer names a CRS, and lies somewhere on Earth in it."""
    return frame.crs is not None and _degrees(tuple(frame.total_bounds), frame.crs) is not None


@cache
def _transformer(crs: object) -> pyproj.Transformer:
    """Return the way to degrees; to find the best one takes PROJ up to a second."""
    return pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True)


def _degrees(bounds: Bounds, crs: object) -> Bounds | None:
    """Return bounds in degrees, or None if there is no such place on Earth."""
    to_degrees = _transformer(crs)
    west, south, east, north = to_degrees.transform_bounds(*bounds)
    inside = np.isfinite([west, south, east, north]).all() and (
        WORLD[0] <= west <= east <= WORLD[2] and WORLD[1] <= south <= north <= WORLD[3]
    )
    return (west, south, east, north) if inside else None


def _meets(one: Bounds | None, other: Bounds) -> bool:
    return one is not None and (
        one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
    )


def _shift_unknown(crs: pyproj.CRS, bounds: Bounds) -> bool:
    """Say whether PROJ knows no way from the datum to WGS 84 here, and would take them for one.

    For VN-2000 that would be 223 m, and nothing would be seen of it.
    """
    to_degrees = _transformer(crs)
    to_degrees.transform((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2)
    try:
        used = to_degrees.get_last_used_operation()
    except pyproj.exceptions.ProjError:  # there was nothing to do
        return False
    return "Ballpark" in used.description
