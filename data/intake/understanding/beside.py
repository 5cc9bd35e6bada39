"""What a file and the ledger together say of years and of places, for figures to be held against.

What is sample raises no doubt about what is real: it is as if it were not known.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from statistics import median

from data.catalogue.indicators import Indicator
from data.catalogue.periods import Period
from data.catalogue.vocabulary import Measure
from data.figures.cells import cells
from data.figures.over_time import whole_periods
from data.figures.reports import Figure as Known
from data.figures.snapshot import Snapshot
from data.intake.understanding.numbers import exact, written
from data.intake.understanding.units import Units
from geo.areas import Area

_YEAR = 365  # days
_FEW = 3  # with fewer peers nothing is usual
_APART = 5  # times the largest of them


@dataclass(frozen=True)
class Figure:
    """A figure that was read, and where."""

    indicator: Indicator
    area: Area
    period: Period
    measure: Measure
    value: Decimal
    where: str

    @property
    def key(self) -> str:
        """Return what a person accepts: this value of this figure, and no other."""
        return f"{self.indicator.slug}:{self.area.id}:{self.period}:{written(self.value)}"


class Years:
    """What file and ledger together say of each year of an indicator in an area."""

    def __init__(self, figures: Iterable[Figure], snapshot: Snapshot):
        self._now = snapshot
        self._new: dict[tuple[str, str, int], dict[tuple[date, date], Decimal]] = {}
        self._plans: dict[tuple[str, str, int], Decimal | None] = {}
        self._sums: dict[tuple[str, str, date], Decimal] = {}
        self._peers: dict[tuple[str, str, Measure], dict[str, Decimal]] = {}
        self._ordered: dict[tuple[str, str, Measure, str], list[Decimal]] = {}
        for f in figures:
            same = f.indicator.slug, str(f.period), f.measure
            self._peers.setdefault(same, {})[f.area.id] = f.value
            own = f.indicator.slug, f.area.id, f.period.start.year
            if f.measure is Measure.ACTUAL:
                self._new.setdefault(own, {})[f.period.start, f.period.end] = f.value
            elif f.measure is Measure.PLAN:
                self._plans[own] = f.value

    def plan(self, slug: str, area: str, year: int) -> Decimal | None:
        """Return the plan of a year: the file's, else the ledger's."""
        own = slug, area, year
        if own not in self._plans:
            known = [p for p in real(self._now.planned(slug).get(area, ()))
                     if p.start.year == year and (p.end - p.start).days >= _YEAR]  # fmt: skip
            self._plans[own] = exact(known[-1].number) if known else None
        return self._plans[own]

    def before(self, slug: str, area: str, day: date) -> Decimal:
        """Return the sum of a day's year before that day, as far as it is known."""
        own = slug, area, day
        if own not in self._sums:
            self._sums[own] = self._sum(slug, area, day)
        return self._sums[own]

    def _others(self, f: Figure) -> list[Decimal]:
        """Return what areas of its level have of the same in the same period, in order, itself too.

        In the file or in the ledger; worked out once for them all.
        """
        own = f.indicator.slug, str(f.period), f.measure, f.area.level
        if own not in self._ordered:
            found = dict(self._peers[own[:3]])
            known = self._now.planned if f.measure is Measure.PLAN else self._now.reported
            for area, several in known(f.indicator.slug).items():
                for k in real(several):
                    if (k.start, k.end) == (f.period.start, f.period.end):
                        found.setdefault(area, exact(k.number))
            areas = self._now.areas
            there = [v for a, v in found.items() if areas[a].level == f.area.level and v > 0]
            self._ordered[own] = sorted(there)
        return self._ordered[own]

    def usual(self, f: Figure) -> Decimal | None:
        """Return the middle of what its peers have; None where they are too few, or differ much."""
        values = self._others(f)
        if len(values) <= _FEW or f.value < values[-1] or f.value <= values[-2] * _APART:
            return None
        return median(values[:-1])

    def most(self, f: Figure) -> tuple[Indicator, Decimal] | None:
        """Return what a figure can never exceed, and how much of it there is in the area."""
        bound = self._now.catalogue.indicators.get(f.indicator.within or "")
        if bound is None:
            return None
        known = real(self._now.reported(bound.slug).get(f.area.id, ()))
        return (bound, exact(known[-1].number)) if known else None

    def parts(self, f: Figure) -> Decimal | None:
        """Return what the parts of a figure come to: the file's own, else the ledger's."""
        sums = f.indicator.origin.sum if f.indicator.origin else ()
        span = f.period.start, f.period.end
        own = [self._new.get((s, f.area.id, span[0].year), {}).get(span) for s in sums]
        if sums and all(value is not None for value in own):
            return sum((value for value in own if value is not None), Decimal(0))
        alone = f.indicator.model_copy(update={"also_reported": False})
        cell = cells(self._now, alone, f.period.last, [f.area]).get(f.area.id)
        same = cell is not None and cell.as_of == f.period.last and self._is_to_date(f)
        return exact(cell.value) if cell and same and cell.exact and not cell.sample else None

    @staticmethod
    def _is_to_date(f: Figure) -> bool:
        """Say whether what is shown on the last day of a figure is of the days of the figure."""
        return f.indicator.over_time != "sum" or f.period.start == date(f.period.start.year, 1, 1)

    def _sum(self, slug: str, area: str, day: date) -> Decimal:
        start, new = date(day.year, 1, 1), self._new.get((slug, area, day.year), {})
        known = real(self._now.reported(slug).get(area, ()))
        old = {(k.start, k.end): k for k in known if start <= k.start and k.end <= day}
        kept = whole_periods([k for days, k in old.items() if days not in new])
        earlier = [value for (_, end), value in new.items() if end <= day]
        return sum((exact(k.number) for k in kept), Decimal(0)) + sum(earlier, Decimal(0))

    @cached_property
    def units(self) -> Units:
        """The units of the workspace, one in terms of another."""
        words = self._now.settings.intake
        return Units(self._now.catalogue, words.units, words.scales)

    @cached_property
    def wholes(self) -> Mapping[str, Sequence[str]]:
        """The indicators that each one is a part of."""
        found: dict[str, list[str]] = {}
        for whole in self._now.catalogue:
            for part in whole.origin.sum if whole.origin else ():
                found.setdefault(part, []).append(whole.slug)
        return found


def real(known: Iterable[Known]) -> list[Known]:
    """Return the figures that are no samples."""
    return [k for k in known if not k.sample]
