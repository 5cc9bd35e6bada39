"""Since when: how long each area has been judged, or classed, as it is on a day."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import nan
from typing import NamedTuple

import pandas as pd

from data.catalogue.indicators import Indicator
from data.figures.assess import JUDGED, Verdict, assess
from data.figures.cells import Span
from data.figures.compare import question
from data.figures.days import days
from data.figures.plans import Plan, plans
from data.figures.snapshot import Snapshot
from data.figures.view import Standing, classified, days_of
from geo.map.scale import Scale

MOST = 6000  # areas × days that are looked up while somebody waits; the latest of them


class Run(NamedTuple):
    """The first day of an unbroken run."""

    since: date
    least: bool  # it may be longer: of the time before it nothing is known


class Point(NamedTuple):
    """What stood on a known day of one area."""

    day: date
    value: float | None  # exact ones only
    verdict: str
    character: str  # of its class, or of its blank
    sample: bool = False
    question: str = ""  # the criteria set that it is counted by
    scale: Scale | None = None  # whose classes it is put into


Past = Mapping[str, Sequence[Point]]  # by area id, in order of days


def run(said: Sequence[tuple[date, str | None]]) -> Run | None:
    """Return the run at the end of what was said day by day; None: nothing was known that day."""
    if not said or said[-1][1] is None:
        return None
    since, now = said[-1]
    for day, word in reversed(said):
        if word != now:
            return Run(since, least=word is None)
        since = day
    return Run(since, least=True)


def since(points: Sequence[Point], day: date, *, classes: bool) -> Run | None:
    """Return since when an area is judged, or in its class, as on this day.

    `classes`: whether those of one day may be held against those of another. What is counted by
    another set of criteria, put into other classes, or a sample where this is none, says nothing.
    """
    told = [p for p in points if p.day <= day]
    if not told:
        return None
    last = told[-1]
    if last.verdict in JUDGED:
        if last.verdict == Verdict.NOT_MET:  # while a plan runs, nobody has missed it again
            told = [p for p in told if p.verdict != Verdict.IN_PROGRESS]
        alike = (p.verdict in JUDGED and _alike(p, last) for p in told)
        return run([(p.day, p.verdict if a else None) for p, a in zip(told, alike, strict=True)])
    if last.verdict != Verdict.NO_TARGET or not classes:
        return None
    alike = (
        p.verdict == Verdict.NO_TARGET and _alike(p, last) and p.scale == last.scale for p in told
    )
    return run([(p.day, p.character if a else None) for p, a in zip(told, alike, strict=True)])


def _alike(one: Point, other: Point) -> bool:
    return (one.sample, one.question) == (other.sample, other.question)


def looked_up(snapshot: Snapshot, indicator: Indicator, span: Span = "ytd") -> pd.DataFrame:
    """Return the part of a view that needs no plan, of the latest known days."""
    known = days(snapshot, indicator)[::-1]
    areas = max((len(snapshot.on(day)) for day in known[-1:]), default=1)
    return classified(snapshot, indicator, known[-max(MOST // max(areas, 1), 2) :], span)


def past(
    snapshot: Snapshot, indicator: Indicator, span: Span = "ytd", frame: pd.DataFrame | None = None
) -> Past:
    """Return what stood on every known day, of each area that was in force on it.

    `frame`: what was looked up of it already.
    """
    frame = (looked_up(snapshot, indicator, span) if frame is None else frame).copy()
    known = list(frame["day"].unique())
    planned = {day: plans(snapshot, indicator, day, span) for day in known}
    own = [planned[d].get(a) for d, a in zip(frame["day"], frame["area"], strict=True)]
    frame["plan"] = [plan.number if plan else nan for plan in own]
    frame["plan_start"], frame["plan_end"] = _ends(own)
    by = {d: (question(snapshot, indicator, d), indicator.scale_on(d)) for d in known}
    found: dict[str, list[Point]] = {}
    for row in frame.itertuples():
        value = float(row.value) if row.standing == Standing.VALUE else None
        verdict = str(assess(indicator, row, row.day))
        point = Point(row.day, value, verdict, row.character, bool(row.sample), *by[row.day])
        found.setdefault(row.area, []).append(point)
    return found


def _ends(own: Sequence[Plan | None]) -> tuple[object, object]:
    return (
        days_of(plan.start if plan else None for plan in own),
        days_of(plan.end if plan else None for plan in own),
    )
