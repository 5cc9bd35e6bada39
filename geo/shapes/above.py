"""What the areas of a layer belong to, as columns of district and province say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd

from geo.files import columns
from geo.shapes.gazetteer import Gazetteer

LEVELS = ("district", "province")  # from the nearest on


@dataclass(frozen=True)
class Above:
    """An area of a level above, by what a row says of it."""

    level: str
    code: str
    name: str


def above(frame: gpd.GeoDataFrame, gazetteer: Gazetteer) -> Mapping[str, list[Above | None]]:
    """Return by level what each row belongs to, of those levels that the layer has columns for."""
    held = [str(c) for c in frame.columns if c != frame.active_geometry_name]
    found: dict[str, list[Above | None]] = {}
    for level in LEVELS:
        name = columns.guess(held, gazetteer.columns.get(level, ()))
        code = columns.guess(held, gazetteer.columns.get(f"{level}_code", ()))
        if name or code:
            names = columns.texts(frame[name]) if name else [""] * len(frame)
            codes = columns.texts(frame[code]) if code else [""] * len(frame)
            pairs = zip(codes, names, strict=True)
            found[level] = [Above(level, c or n, n or c) if c or n else None for c, n in pairs]
    return found


def of_areas(
    found: Mapping[str, Sequence[Above | None]], ids: Sequence[str | None]
) -> dict[str, tuple[Above, ...]]:
    """Return what each area belongs to, from the nearest on."""
    return {
        area: tuple(own for level in found.values() if (own := level[n]))
        for n, area in enumerate(ids)
        if area and found
    }
