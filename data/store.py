"""Everything that pages show: a workspace's files, read and checked once, frozen."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import geopandas as gpd
import pandas as pd

from data import catalogue as catalogues
from data import tables, templates
from data.catalogue import Catalogue
from data.declared import build, read
from data.settings import Settings
from data.shapes import shapes
from geo.areas import Area, Areas, Succession
from geo.faults import Fault, Faulty, Severity, refuse
from geo.names import Naming


@dataclass(frozen=True)
class Snapshot:
    """One state of a workspace; its frames are shared by all readers, and nobody may change them.

    `figures`, `targets` and `statuses` are as `data.tables` makes them; `generations` holds, by the
    first day of each edition of the boundaries, its shapes by area id (`title`, `geometry` in
    EPSG:4326), in official order.
    """

    settings: Settings
    catalogue: Catalogue
    areas: Areas
    naming: Naming
    generations: Mapping[date, gpd.GeoDataFrame]
    figures: pd.DataFrame
    targets: pd.DataFrame
    statuses: pd.DataFrame
    faults: tuple[Fault, ...] = ()  # what was repaired or is good to know
    version: str = ""  # changes with any file of the workspace

    @cached_property
    def _figures(self) -> Mapping[str, pd.DataFrame]:
        return {str(slug): own for slug, own in self.figures.groupby("indicator", sort=False)}

    def figures_of(self, slug: str) -> pd.DataFrame:
        """Return the figures of one indicator."""
        return self._figures.get(slug, self.figures.iloc[:0])

    def on(self, day: date) -> list[Area]:
        """Return the areas of the mapped level in force on this day, in official order."""
        return self.areas.on(day, self.settings.level)

    def shapes_on(self, day: date) -> gpd.GeoDataFrame | None:
        """Return the shapes in force on this day, or None before the first boundaries."""
        first = self.settings.generation_on(day)
        return None if first is None else self.generations[first]


def load(folder: Path) -> Snapshot:
    """Read a workspace; Faulty with every fault of every file if it cannot be used."""
    faults: list[Fault] = []

    def attempt(step: Callable[..., Any], *arguments: Any) -> Any:
        try:
            return step(*arguments)
        except Faulty as error:
            faults.extend(error.faults)
            return None

    settings = attempt(_settings, folder)
    catalogue = attempt(catalogues.load, folder)
    areas = attempt(_areas, folder)
    if settings is None or catalogue is None or areas is None:
        raise Faulty(faults)
    naming = attempt(_naming, folder, settings, areas)
    faults += _unknown_names(settings, catalogue)
    context = tables.Context(catalogue, areas, settings.level)
    made = {
        name: _table(folder, pattern, columns, check, context, faults)
        for name, pattern, columns, check in TABLES
    }
    generations = attempt(shapes, folder, settings, areas, naming, made["figures"], faults) or {}
    if any(f.severity is Severity.REFUSE for f in faults):
        raise Faulty(faults)
    kept = MappingProxyType(dict(sorted(generations.items())))
    version = fingerprint(folder)
    return Snapshot(
        settings, catalogue, areas, naming, kept, **made, faults=tuple(faults), version=version
    )


TABLES = (
    ("figures", "values/*.csv", tables.FIGURES, tables.figures),
    ("targets", "targets*.csv", tables.TARGETS, tables.targets),
    ("statuses", "statuses/*.csv", tables.STATUSES, tables.statuses),
)


def fingerprint(folder: Path) -> str:
    """Return a short text that changes whenever a file of the workspace does."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        stat = path.stat()
        digest.update(f"{path.relative_to(folder)}|{stat.st_size}|{stat.st_mtime_ns}".encode())
    return digest.hexdigest()


def _table(
    folder: Path,
    pattern: str,
    columns: tuple[str, ...],
    check: Callable[..., tuple[pd.DataFrame, list[Fault]]],
    context: tables.Context,
    faults: list[Fault],
) -> pd.DataFrame:
    """Return all files of one kind as one checked table: a key twice is seen across files."""
    parts = [tables.empty(columns)]
    for path in sorted(folder.glob(pattern)):
        rows, wrong = tables.read_csv(path, columns)
        parts.append(rows)
        faults += wrong
    for path in sorted(folder.glob("values/[!~]*.xlsx")):  # "~$…" is a lock that Excel leaves
        rows, wrong = templates.read(path, columns)
        parts.append(rows)
        faults += wrong
    checked, wrong = check(pd.concat(parts, ignore_index=True), context)
    faults += wrong
    return checked


def _settings(folder: Path) -> Settings:
    return build(Settings, read(folder / "workspace.yaml"), "workspace.yaml")


def _areas(folder: Path) -> Areas:
    rows, faults = tables.read_csv(folder / "areas.csv", AREA_COLUMNS)
    found = []
    for row in rows.to_dict("records"):
        try:
            found.append(_area(row))
        except ValueError:
            faults.append(refuse("area_day_unreadable", row["where"], area=row["code"]))
    path = folder / "succession.csv"
    links, wrong = tables.read_csv(path, LINK_COLUMNS) if path.exists() else (None, [])
    successions = (
        []
        if links is None
        else [
            Succession(r["predecessor"], r["successor"], r["legal"])
            for r in links.to_dict("records")
        ]
    )
    areas = Areas(found, successions)
    faults += [*wrong, *areas.problems()]
    if faults:
        raise Faulty(faults)
    return areas


AREA_COLUMNS = ("code", "name", "kind", "level", "valid_from", "valid_to", "parent")
LINK_COLUMNS = ("predecessor", "successor", "legal")
ALIAS_COLUMNS = ("area", "alias", "source")


def _area(row: dict[str, str]) -> Area:
    return Area(
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        level=row["level"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        parent=row["parent"] or None,
    )


def _naming(folder: Path, settings: Settings, areas: Areas) -> Naming:
    path = folder / "aliases.csv"
    rows, faults = tables.read_csv(path, ALIAS_COLUMNS) if path.exists() else (None, [])
    aliases: dict[str, tuple[str, ...]] = {}
    for row in [] if rows is None else rows.to_dict("records"):
        if row["area"] not in areas:
            faults.append(
                refuse("word_unknown", row["where"], what="area", name=row["area"], nearest="")
            )
        aliases[row["area"]] = (*aliases.get(row["area"], ()), row["alias"])
    if faults:
        raise Faulty(faults)
    return Naming(settings.spelling.prefixes, settings.spelling.equivalences, aliases)


def _unknown_names(settings: Settings, catalogue: Catalogue) -> list[Fault]:
    named = {"first_indicator": settings.first_indicator, "stated_areas": settings.stated_areas}
    return [
        refuse("catalogue_unknown", "workspace.yaml", what=key, name=slug, nearest="")
        for key, slug in named.items()
        if slug and slug not in catalogue.indicators
    ]
