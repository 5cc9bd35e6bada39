"""The last periods of each row of a table, as a small line with its plan across."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pandas as pd
from markupsafe import Markup

from components.map.choices import Choice
from components.state import cached
from components.state.language import words
from components.text.sparkline import sparkline
from data.catalogue.indicators import Indicator
from data.figures.compare import unlike
from data.figures.runs import Point
from data.figures.snapshot import Snapshot
from data.words import N_, Words

LAST = 12  # periods
MOST = 60  # rows for which lines are drawn, to keep pages quick


def drawn(now: Snapshot, choice: Choice, rows: pd.DataFrame) -> Mapping[str, Markup]:
    """Return the line of each area of the rows; none where nothing has moved yet."""
    if len(rows) > MOST or choice.indicator.categories:
        return {}
    past = cached.stood(now, choice.indicator.slug, choice.span)
    sums = now.catalogue.begins_anew(choice.indicator) and choice.span == "ytd"
    apart = partial(_apart, now, choice.indicator, sums=sums)
    threshold = choice.indicator.threshold_on(choice.day)
    level = threshold.number if threshold else None
    found = {}
    for row in rows.to_dict("records"):
        points = shown(past.get(row["area"], ()), choice, anew=sums)
        plan = row["plan"] if pd.notna(row["plan"]) else level
        if sum(p.value is not None for p in points) > 1:
            parts = pieces(points, apart)
            said = "; ".join(_described(words(), choice, piece) for piece in parts)
            values = [v for piece in parts for v in (None, *(p.value for p in piece))]
            found[row["area"]] = sparkline(values[1:], said, plan)
    return found


def shown(points: Sequence[Point], choice: Choice, *, anew: bool) -> Sequence[Point]:
    """Return the last periods up to the day; of what begins `anew` each year, those of its year."""
    told = [p for p in points if p.day <= choice.day]
    own = [p for p in told if p.day.year == told[-1].day.year] if anew and told else told
    return (own if len(own) > 1 else told)[-LAST:]


def pieces(
    points: Sequence[Point], apart: Callable[[Point, Point], bool]
) -> Sequence[Sequence[Point]]:
    """Return the periods in pieces, each to be joined by a line: a known value begins a new one."""
    found: list[list[Point]] = [[]]
    last = None
    for point in points:
        if point.value is not None:
            if last and apart(last, point):
                found.append([])
            last = point
        found[-1].append(point)
    return found


def _apart(now: Snapshot, indicator: Indicator, one: Point, other: Point, *, sums: bool) -> bool:
    """Say whether two values answer two questions, or one of them was made up."""
    if (one.sample, one.question) != (other.sample, other.question):
        return True
    return sums and unlike(now, indicator, one.day, other.day) is not None


def _described(said: Words, choice: Choice, points: Sequence[Point]) -> str:
    known = [p for p in points if p.value is not None]
    first, last = (
        f"{said.value(choice.indicator, p.value, unit=False)} ({said.day(p.day)})"
        for p in (known[0], known[-1])
    )
    if first == last:
        return first
    return said(N_("from {first} to {last}"), first=first, last=last)
