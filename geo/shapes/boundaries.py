"""A boundary file looked at from every side: what it holds, which areas, and all that is wrong."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.areas import matching
from geo.areas.deciding import Decisions
from geo.areas.editions import Row
from geo.areas.matching import Match
from geo.faults import Fault, Faulty, ask, note
from geo.files import columns
from geo.files.encodings import Evidence
from geo.shapes import dissolving, measures, meridian, nesting, placing
from geo.shapes.above import Above, above, of_areas
from geo.shapes.candidates import Candidate, extent
from geo.shapes.gazetteer import Gazetteer
from geo.shapes.headings import headings
from geo.shapes.measures import DEGREES
from geo.shapes.placing import Placing
from geo.shapes.reading import Reading, read
from geo.shapes.survey import Gaps, Overlaps, Survey, survey

BROKEN = ("shape_not_numbers", "shape_unreadable")  # said of a row as soon as it is read
Progress = Callable[[str], None]  # told the name of each step as it begins


def silent(_step: str) -> None:
    """Let a step pass without a word."""


@dataclass(frozen=True)
class Choices:
    """What the person who gives a file says of it; goes before what the file says or we guess."""

    layer: str | None = None
    crs: str | None = None
    encoding: str | None = None
    code: str | None = None  # the column with the codes
    name: str | None = None  # the column with the names
    day: date | None = None  # on which the areas were in force
    swap_axes: bool = False  # the file has its northings first
    dissolve: bool = False  # rows of one code and name are parts of one area
    level: int | None = None  # which of several in one layer, 1 for the largest
    accept_repairs: bool = False  # also where they move much
    decisions: Decisions = field(default_factory=dict)  # `Row.keys`: area id, or None


@dataclass(frozen=True)
class Inspection:
    """What was found in a boundary file.

    `area_km2` (the sum over features), `overlaps` and `gaps` are as received, before any repair,
    and None where the CRS is not known. `matched` are area ids, `unmatched` and `invalid` the
    labels of features: code, else name, else number. `frame` is what can be used, as received:
    `code`, `name`, `geometry` (EPSG:4326) by area id in order of code; None if nothing can be.
    """

    features: int = 0
    crs: str | None = None
    crs_exact: str | None = None  # as other programs know it: its authority's code, or WKT 2
    encoding: str | None = None
    code_column: str | None = None
    name_column: str | None = None
    day: date | None = None
    matched_by: str | None = None
    matched: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
    invalid: tuple[str, ...] = ()
    overlaps: Overlaps = field(default_factory=Overlaps)
    gaps: Gaps = field(default_factory=Gaps)
    area_km2: float | None = None
    encoding_evidence: tuple[Evidence, ...] = ()
    crs_candidates: tuple[Candidate, ...] = ()
    faults: tuple[Fault, ...] = ()
    frame: gpd.GeoDataFrame | None = None
    inside: tuple[tuple[str, str], ...] = ()  # ids: an area and the larger one that it lies in
    above: Mapping[str, tuple[Above, ...]] = field(default_factory=dict)  # what each belongs to

    @property
    def names(self) -> Mapping[str, str]:
        """Return what the file's areas are called in it, by id."""
        return {} if self.frame is None else dict(self.frame["name"])


def inspect(
    path: Path,
    gazetteer: Gazetteer | None = None,
    choices: Choices | None = None,
    *,
    tolerance: float = 0.05,
    most: float = 0.01,
    progress: Progress = silent,
) -> Inspection:
    """Read a boundary file and say all that is wrong with it; nothing is raised for a bad file.

    `tolerance` is the part by which an area may differ from the stated one before that is noted,
    `most` the part of it that rows put together may cover twice before that is asked about.
    `progress` is told each step as it begins: `reading`, `matching`, `measuring`.
    """
    gazetteer, choices = gazetteer or Gazetteer(), choices or Choices()
    progress("reading")
    try:
        reading = read(
            path,
            layer=choices.layer,
            crs=choices.crs,
            encoding=choices.encoding,
            swap_axes=choices.swap_axes,
            place=gazetteer.place(),
        )
    except Faulty as error:
        return Inspection(faults=error.faults)
    progress("matching")
    return _inspected(reading, path.name, gazetteer, choices, (tolerance, most), progress)


def _inspected(
    reading: Reading,
    where: str,
    gazetteer: Gazetteer,
    choices: Choices,
    tolerances: tuple[float, float],
    progress: Progress,
) -> Inspection:
    frame, (tolerance, most) = _round_the_globe(reading.frame), tolerances
    named = headings(reading, gazetteer, choices.code, choices.name, where)
    code, name = named.code, named.name
    rows, mended = _rows(reading, code, name, gazetteer)
    broken = [f for f in reading.faults if f.code in BROKEN]
    unmeant = {int(str(f.values["row"])) for f in broken}
    parts = dissolving.dissolved(frame, rows, where, most=most) if choices.dissolve else None
    if parts:
        frame, rows = parts.frame, parts.rows
    match = _match(rows, gazetteer, choices)
    astray = _placing(frame, match, gazetteer, choices, where)
    crs = frame.crs if placing.possible(frame) else None
    progress("measuring")
    measured = survey(np.asarray(frame.geometry.array), crs, rows)
    nested = nesting.nesting(measured, match.ids, frame)
    ids = nested.kept(choices.level)
    confirmed = [key for key, area in choices.decisions.items() if area]
    faults = (
        *(f for f in reading.faults if f not in broken),
        *astray.faults,
        *named.faults,
        *mended,
        *(parts.faults if parts else ()),
        *match.faults,
        *nested.faults(where, choices.level, confirmed),
        *_broken(broken, rows, match.ids),
        *measured.faults(match.ids, where, unmeant),
        *measured.differing(match.ids, gazetteer.areas, gazetteer.stated, tolerance),
    )
    return Inspection(
        features=len(frame),
        crs=choices.crs or (placing.title(frame.crs) if frame.crs else None),
        crs_exact=placing.exact(frame.crs) if frame.crs else None,
        encoding=reading.encoding,
        code_column=code,
        name_column=name,
        day=match.day,
        matched_by=match.by,
        matched=tuple(sorted(i for i in ids if i)),
        unmatched=tuple(r.label for r, i in zip(rows, ids, strict=True) if not i),
        invalid=tuple(rows[i].label for i in measured.invalid),
        overlaps=measured.overlaps,
        gaps=measured.gaps,
        area_km2=None if measured.km2 is None else float(measured.km2.sum()),
        encoding_evidence=reading.evidence,
        crs_candidates=astray.candidates,
        faults=faults,
        frame=_frame(rows, ids, measured, gazetteer) if crs else None,
        above=of_areas(above(frame, gazetteer), ids),
        inside=tuple((a, b) for i, o in nested.inside if (a := ids[i]) and (b := ids[o])),
    )


def _round_the_globe(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a layer in degrees with none that leaps over the others where it passes 180."""
    if frame.crs is None or not frame.crs.is_geographic or not placing.possible(frame):
        return frame
    shapes = meridian.within(np.asarray(frame.geometry.array))
    return frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs))


def _broken(
    broken: Sequence[Fault], rows: Sequence[Row], ids: Sequence[str | None]
) -> Iterator[Fault]:
    """Say which rows have shapes that are none; ask about those that are areas."""
    by_number = {row.number: (row, area) for row, area in zip(rows, ids, strict=True)}
    for fault in broken:
        if fault.values["row"] in by_number:
            row, area = by_number[fault.values["row"]]
            tell = ask if area else note
            yield tell(fault.code, row.label, **fault.values, name=row.name)


def _placing(
    frame: gpd.GeoDataFrame, match: Match, gazetteer: Gazetteer, choices: Choices, where: str
) -> Placing:
    told = choices.crs is not None
    return placing.place(frame, match.ids, gazetteer.known, where, told=told)


def _rows(
    reading: Reading, code: str | None, name: str | None, gazetteer: Gazetteer
) -> tuple[list[Row], list[Fault]]:
    frame = reading.frame
    known = {area.code for area in gazetteer.areas if area.level == gazetteer.level}
    blank = [""] * len(frame)
    codes, faults = columns.codes(frame[code], known) if code else (blank, [])
    place = extent(frame, frame.crs) if frame.crs else None
    naming = gazetteer.naming_at(place)
    names = [naming.tidy(n) for n in columns.texts(frame[name])] if name else blank
    cut = [name is not None and n in reading.cut for n in (frame[name] if name else blank)]
    said = zip(codes, names, cut, strict=True)
    return [Row(number, *own) for number, own in enumerate(said, start=1)], faults


def _match(rows: Sequence[Row], gazetteer: Gazetteer, choices: Choices) -> Match:
    if not any(row.code or row.name for row in rows):
        return Match((None,) * len(rows))
    return matching.match(
        rows,
        gazetteer.areas,
        level=gazetteer.level,
        naming=gazetteer.naming,
        day=choices.day,
        decisions=choices.decisions,
    )


def _frame(
    rows: Sequence[Row], ids: Sequence[str | None], measured: Survey, gazetteer: Gazetteer
) -> gpd.GeoDataFrame | None:
    """Return the features that are areas and have a shape, under the areas' own names."""
    kept = {i: a for i, a in enumerate(ids) if a and i not in measured.missing}
    if not kept:
        return None
    known = {a: gazetteer.areas[a] for a in kept.values() if a in gazetteer.areas}
    said = {a: known.get(a, rows[i]) for i, a in kept.items()}
    return gpd.GeoDataFrame(
        {"code": [x.code for x in said.values()], "name": [x.name for x in said.values()]},
        index=pd.Index(list(said), name="area"),
        geometry=measures.degrees(measured.shapes[list(kept)], measured.crs),
        crs=DEGREES,
    ).sort_values("code")
