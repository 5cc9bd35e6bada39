"""Who has reported and who has not: each indicator's latest period, commune by commune."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from data.catalogue.indicators import Indicator
from data.catalogue.periods import months_before
from data.figures.cells import cells
from data.figures.days import days
from data.figures.snapshot import Snapshot
from geo.areas import Area

ASKED = 12  # months after which an indicator that nobody reports any more is no longer waited for


class Share(StrEnum):
    """How much of what is due an area has reported."""

    NONE = "none"
    PART = "part"
    ALL = "all"
    NOT_DUE = "not_due"


@dataclass(frozen=True)
class Due:
    """One indicator in its latest period: who has reported it, and who has not."""

    indicator: Indicator
    day: date  # the last one of the period
    reported: tuple[str, ...]  # area ids, in official order
    missing: tuple[str, ...]
    sample: bool  # some of what was reported is a sample


@dataclass(frozen=True)
class Completeness:
    """What is due of all areas up to a day."""

    areas: tuple[Area, ...]  # in official order
    due: tuple[Due, ...]  # in the order of the menus

    def of(self, group: str | None) -> "Completeness":
        """Return the part that is of one working group, or all where none is named."""
        return Completeness(
            self.areas, tuple(d for d in self.due if group in (None, d.indicator.group))
        )

    @property
    def groups(self) -> list[str | None]:
        """Return the working groups that something is due to, in the order of the menus."""
        return list(dict.fromkeys(d.indicator.group for d in self.due))

    def count(self, area: str) -> tuple[int, int]:
        """Return how many indicators an area has reported, and how many are due of it."""
        there = self._reported[area]
        return there, there + self._missing[area]

    @cached_property
    def _reported(self) -> Counter[str]:
        return Counter(area for due in self.due for area in due.reported)

    @cached_property
    def _missing(self) -> Counter[str]:
        return Counter(area for due in self.due for area in due.missing)

    def share(self, area: str) -> Share:
        """Return how much of what is due an area has reported, in one word."""
        there, of = self.count(area)
        if not of:
            return Share.NOT_DUE
        return Share.ALL if there == of else Share.PART if there else Share.NONE


def completeness(now: Snapshot, day: date) -> Completeness:
    """Return, for each indicator that is reported, its latest period up to this day.

    That is the latest one that at least one area in force on the day has reported, no longer ago
    than `ASKED` months: what nobody reports is not known to be due. An area has reported if it has
    a figure of the very same last day, whatever its length; of what adds up over a year, also of
    all days before it.
    """
    areas = tuple(now.on(day))
    found = (_due(now, indicator, day, areas) for indicator in _periodic(now))
    return Completeness(areas, tuple(d for d in found if d))


def _periodic(now: Snapshot) -> Iterator[Indicator]:
    """Yield what is reported period by period; several counts of one appraisal are one report."""
    appraised = False
    for indicator in now.catalogue:
        counts = indicator.origin is not None and bool(indicator.origin.criteria)
        if indicator.carry == "always" or (counts and appraised):
            continue  # what stands until something else is said is not waited for
        if counts or indicator.is_given:
            appraised |= counts
            yield indicator


def _due(now: Snapshot, indicator: Indicator, day: date, areas: Sequence[Area]) -> Due | None:
    covered = [a.id for a in areas if indicator.covers(a.kind)]
    by_area = {i: _reports(now, indicator, i) for i in covered}
    since = months_before(day, ASKED)
    ends = {end for own in by_area.values() for end in own if since < end <= day}
    if not ends:
        return None
    last = max(ends)
    whole = _whole(now, indicator, last, [a for a in areas if a.id in by_area])
    there = {i for i in covered if last in by_area[i] and i in whole}
    reported = tuple(i for i in covered if i in there)
    return Due(
        indicator,
        last,
        reported,
        tuple(i for i in covered if i not in there),
        any(by_area[i][last] for i in reported),
    )


def _whole(now: Snapshot, indicator: Indicator, last: date, areas: Sequence[Area]) -> set[str]:
    """Return the areas of which no period of the year before is missing, where those add up."""
    if indicator.over_time != "sum":
        return {area.id for area in areas}
    known = cells(now, indicator, last, areas)
    return {area for area, cell in known.items() if cell.exact}


def _reports(now: Snapshot, indicator: Indicator, area: str) -> dict[date, bool]:
    """Return the last day of each report of an area, and whether it is a sample."""
    found = {}
    if indicator.origin and indicator.origin.criteria:
        found = {a.last: a.sample for a in now.appraised(area)}
    if indicator.is_given:
        found |= {f.last: f.sample for f in now.reported(indicator.slug).get(area, ())}
    return found


def last_report(now: Snapshot, area: str, day: date) -> date | None:
    """Return the last day of the latest period that anything was reported of an area."""
    found = (end for i in _periodic(now) for end in _reports(now, i, area) if end <= day)
    return max(found, default=None)


def ends(now: Snapshot) -> list[date]:
    """Return every day on which the period of some report ends, latest first."""
    return sorted({end for i in _periodic(now) for end in days(now, i)}, reverse=True)
