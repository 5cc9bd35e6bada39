"""Figures, plans and statuses: long tables checked row by row, ready to be looked up."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from data.catalogue import Catalogue
from data.catalogue.criteria import Status
from data.catalogue.declared import nearest
from data.catalogue.periods import Period, parse
from data.words.called import called
from geo.areas import Areas
from geo.faults import Fault, ask, refuse

Checked = tuple[pd.DataFrame, list[Fault]]
FROM_FILES = {"batch": 0, "late": False}  # what rows of the ledger say, and rows of files do not
AMBIGUOUS = r"-?[1-9]\d{0,2}\.\d{3}"  # "30.000": thirty, or thirty thousand?


@dataclass(frozen=True)
class Context:
    """What the rows of a table may name."""

    catalogue: Catalogue
    areas: Areas
    level: str  # the level that is mapped; only its areas are covered or not by an indicator


def figures(rows: pd.DataFrame, context: Context) -> Checked:
    """Return figures ready to be looked up, and every fault of every row.

    A final figure outranks a provisional one of the same period.

    Adds to `rows.FIGURES`: `start`, `end`, `last` (days), `number` (float; the place of a word
    among its categories), `provisional`, `sample`; `value` stays as it was written. The
    ledger's own: `batch` (0: from a file), `late` (changed after its period was closed).
    """
    rows, faults = _placed(rows, context)
    faults += _strange_indicators(rows, context)
    faults += _derived(rows, context.catalogue)
    faults += _wrong_words(rows, "status", {"", "final", "provisional"}, "figure_status_unknown")
    rows, wrong = _numbered(rows, "value", context.catalogue)
    rows = rows.assign(provisional=rows["status"] == "provisional")
    key = ["indicator", "area", "period"]
    rows, others = _usable(rows, context, [*key, "provisional"])
    final_first = rows.sort_values("provisional", kind="stable")
    kept = final_first.drop_duplicates(key).sort_index().reset_index(drop=True)
    return kept, [*faults, *wrong, *others]


def targets(rows: pd.DataFrame, context: Context) -> Checked:
    """Return plans by area and period: `rows.TARGETS`, with `number`, days and `sample`."""
    rows, faults = _placed(rows, context)
    faults += _strange_indicators(rows, context)
    rows, wrong = _numbered(rows, "target", context.catalogue)
    rows, others = _usable(rows, context, ["indicator", "area", "period"])
    return rows, [*faults, *wrong, *others]


def statuses(rows: pd.DataFrame, context: Context) -> Checked:
    """Return what was said of each criterion: `rows.STATUSES`, with days, `set` and `sample`."""
    rows, faults = _placed(rows, context)
    faults += _wrong_words(rows, "status", set(Status), "criterion_status_unknown")
    catalogue = context.catalogue
    sets = {day: catalogue.criteria_key(day.date()) for day in rows["last"].dropna().unique()}
    rows = rows.assign(set=rows["last"].map(sets).fillna("").astype(str).astype(str))
    counting = {a.kind for a in context.areas if catalogue.counting(a.kind)}
    if counting:
        faults += _out_of_scope(rows, "set", lambda _, kind: kind in counting, context)
    known = {f"{k} {c.number}" for k, s in catalogue.criteria_sets.items() for c in s.criteria}
    strange = rows["last"].notna() & ~(rows["set"] + " " + rows["criterion"]).isin(known)
    faults += [
        refuse("criterion_unknown", r.where, set=r.set, criterion=r.criterion)
        for r in rows[strange].itertuples()
    ]
    rows = rows.assign(number=pd.to_numeric(rows["criterion"].mask(strange), errors="coerce"))
    rows, others = _usable(rows, context, ["area", "period", "criterion"])
    rows = rows.assign(criterion=rows["number"].astype(int)).drop(columns="number")
    return rows, [*faults, *others]


def _placed(rows: pd.DataFrame, context: Context) -> Checked:
    """Return the rows with their days, and what is wrong with indicator, area and period."""
    periods: dict[str, Period] = {}
    for text in rows["period"].unique():
        with suppress(ValueError):
            periods[text] = parse(text)
    unread = rows[~rows["period"].isin(list(periods))]
    faults = [
        refuse("period_unreadable", row.where, found=row.period)
        for row in _once_a_file(unread, "period")
    ]
    rows = rows.assign(
        start=_days(rows["period"], {text: p.start for text, p in periods.items()}),
        end=_days(rows["period"], {text: p.end for text, p in periods.items()}),
        last=_days(rows["period"], {text: p.last for text, p in periods.items()}),
    )
    faults += _unknown(rows, "area", [a.id for a in context.areas])
    return rows, [*faults, *_out_of_time(rows, context)]


def _strange_indicators(rows: pd.DataFrame, context: Context) -> Iterator[Fault]:
    """Yield rows of an indicator that is not known, or that their kind of area does not have."""
    known = context.catalogue.indicators
    yield from _unknown(rows, "indicator", known)
    yield from _out_of_scope(
        rows, "indicator", lambda s, kind: s not in known or known[s].covers(kind), context
    )


def _days(keys: pd.Series, days: Mapping[str, date | None]) -> pd.Series:
    return keys.map(days).astype("datetime64[s]")


def _once_a_file(rows: pd.DataFrame, *columns: str) -> Iterator[Any]:
    """Yield the first row of each file that has these words: a fault is said once a file."""
    if len(rows):
        file = rows["where"].str.split(":").str[0]
        yield from rows.assign(file=file).drop_duplicates([*columns, "file"]).itertuples()


def _unknown(rows: pd.DataFrame, column: str, known: Collection[str]) -> Iterator[Fault]:
    for row in _once_a_file(rows[~rows[column].isin(known)], column):
        name = getattr(row, column)
        near = nearest(name, known)
        yield refuse("word_unknown", row.where, what=column, name=name, nearest=near)


def _derived(rows: pd.DataFrame, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield what is given directly, but is made from other figures."""
    made = rows[rows["indicator"].isin([i.slug for i in catalogue if not i.is_given])]
    for row in _once_a_file(made, "indicator"):
        count = int((made["indicator"] == row.indicator).sum())
        title = catalogue[row.indicator].title
        yield refuse("figure_is_derived", row.where, indicator=title, rows=count)


def _out_of_time(rows: pd.DataFrame, context: Context) -> Iterator[Fault]:
    """Yield rows for an area that did not exist on their day: old codes with new meanings."""
    since = _days(rows["area"], {a.id: a.valid_from for a in context.areas})
    until = _days(rows["area"], {a.id: a.valid_to for a in context.areas})
    for row in _once_a_file(rows[_outside(rows, since, until)], "area", "last"):
        found, day = context.areas[row.area], row.last.date()
        bearer = context.areas.bearer(found.code, day)
        yield refuse(
            "area_not_in_force",
            row.where,
            area=row.area,
            name=found.title,
            day=day,
            since=found.valid_from,
            until=found.valid_to,
            now=bearer.title if bearer else "",
        )


def _outside(rows: pd.DataFrame, since: pd.Series, until: pd.Series) -> pd.Series:
    """Say of each row whether its day is before its area begins, or not before it ends."""
    return (rows["last"] < since) | (rows["last"] >= until)


def _out_of_scope(
    rows: pd.DataFrame, column: str, covers: Callable[[str, str], bool], context: Context
) -> Iterator[Fault]:
    """Yield rows of something that areas of this kind do not have."""
    kinds = {a.id: a.kind for a in context.areas if a.level == context.level}
    pairs = product(rows[column].unique(), sorted(set(kinds.values())))
    outside = {f"{asked} {kind}" for asked, kind in pairs if not covers(asked, kind)}
    wrong = rows[(rows[column] + " " + rows["area"].map(kinds).astype(str)).isin(outside)]
    for row in _once_a_file(wrong, column, "area"):
        asked, name = getattr(row, column), context.areas[row.area].title
        what = _title(asked, context.catalogue)
        yield refuse("figure_not_applicable", row.where, indicator=what, name=name)


def _title(slug: str, catalogue: Catalogue) -> object:
    """Return what an indicator, or a criterion, is called by people."""
    found = catalogue.indicators.get(slug)
    return found.title if found else slug


def _said(key: str, context: Context) -> object:
    """Return a part of a key as people call it."""
    if key in context.areas:
        return called(context.areas, context.areas[key])
    return _title(key, context.catalogue)


def _numbered(rows: pd.DataFrame, column: str, catalogue: Catalogue) -> Checked:
    """Return the rows with `number`; a word becomes its place among the indicator's categories."""
    number = pd.to_numeric(rows[column].replace("", None), errors="coerce").astype(float)
    number = number.where(np.isfinite(number))
    for indicator in (i for i in catalogue if i.categories):
        places = {c.id: float(n) for n, c in enumerate(indicator.categories)}
        number = number.mask(rows["indicator"] == indicator.slug, rows[column].map(places))
    rows = rows.assign(number=number)
    known = rows["indicator"].isin(list(catalogue.indicators))
    wrong = rows[known & number.isna() & (rows[column] != "")]
    faults = [
        refuse(
            "value_unreadable",
            row.where,
            indicator=_title(row.indicator, catalogue),
            found=getattr(row, column),
            known=", ".join(c.id for c in catalogue[row.indicator].categories),
        )
        for row in wrong.itertuples()
    ]
    return rows, [*faults, *_ambiguous(rows, column, catalogue)]


def _ambiguous(rows: pd.DataFrame, column: str, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield indicators of which a file has nothing but numbers such as "30.000".

    Any other decimal, or an indicator with three decimals itself, shows that a point is a point.
    A number of a workbook's cell is never in doubt.
    """
    exact = [i.slug for i in catalogue if i.decimals >= 3]
    pointed = rows[rows[column].str.contains(".", regex=False) & ~rows["indicator"].isin(exact)]
    typed = pointed[~pointed["where"].str.contains("!", regex=False)]
    odd = typed[column].str.fullmatch(AMBIGUOUS)
    keys = [typed["where"].str.split(":").str[0], typed["indicator"]]
    doubtful = typed[odd.groupby(keys).transform("all")]
    for row in _once_a_file(doubtful, "indicator"):
        found = getattr(row, column)
        title = catalogue[row.indicator].title
        yield ask("values_ambiguous", row.where, indicator=title, found=found)


def _wrong_words(
    rows: pd.DataFrame, column: str, known: Collection[str], code: str
) -> Iterator[Fault]:
    words = ", ".join(sorted(w for w in known if w))
    for row in _once_a_file(rows[~rows[column].isin(list(known))], column):
        yield refuse(code, row.where, found=getattr(row, column), known=words)


def _usable(rows: pd.DataFrame, context: Context, key: list[str]) -> Checked:
    """Return the rows that say something, with `sample`; a key twice, or no source, is a fault."""
    named, sources = rows["source"].replace("", None), context.catalogue.sources
    if "indicator" in rows:
        named = named.fillna(rows["indicator"].map({i.slug: i.source for i in context.catalogue}))
    rows = rows.assign(source=named.fillna(""))
    strange = rows[rows["source"] != rows["where"]]  # the cell of a workbook is its own source
    faults = list(_unknown(strange, "source", sources))
    rows = rows.assign(sample=named.isin([k for k, source in sources.items() if source.sample]))
    rows = rows.assign(**{name: value for name, value in FROM_FILES.items() if name not in rows})
    rows = rows[rows[["number", "last"]].notna().all(axis=1)]
    for names, own in rows[rows.duplicated(key, keep=False)].groupby(key, sort=False):
        said = tuple(_said(n, context) for n in names if isinstance(n, str))
        faults.append(refuse("row_twice", own["where"].iloc[0], key=said, others=len(own) - 1))
    return rows.reset_index(drop=True), faults
