"""A catalogue read from its files: what can be read of it, all that is wrong, and what is lost."""

from pathlib import Path
from types import MappingProxyType
from typing import Any

from data.catalogue import Catalogue, Group, Source
from data.catalogue.criteria import CriteriaSet
from data.catalogue.declared import build, read
from data.catalogue.indicators import Indicator
from data.catalogue.problems import contradictions, loose_ends
from geo.faults import Fault, Faulty

Lost = set[tuple[str, str]]  # what kind of thing, and its name; no name: all of that kind


def load(folder: Path) -> Catalogue:
    """Read the catalogue of a workspace folder; Faulty with all that is wrong in all its files."""
    catalogue, faults, _ = gather(folder)
    if faults:
        raise Faulty(faults)
    return catalogue


def gather(folder: Path) -> tuple[Catalogue, list[Fault], Lost]:
    """Return what can be read of a catalogue, all that is wrong, and what was lost by that."""
    faults: list[Fault] = []
    lost: Lost = set()
    groups = _table(folder / "groups.yaml", Group, faults, lost)
    sources = _table(folder / "sources.yaml", Source, faults, lost)
    sets = _files(folder, "criteria_sets", CriteriaSet, faults, lost)
    indicators = list(_files(folder, "indicators", Indicator, faults, lost).values())
    place = {g: n for n, g in enumerate(groups)}
    indicators.sort(key=lambda i: (place.get(i.group or "", len(place)), i.order, i.slug))
    catalogue = Catalogue(
        MappingProxyType({i.slug: i for i in indicators}),
        MappingProxyType(dict(sorted(sets.items(), key=lambda item: item[1].since))),
        MappingProxyType(groups),
        MappingProxyType(sources),
    )
    faults += [f for f in loose_ends(catalogue) if not follows(f, lost)]
    return catalogue, [*faults, *contradictions(catalogue)], lost


def follows(fault: Fault, lost: Lost) -> bool:
    """Say whether a fault only misses what is declared, but in a place that cannot be read."""
    what, name = (str(fault.values.get(key)) for key in ("what", "name"))
    missing = fault.code in ("catalogue_unknown", "word_unknown")
    return missing and not lost.isdisjoint({(what, name), (what, "")})


def _table(path: Path, model: type[Any], faults: list[Fault], lost: Lost) -> dict[str, Any]:
    """Return the readable entries of one file; with the file, all its names are lost."""
    what = model.__name__.lower()
    try:
        content = read(path)
    except Faulty as error:
        faults += error.faults
        lost.add((what, ""))
        return {}
    found = {}
    for key, text in content.items():
        try:
            found[str(key)] = build(model, text, f"{path.name}: {key}")
        except Faulty as error:
            faults += error.faults
            lost.add((what, str(key)))
    return found


def _files(
    folder: Path, part: str, model: type[Any], faults: list[Fault], lost: Lost
) -> dict[str, Any]:
    """Return what each readable file of a folder declares, by the name of the file."""
    found = {}
    for path in sorted(folder.glob(f"{part}/*.yaml")):
        where = f"{part}/{path.name}"
        own = {"slug": path.stem} if "slug" in model.model_fields else {}
        try:
            found[path.stem] = build(model, read(path, where) | own, where)
        except Faulty as error:
            faults += error.faults
            lost.add((model.__name__.lower(), path.stem))
    return found
