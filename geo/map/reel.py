"""The same areas on several days: what a map steps through without asking a server."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.map.scale import CHARACTERS
from geo.map.web import order_of


@dataclass(frozen=True)
class Frame:
    """The classes of all areas on one day."""

    day: str  # as the page is told of it
    words: str  # as the reader sees it
    classes: str  # one character an area, as `geo.choropleth.Paint` has them
    key: Mapping[str, tuple[str, str, str]]  # of each class and blank: colour, hatch, its words
    notes: tuple[str, ...]  # for each area what must be known of its figure, such as "sample"

    def __post_init__(self) -> None:
        if len(self.notes) != len(self.classes):
            raise ValueError("notes_do_not_fit_areas")
        if not set(self.classes) <= set(self.key):
            raise ValueError("key_does_not_fit_classes")


def reel(ids: Sequence[str], frames: Sequence[Frame]) -> dict[str, object]:
    """Return frames of these areas, earliest first, as the map's script reads them.

    `order` is that of the geometry; each of `keys` is {character: [colour, hatch, words]} and each
    of `notes` a text, written once although many areas and days share it; each of `frames` is
    [day, words, number of its key, classes, one character an area for its note].
    """
    if any(len(frame.classes) != len(ids) for frame in frames):
        raise ValueError("classes_do_not_fit_areas")
    keys: list[Mapping[str, tuple[str, str, str]]] = []
    for frame in frames:
        if frame.key not in keys:
            keys.append(frame.key)
    notes = list(dict.fromkeys(note for frame in frames for note in frame.notes))
    signs = dict(zip(notes, CHARACTERS, strict=False))
    return {
        "order": order_of(ids),
        "keys": keys,
        "notes": notes,
        "frames": [
            [f.day, f.words, keys.index(f.key), f.classes, "".join(signs[note] for note in f.notes)]
            for f in frames
        ],
    }
