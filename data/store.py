"""Everything that pages show: a workspace's files, read and checked once, frozen."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import geopandas as gpd
import pandas as pd

from data import catalogue as catalogues
from data import files, reports, territory
from data.catalogue import Catalogue
from data.declared import build, nearest, read
from data.reports import Appraisal, ByArea, Figure
from data.settings import Settings, Spelling
from data.shapes import shapes
from data.tables import Context
from geo.areas import Area, Areas
from geo.faults import Fault, Faulty, Severity, note, refuse
from geo.names import Naming


class Lent:
    """A frame, or several by key, of which every reader gets a copy to do with as they like.

    The copies are shallow and cost next to nothing: pandas copies a column when it is written to.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self._key = f"_{name}"

    def __set__(self, snapshot: object, kept: Any) -> None:
        vars(snapshot)[self._key] = kept

    def __get__(self, snapshot: object, owner: type) -> Any:
        if snapshot is None:
            raise AttributeError(self._key)
        kept = vars(snapshot)[self._key]
        if isinstance(kept, Mapping):
            return MappingProxyType({key: frame.copy(deep=False) for key, frame in kept.items()})
        return kept.copy(deep=False)


@dataclass(frozen=True, repr=False)
class Snapshot:
    """One state of a workspace, shared by all readers; nobody can write into its frames.

    `figures`, `targets` and `statuses` are as `data.tables` makes them; `generations` holds, by the
    first day of each edition of the boundaries, its shapes by area id (`title`, `geometry` in
    EPSG:4326), in official order.
    """

    settings: Settings
    catalogue: Catalogue
    areas: Areas
    naming: Naming
    generations: Mapping[date, gpd.GeoDataFrame] = Lent()  # type: ignore[assignment]
    figures: pd.DataFrame = Lent()
    targets: pd.DataFrame = Lent()
    statuses: pd.DataFrame = Lent()
    faults: tuple[Fault, ...] = ()  # what was repaired or is good to know
    version: str = ""  # changes with any file of the workspace
    revision: int = 0  # of the ledger; 0: the files alone

    def reported(self, slug: str) -> ByArea[Figure]:
        """Return what was reported of an indicator by area id, the latest last."""
        return self._reported.get(slug, {})

    def planned(self, slug: str) -> ByArea[Figure]:
        """Return the plans of an indicator by area id."""
        return self._planned.get(slug, {})

    def appraised(self, area_id: str) -> Sequence[Appraisal]:
        """Return the appraisals of an area's criteria, the latest last."""
        return self._appraised.get(area_id, ())

    @cached_property
    def _reported(self) -> Mapping[str, ByArea[Figure]]:
        return reports.figures(self.figures)

    @cached_property
    def _planned(self) -> Mapping[str, ByArea[Figure]]:
        return reports.figures(self.targets)

    @cached_property
    def _appraised(self) -> ByArea[Appraisal]:
        return reports.appraisals(self.statuses)

    def on(self, day: date) -> list[Area]:
        """Return the areas of the mapped level in force on this day, in official order."""
        return self.areas.on(day, self.settings.level)

    def shapes_on(self, day: date) -> gpd.GeoDataFrame | None:
        """Return the shapes in force on this day, or None before the first boundaries."""
        first = self.settings.generation_on(day)
        return None if first is None else self.generations[first]


def load(folder: Path) -> Snapshot:
    """Read a workspace; Faulty with every fault of every file if it cannot be used.

    A name that is unknown only because its own file cannot be read is not said again.
    """
    settings, faults = _settings(folder)
    catalogue, wrong, lost = catalogues.gather(folder)
    areas, unclear = territory.areas(folder, lost)
    naming, strange = territory.naming(folder, settings.spelling if settings else Spelling(), areas)
    context = Context(catalogue, areas, settings.level if settings else "")
    made, unfit = files.tables(folder, context)
    names = [*strange, *unfit, *_loose_ends(settings, context), *files.unread(folder)]
    faults += [*wrong, *unclear, *(f for f in names if not catalogues.follows(f, lost))]
    generations: dict[date, gpd.GeoDataFrame] = {}
    if settings and not unclear:
        try:
            generations = shapes(folder, settings, areas, naming, made["figures"], faults)
        except Faulty as error:
            faults += error.faults
    if settings is None or any(f.severity is Severity.REFUSE for f in faults):
        raise Faulty(faults)
    return Snapshot(
        settings,
        catalogue,
        areas,
        naming,
        dict(sorted(generations.items())),
        **made,
        faults=tuple(faults),
        version=fingerprint(folder),
    )


def fingerprint(folder: Path) -> str:
    """Return a short text that changes whenever a file of the workspace does."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        stat = path.stat()
        digest.update(f"{path.relative_to(folder)}|{stat.st_size}|{stat.st_mtime_ns}".encode())
    return digest.hexdigest()


def _settings(folder: Path) -> tuple[Settings | None, list[Fault]]:
    name = "workspace.yaml"
    try:
        return build(Settings, read(folder / name), name), []
    except Faulty as error:
        return None, list(error.faults)


def _loose_ends(settings: Settings | None, context: Context) -> Iterator[Fault]:
    """Yield each name in settings and catalogue that the rest of the workspace does not know."""
    indicators, areas = context.catalogue.indicators, {a.id for a in context.areas}
    kinds, levels = {a.kind for a in context.areas}, {a.level for a in context.areas}
    wanted: list[tuple[str, str, str, Collection[str]]] = [
        (f"groups.yaml: {key}", "area", area, areas)
        for key, group in context.catalogue.groups.items()
        for area in group.focus
    ]
    if settings:
        named = (settings.first_indicator, settings.stated_areas)
        wanted += [("workspace.yaml", "indicator", n, indicators) for n in named if n]
        wanted += [("workspace.yaml", "level", settings.level, levels)] if areas else []
    for where, what, name, known in wanted:
        if name not in known:
            near = nearest(name, known)
            yield refuse("catalogue_unknown", where, what=what, name=name, nearest=near)
    for indicator in context.catalogue:
        for kind in set(indicator.applies_to) - kinds if areas else ():
            where = f"indicators/{indicator.slug}.yaml"
            yield note("kind_unknown", where, name=kind, nearest=nearest(kind, kinds))
