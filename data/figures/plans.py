"""What was planned for each area."""

from collections.abc import Container, Sequence
from datetime import date
from typing import NamedTuple

from data.catalogue.indicators import Indicator
from data.figures.cell import DIGITS, Cell, distinct
from data.figures.over_time import Span
from data.figures.snapshot import Snapshot

LENGTHS = {"ytd": range(365, 367), "month": range(28, 32)}  # days; of the plans for sums over time


class Plan(NamedTuple):
    """A number to be reached by the end of a period."""

    number: float
    start: date
    end: date  # the first day that is no longer in it
    sample: bool
    sources: tuple[str, ...]

    def as_cell(self) -> Cell:
        """Return the number as a cell that is exact, and of no day of its own."""
        return Cell(self.number, self.number, sample=self.sample, sources=self.sources)


def plans(
    snapshot: Snapshot, indicator: Indicator, day: date, span: Span = "ytd"
) -> dict[str, Plan]:
    """Return the plan in force on this day of each area that has one, by area id.

    A year to date is held against the plan of the year and a month against that of the month; a
    stock against the plan of the shortest period. The plan of a sum is, for an area that has none
    of its own, the sum of the plans of its parts, where every part has one for the same period. Of
    a share of a plan the plan is the whole of it, for the same period.
    """
    origin = indicator.origin
    if origin and origin.share_of_plan:
        whole = plans(snapshot, snapshot.catalogue[origin.share_of_plan], day)
        return {i: p._replace(number=origin.times) for i, p in whole.items() if p.number > 0}
    lengths = LENGTHS[span] if indicator.over_time == "sum" else range(367)
    parts = indicator.origin.sum if indicator.origin else ()
    by_part = [_in_force(snapshot, slug, day, lengths) for slug in parts]
    several = {i: [p[i] for p in by_part if i in p] for i in (by_part[0] if by_part else ())}
    sums = {
        i: _sum(own)
        for i, own in several.items()
        if len(own) == len(parts) and len({(p.start, p.end) for p in own}) == 1
    }
    return sums | _in_force(snapshot, indicator.slug, day, lengths)


def _sum(parts: Sequence[Plan]) -> Plan:
    number = round(sum(p.number for p in parts), DIGITS)
    sources = distinct(p.sources for p in parts)
    return Plan(number, parts[0].start, parts[0].end, any(p.sample for p in parts), sources)


def _in_force(snapshot: Snapshot, slug: str, day: date, lengths: Container[int]) -> dict[str, Plan]:
    """Return the plan of the shortest period of these lengths that holds the day, by area id."""
    found = {}
    for area, figures in snapshot.planned(slug).items():
        mine = [f for f in figures if f.start <= day < f.end and (f.end - f.start).days in lengths]
        if mine:
            f = max(mine, key=lambda f: (f.start, -f.end.toordinal()))
            found[area] = Plan(f.number, f.start, f.end, f.sample, (f.source,))
    return found
