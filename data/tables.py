"""Figures, plans and statuses as long tables: read from a workspace's files, checked row by row."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from data.catalogue import Catalogue, Indicator, Status
from data.declared import nearest
from data.periods import parse
from geo.areas import Areas
from geo.faults import Fault, refuse

FIGURES = ("indicator", "area", "period", "value", "qualifier", "status", "source", "note")
TARGETS = ("indicator", "area", "period", "target", "source")
STATUSES = ("area", "period", "criterion", "status", "source")
NEEDED = {"indicator", "area", "period", "value", "target", "criterion"}


@dataclass(frozen=True)
class Context:
    """What the rows of a table may name."""

    catalogue: Catalogue
    areas: Areas
    level: str  # the level that is mapped; only its areas are covered or not by an indicator


def read_csv(path: Path, columns: tuple[str, ...]) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the rows of a long CSV as text, with `where` telling file and line."""
    try:
        rows = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError):
        return empty(columns), [refuse("table_unreadable", path.name)]
    faults = [
        refuse("table_unknown_column", path.name, name=c, nearest=nearest(c, columns))
        for c in rows.columns
        if c not in columns
    ]
    faults += [
        refuse("table_missing_column", path.name, name=c)
        for c in columns
        if c in NEEDED and c not in rows.columns
    ]
    if faults:
        return empty(columns), faults
    rows = rows.reindex(columns=list(columns), fill_value="").apply(lambda c: c.str.strip())
    return rows.assign(where=[f"{path.name}:{n}" for n in range(2, len(rows) + 2)]), []


def empty(columns: tuple[str, ...]) -> pd.DataFrame:
    """Return a table of these columns without rows."""
    return pd.DataFrame({c: pd.Series(dtype=str) for c in (*columns, "where")})


def figures(rows: pd.DataFrame, context: Context) -> tuple[pd.DataFrame, list[Fault]]:
    """Return figures ready to be looked up, and every fault of every row.

    A final figure outranks a provisional one of the same period.

    Adds to FIGURES: `start`, `end`, `last` (days), `number` (float; the place of a word among its
    categories), `provisional`, `sample`; `value` stays as it was written.
    """
    rows, faults = _placed(rows, context, _reported)
    numbers, wrong = _numbers(rows, context.catalogue)
    faults += wrong
    faults += _wrong_words(rows, "status", {"", "final", "provisional"}, "figure_status_unknown")
    rows = rows.assign(number=numbers, provisional=rows["status"] == "provisional")
    key = ["indicator", "area", "period"]
    rows, faults = _with_sources(rows, context, faults, [*key, "provisional"])
    final_first = rows.sort_values("provisional", kind="stable")
    return final_first.drop_duplicates(key).sort_index(), faults


def targets(rows: pd.DataFrame, context: Context) -> tuple[pd.DataFrame, list[Fault]]:
    """Return plans by area and period: TARGETS, with `number`, days and `sample`."""
    rows, faults = _placed(rows, context, lambda _: True)
    numbers, wrong = _numbers(rows.assign(value=rows["target"]), context.catalogue)
    rows = rows.assign(number=numbers)
    return _with_sources(rows, context, faults + wrong, ["indicator", "area", "period"])


def statuses(rows: pd.DataFrame, context: Context) -> tuple[pd.DataFrame, list[Fault]]:
    """Return what was said of each criterion: STATUSES, with days, `set` and `sample`."""
    rows, faults = _placed(rows, context, None)
    faults += _wrong_words(rows, "status", set(Status), "criterion_status_unknown")
    sets = {last: context.catalogue.criteria_on(last.date()) for last in rows["last"].unique()}
    ids = {id(s): key for key, s in context.catalogue.criteria_sets.items()}
    rows = rows.assign(set=rows["last"].map(lambda day: ids.get(id(sets[day]), "")))
    known = {
        (key, str(c.number))
        for key, s in context.catalogue.criteria_sets.items()
        for c in s.criteria
    }
    pairs = zip(rows["set"], rows["criterion"], rows["where"], strict=True)
    faults += [
        refuse("criterion_unknown", where, set=key, criterion=no)
        for key, no, where in pairs
        if (key, no) not in known
    ]
    rows = rows.assign(criterion=pd.to_numeric(rows["criterion"], errors="coerce"))
    return _with_sources(rows, context, faults, ["area", "period", "criterion"])


def _placed(
    rows: pd.DataFrame, context: Context, usable: Callable[[Indicator], bool] | None
) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the rows whose indicator, area and period are known, the area in force on its day."""
    faults = list(_unknown(rows, "area", context.areas))
    if usable is not None:
        faults += _unknown(rows, "indicator", context.catalogue.indicators)
        faults += _not_usable(rows, context.catalogue, usable)
    periods = {}
    for text, where in rows.drop_duplicates("period")[["period", "where"]].itertuples(index=False):
        try:
            periods[text] = parse(text)
        except ValueError:
            faults.append(refuse("period_unreadable", where, found=text))
    good = rows["period"].isin(periods) & rows["area"].isin([a.id for a in context.areas])
    if usable is not None:
        good &= rows["indicator"].isin(list(context.catalogue.indicators))
    rows = rows[good]
    rows = rows.assign(
        start=_days(rows["period"], {text: p.start for text, p in periods.items()}),
        end=_days(rows["period"], {text: p.end for text, p in periods.items()}),
        last=_days(rows["period"], {text: p.last for text, p in periods.items()}),
    )
    return rows, [*faults, *_out_of_time(rows, context), *_out_of_scope(rows, context)]


def _days(periods: pd.Series, days: dict[str, date]) -> pd.Series:
    return periods.map(days).astype("datetime64[s]")


def _unknown(rows: pd.DataFrame, column: str, known: Iterable[object]) -> Iterator[Fault]:
    words = {k.id if hasattr(k, "id") else str(k) for k in known}
    for found, where in rows[~rows[column].isin(words)][[column, "where"]].itertuples(index=False):
        near = nearest(found, words)
        yield refuse("word_unknown", where, what=column, name=found, nearest=near)


def _reported(indicator: Indicator) -> bool:
    return indicator.origin is None


def _not_usable(
    rows: pd.DataFrame, catalogue: Catalogue, usable: Callable[[Indicator], bool]
) -> Iterator[Fault]:
    for slug, own in rows.groupby("indicator"):
        if slug in catalogue.indicators and not usable(catalogue[str(slug)]):
            yield refuse("figure_is_derived", own["where"].iloc[0], indicator=slug, rows=len(own))


def _out_of_time(rows: pd.DataFrame, context: Context) -> Iterator[Fault]:
    """Yield rows for an area that did not exist on their day: old codes with new meanings."""
    for row in rows.drop_duplicates(["area", "last"]).itertuples():
        found, day = context.areas[row.area], row.last.date()
        if not found.exists_on(day):
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


def _out_of_scope(rows: pd.DataFrame, context: Context) -> Iterator[Fault]:
    if "indicator" not in rows:
        return
    for row in rows.drop_duplicates(["indicator", "area"]).itertuples():
        indicator, found = context.catalogue[row.indicator], context.areas[row.area]
        if found.level == context.level and not indicator.covers(found.kind):
            yield refuse(
                "figure_not_applicable", row.where, indicator=row.indicator, name=found.title
            )


def _numbers(rows: pd.DataFrame, catalogue: Catalogue) -> tuple[pd.Series, list[Fault]]:
    """Return each value as a number; a word becomes its place among the indicator's categories."""
    numbers = pd.to_numeric(rows["value"].replace("", None), errors="coerce").astype(float)
    for slug in rows["indicator"].unique():
        categories = [c.id for c in catalogue[str(slug)].categories]
        if categories:
            mine = rows["indicator"] == slug
            places = rows["value"].map({c: float(n) for n, c in enumerate(categories)})
            numbers = numbers.where(~mine, places)
    wrong = rows[numbers.isna() & (rows["value"] != "")]
    faults = [
        refuse(
            "value_unreadable",
            row.where,
            indicator=row.indicator,
            found=row.value,
            known=", ".join(c.id for c in catalogue[row.indicator].categories),
        )
        for row in wrong.itertuples()
    ]
    return numbers, faults


def _wrong_words(rows: pd.DataFrame, column: str, known: set[str], code: str) -> list[Fault]:
    wrong = rows[~rows[column].isin(known)]
    words = ", ".join(sorted(known - {""}))
    pairs = zip(wrong[column], wrong["where"], strict=True)
    return [refuse(code, where, found=found, known=words) for found, where in pairs]


def _with_sources(
    rows: pd.DataFrame, context: Context, faults: list[Fault], key: list[str]
) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the rows with `sample`, without those that say nothing; a key twice is a fault."""
    named = rows["source"].replace("", None)
    if "indicator" in rows:
        named = named.fillna(rows["indicator"].map(lambda s: context.catalogue[s].source))
    known = list(context.catalogue.sources)
    strange = ~named.isin(known) & ~named.fillna("").str.contains("!")  # "Sheet!C5" is a source
    faults += [
        refuse("word_unknown", where, what="source", name=name, nearest=nearest(name, known))
        for name, where in zip(named[strange].fillna(""), rows["where"][strange], strict=True)
    ]
    sample = {key for key, source in context.catalogue.sources.items() if source.sample}
    rows = rows.assign(source=named, sample=named.isin(sample))
    if "number" in rows:
        rows = rows[rows["number"].notna()]
    twice = rows[rows.duplicated(key, keep=False)]
    for names, own in twice.groupby(key, sort=False):
        said = " · ".join(str(n) for n in names)
        faults.append(refuse("row_twice", own["where"].iloc[0], key=said, others=len(own) - 1))
    return rows.reset_index(drop=True), faults
