"""A workspace's folder, read and checked once."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data import territory
from data.catalogue import loading
from data.catalogue.declared import nearest
from data.catalogue.settings import Settings, Spelling
from data.figures import reports
from data.figures.snapshot import Snapshot
from data.figures.tables import Context
from data.records import files
from data.territory.shapes import shapes
from geo.faults import Fault, Faulty, Severity, note, refuse


def load(folder: Path) -> Snapshot:
    """Read a workspace; Faulty with every fault of every file if it cannot be used.

    A name that is unknown only because its own file cannot be read is not said again.
    """
    settings, faults = _settings(folder)
    catalogue, wrong, lost = loading.gather(folder)
    areas, unclear = territory.areas(folder, lost)
    naming, strange = territory.naming(folder, settings.spelling if settings else Spelling(), areas)
    context = Context(catalogue, areas, settings.level if settings else "")
    made, unfit = files.tables(folder, context)
    names = [*strange, *unfit, *_loose_ends(settings, context), *files.unread(folder)]
    faults += [*wrong, *unclear, *(f for f in names if not loading.follows(f, lost))]
    generations: dict[date, gpd.GeoDataFrame] = {}
    if settings and not unclear:
        try:
            stated = _stated(made["figures"], settings.stated_areas)
            generations = shapes(folder, settings, areas, naming, stated, faults)
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
    try:
        return Settings.of(folder), []
    except Faulty as error:
        return None, list(error.faults)


def _stated(figures: pd.DataFrame, slug: str | None) -> Mapping[str, float]:
    """Return how large each area is said to be, in km², by the indicator that says so."""
    own = reports.figures(figures[figures["indicator"] == slug])
    return reports.latest(own.get(slug, {})) if slug else {}


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
        named = (settings.first_indicator, settings.stated_areas, settings.alike_by)
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
