"""Which areas are like one another: of one kind, and nearest to each other in size."""

from collections.abc import Mapping
from math import log
from typing import Any

from data.figures.view import Standing
from geo.areas import Area

MOST = 4  # few enough to be named, enough for a mean that is not one of them


def alike(area: Area, sizes: Mapping[str, Any]) -> list[str]:
    """Return the ids of the areas most like this one, the nearest first; none where it has no size.

    `sizes` are the rows of a view of what they are sized by.
    """
    known = {
        key: log(row.value)
        for key, row in sizes.items()
        if row.kind == area.kind and row.standing == Standing.VALUE and row.value > 0
    }
    own = known.pop(area.id, None)
    if own is None:
        return []
    return sorted(known, key=lambda key: (abs(known[key] - own), key))[:MOST]
