"""A layer of lots (of a forest inventory) summed by commune, as the workspace says what counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from data.catalogue.lot_layout import NEEDED, Layout, Sum
from data.figures.known import stated_areas
from data.figures.snapshot import Snapshot
from data.intake.boundaries import lot_checks
from data.territory.shapes import gazetteer
from geo.areas import matching
from geo.areas.editions import Row
from geo.faults import Fault, Faulty, ask, note, refuse
from geo.files import columns
from geo.shapes import measures, placing
from geo.shapes.boundaries import Choices
from geo.shapes.reading import Reading
from geo.shapes.reading import read as read_layer

SHARED = {"areas_without_shape", "rows_outside"}  # what is no fault of lots: not each has forest


@dataclass(frozen=True)
class Lots:
    """What a lot layer holds.

    `sums` has a row an area (id) and a column a sum: hectares, or percent where its `Sum` says so.
    `total` is the hectares of all lots, `joined` of those whose commune is known, `drawn` of all by
    their shapes.
    """

    features: int = 0
    crs: str | None = None
    encoding: str | None = None
    day: date | None = None
    year: int | None = None
    sums: pd.DataFrame = field(default_factory=pd.DataFrame)
    total: float = 0.0
    joined: float = 0.0
    drawn: float | None = None
    faults: tuple[Fault, ...] = ()


def inspect(
    now: Snapshot, plan: Layout, path: Path, choices: Choices, *, year: int | None = None
) -> Lots:
    """Sum the lots of a layer by commune; nothing is raised for a bad file.

    `year` is that of the plantings which are counted; without one, that of the day asked about.
    """
    known = gazetteer(now.settings, now.areas, now.naming, stated_areas(now))
    told = {"layer": choices.layer, "crs": choices.crs, "encoding": choices.encoding}
    try:
        reading = read_layer(path, swap_axes=choices.swap_axes, place=known.place(), **told)
        found = _columns(reading.frame, plan, path.name)
    except Faulty as error:
        return Lots(faults=error.faults)
    crs = reading.frame.crs if placing.possible(reading.frame) else None
    year = year or (choices.day.year if choices.day else None)
    lots, match, faults = _lots(reading, found, now, choices, crs)
    sums, wanting = _sums(lots, plan, known.stated, year)
    joined = float(lots["ha"][lots["area"].notna()].sum())
    checks = [*lot_checks.unlike(lots, plan, path.name)]
    if crs is None:
        checks.append(note("lots_unplaced", path.name))
    elif match.day:
        received = measures.degrees(np.asarray(reading.frame.geometry.array), crs)
        checks += lot_checks.outside(lots, received, now, match.day, plan, path.name)
    return Lots(
        features=len(lots),
        crs=choices.crs or (placing.title(crs) if crs else None),
        encoding=reading.encoding,
        day=match.day,
        year=year,
        sums=sums,
        total=float(lots["ha"].sum()),
        joined=joined,
        drawn=float(lots["drawn"].sum()) if crs else None,
        faults=(*reading.faults, *faults, *checks, *wanting),
    )


def _columns(frame: gpd.GeoDataFrame, plan: Layout, where: str) -> dict[str, str]:
    """Return the column of each thing that the layout names; Faulty without those needed."""
    held = [str(c) for c in frame.columns if c != frame.active_geometry_name]
    named = {what: columns.guess(held, names) for what, names in plan.columns.items()}
    missing = [plan.columns[w][0] for w in NEEDED if not named.get(w)]
    if missing:
        raise Faulty([refuse("lots_column_missing", where, missing=missing, columns=held)])
    return {what: column for what, column in named.items() if column}


def _lots(
    reading: Reading, found: Mapping[str, str], now: Snapshot, choices: Choices, crs: object
) -> tuple[pd.DataFrame, matching.Match, list[Fault]]:
    """Return a row a lot: `area` id, `ha`, codes as numbers, `drawn` ha; and how they joined."""
    frame = reading.frame
    known = {a.code for a in now.areas if a.level == now.settings.level}
    codes, faults = columns.codes(frame[found["commune"]], known)
    blank = [""] * len(frame)
    names = columns.texts(frame[found["name"]]) if "name" in found else blank
    said = list(zip(codes, map(now.naming.tidy, names), strict=True))
    rows = [Row(n, *own) for n, own in enumerate(dict.fromkeys(said), start=1)]
    match = matching.match(
        rows, now.areas, level=now.settings.level, naming=now.naming, day=choices.day,
        decisions=choices.decisions,
    )  # fmt: skip
    area = {(r.code, r.name): i for r, i in zip(rows, match.ids, strict=True)}
    shapes = measures.polygons(np.asarray(frame.geometry.array))
    lots = pd.DataFrame({"area": [area[s] for s in said], "code": codes}, dtype=object)
    for what, column in found.items():
        if what not in ("commune", "name"):
            lots["ha" if what == "area" else what] = _numbers(frame[column])
    lots["drawn"] = 100 * measures.km2(shapes, crs) if crs else np.nan
    return lots, match, [*faults, *(f for f in match.faults if f.code not in SHARED)]


def _numbers(column: pd.Series) -> pd.Series:
    return pd.to_numeric(column, errors="coerce").astype(float).reset_index(drop=True)


def _sums(
    lots: pd.DataFrame, plan: Layout, stated: Mapping[str, float], year: int | None
) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the sums by area, and which of them the layer or the question leaves open."""
    areas = sorted({a for a in lots["area"] if a})
    made: dict[str, pd.Series] = {}
    faults: list[Fault] = []
    for key, wanted in plan.sums.items():
        lacking = [c for c in _asked(wanted) if c not in lots]
        if lacking:
            faults.append(note("lots_sum_left_out", key, lacking=lacking))
        elif wanted.planted_in_year and year is None:
            faults.append(ask("lots_year_unknown", key))
        else:
            meet = lots[_meeting(lots, wanted, year)]
            made[key] = meet.groupby("area")["ha"].sum().reindex(areas, fill_value=0.0)
            if wanted.percent_of_area:
                whole = pd.Series({a: 100 * stated[a] for a in areas if a in stated}, dtype=float)
                made[key] = 100 * made[key] / whole.reindex(areas)
    return pd.DataFrame(made, index=pd.Index(areas, name="area")), faults


def _asked(wanted: Sum) -> Iterator[str]:
    """Yield the columns that a sum needs."""
    given = wanted.where.model_dump(by_alias=True)
    yield from (column for column, codes in given.items() if codes is not None)
    yield from ["year"] if wanted.planted_in_year else []


def _meeting(lots: pd.DataFrame, wanted: Sum, year: int | None) -> pd.Series:
    """Say which lots of a known commune meet the condition of a sum."""
    meets = lots["area"].notna()
    where = wanted.where
    if where.class_ is not None:
        ranges = [lots["class"].between(low, high) for low, high in where.class_]
        meets &= np.logical_or.reduce(ranges)
    for column, codes in (("purpose", where.purpose), ("plan", where.plan)):
        if codes is not None:
            meets &= lots[column].isin(codes)
    if wanted.planted_in_year:
        meets &= lots["year"] == year
    return meets


def communes(found: Lots) -> Sequence[Mapping[str, object]]:
    """Return the sums as plain objects, an area each."""
    return [
        {"area": str(area), **{str(k): None if pd.isna(v) else float(v) for k, v in row.items()}}
        for area, row in found.sums.iterrows()
    ]
