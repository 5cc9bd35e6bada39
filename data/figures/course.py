"""The course of one indicator in one area, with that of others and what was to be reached."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

import pandas as pd

from data.catalogue.indicators import Indicator
from data.figures.cell import DIGITS
from data.figures.snapshot import Snapshot
from data.figures.view import Standing
from geo.areas import Area

Past = Mapping[str, Sequence[Any]]  # area id -> its rows of data.figures.days.history, by day


KNOWN = (Standing.VALUE, Standing.PARTIAL)
ENOUGH = 0.75  # of the areas asked: with fewer, a mean moves with who has reported


class Mean(NamedTuple):
    """The mean of the exact values of several areas: of so many, out of those asked.

    They are all samples, or none of them is.
    """

    value: float
    n: int
    of: int
    sample: bool = False


class Point(NamedTuple):
    """What is known on one day; `row` is the area's own, none before it came to be."""

    day: date
    row: Any | None
    value: float | None  # exact, or added up from the areas before a merger
    every: Mean | None  # of all areas that the indicator covers
    alike: Mean | None  # of those like this one
    target: float | None


class Break(NamedTuple):
    """A day from which on the values answer another question, or are of another ground."""

    day: date
    why: Literal["area", "criteria", "threshold"]
    parts: bool  # no line leads over it


@dataclass(frozen=True)
class Course:
    """An indicator of an area over time, the earliest first."""

    indicator: Indicator
    points: tuple[Point, ...]
    breaks: tuple[Break, ...]

    @property
    def moves(self) -> bool:
        """Say whether there is a line to draw: numbers on more than one day."""
        known = sum(p.value is not None for p in self.points)
        return not self.indicator.categories and known > 1


def course(
    now: Snapshot,
    indicator: Indicator,
    area: Area,
    day: date,
    past: Past,
    means: Mapping[date, Mean],
    targets: Mapping[date, Mapping[str, float]],
    like: Sequence[str] = (),
) -> Course:
    """Return the course up to a day.

    `past` has the rows of every area, `means` the mean of all and `targets` the plans by day.
    """
    others = {key: {row.day: row for row in past.get(key, ())} for key in like}
    points = list(_before(now, indicator, area, past))
    sorts = {row.sample for row in past.get(area.id, ()) if row.standing in KNOWN}
    for row in past.get(area.id, ()):
        if row.day <= day:
            beside = [rows[row.day] for rows in others.values() if row.day in rows]
            plan = targets.get(row.day, {}).get(area.id)
            target = _threshold(indicator, row.day) if plan is None else plan
            of_its_sort = {row.sample} if row.standing in KNOWN else sorts
            every, alike = (
                found if found and found.sample in of_its_sort else None
                for found in (means.get(row.day), mean(beside))
            )
            points.append(Point(row.day, row, _exact(row), every, alike, target))
    return Course(indicator, tuple(points), tuple(_breaks(now, indicator, area, points)))


def mean(rows: Iterable[Any]) -> Mean | None:
    """Return the mean of exact values, with how many are missing; none where many are.

    Samples and real figures have no mean in common: those of the other sort are missing.
    """
    asked = [row for row in rows if row.standing != Standing.NOT_APPLICABLE]
    for sample in (False, True):
        own = (row for row in asked if row.standing == Standing.VALUE and row.sample == sample)
        exact = [row.value for row in own]
        if exact and len(exact) >= ENOUGH * len(asked):
            return Mean(sum(exact) / len(exact), len(exact), len(asked), sample)
    return None


def means(past: Past) -> dict[date, Mean]:
    """Return the mean of all areas on each day on which there is one."""
    by_day: dict[date, list[Any]] = {}
    for rows in past.values():
        for row in rows:
            by_day.setdefault(row.day, []).append(row)
    found = {day: mean(rows) for day, rows in by_day.items()}
    return {day: known for day, known in found.items() if known}


def baseline(now: Snapshot, course: Course, row: Any, day: date) -> Point | None:
    """Return what a row is held against: of a sum the same day a year ago, else the new year.

    Only what answers the same question on the same ground, and is exact; no sample beside what is
    real.
    """
    last = max((b.day for b in course.breaks if b.parts and b.day <= day), default=date.min)
    exact = (p for p in course.points if p.day >= last and p.value is not None)
    own = [p for p in exact if p.row is not None and p.row.sample == row.sample]
    if now.catalogue.begins_anew(course.indicator):
        before = (pd.Timestamp(day) - pd.DateOffset(years=1)).date()
        return next((p for p in own if p.day == before), None)
    start = date(day.year, 1, 1)
    return next((p for p in reversed(own) if p.day < start), None)


def _exact(row: Any) -> float | None:
    return float(row.value) if row.standing == Standing.VALUE else None


def _threshold(indicator: Indicator, day: date) -> float | None:
    found = indicator.threshold_on(day)
    return found.number if found else None


def _before(now: Snapshot, indicator: Indicator, area: Area, past: Past) -> Iterator[Point]:
    """Yield the sums of the areas that this one succeeded, where all of them are known exactly."""
    before = now.areas.predecessors(area)
    if not before or indicator.over_areas != "sum":
        return
    rows = [{r.day: _exact(r) for r in past.get(a.id, ())} for a in before]
    for day in sorted(set.intersection(*(set(own) for own in rows))):
        values = [own[day] for own in rows]
        if day < area.valid_from and all(v is not None for v in values):
            total = round(sum(v for v in values if v is not None), DIGITS)
            yield Point(day, None, total, None, None, None)


def _breaks(
    now: Snapshot, indicator: Indicator, area: Area, points: Sequence[Point]
) -> Iterator[Break]:
    if not points:
        return
    first, last = points[0].day, points[-1].day
    if first < area.valid_from <= last:
        yield Break(area.valid_from, "area", parts=True)
    if indicator.origin is not None and indicator.origin.criteria:
        days = {s.since for s in now.catalogue.criteria_sets.values()}
        yield from (Break(d, "criteria", parts=True) for d in sorted(days) if first < d <= last)
    days = {t.since for t in indicator.thresholds}
    yield from (Break(d, "threshold", parts=False) for d in sorted(days) if first < d <= last)


def lines(
    now: Snapshot, course: Course, of: Callable[[Point], float | None]
) -> list[list[tuple[date, float]]]:
    """Return the values in pieces, each to be joined by a line: none over a gap or a break.

    What begins anew each year is not joined over the new year.
    """
    anew = now.catalogue.begins_anew(course.indicator)
    apart = [b.day for b in course.breaks if b.parts]
    pieces: list[list[tuple[date, float]]] = [[]]
    for point in course.points:
        value, piece = of(point), pieces[-1]
        if piece:
            last = piece[-1][0]
            parts = any(last < b <= point.day for b in apart)
            if parts or value is None or (anew and last.year != point.day.year):
                pieces.append([])
        if value is not None:
            pieces[-1].append((point.day, value))
    return [piece for piece in pieces if piece]
