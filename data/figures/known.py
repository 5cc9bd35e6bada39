"""What is known of one indicator or one area: what pages, exports and intake ask of figures.

Only this room knows what holds the rows; who shows them asks for an indicator or an area.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import pandas as pd

from data.catalogue.periods import Period
from data.figures.reports import ByArea, Figure, latest
from data.figures.snapshot import Snapshot


class Count(NamedTuple):
    """How many rows of one kind there are."""

    real: int
    sample: int


def counts(now: Snapshot) -> dict[str, Count]:
    """Return how many figures, plans and statuses are real, and how many are samples."""
    held = {"figures": now.figures, "plans": now.targets, "statuses": now.statuses}
    samples = {kind: int(rows["sample"].sum()) for kind, rows in held.items()}
    return {kind: Count(len(rows) - samples[kind], samples[kind]) for kind, rows in held.items()}


def areas(now: Snapshot, slug: str) -> frozenset[str]:
    """Return the ids of the areas of which a figure of this indicator was reported."""
    return frozenset(now.reported(slug))


def periods(now: Snapshot, slug: str, area: str) -> list[str]:
    """Return the periods, as written, of which this was reported of an area, newest first."""
    return sorted({str(f.period) for f in now.reported(slug).get(area, ())}, reverse=True)


def reported_of(now: Snapshot, slug: str, period: Period) -> dict[str, float]:
    """Return the figures of this very period by area id, whatever else holds its days."""
    return _of(now.reported(slug), period)


def planned_of(now: Snapshot, slug: str, period: Period) -> dict[str, float]:
    """Return the plans of this very period by area id."""
    return _of(now.planned(slug), period)


def stated_areas(now: Snapshot) -> Mapping[str, float]:
    """Return how large each area is said to be, in km²: the latest figure of it."""
    slug = now.settings.stated_areas
    return latest(now.reported(slug)) if slug else {}


def figure_rows(now: Snapshot, slug: str | None) -> pd.DataFrame:
    """Return the figures of one indicator, or of all, as `data.figures.tables` has them."""
    return now.figures if slug is None else now.figures[now.figures["indicator"] == slug]


def plan_rows(now: Snapshot, slug: str | None) -> pd.DataFrame:
    """Return the plans of one indicator, or of all, as `data.figures.tables` has them."""
    return now.targets if slug is None else now.targets[now.targets["indicator"] == slug]


def last_day(now: Snapshot, since: date, until: date) -> date | None:
    """Return the last day with a figure or a status, from one day on and before another."""
    return next((d for d in days(now) if since <= d < until), None)


def days(now: Snapshot) -> list[date]:
    """Return every day on which a figure or a status ends, latest first."""
    ends = pd.concat([now.figures["last"], now.statuses["last"]]).unique()
    return sorted({d.date() for d in ends}, reverse=True)


def drawn(now: Snapshot) -> list[str]:
    """Return the ids of the areas that any edition of the boundaries shows, each once."""
    return list(dict.fromkeys(i for day in now.editions() for i in now.shapes_of(day).index))


def _of(figures: ByArea[Figure], period: Period) -> dict[str, float]:
    return {
        area: figure.number
        for area, own in figures.items()
        for figure in own
        if figure.period == period
    }
