"""Figures that may be right and are more often not: asked about, never refused."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data.catalogue import Indicator
from data.intake.numbers import exact, plain, written
from data.intake.vocabulary import Measure
from data.over_time import whole_periods
from data.periods import Period
from data.store import Snapshot
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


Together = Mapping[tuple[str, str], Sequence[Figure]]  # by indicator and area


def strange(figures: Sequence[Figure], snapshot: Snapshot) -> Iterator[tuple[Figure, Fault]]:
    """Yield each figure of a file that is strange, with each way in which it is."""
    together: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        together.setdefault((figure.indicator.slug, figure.area.id), []).append(figure)
    for figure in figures:
        for check in _CHECKS:
            if fault := check(figure, snapshot, together):
                yield figure, fault


def _negative(f: Figure, *_: object) -> Fault | None:
    return ask("value_negative", f.where, found=plain(f.value)) if f.value < 0 else None


def _percent(f: Figure, *_: object) -> Fault | None:
    over = f.indicator.unit.vi.strip() == PERCENT and f.value > 100
    return ask("value_over_hundred", f.where, found=plain(f.value)) if over else None


def _fraction(f: Figure, *_: object) -> Fault | None:
    """A herd of 3.203 buffaloes is 3203 that a spreadsheet took for a decimal."""
    whole = f.value == f.value.to_integral_value()
    counted = f.indicator.decimals == 0 and f.indicator.over_areas == "sum"
    if whole or not counted or f.indicator.categories:
        return None
    return ask("value_is_a_fraction", f.where, found=plain(f.value), unit=f.indicator.unit.vi)


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


def _plan(f: Figure, snapshot: Snapshot, together: Together) -> Fault | None:
    """Compare the year so far with the year's plan, of the indicator or of what it is part of."""
    if f.measure is not Measure.ACTUAL or f.indicator.over_time != "sum":
        return None
    year, so_far = f.period.start.year, f.value + _before(f, snapshot, together)
    for slug in (f.indicator.slug, *_wholes(f.indicator.slug, snapshot)):
        own = (slug, f.area.id)
        plans = [exact(p.number) for p in snapshot.planned(slug).get(f.area.id, ())
                 if p.start.year == year and (p.end - p.start).days >= _YEAR]  # fmt: skip
        plans += [o.value for o in together.get(own, ()) if o.measure is Measure.PLAN
                  and o.period.start.year == year]  # fmt: skip
        if plans and plans[-1] < so_far:
            return ask("value_over_plan", f.where, found=plain(so_far), plan=plain(plans[-1]))
    return None


def _before(f: Figure, snapshot: Snapshot, together: Together) -> Decimal:
    """Return the sum of the same year before a figure's period, as far as it is known."""
    start = date(f.period.start.year, 1, 1)
    here = [o for o in together[f.indicator.slug, f.area.id] if o.measure is Measure.ACTUAL]
    new = {(o.period.start, o.period.end): o.value for o in here}
    known = snapshot.reported(f.indicator.slug).get(f.area.id, ())
    old = {(k.start, k.end): k for k in known if start <= k.start and k.end <= f.period.start}
    kept = whole_periods([k for days, k in old.items() if days not in new])
    earlier = [v for (a, b), v in new.items() if start <= a and b <= f.period.start]
    return sum((exact(k.number) for k in kept), Decimal(0)) + sum(earlier, Decimal(0))


def _wholes(slug: str, snapshot: Snapshot) -> list[str]:
    return [i.slug for i in snapshot.catalogue if i.origin and slug in i.origin.sum]


_CHECKS: tuple[Callable[[Figure, Snapshot, Together], Fault | None], ...] = (
    _negative, _percent, _fraction, _jump, _plan,
)  # fmt: skip
