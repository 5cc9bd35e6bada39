"""Figures that may be right and are more often not: asked about, never refused."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from data.catalogue.indicators import Indicator
from data.catalogue.periods import Period
from data.catalogue.vocabulary import Measure
from data.figures.over_time import whole_periods
from data.figures.snapshot import Snapshot
from data.intake.understanding.numbers import exact, plain, written
from geo.areas import Area
from geo.faults import Fault, ask

TIMES = 10  # this many times the last period's figure, or that part of it
PERCENT = "%"
_YEAR = 365  # days


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
        for f in figures:
            own = f.indicator.slug, f.area.id, f.period.start.year
            if f.measure is Measure.ACTUAL:
                self._new.setdefault(own, {})[f.period.start, f.period.end] = f.value
            elif f.measure is Measure.PLAN:
                self._plans[own] = f.value

    def plan(self, slug: str, area: str, year: int) -> Decimal | None:
        """Return the plan of a year: the file's, else the ledger's."""
        own = slug, area, year
        if own not in self._plans:
            known = [p for p in self._now.planned(slug).get(area, ())
                     if p.start.year == year and (p.end - p.start).days >= _YEAR]  # fmt: skip
            self._plans[own] = exact(known[-1].number) if known else None
        return self._plans[own]

    def before(self, slug: str, area: str, day: date) -> Decimal:
        """Return the sum of a day's year before that day, as far as it is known."""
        own = slug, area, day
        if own not in self._sums:
            self._sums[own] = self._sum(slug, area, day)
        return self._sums[own]

    def _sum(self, slug: str, area: str, day: date) -> Decimal:
        start, new = date(day.year, 1, 1), self._new.get((slug, area, day.year), {})
        known = self._now.reported(slug).get(area, ())
        old = {(k.start, k.end): k for k in known if start <= k.start and k.end <= day}
        kept = whole_periods([k for days, k in old.items() if days not in new])
        earlier = [value for (_, end), value in new.items() if end <= day]
        return sum((exact(k.number) for k in kept), Decimal(0)) + sum(earlier, Decimal(0))

    @cached_property
    def wholes(self) -> Mapping[str, Sequence[str]]:
        """The indicators that each one is a part of."""
        found: dict[str, list[str]] = {}
        for whole in self._now.catalogue:
            for part in whole.origin.sum if whole.origin else ():
                found.setdefault(part, []).append(whole.slug)
        return found


def strange(figures: Sequence[Figure], snapshot: Snapshot) -> Iterator[tuple[Figure, Fault]]:
    """Yield each figure of a file that is strange, with each way in which it is."""
    years = Years(figures, snapshot)
    for figure in figures:
        for check in _CHECKS:
            if fault := check(figure, snapshot, years):
                yield figure, fault


def _negative(f: Figure, *_: object) -> Fault | None:
    return ask("value_negative", f.where, found=plain(f.value)) if f.value < 0 else None


def _percent(f: Figure, *_: object) -> Fault | None:
    over = f.indicator.unit.vi.strip() == PERCENT and f.value > 100
    return ask("value_over_hundred", f.where, found=plain(f.value)) if over else None


def _criteria(f: Figure, snapshot: Snapshot, _: object) -> Fault | None:
    """Hold a plan of criteria against the set in force; a count of them is no figure of a file."""
    counts = f.indicator.origin is not None and f.indicator.origin.criteria
    found = snapshot.catalogue.criteria_on(f.period.last) if counts else None
    if found is None or f.value <= len(found.criteria):
        return None
    most = len(found.criteria)
    return ask("value_over_criteria", f.where, found=plain(f.value), most=most, set=found.title)


def _fraction(f: Figure, *_: object) -> Fault | None:
    """A herd of 3.203 buffaloes is 3203 that a spreadsheet took for a decimal."""
    whole = f.value == f.value.to_integral_value()
    counted = f.indicator.decimals == 0 and f.indicator.over_areas == "sum"
    if whole or not counted or f.indicator.categories:
        return None
    return ask("value_is_a_fraction", f.where, found=plain(f.value), unit=f.indicator.unit)


def _jump(f: Figure, snapshot: Snapshot, _: object) -> Fault | None:
    """Compare with the last period of the same length before, where both are something."""
    if f.measure is not Measure.ACTUAL:
        return None
    past = [
        p
        for p in snapshot.reported(f.indicator.slug).get(f.area.id, ())
        if p.last < f.period.last
        and (f.indicator.over_time == "last" or _alike((p.end - p.start).days, f.period))
    ]
    before = exact(past[-1].number) if past else Decimal(0)
    if before <= 0 or f.value <= 0 or before / TIMES < f.value < before * TIMES:
        return None
    return ask("value_jumps", f.where, found=plain(f.value), before=plain(before))


def _alike(days: int, period: Period) -> bool:
    return abs(days - (period.end - period.start).days) <= 3


def _plan(f: Figure, _: Snapshot, years: Years) -> Fault | None:
    """Compare the year so far with the year's plan, of the indicator or of what it is part of."""
    if f.measure is not Measure.ACTUAL or f.indicator.over_time != "sum":
        return None
    slug, start = f.indicator.slug, f.period.start
    so_far = f.value + years.before(slug, f.area.id, start)
    for planned in (slug, *years.wholes.get(slug, ())):
        plan = years.plan(planned, f.area.id, start.year)
        if plan is not None and plan < so_far:
            return ask("value_over_plan", f.where, found=plain(so_far), plan=plain(plan))
    return None


_CHECKS: tuple[Callable[[Figure, Snapshot, Years], Fault | None], ...] = (
    _negative, _percent, _criteria, _fraction, _jump, _plan,
)  # fmt: skip
