"""The shapes of each edition of the boundaries, and boundary files held against a workspace."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import geopandas as gpd

from data.catalogue.settings import Settings
from geo.areas import Areas
from geo.areas.names import Naming
from geo.faults import Fault, Faulty, Severity
from geo.files.bundles import MB, Limits
from geo.shapes.boundaries import Choices, Inspection, Progress, inspect, silent
from geo.shapes.gazetteer import Gazetteer
from geo.shapes.repair import repair

MOVED = "border_moved_much"  # asked of who gives a file; said, and gone on, once it is in use
SAID = (MOVED, "unit_tiny")  # likewise what a person has agreed to
UNCLEAR = ("units_on_same_ground", "levels_in_one_layer")  # of what is meant: nothing is mended


def shapes(
    folder: Path,
    settings: Settings,
    areas: Areas,
    naming: Naming,
    stated: Mapping[str, float],
    faults: list[Fault],
) -> dict[date, gpd.GeoDataFrame]:
    """Return the shapes of each edition by its first day: area id, `title`, EPSG:4326.

    `stated` is how large each area is said to be, in km². What was repaired or noted is added to
    `faults`; Faulty where an edition cannot be used, or does not show every area in force on its
    day.
    """
    known = gazetteer(settings, areas, naming, stated)
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
    return fault.severity in (Severity.REFUSE, Severity.ASK) and fault.code not in SAID


def gazetteer(
    settings: Settings, areas: Areas, naming: Naming, stated: Mapping[str, float]
) -> Gazetteer:
    """Return what a workspace knows of its place, as `geo` wants it; `stated` is in km²."""
    return Gazetteer(
        areas=areas,
        level=settings.level,
        naming=naming,
        columns=settings.columns,
        crs=settings.crs_names,
        crs_defined=settings.crs_defined,
        charsets=settings.candidate_charsets,
        stated=stated,
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
    if found.frame is None or found.frame.empty or _unclear(found):
        return found
    progress("mending")
    done = repair(
        found.frame,
        crs=settings.metric_crs,
        gap_width=settings.tolerances.gap_width,
        most=settings.tolerances.moved,
        inside=found.inside,
    )
    faults = (*found.faults, *done.faults)
    if accepted:
        faults = tuple(replace(f, severity=Severity.NOTE) if f.code == MOVED else f for f in faults)
    return replace(found, frame=done.frame, faults=faults)


def _unclear(found: Inspection) -> bool:
    return any(f.code in UNCLEAR and f.severity is Severity.ASK for f in found.faults)


def _limits(settings: Settings) -> Limits:
    said = settings.limits
    return Limits(int(said.file_mb * MB), int(said.unpacked_mb * MB), said.ratio, said.members)
