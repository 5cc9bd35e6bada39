"""One area against everything that is measured: what its own page, and its page on paper, show."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from data.catalogue.criteria import CriteriaSet, Criterion, Status
from data.catalogue.indicators import Indicator
from data.figures.compare import question
from data.figures.over_time import appraised
from data.figures.snapshot import Snapshot
from data.figures.view import Standing
from data.words import N_, Words
from geo.areas import Area

Rows = Mapping[str, Any]  # area id -> its row of a view
Past = Mapping[str, Sequence[Any]]  # area id -> its rows of data.history.history, in order of days


@dataclass(frozen=True)
class Line:
    """One indicator of one area on one day, with what it was before."""

    indicator: Indicator
    row: Any  # the row of the view
    before: Any | None  # the last row before that compares with it, of a day with any figure
    trend: tuple[float | None, ...]  # exact values on every known day up to the day, in order
    trend_days: tuple[date, ...]


def lines(
    now: Snapshot,
    area: Area,
    day: date,
    view: Callable[[str], Rows],
    past: Callable[[str], Past],
) -> Iterator[Line]:
    """Yield a line for every indicator that applies to this area, in the order of the menus.

    `view` and `past` give, for an indicator's slug, what is shown on the day and what was known
    before, however they are kept.
    """
    for indicator in now.catalogue:
        if not indicator.covers(area.kind):
            continue
        row = view(indicator.slug)[area.id]
        asked = question(now, indicator, day)
        own = [
            r
            for r in past(indicator.slug).get(area.id, ())
            if r.day <= day and question(now, indicator, r.day) == asked
        ]
        exact = tuple(float(r.value) if r.standing == Standing.VALUE else None for r in own)
        known = row.as_of.date() if pd.notna(row.as_of) else date.min
        anew = date(known.year, 1, 1) if now.catalogue.begins_anew(indicator) else date.min
        before = next((r for r in reversed(own) if anew <= r.day < known), None)
        yield Line(indicator, row, before, exact, tuple(r.day for r in own))


def change(words: Words, line: Line) -> str:
    """Return by how much an exact value differs from the exact one before, and since when."""
    now, before = line.row, line.before
    if before is None or line.indicator.categories:
        return ""
    if {now.standing, before.standing} != {Standing.VALUE} or before.sample != now.sample:
        return ""  # what is not exact, or was made up, is nothing to compare with
    difference = round(now.value - before.value, line.indicator.decimals)
    if difference == 0:
        return words(N_("unchanged since {day}"), day=words.day(before.as_of))
    sign = "+" if difference > 0 else "−"
    size = words.number(abs(difference), line.indicator.decimals)
    return words(N_("{change} since {day}"), change=sign + size, day=words.day(before.as_of))


def target(words: Words, line: Line) -> str:
    """Return the area's own plan, or the threshold that holds for all, in words."""
    indicator, row = line.indicator, line.row
    if pd.notna(row.plan):
        return words(N_("plan {value}"), value=words.value(indicator, row.plan))
    day = row.as_of.date() if pd.notna(row.as_of) else date.max
    threshold = indicator.threshold_on(day)
    if threshold is None:
        return ""
    forms = {
        "at_least": N_("at least {value}"),
        "at_most": N_("at most {value}"),
        "more_than": N_("more than {value}"),
        "less_than": N_("less than {value}"),
    }
    form = next(f for key, f in forms.items() if getattr(threshold, key) is not None)
    return words(form, value=words.value(indicator, threshold.number))


@dataclass(frozen=True)
class Check:
    """One criterion of one area; no status where it was not assessed."""

    criterion: Criterion
    group: str
    status: Status | None
    since: date | None


def checklist(now: Snapshot, area: Area, day: date) -> tuple[CriteriaSet | None, list[Check]]:
    """Return the criteria set in force on this day and the latest status of each criterion.

    Empty where no indicator counts criteria for this kind of area.
    """
    counting, found = now.catalogue.counting(area.kind), now.catalogue.criteria_on(day)
    if not counting or found is None:
        return found, []
    key, carry = now.catalogue.criteria_key(day), counting[0].carry
    last = appraised(now.appraised(area.id), day, carry, key)
    said = last.statuses if last else {}
    return found, [
        Check(c, c.group, Status(said[c.number]), last.last)
        if last and c.number in said
        else Check(c, c.group, None, None)
        for c in found.criteria
    ]


def changed(
    now: Snapshot, area: Area, day: date, wanted: Collection[str]
) -> tuple[list[Criterion], list[Criterion]]:
    """Return which criteria have a wanted status since the new year, and which have lost it.

    A criterion that was not assessed on either day is in neither.
    """
    _, checks = checklist(now, area, day)
    start = date(day.year, 1, 1) - timedelta(days=1)
    if now.catalogue.criteria_key(start) != now.catalogue.criteria_key(day):
        return [], []
    before = {c.criterion.number: c.status for c in checklist(now, area, start)[1]}
    both = [c for c in checks if c.status and before[c.criterion.number]]
    won = [c for c in both if c.status in wanted and before[c.criterion.number] not in wanted]
    lost = [c for c in both if c.status not in wanted and before[c.criterion.number] in wanted]
    return [c.criterion for c in won], [c.criterion for c in lost]


def origin(words: Words, now: Snapshot, area: Area) -> list[str]:
    """Return what the area came to be from, and what replaced it, one sentence each."""
    said = []
    before, after = now.areas.predecessors(area), now.areas.successors(area)
    legal = now.areas.legal(area)
    if before:
        names = ", ".join(a.called for a in before)
        day = words.day(area.valid_from)
        said.append(
            words(N_("Formed on {day} from {names} ({legal})."), day=day, names=names, legal=legal)
        )
    if after and area.valid_to:
        names = ", ".join(a.called for a in after)
        legal = now.areas.legal(after[0])
        day = words.day(area.valid_to)
        said.append(
            words(
                N_("Until {day}; then part of {names} ({legal})."),
                day=day,
                names=names,
                legal=legal,
            )
        )
    return said


def described(words: Words, line: Line) -> str:
    """Return what a trend says, for who cannot see it."""
    pairs = zip(line.trend_days, line.trend, strict=True)
    return "; ".join(
        f"{words.day(d)}: {words.value(line.indicator, v)}" for d, v in pairs if v is not None
    )
