"""The same areas on several days: what a map steps through without asking a server."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from geo.map.web import order_of

_BASE = 36  # of the numbers that are written with a fixed number of digits


@dataclass(frozen=True)
class Still:
    """The classes of all areas on one day."""

    day: str  # as the page is told of it
    words: str  # as the reader sees it
    classes: str  # one character an area, as `choropleth.Paint` has them
    key: Mapping[str, tuple[str, str, str]]  # of each class and blank: colour, hatch, its words
    notes: tuple[str, ...]  # for each area what must be known of its figure, such as "sample"

    def __post_init__(self) -> None:
        if len(self.notes) != len(self.classes):
            raise ValueError("notes_do_not_fit_areas")
        if not set(self.classes) <= set(self.key):
            raise ValueError("key_does_not_fit_classes")


def reel(ids: Sequence[str], stills: Sequence[Still]) -> dict[str, object]:
    """Return stills of these areas, earliest first, as the map's script reads them.

    `order` is that of the geometry; each of `keys` is {character: [colour, hatch, words]} and each
    of `notes` a text, written once although many areas and days share it; each of `stills` is
    [day, words, number of its key, classes, the numbers of its notes]. Those are written to the
    base 36, without gaps and each as long as the longest: of up to 36 notes, a byte an area.
    """
    if any(len(still.classes) != len(ids) for still in stills):
        raise ValueError("classes_do_not_fit_areas")
    keys: list[Mapping[str, tuple[str, str, str]]] = []
    for still in stills:
        if still.key not in keys:
            keys.append(still.key)
    notes = list(dict.fromkeys(note for still in stills for note in still.notes))
    numbers = dict(zip(notes, _numbers(len(notes)), strict=True))
    return {
        "order": order_of(ids),
        "keys": keys,
        "notes": notes,
        "stills": [
            [s.day, s.words, keys.index(s.key), s.classes, "".join(numbers[n] for n in s.notes)]
            for s in stills
        ],
    }


def _numbers(count: int) -> list[str]:
    """Return the numbers below `count`, each with as many digits as the last one has."""
    written = [np.base_repr(number, _BASE) for number in range(count)]
    return [number.zfill(len(written[-1])) for number in written]
