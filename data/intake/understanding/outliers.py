"""Figures that may be right and are more often not: asked about, never refused."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from data.catalogue.periods import Period
from data.catalogue.vocabulary import Measure
from data.figures.snapshot import Snapshot
from data.intake.understanding.beside import Figure, Years, real
from data.intake.understanding.numbers import exact, plain
from geo.faults import Fault, ask

TIMES = 10  # this many times the last period's figure, or that part of it
PERCENT = "%"


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
    """Hold a count of criteria, or a plan of it, against the set in force."""
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
        for p in real(snapshot.reported(f.indicator.slug).get(f.area.id, ()))
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
    asked = (years.plan(s, f.area.id, start.year) for s in (slug, *years.wholes.get(slug, ())))
    plans = [plan for plan in asked if plan is not None]
    so_far = f.value + years.before(slug, f.area.id, start) if plans else f.value
    for plan in plans:
        if plan < so_far:
            return ask("value_over_plan", f.where, found=plain(so_far), plan=plain(plan))
    return None


def _usual(f: Figure, _: Snapshot, years: Years) -> Fault | None:
    """Compare with what other areas have in the same period, of what adds up over areas."""
    usual = years.usual(f) if f.indicator.over_areas == "sum" and f.value > 0 else None
    if usual is None or f.value < usual * TIMES:
        return None
    return ask("value_unusual", f.where, found=plain(f.value), usual=plain(usual))


def _within(f: Figure, _: Snapshot, years: Years) -> Fault | None:
    """Hold a figure against what it is a part of: hectares of forest against the area."""
    found = years.most(f)
    if found is None:
        return None
    bound, most = found
    times = years.units.times(bound.unit.vi, f.indicator.unit.vi)
    if times is None or f.value <= most * times:
        return None
    return ask("value_over_whole", f.where, found=plain(f.value), unit=f.indicator.unit,
               most=plain(most * times), whole=bound.title)  # fmt: skip


def _made(f: Figure, _: Snapshot, years: Years) -> Fault | None:
    """Hold a figure that others make as well against what they come to, where all are known."""
    if f.measure is not Measure.ACTUAL or f.indicator.origin is None:
        return None
    made = years.parts(f)
    if made is None or made == f.value:
        return None
    return ask("value_contradicts", f.where, found=plain(f.value), sum=plain(made))


_CHECKS: tuple[Callable[[Figure, Snapshot, Years], Fault | None], ...] = (
    _negative, _percent, _criteria, _fraction, _jump, _plan, _usual, _within, _made,
)  # fmt: skip
