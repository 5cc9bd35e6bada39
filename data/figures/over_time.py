"""What stands on a day of all that was said of an area before: a stock, a sum, an appraisal."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from math import inf
from typing import Literal

from data.catalogue.periods import months_before
from data.figures.cell import DIGITS, Cell, distinct
from data.figures.reports import Appraisal, Figure

Span = Literal["ytd", "month"]  # sums: the year to date, or the last single month
Carry = int | Literal["always"]  # months for which a stock is still shown


def fresh(own: date | None, day: date, carry: Carry) -> bool:
    """Say whether a figure of its own day is not too old to be shown on a day."""
    return carry == "always" or (own is not None and own > months_before(day, carry))


def stock(figures: Sequence[Figure], day: date, carry: Carry) -> Cell | None:
    """Return the latest figure, unless it is too old to be shown."""
    past = bisect_right(figures, day, key=lambda f: f.last)
    if not past or not fresh(figures[past - 1].last, day, carry):
        return None
    f = figures[past - 1]
    return Cell(
        f.number,
        f.number,
        as_of=f.last,
        provisional=f.provisional,
        sample=f.sample,
        qualifier=f.qualifier,
        sources=(f.source,),
        late=f.late,
    )


def flows(figures: Mapping[str, Sequence[Figure]], day: date, span: Span) -> dict[str, Cell]:
    """Return sums by area: the year to date, or the last month.

    "To date" is the last day that any area has reported on, so that a month nobody has reported
    yet is no gap.
    """
    year = date(day.year, 1, 1)
    past = {area: _between(own, year, day) for area, own in figures.items()}
    last = max((f.last for own in past.values() for f in own), default=year)
    since = last.replace(day=1) if span == "month" else year
    sums = {area: _sum(_between(own, since, last), since, last) for area, own in past.items()}
    return {area: cell for area, cell in sums.items() if cell}


def _between(figures: Sequence[Figure], first: date, last: date) -> list[Figure]:
    return [f for f in figures if first <= f.start and f.last <= last]


def _sum(figures: Sequence[Figure], since: date, last: date) -> Cell | None:
    """Return the sum of figures from a day to a last day; with a gap it is only a least value."""
    kept = whole_periods(figures)
    if not kept:
        return None
    total = round(sum(f.number for f in kept), DIGITS)
    known, of = sum(map(_days, kept)), (last - since).days + 1
    words = {f.qualifier for f in kept} - {""}
    return Cell(
        total,
        total if known == of else inf,
        known,
        of,
        last,
        provisional=any(f.provisional for f in kept),
        sample=any(f.sample for f in kept),
        qualifier=words.pop() if len(words) == 1 else "",  # almost 5 and 3 are almost 8
        sources=distinct((f.source,) for f in kept),
        late=any(f.late for f in kept),
    )


def whole_periods(figures: Collection[Figure]) -> list[Figure]:
    """Return figures that share no day, in order of days: of nested periods the longest stands.

    But a provisional figure gives way to final ones that fill its period.
    """
    final = _longest(f for f in figures if not f.provisional)
    estimates = [f for f in figures if f.provisional]
    open_ = [e for e in estimates if sum(_days(f) for f in final if _holds(e, f)) < _days(e)]
    return _longest([*final, *open_])


def _longest(figures: Iterable[Figure]) -> list[Figure]:
    kept: list[Figure] = []
    for f in sorted(figures, key=lambda f: (f.start, -f.end.toordinal())):
        if not kept or f.end > kept[-1].end:  # periods nest: what begins inside one ends inside it
            kept.append(f)
    return kept


def _holds(long: Figure, short: Figure) -> bool:
    return long.start <= short.start and short.end <= long.end


def _days(figure: Figure) -> int:
    return (figure.end - figure.start).days


def appraised(
    appraisals: Sequence[Appraisal], day: date, carry: Carry, criteria_set: str
) -> Appraisal | None:
    """Return the latest appraisal, whole, unless it is too old to be shown.

    Only appraisals by the criteria set in force on the day count: another set is another question.
    """
    past = [a for a in appraisals if a.last <= day and a.criteria_set == criteria_set]
    return past[-1] if past and fresh(past[-1].last, day, carry) else None


def count(appraisal: Appraisal, wanted: Collection[str], of: int) -> Cell:
    """Return how many criteria have a wanted status; those not assessed may have it too."""
    met = sum(status in wanted for status in appraisal.statuses.values())
    known = len(appraisal.statuses)
    return Cell(
        float(met),
        float(met + of - known),
        known,
        of,
        appraisal.last,
        sample=appraisal.sample,
        sources=appraisal.sources,
    )
