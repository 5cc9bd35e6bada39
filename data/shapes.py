"""The shapes of each edition of the boundaries, and boundary files held against a workspace."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.settings import Settings
from geo.areas import Areas
from geo.boundaries import Choices, Gazetteer, Inspection, Progress, inspect, silent
from geo.bundles import MB, Limits
from geo.candidates import Centre
from geo.faults import Fault, Faulty, Severity
from geo.names import Naming
from geo.repair import repair
from geo.succession import Proposal, propose

if TYPE_CHECKING:
    from data.store import Snapshot

MOVED = "border_moved_much"  # asked of who gives a file; said, and gone on, once it is in use


def shapes(
    folder: Path,
    settings: Settings,
    areas: Areas,
    naming: Naming,
    figures: pd.DataFrame,
    faults: list[Fault],
) -> dict[date, gpd.GeoDataFrame]:
    """Return the shapes of each edition by its first day: area id, `title`, EPSG:4326.

    What was repaired or noted is added to `faults`; Faulty where an edition cannot be used, or
    does not show every area in force on its day.
    """
    known = gazetteer(settings, areas, naming, figures)
    made: dict[date, gpd.GeoDataFrame] = {}
    wrong: list[Fault] = []
    for day, generation in settings.boundaries.items():
        path = folder / "boundaries" / generation.file
        found = mended(inspect(path, known, Choices(day=day)), settings)
        stopping = [f for f in found.faults if _stops(f)]
        faults += [f for f in found.faults if f not in stopping]
        wrong += stopping
        if found.frame is not None and not stopping:
            ids = [a.id for a in areas.on(day, settings.level)]
            titles = [areas[i].name for i in ids]
            made[day] = found.frame.loc[ids, ["geometry"]].assign(title=titles)
    if wrong:
        raise Faulty(wrong)
    return made


def _stops(fault: Fault) -> bool:
    return fault.severity in (Severity.REFUSE, Severity.ASK) and fault.code != MOVED


def gazetteer(settings: Settings, areas: Areas, naming: Naming, figures: pd.DataFrame) -> Gazetteer:
    """Return what a workspace knows of its place, as `geo` wants it."""
    return Gazetteer(
        areas=areas,
        level=settings.level,
        naming=naming,
        columns=settings.columns,
        crs=settings.crs_names,
        crs_defined=settings.crs_defined,
        charsets=settings.candidate_charsets,
        stated=_stated(settings, figures),
        limits=_limits(settings),
    )


def mended(
    found: Inspection,
    settings: Settings,
    *,
    accepted: bool = False,
    progress: Progress = silent,
) -> Inspection:
    """Return an inspection with the borders of its shapes mended together, and that said.

    `accepted`: a person has seen what moves, and agrees. `progress` is told `mending`.
    """
    if found.frame is None or found.frame.empty:
        return found
    progress("mending")
    done = repair(
        found.frame,
        crs=settings.metric_crs,
        gap_width=settings.tolerances.gap_width,
        most=settings.tolerances.moved,
    )
    faults = (*found.faults, *done.faults)
    if accepted:
        faults = tuple(replace(f, severity=Severity.NOTE) if f.code == MOVED else f for f in faults)
    return replace(found, frame=done.frame, faults=faults)


def inspect_file(
    now: "Snapshot", path: Path, choices: Choices, progress: Progress = silent
) -> Inspection:
    """Hold a boundary file against the workspace in use; `progress` is told each step."""
    known = gazetteer(now.settings, now.areas, now.naming, now.figures)
    tolerance, most = now.settings.tolerances.stated_area, now.settings.tolerances.moved
    known = replace(
        known, extent=_extent(now), centres=_centres(now), surveyed=frozenset(_surveyed(now))
    )
    return mended(
        inspect(path, known, choices, tolerance=tolerance, most=most, progress=progress),
        now.settings,
        accepted=choices.accept_repairs,
        progress=progress,
    )


def succession(now: "Snapshot", found: Inspection) -> Proposal | None:
    """Propose which of the areas now in force the areas of a file succeed; None without either."""
    if found.frame is None or not now.generations:
        return None
    return propose(now.generations[max(now.generations)], found.frame)


def inspect_generation(
    now: "Snapshot", path: Path, choices: Choices, progress: Progress = silent
) -> Inspection:
    """Look at a file of areas that are not known yet but lie at this place.

    They are what their codes say, from `choices.day` on; `succession` then says what they succeed.
    """
    known = gazetteer(now.settings, Areas(()), now.naming, now.figures)
    known = replace(known, extent=_extent(now), stated={})
    most = now.settings.tolerances.moved
    found = inspect(path, known, choices, most=most, progress=progress)
    return mended(found, now.settings, accepted=choices.accept_repairs, progress=progress)


def inspect_alone(
    now: "Snapshot", path: Path, choices: Choices, progress: Progress = silent
) -> Inspection:
    """Look at a boundary file of another place: only its own faults, in this country's words."""
    known = gazetteer(now.settings, Areas(()), now.naming, now.figures)
    most, known = now.settings.tolerances.moved, replace(known, stated={})
    found = inspect(path, known, choices, most=most, progress=progress)
    elsewhere = now.settings.model_copy(update={"metric_crs": None})
    return mended(found, elsewhere, accepted=choices.accept_repairs, progress=progress)


def _extent(now: "Snapshot") -> tuple[float, float, float, float] | None:
    """Return west, south, east and north of all editions, in degrees."""
    if not now.generations:
        return None
    west, south, east, north = zip(
        *(frame.total_bounds for frame in now.generations.values()), strict=True
    )
    return min(west), min(south), max(east), max(north)


def _centres(now: "Snapshot") -> dict[str, Centre]:
    """Return the centre of each area's present shape: longitude and latitude by its id."""
    found: dict[str, Centre] = {}
    for frame in now.generations.values():
        points = shapely.get_coordinates(shapely.centroid(np.asarray(frame.geometry.array)))
        found |= {area: (lon, lat) for area, (lon, lat) in zip(frame.index, points, strict=True)}
    return found


def _surveyed(now: "Snapshot") -> Iterator[str]:
    """Yield the areas whose present shapes are said to lie where they are in truth."""
    for day, frame in now.generations.items():
        if now.settings.boundaries[day].surveyed:
            yield from frame.index


def _limits(settings: Settings) -> Limits:
    said = settings.limits
    return Limits(int(said.file_mb * MB), int(said.unpacked_mb * MB), said.ratio, said.members)


def _stated(settings: Settings, figures: pd.DataFrame) -> Mapping[str, float]:
    """Return the latest stated area of each area, in km²."""
    rows = figures[figures["indicator"] == settings.stated_areas]
    latest = rows.sort_values("last").drop_duplicates("area", keep="last")
    return dict(zip(latest["area"], latest["number"], strict=True))
