"""Figures since the start of the year: kept where they are a period, or less the months before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from data.catalogue.periods import Kind, Period, parse
from data.catalogue.vocabulary import Measure
from data.figures.over_time import whole_periods
from data.figures.snapshot import Snapshot
from data.intake.understanding.beside import real
from data.intake.understanding.drafts import Draft
from data.intake.understanding.findings import ACCEPT, Decisions, Findings
from data.intake.understanding.numbers import exact, plain, written
from geo.faults import ask, refuse

Read = tuple[Draft, str, Decimal | None]  # with its address, and its value


def resolved(
    read: Sequence[Read], snapshot: Snapshot, decisions: Decisions, findings: Findings
) -> list[Read]:
    """Return the figures of plain periods; each to-date figure becomes one, or is refused.

    March to date is the first quarter, December the year. Beside the month's own figure a to-date
    figure only checks it. Else it is kept less the months before, where all of them are known.
    """
    plain = [r for r in read if r[0].measure is not Measure.TO_DATE and not _is_day_of_sum(r[0])]
    known = {_key(d, d.period): (v, where) for d, where, v in plain}
    made = list(plain)
    for draft, where, value in read:
        if draft.measure is not Measure.TO_DATE and not _is_day_of_sum(draft):
            continue
        if draft.indicator is None or draft.indicator.over_time != "sum":
            if _key(draft, draft.period) in known:
                findings.skip(where, "to_date")
            else:
                made.append((replace(draft, measure=Measure.ACTUAL), where, value))
            continue
        if found := _one(draft, where, value, known, snapshot, decisions, findings):
            made.append(found)
    return made


def _one(
    draft: Draft,
    where: str,
    value: Decimal | None,
    known: Mapping[object, tuple[Decimal | None, str]],
    snapshot: Snapshot,
    decisions: Decisions,
    findings: Findings,
) -> Read | None:
    month = _last(draft.period)
    if value is None:
        findings.refuse(where, refuse("to_date_without_months", where, found=""))
        return None
    before = _before(draft, month, snapshot)
    if month and (own := known.get(_key(draft, month))):
        findings.skip(where, "to_date")
        mine = own[0]
        if mine is not None and before is not None and before + mine != value:
            _ask(draft, where, value, before + mine, decisions, findings)
        return None
    if whole := _whole(draft.period):
        return replace(draft, measure=Measure.ACTUAL, period=whole), where, value
    if month is None or before is None:
        fault = refuse("to_date_without_months", where, found=plain(value))
        findings.refuse(where, fault)
        return None
    note_ = replace(draft.line, note=f"{written(value)} - {written(before)}")
    return replace(draft, measure=Measure.ACTUAL, period=month, line=note_), where, value - before


def _ask(
    draft: Draft,
    where: str,
    value: Decimal,
    expected: Decimal,
    decisions: Decisions,
    findings: Findings,
) -> None:
    """Ask where a to-date figure is not the sum of what is known and of the month beside it."""
    assert draft.indicator is not None
    key = f"to_date:{draft.indicator.slug}:{draft.area.id}:{draft.period}:{written(value)}"
    if decisions.get(key) != ACCEPT:
        fault = ask("to_date_differs", where, found=plain(value), sum=plain(expected))
        findings.ask(key, fault, [where], [ACCEPT])


def _is_day_of_sum(draft: Draft) -> bool:
    """Say whether a sum over time is given "up to a day": then it counts from the year's start."""
    summed = draft.indicator is not None and draft.indicator.over_time == "sum"
    return summed and draft.period.kind is Kind.DAY and draft.measure is Measure.ACTUAL


def _last(period: Period) -> Period | None:
    """Return the month or the quarter that a to-date figure ends with."""
    return period if period.kind in (Kind.MONTH, Kind.QUARTER) else _month(period)


def _month(period: Period) -> Period | None:
    """Return the month that a to-date period ends with; None for a day in the midst of one."""
    month = parse(f"{period.last.year:04}-{period.last.month:02}")
    return month if month.end == period.end else None


def _whole(period: Period) -> Period | None:
    """Return the period of the calendar that begins with the year and ends as this one does."""
    year, month = period.last.year, _month(period)
    if month is None:
        return None
    forms = {1: f"{year:04}-01", 3: f"{year:04}-Q1", 12: f"{year:04}"}
    return parse(forms[month.start.month]) if month.start.month in forms else None


def _before(draft: Draft, month: Period | None, snapshot: Snapshot) -> Decimal | None:
    """Return the sum of the year up to a month, if all of it is known and final."""
    if month is None or draft.indicator is None:
        return None
    start = date(month.start.year, 1, 1)
    figures = real(snapshot.reported(draft.indicator.slug).get(draft.area.id, ()))
    kept = whole_periods([f for f in figures if start <= f.start and f.end <= month.start])
    if sum((f.end - f.start).days for f in kept) != (month.start - start).days:
        return None
    return sum((exact(f.number) for f in kept), Decimal(0))


def _key(draft: Draft, period: Period) -> object:
    slug = draft.indicator.slug if draft.indicator else draft.criterion
    return slug, draft.area.id, str(period)
