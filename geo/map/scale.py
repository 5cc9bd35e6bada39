"""Numbers to classes: the only place where a value meets a break, and a class gets its colour."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from itertools import pairwise

import numpy as np
import pandas as pd
from branca.utilities import color_brewer

CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # one a class, so that a map is one short text


class Blank(StrEnum):
    """Why an area has no class; its letter stands in the map's text and is never a class's."""

    NO_DATA = "x"
    UNCERTAIN = "u"  # something is known, not enough to say which class
    NOT_ASSESSED = "a"
    NOT_APPLICABLE = "n"


BLANK_COLOURS: Mapping[Blank, str] = {
    Blank.NO_DATA: "#d0d0d0",
    Blank.UNCERTAIN: "#b1ab96",
    Blank.NOT_ASSESSED: "#e6dfd0",
    Blank.NOT_APPLICABLE: "#f4f4f4",
}


@dataclass(frozen=True)
class Class:
    """One class of a scale: `low <= value < high`, its colour, and its own words if it has any."""

    index: int
    low: float
    high: float
    colour: str
    label: object = None

    @property
    def character(self) -> str:
        """Return the letter that stands for the class in a map's text."""
        return CHARACTERS[self.index]


@dataclass(frozen=True)
class Scale:
    """Breaks and the colours between them, or a list of categories.

    A class holds its lower break and not its upper one, `low <= value < high`, so that an area
    exactly at a target has met it. Colours, legend, table and tooltip all come from here: folium,
    branca and mapclassify each have a rule of their own at the breaks, and they differ.
    Categories are the values 0, 1, 2 … in the order of their colours; breaks are then 1, 2 ….
    """

    breaks: tuple[float, ...]
    colours: tuple[str, ...]
    labels: tuple[object, ...] = ()

    def __post_init__(self) -> None:
        if not (np.isfinite(self.breaks).all() and (np.diff(self.breaks) > 0).all()):
            raise ValueError("breaks_do_not_rise")
        if len(self.colours) != len(self.breaks) + 1:
            raise ValueError("colours_do_not_fit_breaks")
        if self.labels and len(self.labels) != len(self.colours):
            raise ValueError("labels_do_not_fit_classes")
        if len(self.colours) > len(CHARACTERS):
            raise ValueError("too_many_classes")

    @classmethod
    def sequential(
        cls, breaks: Sequence[float], palette: str = "YlGnBu", labels: Sequence[object] = ()
    ) -> "Scale":
        """Return classes of one hue, or of a named ColorBrewer ramp, from low to high."""
        return cls(tuple(breaks), _ramp(palette, len(breaks) + 1), tuple(labels))

    @classmethod
    def diverging(
        cls,
        breaks: Sequence[float],
        target: float,
        palette: str = "RdYlBu",
        labels: Sequence[object] = (),
    ) -> "Scale":
        """Return classes whose hue turns at `target`, which must be one of the breaks."""
        if target not in breaks:
            raise ValueError("target_is_no_break")
        below = [*breaks].index(target) + 1
        above = len(breaks) + 1 - below
        half = max(below, above)
        ramp = _ramp(palette, 2 * half + 1)  # the odd middle colour belongs to neither side
        return cls(
            tuple(breaks),
            (*ramp[half - below : half], *ramp[half + 1 : half + 1 + above]),
            tuple(labels),
        )

    @classmethod
    def categories(cls, colours: Sequence[str], labels: Sequence[object]) -> "Scale":
        """Return one class a category, in this order."""
        return cls(tuple(float(i) for i in range(1, len(colours))), tuple(colours), tuple(labels))

    @cached_property
    def classes(self) -> tuple[Class, ...]:
        """Return the classes, lowest first: what a legend is drawn from."""
        edges = [float("-inf"), *self.breaks, float("inf")]
        labels = self.labels or (None,) * len(self.colours)
        return tuple(
            Class(i, low, high, colour, label)
            for i, ((low, high), colour, label) in enumerate(
                zip(pairwise(edges), self.colours, labels, strict=True)
            )
        )

    def classify(self, values: pd.Series) -> pd.Series:
        """Return the class number of each value, shape and index kept; <NA> where there is none."""
        numbers = values.to_numpy(dtype=float, na_value=np.nan)
        found = np.digitize(numbers, self.breaks)
        return pd.Series(found, index=values.index, dtype="Int64").where(~np.isnan(numbers))

    def classify_range(self, lowest: pd.Series, highest: pd.Series) -> pd.Series:
        """Return the class that a value between these two is in for certain; <NA> if it is not."""
        low, high = self.classify(lowest), self.classify(highest)
        return low.where((low == high).fillna(False))


def suggest(values: pd.Series, scheme: str = "quantiles", k: int = 5) -> tuple[float, ...]:
    """Return breaks for the author of an indicator to look at; nothing is ever judged by them.

    mapclassify closes its classes on the other side and counts missing values into the lowest, so
    only its upper bounds are taken, from the values that exist. Schemes: those of
    `mapclassify.classify`. Fewer breaks than `k - 1` come back where values repeat.
    """
    import mapclassify  # here, since it takes seconds to import, and no page asks for a suggestion

    known = values.dropna().to_numpy(dtype=float)
    distinct = len(np.unique(known))
    if distinct < 2:
        return ()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # fewer classes than asked, a slower way
        found = mapclassify.classify(known, scheme, k=min(k, distinct))
    most = known.max()  # which a bound of rounded values may reach: a class that nothing is in
    return tuple(sorted({float(b) for b in found.bins[:-1] if b < most}))


@cache
def _ramp(palette: str, count: int) -> tuple[str, ...]:
    """Return `count` colours of a ColorBrewer ramp; a name ending in `_r` turns it round."""
    name, turned = palette.removesuffix("_r"), palette.endswith("_r")
    try:
        ramp = color_brewer(name, n=max(count, 3))
    except ValueError:
        raise ValueError("unknown_palette") from None
    if count < 3:  # ColorBrewer begins at three: take the outer ones
        ramp = [ramp[-1]] if count == 1 else [ramp[0], ramp[-1]]
    return tuple(reversed(ramp)) if turned else tuple(ramp)
