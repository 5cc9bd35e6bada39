"""Two views of one thing beside each other, and what may be said of their difference."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import nan
from typing import Any

import pandas as pd

from data.catalogue.indicators import Indicator
from data.figures.snapshot import Snapshot
from data.figures.view import Standing
from geo.areas import Area

Rows = Mapping[str, Any]  # area id -> its row of a view


class Finding(StrEnum):
    """What a comparison comes to, or why there is none: one word each."""

    BETTER = "better"  # the second, seen by the indicator's direction
    WORSE = "worse"
    EQUAL = "equal"
    HIGHER = "higher"  # where neither way is better
    LOWER = "lower"
    OTHER = "other"  # another word of an indicator that has words
    UNKNOWN = "unknown"  # one of them is missing, or is only a least value
    SAMPLE = "sample"  # one was made up and the other was not
    DAYS = "days"  # both areas at once, and their figures are of different days
    SAME = "same"  # both days, and nothing was reported between them
    SPANS = "spans"  # sums since the new year, of which one is longer than the other
    QUESTION = "question"  # counted by two sets of criteria
    NOT_APPLICABLE = "not_applicable"


SAID = (Finding.BETTER, Finding.WORSE, Finding.EQUAL, Finding.HIGHER, Finding.LOWER)


@dataclass(frozen=True)
class Pair:
    """Two rows of a view, by how much the second is above the first, and what that means."""

    indicator: Indicator
    first: Any
    second: Any
    difference: float  # NaN where there is none to be told
    finding: Finding

    @property
    def compared(self) -> bool:
        """Say whether there is a difference of numbers to be told."""
        return self.finding in SAID


def communes(
    now: Snapshot, first: Area, second: Area, view: Callable[[str], Rows]
) -> Iterator[Pair]:
    """Yield a pair for every indicator that applies to one of the areas, in order of the menus."""
    for indicator in now.catalogue:
        if indicator.covers(first.kind) or indicator.covers(second.kind):
            rows = view(indicator.slug)
            one, other = rows[first.id], rows[second.id]
            yield _pair(indicator, one, other, _between_areas(one, other))


def days(now: Snapshot, indicator: Indicator, first: Rows, second: Rows) -> Iterator[Pair]:
    """Yield a pair for every area that was in force on both days, in official order.

    `first` and `second` are the rows of the views of the two days.
    """
    for area, later in second.items():
        if area in first:
            why = _between_days(now, indicator, first[area], later)
            yield _pair(indicator, first[area], later, why)


def _pair(indicator: Indicator, one: Any, other: Any, why: Finding | None) -> Pair:
    why = why or _incomparable(one, other)
    if why is None and indicator.categories:
        why = Finding.EQUAL if one.value == other.value else Finding.OTHER
        return Pair(indicator, one, other, nan, why)
    if why:
        return Pair(indicator, one, other, nan, why)
    difference = round(other.value - one.value, indicator.decimals)
    return Pair(indicator, one, other, difference, _judged(indicator, difference))


def _judged(indicator: Indicator, difference: float) -> Finding:
    if difference == 0:
        return Finding.EQUAL
    if indicator.direction == "neither":
        return Finding.HIGHER if difference > 0 else Finding.LOWER
    better = (difference > 0) == (indicator.direction == "higher")
    return Finding.BETTER if better else Finding.WORSE


def _incomparable(one: Any, other: Any) -> Finding | None:
    """Return why two rows have no difference that could be told, whatever they are of."""
    standings = {one.standing, other.standing}
    if Standing.NOT_APPLICABLE in standings:
        return Finding.NOT_APPLICABLE
    if standings != {Standing.VALUE}:
        return Finding.UNKNOWN
    return Finding.SAMPLE if one.sample != other.sample else None


def _between_areas(one: Any, other: Any) -> Finding | None:
    known = pd.notna(one.as_of) and pd.notna(other.as_of)
    return Finding.DAYS if known and one.as_of != other.as_of else None


def _between_days(now: Snapshot, indicator: Indicator, one: Any, other: Any) -> Finding | None:
    if pd.isna(one.as_of) or pd.isna(other.as_of):
        return None
    if one.as_of == other.as_of:
        return Finding.SAME
    return unlike(now, indicator, one.as_of.date(), other.as_of.date())


def unlike(now: Snapshot, indicator: Indicator, first: date, second: date) -> Finding | None:
    """Return why figures of two days do not answer the same question; None where they do.

    What is counted from each new year on compares within the year, or with the same part of
    another one; a count of criteria with those by the same set.
    """
    if question(now, indicator, first) != question(now, indicator, second):
        return Finding.QUESTION
    if now.catalogue.begins_anew(indicator) and first.year != second.year:
        return None if _of_year(first) == _of_year(second) else Finding.SPANS
    return None


def _of_year(day: date) -> tuple[int, int]:
    """Return which day of a year it is; a month's last one is alike in every year."""
    last = (day + timedelta(days=1)).month != day.month
    return day.month, 31 if last else day.day


def question(now: Snapshot, indicator: Indicator, day: date) -> str:
    """Return the criteria set that a count is out of: another set is another question."""
    counts = indicator.origin is not None and indicator.origin.criteria
    return now.catalogue.criteria_key(day) if counts else ""
