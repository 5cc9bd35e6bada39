"""The days of one indicator that share their areas, as a map steps through them."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

import pandas as pd

from data.catalogue.indicators import Indicator
from data.figures import describe
from data.figures.cells import Span
from data.figures.days import days
from data.figures.snapshot import Snapshot
from data.figures.view import BLANKS, classified
from data.words import Words
from geo.map.choropleth import fill
from geo.map.reel import Still

MOST = 4000  # areas × days that are looked up while somebody waits for the map


def steps(snapshot: Snapshot, indicator: Indicator, day: date) -> tuple[date, ...]:
    """Return this day and all known ones with the same areas and boundaries, earliest first.

    No day at all where there is nothing to step to, or more than could be looked up at once.
    """
    first, areas = snapshot.settings.generation_on(day), snapshot.on(day)
    shared = {
        d
        for d in days(snapshot, indicator)
        if snapshot.settings.generation_on(d) == first and snapshot.on(d) == areas
    }
    whole = sorted({day, *shared})
    return tuple(whole) if 1 < len(whole) <= MOST / max(len(areas), 1) else ()


def stills(
    words: Words,
    snapshot: Snapshot,
    indicator: Indicator,
    on: Sequence[date],
    span: Span = "ytd",
    known: pd.DataFrame | None = None,
) -> list[Still]:
    """Return what a map shows on each of these days, each by the scale of its own.

    `known`: the same of all known days, where that has been looked up.
    """
    if known is not None and set(on) <= set(known["day"]):
        whole = known[known["day"].isin(on)].itertuples()
    else:
        whole = classified(snapshot, indicator, on, span).itertuples()
    return [_still(words, indicator, day, list(rows)) for day, rows in groupby(whole, _day)]


_day = attrgetter("day")


def _still(words: Words, indicator: Indicator, day: date, rows: Sequence[Any]) -> Still:
    return Still(
        day=str(day),
        words=words.day(day),
        classes="".join(row.character for row in rows),
        key=key(words, indicator, day),
        notes=tuple(", ".join(describe.marks(words, row)) for row in rows),
    )


def key(words: Words, indicator: Indicator, day: date) -> dict[str, tuple[str, str, str]]:
    """Return the colour, the hatch and the words of each class in force on this day."""
    scale = indicator.scale_on(day)
    said = {c.character: describe.label(words, indicator, c) for c in scale.classes}
    blank = {
        str(BLANKS[standing]): words(reason) for standing, reason in describe.STANDINGS.items()
    }
    return {
        character: (*fill(character, scale.colours), name)
        for character, name in (said | blank).items()
    }
