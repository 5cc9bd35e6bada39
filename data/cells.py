"""One indicator on given days for every area: its value, how sure it is, where it comes from.

A cell is a row of a frame indexed by `day` and `area` (id), with the columns of `COLUMNS`:
`value` what is known (float), `upper` the most that it can be (equal to `value` where it is exact),
`known` and `of` how much of it is known (days of a year, criteria of a set), `as_of` its own day,
`provisional`, `sample`, `rebuilt` (made from the areas that this one succeeded), `qualifier`
("almost", "over") and `sources`, a tuple of source ids.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

import numpy as np
import pandas as pd

from data.catalogue import Indicator
from data.periods import months_before
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


KEY = ["day", "area"]
NOTHING = pd.DataFrame(columns=list(COLUMNS), index=pd.MultiIndex.from_arrays([[], []], names=KEY))
ROWS = 400_000  # figures times days that are looked at together, to keep memory small


def cells(
    snapshot: Snapshot,
    indicator: Indicator,
    day: date,
    areas: Sequence[Area],
    span: Span = "ytd",
) -> pd.DataFrame:
    """Return a cell for each area that has something known on this day, by area id alone."""
    return panel(snapshot, indicator, [day], areas, span).droplevel("day")


def panel(
    snapshot: Snapshot,
    indicator: Indicator,
    days: Sequence[date],
    areas: Sequence[Area],
    span: Span = "ytd",
) -> pd.DataFrame:
    """Return a cell for each day and area that has something known, days first, in given order.

    The areas are in force on all the days, or all of them on none.
    """
    covered = [a for a in areas if indicator.covers(a.kind)]
    found = _made(snapshot, indicator, days, covered, span)
    if indicator.over_areas == "sum" and indicator.origin is None:
        found = _with_predecessors(snapshot, indicator, days, covered, span, found)
    if found.empty:
        return found
    wanted = pd.MultiIndex.from_product(
        [pd.to_datetime(list(days)).astype("datetime64[s]"), [a.id for a in covered]], names=KEY
    )
    return found.loc[wanted[wanted.isin(found.index)]]


def plans(snapshot: Snapshot, indicator: Indicator, day: date) -> pd.DataFrame:
    """Return the plan in force on this day by area id: `plan`, `start`, `end`, `sources`, `sample`.

    The plan of a sum is the sum of the plans of its parts, where every part has one.
    """
    rows = snapshot.targets
    rows = rows[rows["indicator"].isin([indicator.slug, *indicator.parts])]
    moment = pd.Timestamp(day)
    mine = rows[(rows["start"] <= moment) & (rows["end"] > moment)]
    if mine.empty:
        return pd.DataFrame(columns=["plan", "start", "end", "sources", "sample"])
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
    snapshot: Snapshot,
    indicator: Indicator,
    days: Sequence[date],
    areas: Sequence[Area],
    span: Span,
) -> pd.DataFrame:
    origin = indicator.origin
    if origin is None:
        return _reported(snapshot, indicator, days, areas, span)
    if origin.criteria:
        return _criteria(snapshot, indicator, days, areas)
    span = "ytd" if origin.share_of_plan else span  # a month is no share of a year's plan
    parts = [panel(snapshot, snapshot.catalogue[s], days, areas, span) for s in indicator.parts]
    if origin.sum:
        return _sum(parts)
    if origin.ratio:
        return _ratio(parts[0], parts[1]["value"], parts[1], origin.times)
    assert origin.share_of_plan
    planned = snapshot.catalogue[origin.share_of_plan]
    plan = pd.concat({pd.Timestamp(d): plans(snapshot, planned, d) for d in days}, names=KEY)
    return _ratio(parts[0], plan["plan"], plan, origin.times)


def _on_each_day(rows: pd.DataFrame, days: Sequence[date]) -> Iterator[pd.DataFrame]:
    """Yield, for some of the days at a time, the rows that are past on each of them."""
    step = max(1, ROWS // max(1, len(rows)))
    for n in range(0, len(days), step):
        asked = pd.DataFrame({"day": pd.to_datetime(list(days[n : n + step]))})
        crossed = rows.merge(asked.astype("datetime64[s]"), how="cross")
        yield crossed[crossed["last"] <= crossed["day"]]


def _reported(
    snapshot: Snapshot,
    indicator: Indicator,
    days: Sequence[date],
    areas: Sequence[Area],
    span: Span,
) -> pd.DataFrame:
    rows = snapshot.figures_of(indicator.slug)
    rows = rows[rows["area"].isin([a.id for a in areas])]
    if rows.empty:
        return NOTHING
    look = _flow if indicator.over_time == "sum" else _stock
    found = [look(part, indicator, span) for part in _on_each_day(rows, days)]
    return pd.concat(found) if len(found) > 1 else found[0]


def _stock(rows: pd.DataFrame, indicator: Indicator, _span: Span) -> pd.DataFrame:
    """Return the latest figure of each area that is not too old to be shown."""
    latest = _latest(rows, indicator)
    return _frame(latest, value=latest["number"], upper=latest["number"])


def _latest(rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Return the last row of each day and area that is within what is carried on."""
    if indicator.carry != "always":
        carried = {d: pd.Timestamp(months_before(d, indicator.carry)) for d in rows["day"].unique()}
        rows = rows[rows["last"] > rows["day"].map(carried).astype("datetime64[s]")]
    ordered = rows.sort_values("last", kind="stable")
    return ordered.drop_duplicates(KEY, keep="last").set_index(KEY)


def _flow(rows: pd.DataFrame, _indicator: Indicator, span: Span) -> pd.DataFrame:
    """Return sums: the year to date, or the last month; with a gap the sum is only a least value.

    "To date" is the last day that any area has reported on, so that a month nobody has reported
    yet is no gap.
    """
    since = rows["day"].dt.to_period("Y").dt.start_time
    rows = rows[rows["start"] >= since]
    if rows.empty:
        return _frame(rows.set_index(KEY), value=[], upper=[])
    rows = rows.assign(since=since, until=rows.groupby("day")["end"].transform("max"))
    if span == "month":
        last = rows["until"] - pd.Timedelta(days=1)
        rows = rows.assign(since=last.dt.to_period("M").dt.start_time)
        rows = rows[rows["start"] >= rows["since"]]
    rows = _without_parts(rows)
    rows = rows.assign(days=(rows["end"] - rows["start"]).dt.days)
    by_cell = rows.groupby(KEY, sort=False)
    sums = by_cell[["number", "days"]].sum()
    first = rows.drop_duplicates(KEY).set_index(KEY)
    total, whole = sums["number"].round(DIGITS), (first["until"] - first["since"]).dt.days
    return _frame(
        first,
        value=total,
        upper=total.where(sums["days"] == whole, np.inf),
        known=sums["days"],
        of=whole,
        as_of=first["until"] - pd.Timedelta(days=1),
        **_marks(by_cell),
    )


def _marks(by_cell: pd.api.typing.DataFrameGroupBy) -> dict[str, pd.Series]:
    """Return what a cell made of several rows inherits from them."""
    return {
        "provisional": by_cell["provisional"].any(),
        "sample": by_cell["sample"].any(),
        "sources": by_cell["source"].agg(_distinct),
    }


def _without_parts(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows without those that a longer period of the same area already contains."""
    days = (rows["end"] - rows["start"]).dt.days
    if days.nunique() == 1 or days.between(28, 31).all():
        return rows
    kept = []
    covered: dict[tuple[object, str], list[tuple[pd.Timestamp, pd.Timestamp]]] = {}
    for row in rows.assign(days=days).sort_values("days", ascending=False).itertuples():
        mine = covered.setdefault((row.day, row.area), [])
        if not any(start <= row.start and row.end <= end for start, end in mine):
            mine.append((row.start, row.end))
            kept.append(row.Index)
    return rows.loc[kept]


def _criteria(
    snapshot: Snapshot, indicator: Indicator, days: Sequence[date], areas: Sequence[Area]
) -> pd.DataFrame:
    """Return how many criteria have the wanted statuses; those not assessed may have them too.

    Only appraisals by the criteria set in force on the day count: another set is another question.
    """
    assert indicator.origin
    rows = snapshot.statuses
    rows = rows[rows["area"].isin([a.id for a in areas])]
    wanted = rows["status"].isin([str(s) for s in indicator.origin.criteria])
    by_appraisal = rows.assign(wanted=wanted, provisional=False).groupby(
        ["area", "last", "set"], sort=False
    )
    counted = by_appraisal["wanted"].agg(number="sum", known="size").assign(**_marks(by_appraisal))
    sets = snapshot.catalogue.criteria_sets.items()
    in_force = {d: _key(snapshot.catalogue.criteria_on(d), sets) for d in days}
    found = []
    for part in _on_each_day(counted.reset_index(), days):
        own = part[part["set"] == part["day"].dt.date.map(in_force)]
        latest = _latest(own, indicator)
        of = latest["set"].map({key: len(s.criteria) for key, s in sets}).astype(float)
        number = latest["number"].astype(float)
        plain = latest.assign(source="").drop(columns="sources")
        more = {"known": latest["known"], "of": of, "sources": latest["sources"]}
        found.append(_frame(plain, value=number, upper=number + of - latest["known"], **more))
    return pd.concat(found)


def _key(wanted: object, declared: Iterable[tuple[str, object]]) -> str:
    return next((key for key, thing in declared if thing is wanted), "")


def statuses_on(
    snapshot: Snapshot, indicator: Indicator, day: date, ids: Sequence[str]
) -> pd.DataFrame:
    """Return the latest appraisal of each area, whole, if it is not too old: rows of `statuses`."""
    rows = snapshot.statuses
    rows = rows[rows["area"].isin(ids) & (rows["last"] <= pd.Timestamp(day))]
    if indicator.carry != "always":
        rows = rows[rows["last"] > pd.Timestamp(months_before(day, indicator.carry))]
    in_force = snapshot.catalogue.criteria_on(day)
    rows = rows[rows["set"] == _key(in_force, snapshot.catalogue.criteria_sets.items())]
    return rows[rows["last"] == rows.groupby("area")["last"].transform("max")]


def _sum(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the sum of parts; where one is missing, the sum of the others is a least value."""
    index = parts[0].index
    for part in parts[1:]:
        index = index.union(part.index, sort=False)
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
    below = divisor.loc[index].astype(float)
    return _combined([part, other], index).assign(
        value=(part["value"].loc[index] * times / below).round(DIGITS),
        upper=(part["upper"].loc[index] * times / below).round(DIGITS),
        known=part["known"].loc[index],
        of=part["of"].loc[index],
    )


def _with_predecessors(
    snapshot: Snapshot,
    indicator: Indicator,
    days: Sequence[date],
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
        for day in days if before else ():
            if (pd.Timestamp(day), area.id) in found.index:
                continue
            if indicator.over_time == "sum" and day >= area.valid_from:
                continue
            moment = min(day, area.valid_from - timedelta(days=1))
            old = cells(snapshot, indicator, moment, before, span)
            within = indicator.carry == "always" or (
                len(old) > 0
                and old["as_of"].min() > pd.Timestamp(months_before(day, indicator.carry))
            )
            if len(old) == len(before) and within:
                made.append(_merged(old, day, area.id))
    kept = [f for f in made if len(f)]
    return pd.concat(kept) if kept else found


def _merged(old: pd.DataFrame, day: date, area_id: str) -> pd.DataFrame:
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
        index=pd.MultiIndex.from_tuples([(pd.Timestamp(day), area_id)], names=KEY),
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


def _combined(parts: Sequence[pd.DataFrame], index: pd.MultiIndex) -> pd.DataFrame:
    """Return what a figure made of several inherits from them; its numbers are still to be set."""
    aligned = [p.reindex(index) for p in parts]
    days = [p["as_of"] for p in aligned if "as_of" in p]
    marks = {
        mark: sum((p[mark].eq(True) for p in aligned if mark in p), pd.Series(0, index)) > 0
        for mark in ("provisional", "sample", "rebuilt")
    }
    inherited = {
        "as_of": pd.concat(days, axis=1).min(axis=1),
        **marks,
        "qualifier": "",
        "sources": [
            _distinct(s for own in several if isinstance(own, tuple) for s in own)
            for several in zip(*(p["sources"] for p in aligned), strict=True)
        ],
    }
    return pd.DataFrame(inherited, index=index, columns=list(COLUMNS))


def _least(parts: Sequence[pd.DataFrame], index: pd.MultiIndex, column: str) -> pd.Series:
    return pd.concat([p[column].reindex(index) for p in parts], axis=1).min(axis=1)


def _distinct(sources: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sources))
