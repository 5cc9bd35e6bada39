"""One indicator on one day for every area: its value, how sure it is, and where it comes from.

A cell is a row of a frame indexed by area id, with the columns of `COLUMNS`:
`value` what is known (float), `upper` the most that it can be (equal to `value` where it is exact),
`known` and `of` how much of it is known (days of a year, criteria of a set), `as_of` its own day,
`provisional`, `sample`, `rebuilt` (made from the areas that this one succeeded), `qualifier`
("almost", "over") and `sources`, a tuple of source ids.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

import numpy as np
import pandas as pd

from data.catalogue import Indicator
from data.periods import month_of, months_before
from data.store import Snapshot
from geo.areas import Area

COLUMNS = (
    "value",
    "upper",
    "known",
    "of",
    "as_of",
    "provisional",
    "sample",
    "rebuilt",
    "qualifier",
    "sources",
)
DIGITS = 9  # sums of decimals are rounded here, so that 11.9 is not short of a plan of 11.9
Span = Literal["ytd", "month"]  # sums: the year to date, or the last single month


def cells(
    snapshot: Snapshot,
    indicator: Indicator,
    day: date,
    areas: Sequence[Area],
    span: Span = "ytd",
) -> pd.DataFrame:
    """Return a cell for each area that has something known on this day; the others have no row."""
    ids = [a.id for a in areas if indicator.covers(a.kind)]
    found = _made(snapshot, indicator, day, [a for a in areas if a.id in set(ids)], span)
    if indicator.over_areas == "sum" and indicator.origin is None:
        found = _with_predecessors(snapshot, indicator, day, areas, span, found)
    return found.reindex([i for i in ids if i in found.index])


def plans(snapshot: Snapshot, indicator: Indicator, day: date) -> pd.DataFrame:
    """Return the plan in force on this day by area id: `plan`, `start`, `end`, `sources`, `sample`.

    The plan of a sum is the sum of the plans of its parts, where every part has one.
    """
    rows = snapshot.targets
    rows = rows[rows["indicator"].isin([indicator.slug, *indicator.parts])]
    if rows.empty:
        return pd.DataFrame(columns=["plan", "start", "end", "sources", "sample"])
    moment = pd.Timestamp(day)
    mine = rows[(rows["start"] <= moment) & (rows["end"] > moment)]
    own = mine[mine["indicator"] == indicator.slug]
    own = own.sort_values("start").drop_duplicates("area", keep="last")
    parts = indicator.origin.sum if indicator.origin else ()
    if own.empty and parts:
        own = mine[mine["indicator"].isin(parts)]
        own = own[own.groupby("area")["indicator"].transform("nunique") == len(parts)]
    by_area = own.groupby("area", sort=False)
    return by_area.agg(
        plan=("number", lambda n: round(n.sum(), DIGITS)),
        start=("start", "min"),
        end=("end", "max"),
        sources=("source", _distinct),
        sample=("sample", "any"),
    )


def _made(
    snapshot: Snapshot, indicator: Indicator, day: date, areas: Sequence[Area], span: Span
) -> pd.DataFrame:
    origin = indicator.origin
    if origin is None:
        return _reported(snapshot, indicator, day, [a.id for a in areas], span)
    if origin.criteria:
        return _criteria(snapshot, indicator, day, [a.id for a in areas])
    span = "ytd" if origin.share_of_plan else span  # a month is no share of a year's plan
    parts = [cells(snapshot, snapshot.catalogue[s], day, areas, span) for s in indicator.parts]
    if origin.sum:
        return _sum(parts)
    if origin.ratio:
        return _ratio(parts[0], parts[1]["value"], parts[1], origin.times)
    assert origin.share_of_plan
    plan = plans(snapshot, snapshot.catalogue[origin.share_of_plan], day)
    return _ratio(parts[0], plan["plan"], plan, origin.times)


def _reported(
    snapshot: Snapshot, indicator: Indicator, day: date, ids: list[str], span: Span
) -> pd.DataFrame:
    rows = snapshot.figures_of(indicator.slug)
    rows = rows[rows["area"].isin(ids) & (rows["last"] <= pd.Timestamp(day))]
    return _flow(rows, day, span) if indicator.over_time == "sum" else _stock(rows, indicator, day)


def _stock(rows: pd.DataFrame, indicator: Indicator, day: date) -> pd.DataFrame:
    """Return the latest figure of each area that is not too old to be shown."""
    if indicator.carry != "always":
        rows = rows[rows["last"] > pd.Timestamp(months_before(day, indicator.carry))]
    latest = rows.sort_values("last", kind="stable").drop_duplicates("area", keep="last")
    latest = latest.set_index("area")
    return _frame(latest, value=latest["number"], upper=latest["number"])


def _flow(rows: pd.DataFrame, day: date, span: Span) -> pd.DataFrame:
    """Return sums: the year to date, or the last month; with a gap the sum is only a least value.

    "To date" is the last day that any area has reported on, so that a month nobody has reported
    yet is no gap.
    """
    rows = rows[rows["start"] >= pd.Timestamp(day.year, 1, 1)]
    if rows.empty:
        return _frame(rows.set_index("area"), value=[], upper=[])
    until = rows["end"].max()
    since = pd.Timestamp(day.year, 1, 1)
    if span == "month":
        since = pd.Timestamp(month_of((until - pd.Timedelta(days=1)).date()).start)
        rows = rows[rows["start"] >= since]
    rows = _without_parts(rows)
    rows = rows.assign(days=(rows["end"] - rows["start"]).dt.days)
    by_area = rows.groupby("area", sort=False)
    total, days = by_area["number"].sum().round(DIGITS), by_area["days"].sum()
    first = rows.drop_duplicates("area").set_index("area").loc[total.index]
    whole = (until - since).days
    return _frame(
        first,
        value=total.to_numpy(),
        upper=np.where(days == whole, total, np.inf),
        known=days.to_numpy(),
        of=whole,
        as_of=until - pd.Timedelta(days=1),
        provisional=by_area["provisional"].any().to_numpy(),
        sample=by_area["sample"].any().to_numpy(),
        sources=by_area["source"].agg(_distinct).to_numpy(),
    )


def _without_parts(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows without those that a longer period of the same area already contains."""
    days = (rows["end"] - rows["start"]).dt.days
    kept = []
    covered: dict[str, list[tuple[pd.Timestamp, pd.Timestamp]]] = {}
    lengths = sorted(days.unique(), reverse=True)
    if len(lengths) == 1 or set(days) <= {28, 29, 30, 31}:
        return rows
    for row in rows.assign(days=days).sort_values("days", ascending=False).itertuples():
        mine = covered.setdefault(row.area, [])
        if not any(start <= row.start and row.end <= end for start, end in mine):
            mine.append((row.start, row.end))
            kept.append(row.Index)
    return rows.loc[kept]


def _criteria(snapshot: Snapshot, indicator: Indicator, day: date, ids: list[str]) -> pd.DataFrame:
    """Return how many criteria have the wanted statuses; those not assessed may have them too."""
    assert indicator.origin
    found = statuses_on(snapshot, indicator, day, ids)
    if found.empty:
        return _frame(found.set_index("area"), value=[], upper=[])
    wanted = found["status"].isin([str(s) for s in indicator.origin.criteria])
    by_area = found.assign(wanted=wanted).groupby("area", sort=False)
    count, known = by_area["wanted"].sum().astype(float), by_area.size()
    sizes = {key: len(s.criteria) for key, s in snapshot.catalogue.criteria_sets.items()}
    first = found.drop_duplicates("area").set_index("area").loc[count.index]
    of = first["set"].map(sizes)
    return _frame(
        first.assign(qualifier=""),
        value=count.to_numpy(),
        upper=(count + of - known).to_numpy(),
        known=known.to_numpy(),
        of=of.to_numpy(),
        provisional=False,
        sample=by_area["sample"].any().to_numpy(),
        sources=by_area["source"].agg(_distinct).to_numpy(),
    )


def statuses_on(
    snapshot: Snapshot, indicator: Indicator, day: date, ids: Sequence[str]
) -> pd.DataFrame:
    """Return the latest appraisal of each area, whole, if it is not too old: rows of `statuses`.

    Only appraisals by the criteria set in force on the day count: another set is another question.
    """
    rows = snapshot.statuses
    rows = rows[rows["area"].isin(ids) & (rows["last"] <= pd.Timestamp(day))]
    if indicator.carry != "always":
        rows = rows[rows["last"] > pd.Timestamp(months_before(day, indicator.carry))]
    in_force = snapshot.catalogue.criteria_on(day)
    keys = [k for k, s in snapshot.catalogue.criteria_sets.items() if s is in_force]
    rows = rows[rows["set"].isin(keys)]
    return rows[rows["last"] == rows.groupby("area")["last"].transform("max")]


def _sum(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the sum of parts; where one is missing, the sum of the others is a least value."""
    index = pd.Index(dict.fromkeys(i for p in parts for i in p.index), name="area", dtype=object)
    values = [p["value"].reindex(index) for p in parts]
    uppers = [p["upper"].reindex(index).fillna(np.inf) for p in parts]
    known = sum(v.notna().astype(float) for v in values)
    return _combined(parts, index).assign(
        value=sum(v.fillna(0) for v in values).round(DIGITS),
        upper=sum(uppers).round(DIGITS),
        known=np.where(known < len(parts), known, _least(parts, index, "known")),
        of=np.where(known < len(parts), float(len(parts)), _least(parts, index, "of")),
    )


def _ratio(
    part: pd.DataFrame, divisor: pd.Series, other: pd.DataFrame, times: float
) -> pd.DataFrame:
    """Return part by divisor where the divisor is known and not zero, else nothing."""
    index = part.index.intersection(divisor[divisor > 0].index, sort=False)
    below = divisor.loc[index]
    combined = _combined([part, other], index)
    return combined.assign(
        value=(part["value"].loc[index] * times / below).round(DIGITS),
        upper=(part["upper"].loc[index] * times / below).round(DIGITS),
        known=part["known"].loc[index],
        of=part["of"].loc[index],
    )


def _with_predecessors(
    snapshot: Snapshot,
    indicator: Indicator,
    day: date,
    areas: Sequence[Area],
    span: Span,
    found: pd.DataFrame,
) -> pd.DataFrame:
    """Add, for each area without a figure of its own, the sum over the areas it succeeded whole.

    Only for an indicator that adds up over areas. A stock is carried over the day of the merger; a
    sum over time only before it, since a year cut in two is not a year.
    """
    made = [found]
    for area in areas:
        before = snapshot.areas.predecessors(area)
        if area.id in found.index or not before:
            continue
        if indicator.over_time == "sum" and day >= area.valid_from:
            continue
        moment = min(day, area.valid_from - timedelta(days=1))
        old = cells(snapshot, indicator, moment, before, span)
        within = indicator.carry == "always" or (
            len(old) > 0 and old["as_of"].min() > pd.Timestamp(months_before(day, indicator.carry))
        )
        if len(old) == len(before) and within:
            made.append(_merged(old, area.id))
    kept = [f for f in made if len(f)]
    return pd.concat(kept) if kept else found


def _merged(old: pd.DataFrame, area_id: str) -> pd.DataFrame:
    """Return the cells of several areas as the one cell of the area that succeeded them."""
    return pd.DataFrame(
        {
            "value": old["value"].sum(),
            "upper": old["upper"].sum(),
            "known": old["known"].min(),
            "of": old["of"].max(),
            "as_of": old["as_of"].min(),
            "provisional": old["provisional"].any(),
            "sample": old["sample"].any(),
            "rebuilt": True,
            "qualifier": "",
            "sources": [_distinct(s for sources in old["sources"] for s in sources)],
        },
        index=[area_id],
    )


def _frame(rows: pd.DataFrame, *, value: object, upper: object, **more: object) -> pd.DataFrame:
    """Return cells of these rows; a key of `more` stands for the column of the same name."""
    base: dict[str, object] = {
        "value": value,
        "upper": upper,
        "known": 1.0,
        "of": 1.0,
        "as_of": rows.get("last"),
        "provisional": rows.get("provisional", False),
        "sample": rows["sample"],
        "rebuilt": False,
        "qualifier": rows.get("qualifier", ""),
        "sources": [(s,) for s in rows["source"]],
    }
    return pd.DataFrame(base | more, index=rows.index, columns=list(COLUMNS))


def _combined(parts: Sequence[pd.DataFrame], index: pd.Index) -> pd.DataFrame:
    """Return what a figure made of several inherits from them; its numbers are still to be set."""
    aligned = [p.reindex(index) for p in parts]
    days = [p["as_of"] for p in aligned if "as_of" in p]
    marks = {
        mark: sum((p[mark].eq(True) for p in aligned if mark in p), pd.Series(0, index)) > 0
        for mark in ("provisional", "sample", "rebuilt")
    }
    sources = zip(*(p["sources"] for p in aligned), strict=True)
    inherited = {
        "as_of": pd.concat(days, axis=1).min(axis=1),
        **marks,
        "qualifier": "",
        "sources": [
            _distinct(s for own in all_ if isinstance(own, tuple) for s in own) for all_ in sources
        ],
    }
    return pd.DataFrame(inherited, index=index, columns=list(COLUMNS))


def _least(parts: Sequence[pd.DataFrame], index: pd.Index, column: str) -> pd.Series:
    return pd.concat([p[column].reindex(index) for p in parts], axis=1).min(axis=1)


def _distinct(sources: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sources))
