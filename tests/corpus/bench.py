"""Where files of the corpus are made, and how what comes of one is held against the truth."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from data.figures.snapshot import Snapshot
from data.intake.boundaries.inspecting import inspect_file
from geo.faults import Severity, stops
from geo.shapes.boundaries import Choices, Inspection
from geo.shapes.measures import km2

BEFORE, AFTER = date(2009, 4, 1), date(2025, 7, 1)
TAKEN, ASKED, REFUSED = "taken", "asked", "refused"
CENTIMETRE = 0.01


@dataclass(frozen=True)
class Case:
    """A file, what must be said of it, and what a person would answer.

    `codes` must be among the faults. `moved` is how many metres a shape may lie off the truth, once
    the file is taken; `areas` the ids that it then gives, all of the day if None.
    """

    group: str
    title: str
    make: Callable[["Bench"], Path]
    outcome: str
    codes: tuple[str, ...] = ()
    answer: dict[str, Any] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)  # from the start
    best: str | None = None  # the candidate that must be proposed first
    encoding: str | None = None
    moved: float = CENTIMETRE
    day: date = BEFORE
    without: tuple[str, ...] = ()  # codes of areas that the file rightly does not give
    changed: tuple[str, ...] = ()  # codes of areas whose shape is not the true one, rightly
    surveyed: bool = False


@dataclass(frozen=True)
class Bench:
    """Where files are made, and what of."""

    folder: Path
    now: Snapshot

    def frame(self, day: date = BEFORE, **columns: Any) -> gpd.GeoDataFrame:
        """Return the true shapes of a day with their codes and full names."""
        shapes = self.now.generations[day]
        areas = [self.now.areas[i] for i in shapes.index]
        own = {"code": [a.code for a in areas], "name": [a.name for a in areas], **columns}
        return gpd.GeoDataFrame(own, geometry=shapes.geometry.array, crs=shapes.crs)

    def written(self, frame: gpd.GeoDataFrame, name: str = "communes.gpkg", **how: Any) -> Path:
        """Write a frame, shapefiles in UTF-8 unless told otherwise."""
        path = self.folder / name
        plain = {"encoding": "UTF-8"} if path.suffix == ".shp" else {}
        frame.to_file(path, **plain | how)
        return path


@dataclass(frozen=True)
class Result:
    """What came of a case: each look at the file, the last one after the answer, if any."""

    case: Case
    first: Inspection
    last: Inspection
    wrong: tuple[str, ...] = ()


def result(case: Case, now: Snapshot) -> Result:
    """Look at the file of one case, with and without the answer."""
    bench_now = surveyed(now) if case.surveyed else now
    with TemporaryDirectory() as folder:
        path = case.make(Bench(Path(folder), now))
        first = inspect_file(bench_now, path, Choices(**case.said))
        answer = case.answer | nearest(case, first)
        last = inspect_file(bench_now, path, Choices(**case.said | answer)) if answer else first
    return Result(case, first, last, tuple(_wrong(case, first, last, bool(answer), now)))


def surveyed(now: Snapshot) -> Snapshot:
    """Return the workspace as if its boundaries had been surveyed."""
    kept = {d: g.model_copy(update={"surveyed": True}) for d, g in now.settings.boundaries.items()}
    return replace(now, settings=now.settings.model_copy(update={"boundaries": kept}))


def nearest(case: Case, found: Inspection) -> dict[str, Any]:
    if case.best is None or not found.crs_candidates:
        return {}
    first = found.crs_candidates[0]
    return {"crs": first.crs, "swap_axes": first.swapped}


def _wrong(
    case: Case, first: Inspection, last: Inspection, answered: bool, now: Snapshot
) -> Iterator[str]:
    """Yield what did not come as it must."""
    grave = {f.severity for f in first.faults}
    outcome = REFUSED if Severity.REFUSE in grave else ASKED if Severity.ASK in grave else TAKEN
    if outcome != case.outcome:
        yield f"{outcome}, not {case.outcome}: {[f.code for f in first.faults]}"
    if missing := set(case.codes) - {f.code for f in first.faults}:
        yield f"does not say {sorted(missing)}, but {[f.code for f in first.faults]}"
    if case.best and [c.answer for c in first.crs_candidates[:1]] != [case.best]:
        yield f"proposes {first.crs_candidates}"
    if case.encoding and last.encoding != case.encoding:
        yield f"read in {last.encoding}"
    if outcome == TAKEN or answered:
        yield from _untrue(case, last, now)


def _untrue(case: Case, found: Inspection, now: Snapshot) -> Iterator[str]:
    """Yield how what was taken differs from the truth: areas, names, sizes, positions."""
    if stops(found.faults) or found.frame is None:
        yield f"not taken after the answer: {[f.code for f in found.faults]}"
        return
    true = now.generations[case.day]
    areas = [i for i in true.index if i.partition("@")[0] not in case.without]
    if sorted(found.frame.index) != sorted(areas):
        yield f"takes {sorted(found.frame.index)}"
        return
    names = {i: now.areas[i].name for i in areas}
    if dict(found.frame["name"]) != names:
        yield f"names {dict(found.frame['name'])}"
    same = [i for i in areas if i.partition("@")[0] not in case.changed]
    given, wanted = (
        np.asarray(gpd.GeoSeries(f.loc[same].geometry).to_crs(9205).array)
        for f in (found.frame, true)
    )
    apart = shapely.hausdorff_distance(given, wanted).max()
    if apart > case.moved:
        yield f"lies {apart:.3f} m off"
    sizes = km2(given, "EPSG:9205"), km2(wanted, "EPSG:9205")
    if not np.allclose(*sizes, rtol=max(1e-6, case.moved * 1e-3)):
        yield f"has {sizes[0].sum():.4f} km² of {sizes[1].sum():.4f}"
