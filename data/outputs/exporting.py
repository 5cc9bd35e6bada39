"""All figures or boundaries as one file for other programs, each figure with where it is from."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
from openpyxl import Workbook

from data.catalogue.indicators import Indicator
from data.figures import known
from data.figures.snapshot import Snapshot
from data.figures.view import view
from data.words import Words
from data.words.spreadsheets import as_text, plain, printable
from geo.faults import Faulty, refuse
from geo.files.whole import whole

KEYS = ["indicator", "area", "period"]
VALUES = ("csv", "xlsx", "parquet")  # formats of a table
BOUNDARIES = ("gpkg", "geojson", "parquet")  # formats of shapes


def values(now: Snapshot, words: Words, slug: str | None = None) -> pd.DataFrame:
    """Return every figure that is shown, or those of one indicator, a row each, with its plan.

    A plan that has no figure yet has a row without a value. `value` and `plan` are numbers; of an
    indicator of words, `word` and `plan_word` are the ids of its categories.
    """
    figures = _said(now, known.figure_rows(now, slug), "value", "value", "word")
    plans = _said(now, known.plan_rows(now, slug), "target", "plan", "plan_word")
    kept = ["qualifier", "status", "source", "where", "sample", "late", "batch"]
    frame = figures[[*KEYS, "value", "word", *kept]].merge(
        plans[[*KEYS, "plan", "plan_word"]], how="outer", on=KEYS
    )
    titles = {i.slug: words.text(i.title) for i in now.catalogue}
    units = {i.slug: words.unit(i) for i in now.catalogue}
    sources = {key: words.text(source.title) for key, source in now.catalogue.sources.items()}
    frame.insert(1, "title", frame["indicator"].map(titles))
    frame.insert(2, "unit", frame["indicator"].map(units))
    frame.insert(4, "code", frame["area"].map({a.id: a.code for a in now.areas}))
    frame.insert(5, "name", frame["area"].map({a.id: a.title for a in now.areas}))
    frame["source"] = frame["source"].replace(sources)
    frame = frame.astype({"sample": "boolean", "late": "boolean", "batch": "Int64"})
    return frame.sort_values(KEYS, kind="stable").reset_index(drop=True)


def _said(now: Snapshot, rows: pd.DataFrame, said: str, number: str, word: str) -> pd.DataFrame:
    """Return the rows with what they say as a number, or as a word."""
    wordy = rows["indicator"].isin([i.slug for i in now.catalogue if i.categories])
    return rows.assign(
        **{word: rows[said].where(wordy, "").astype(str), number: rows["number"].mask(wordy)}
    )


def boundaries(
    now: Snapshot, slug: str | None = None, day: date | None = None
) -> dict[str, gpd.GeoDataFrame]:
    """Return each edition by its first day: areas with `code`, `name`, and a column an indicator.

    The figures are those of `day`, of whose edition alone the file then is; else of the last day
    with a figure in the time of each edition. A column `<indicator>_status` says what is no plain
    value (`data.view.Standing`), and `figures_of` the day. EPSG:4326.
    """
    indicators = [now.catalogue[slug]] if slug else list(now.catalogue)
    firsts = now.editions()
    if day is not None:
        first = now.settings.generation_on(day)
        firsts = [first] if first else []
    return {str(f): _joined(now, indicators, f, day or _last_day(now, f)) for f in firsts}


def _last_day(now: Snapshot, first: date) -> date:
    """Return the last day of an edition on which something is known, or its first one."""
    ends = min((d for d in now.editions() if d > first), default=date.max)
    return known.last_day(now, first, ends) or first


def _joined(
    now: Snapshot, indicators: Sequence[Indicator], first: date, day: date
) -> gpd.GeoDataFrame:
    shapes = now.shapes_of(first)
    frame = shapes[["geometry"]].copy()
    areas = [now.areas[i] for i in frame.index]
    frame["code"] = [a.code for a in areas]
    frame["name"] = [a.title for a in areas]
    frame["figures_of"] = str(day)
    for indicator in indicators:
        found = view(now, indicator, day).reindex(frame.index)
        if found["value"].notna().any():
            frame[indicator.slug] = found["value"]
            frame[f"{indicator.slug}_status"] = found["standing"].astype(str)
            frame[f"{indicator.slug}_sample"] = found["sample"].eq(True)
    return frame.reset_index()


def write_values(frame: pd.DataFrame, form: str, out: Path) -> None:
    """Write a table as csv (with BOM, so that Excel shows the letters), xlsx or parquet."""
    with whole(out, f".{form}") as part:
        match form:
            case "csv":
                texts = frame.map(plain)
                texts.to_csv(part, index=False, encoding="utf-8-sig", lineterminator="\r\n")
            case "xlsx":
                _workbook(frame).save(part)
            case _:
                frame.to_parquet(part, index=False)


def write_boundaries(layers: Mapping[str, gpd.GeoDataFrame], form: str, out: Path) -> int:
    """Write editions as a GeoPackage, a layer each; of the other formats the last one alone.

    Return the number of areas written.
    """
    if not layers:
        raise Faulty([refuse("nothing_to_export", out)])
    [*_, last] = layers.values()
    several = layers if form == "gpkg" else {"": last}
    with whole(out, f".{form}") as part:
        match form:
            case "gpkg":
                for name, frame in several.items():
                    frame.to_file(part, layer=f"boundaries_{name}", driver="GPKG")
            case "geojson":
                last.to_file(part, driver="GeoJSON")
            case _:
                last.to_parquet(part)
    return sum(map(len, several.values()))


def _workbook(frame: pd.DataFrame) -> Workbook:
    """Return a workbook: real numbers, and nothing to run."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(frame.columns))
    for row in frame.itertuples(index=False):
        sheet.append([None if pd.isna(v) else printable(v) for v in row])
    as_text(sheet)
    sheet.freeze_panes = "A2"
    return book
