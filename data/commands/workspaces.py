"""Which folder is the workspace, and how a new one is made for another place."""

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import yaml

from data.catalogue.declared import read
from data.catalogue.rows import AREAS
from data.commands.hierarchy import Belonging, belonging
from data.figures import templates
from data.records.store import load
from data.words import LANGUAGES, N_, Words
from geo.areas import Area
from geo.areas.names import Naming
from geo.faults import Fault, Faulty, note, refuse, stops

SHIPPED = Path(__file__).parent.parent / "dien_bien_dong"
CATALOGUE = ("indicators", "criteria_sets")
OWN = "own_boundaries"  # the source that the boundaries given are
# What the shipped workspace says of its own place: in its settings, of a working group (whose short
# name is what it is for anywhere), and in any file of its catalogue.
PLACE = ("id", "titles", "first_indicator", "first_day", "metric_crs", "boundaries")
OF_A_GROUP = ("kind", "short")
LOCAL = "local"
CITED = "source"  # who counted it there; figures of another place have their own


class _Plain(yaml.SafeDumper):
    """Writes what is there twice twice: people read and change these files."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Say that nothing stands for anything else."""
        return True


def chosen() -> Path:
    """Return the folder that `ATLAS_WORKSPACE` names, or the shipped one."""
    named = os.environ.get("ATLAS_WORKSPACE")
    return Path(named).expanduser().resolve() if named else SHIPPED


def create(
    folder: Path,
    frame: gpd.GeoDataFrame,
    naming: Naming,
    day: date,
    *,
    kind: str,
    title: str,
    file: str,
    above: Belonging | None = None,
) -> None:
    """Make a workspace from checked shapes: areas, boundaries, the shipped catalogue, a template.

    `frame` has a row an area: `code`, `name` (with its kind, or else of this `kind`),
    geometry in any CRS. `title` is what the place is called, `file` what the shapes came in, and
    `above` what each area belongs to by its id. Nothing that holds of the shipped
    place alone goes along. Faulty if the folder holds anything already, or if what was made of
    these shapes would not pass a check; then nothing is left of it.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Faulty([refuse("folder_not_empty", folder)])
    try:
        areas = [_area(row, naming, day, kind) for row in frame.itertuples()]
        areas = belonging(areas, above or {}, naming)
        _make(folder, frame, areas, day, title, file)
    except Faulty:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _make(
    folder: Path,
    frame: gpd.GeoDataFrame,
    areas: Sequence[Area],
    day: date,
    title: str,
    came: str,
) -> None:
    for part in ("boundaries", "values", "statuses"):
        (folder / part).mkdir(parents=True)
    for part in CATALOGUE:
        (folder / part).mkdir()
        for file in sorted((SHIPPED / part).glob("*.yaml")):
            _anywhere(file, folder / part / file.name)
    shutil.copy(SHIPPED / "lots.yaml", folder)
    groups = {k: _of_any_place(g) for k, g in read(SHIPPED / "groups.yaml").items()}
    _write(folder / "groups.yaml", groups)
    _areas_csv(areas).to_csv(folder / "areas.csv", index=False)
    shapes = frame[["code", "name", "geometry"]].to_crs("EPSG:4326")
    shapes.to_file(folder / "boundaries" / f"{day}.gpkg", layer="communes")
    _write(
        folder / "sources.yaml", {OWN: {"title": _in_all(N_("boundary file {file}"), file=came)}}
    )
    _write(folder / "workspace.yaml", _settings(folder, day, title, len(frame)))
    made = load(folder)
    if stops(made.faults):
        raise Faulty(made.faults)
    templates.write(folder / "template.xlsx", made.on(day), made.catalogue, day, Words())


def _area(row: Any, naming: Naming, day: date, kind: str) -> Area:
    found, name = naming.split(row.name)
    return Area(code=row.code, name=name, kind=found or kind, level="commune", valid_from=day)


def split_off(names: Iterable[str], naming: Naming, where: str) -> Iterator[Fault]:
    """Say what stood before names and was taken for the kind of the area."""
    kinds: dict[str, list[str]] = {}
    for name in names:
        if kind := naming.split(name)[0]:
            kinds.setdefault(kind, []).append(name)
    if kinds:
        said = {kind: f"{len(some)} ({some[0]})" for kind, some in kinds.items()}
        yield note("kinds_split_off", where, count=sum(map(len, kinds.values())), kinds=said)


def _areas_csv(areas: Sequence[Area]) -> pd.DataFrame:
    rows = [(a.code, a.name, a.kind, a.level, a.valid_from, "", a.parent or "") for a in areas]
    return pd.DataFrame(rows, columns=list(AREAS))


def _anywhere(source: Path, made: Path) -> None:
    """Copy a file of the catalogue without what holds of the shipped place alone.

    One that has none of it is copied as it is, with its remarks.
    """
    content = read(source)
    general = _without_place({key: v for key, v in content.items() if key != CITED})
    if general == content:
        shutil.copy(source, made)
    else:
        _write(made, general)


def _without_place(content: Any) -> Any:
    """Return what is declared without its `local` words, and without the entries that are local."""
    match content:
        case dict():
            return {k: _without_place(v) for k, v in content.items() if k != LOCAL}
        case list():
            kept = (c for c in content if not (isinstance(c, dict) and c.get(LOCAL) is True))
            return [_without_place(one) for one in kept]
        case _:
            return content


def _of_any_place(group: dict[str, Any]) -> dict[str, Any]:
    """Return a working group by what it is for, as any place may have one."""
    return {"title": group["short"], **{key: group[key] for key in OF_A_GROUP}}


def _write(file: Path, content: object) -> None:
    text = yaml.dump(content, Dumper=_Plain, allow_unicode=True, sort_keys=False)
    file.write_text(text, "utf-8")


def _in_all(message: str, **values: object) -> dict[str, str]:
    """Return a message in all languages, as a workspace has its texts."""
    return {language: Words(language)(message, **values) for language in LANGUAGES}


def _edition(day: date, count: int) -> dict[str, str]:
    """Return what an edition of the boundaries is called: how many units, and from which day."""
    said = {language: Words(language) for language in LANGUAGES}
    return {
        key: words.plural("{n} unit from {day}", "{n} units from {day}", count, day=words.day(day))
        for key, words in said.items()
    }


def _settings(folder: Path, day: date, title: str, count: int) -> dict[str, Any]:
    """Return the settings of the new place: the country's words stay, the old place goes."""
    kept = {k: v for k, v in read(SHIPPED / "workspace.yaml").items() if k not in PLACE}
    words = "".join(c if c.isascii() and c.isalnum() else "_" for c in folder.name.lower())
    own = {
        "id": words,
        "titles": [{"since": day, "title": {"vi": title}}],
        "boundaries": {day: {"file": f"{day}.gpkg", "title": _edition(day, count), "source": OWN}},
    }
    return own | kept
