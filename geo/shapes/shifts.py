"""Ways from an old datum to WGS 84: which are published, and a system that goes one of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pyproj
from pyproj.crs import BoundCRS
from pyproj.transformer import TransformerGroup

DEGREES = "EPSG:4326"
ANSWER = re.compile(r"(\w+:\w+)\+(\w+):(\w+)")  # a system, and the way that is gone from it


@dataclass(frozen=True)
class Shift:
    """A published way: what to say to go it, its name, and by how many metres it is true."""

    answer: str
    name: str
    metres: float


def shifts(crs: pyproj.CRS) -> list[Shift]:
    """Return the ways of one step from the datum of a system, the truest first."""
    authority = crs.to_authority()
    if authority is None:
        return []
    group = TransformerGroup(crs.geodetic_crs, DEGREES, always_xy=True)
    system = ":".join(authority)
    found = [Shift(f"{system}+{code}", name, metres) for code, name, metres in _ways(group)]
    return sorted(found, key=lambda shift: shift.metres)


def _ways(group: TransformerGroup) -> Iterator[tuple[str, str, float]]:
    for way in group.transformers:
        steps = [s for s in way.operations or () if s.type_name == "Transformation"]
        own = steps[0].to_json_dict().get("id") if len(steps) == 1 else None
        if own:
            yield f"{own['authority']}:{own['code']}", steps[0].name, float(steps[0].accuracy)


@cache
def shifted(said: str) -> pyproj.CRS | None:
    """Return the system that an answer names with its way; None for what is no such answer."""
    found = ANSWER.fullmatch(said)
    if found is None:
        return None
    operations = pyproj.crs.CoordinateOperation  # type: ignore[attr-defined]
    way = operations.from_authority(found[2], found[3])
    return BoundCRS(pyproj.CRS(found[1]), DEGREES, way)


def is_shifted(crs: pyproj.CRS) -> bool:
    """Say whether a system goes a published way that somebody chose."""
    way = crs.coordinate_operation if crs.is_bound else None
    return way is not None and "id" in way.to_json_dict()
