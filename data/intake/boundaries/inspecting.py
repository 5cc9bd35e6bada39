"""A boundary file held against the workspace in use, or looked at for what it is."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from data.figures.known import stated_areas
from data.figures.snapshot import Snapshot
from data.territory.shapes import gazetteer, mended
from geo.areas import Areas
from geo.areas.names import Naming
from geo.shapes import meridian
from geo.shapes.boundaries import Choices, Inspection, Progress, inspect, silent
from geo.shapes.candidates import Centre
from geo.shapes.succession import Proposal, propose


def inspect_file(
    now: Snapshot, path: Path, choices: Choices, progress: Progress = silent
) -> Inspection:
    """Hold a boundary file against the workspace in use; `progress` is told each step."""
    known = gazetteer(now.settings, now.areas, now.naming, stated_areas(now))
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


def succession(now: Snapshot, found: Inspection) -> Proposal | None:
    """Propose which of the areas now in force the areas of a file succeed; None without either."""
    if found.frame is None or not now.editions():
        return None
    return propose(now.shapes_of(max(now.editions())), found.frame)


def inspect_generation(
    now: Snapshot, path: Path, choices: Choices, progress: Progress = silent
) -> Inspection:
    """Look at a file of areas that are not known yet but lie at this place.

    They are what their codes say, from `choices.day` on; `succession` then says what they succeed.
    """
    known = gazetteer(now.settings, Areas(()), now.naming, {})
    known = replace(known, extent=_extent(now))
    most = now.settings.tolerances.moved
    found = inspect(path, known, choices, most=most, progress=progress)
    return mended(found, now.settings, accepted=choices.accept_repairs, progress=progress)


def inspect_alone(
    now: Snapshot, path: Path, choices: Choices, progress: Progress = silent
) -> Inspection:
    """Look at a boundary file of another place: only its own faults, in this country's words."""
    known = gazetteer(now.settings, Areas(()), now.naming, {})
    most = now.settings.tolerances.moved
    found = inspect(path, known, choices, most=most, progress=progress)
    elsewhere = now.settings.model_copy(update={"metric_crs": None})
    return mended(found, elsewhere, accepted=choices.accept_repairs, progress=progress)


def naming_of(now: Snapshot, found: Inspection) -> Naming:
    """Return how names are written where the areas of a file lie, as this workspace knows it."""
    known = gazetteer(now.settings, Areas(()), now.naming, {})
    shapes = None if found.frame is None else np.asarray(found.frame.geometry.array)
    return known.naming_at(None if shapes is None else meridian.extent(shapes))


def _extent(now: Snapshot) -> tuple[float, float, float, float] | None:
    """Return west, south, east and north of all editions, in degrees."""
    if not now.editions():
        return None
    drawn = [np.asarray(now.shapes_of(day).geometry.array) for day in now.editions()]
    return meridian.extent(np.concatenate(drawn))


def _centres(now: Snapshot) -> dict[str, Centre]:
    """Return the centre of each area's present shape: longitude and latitude by its id."""
    found: dict[str, Centre] = {}
    for frame in map(now.shapes_of, now.editions()):
        points = meridian.centres(np.asarray(frame.geometry.array))
        found |= {area: (lon, lat) for area, (lon, lat) in zip(frame.index, points, strict=True)}
    return found


def _surveyed(now: Snapshot) -> Iterator[str]:
    """Yield the areas whose present shapes are said to lie where they are in truth."""
    for day in now.editions():
        if now.settings.boundaries[day].surveyed:
            yield from now.shapes_of(day).index
