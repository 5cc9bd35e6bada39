"""What was reported, planned and appraised, as plain values by area: what cells are made of."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple, TypeVar

import pandas as pd

from data.catalogue.periods import Period, lasting


class Figure(NamedTuple):
    """A number of one area over the days from `start` to `end`, the latter not included."""

    start: date
    end: date
    last: date  # the last of its days
    number: float
    source: str
    sample: bool
    provisional: bool = False
    qualifier: str = ""
    late: bool = False  # says another thing than when its period was closed

    @property
    def period(self) -> Period:
        """Return the period that it is of."""
        return lasting(self.start, self.end)


class Appraisal(NamedTuple):
    """What was said of the criteria of one area at the end of one period."""

    criteria_set: str  # that it was made by
    last: date
    statuses: Mapping[int, str]  # by number of the criterion; those not assessed are not in it
    sources: tuple[str, ...]
    sample: bool


T = TypeVar("T")
ByArea = Mapping[str, Sequence[T]]


def figures(rows: pd.DataFrame) -> Mapping[str, ByArea[Figure]]:
    """Return rows of figures or of plans by indicator and area, in the order of their last days.

    Of several that end on one day a final one comes after a provisional one, and a shorter period
    after a longer one: the last of them is the one that counts.
    """
    plain = {name: value for name, value in Figure._field_defaults.items() if name not in rows}
    order = {"last": True, "provisional": False, "start": True}
    rows = rows.assign(**plain).sort_values(list(order), ascending=list(order.values()))
    days = [rows[name].dt.date for name in ("start", "end", "last")]
    columns = [rows["indicator"], rows["area"], *days, *(rows[n] for n in Figure._fields[3:])]
    found: dict[str, dict[str, list[Figure]]] = {}
    for slug, area, *values in zip(*(c.tolist() for c in columns), strict=True):
        found.setdefault(slug, {}).setdefault(area, []).append(Figure(*values))
    return {slug: _frozen(by_area) for slug, by_area in found.items()}


def latest(figures: ByArea[Figure]) -> dict[str, float]:
    """Return the latest number of each area."""
    return {area: own[-1].number for area, own in figures.items()}


def appraisals(rows: pd.DataFrame) -> ByArea[Appraisal]:
    """Return rows of statuses as whole appraisals by area id, in the order of their last days."""
    rows = rows.sort_values(["area", "last", "start"], kind="stable")
    found: dict[str, list[Appraisal]] = {}
    for (area, _), own in groupby(rows.itertuples(), lambda row: (row.area, row.period)):
        said = [*own]
        appraisal = Appraisal(
            criteria_set=said[0].set,
            last=said[0].last.date(),
            statuses=MappingProxyType({row.criterion: row.status for row in said}),
            sources=tuple(dict.fromkeys(row.source for row in said)),
            sample=any(row.sample for row in said),
        )
        found.setdefault(area, []).append(appraisal)
    return _frozen(found)


def _frozen(by_area: Mapping[str, Sequence[T]]) -> ByArea[T]:
    return MappingProxyType({area: tuple(several) for area, several in by_area.items()})
