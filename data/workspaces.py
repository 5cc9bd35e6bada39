"""Which folder is the workspace, and how a new one is made for another place."""

import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import yaml

from data import templates
from data.declared import read
from data.rows import AREAS
from data.store import load
from data.words import Words
from geo.areas import Area
from geo.faults import Faulty, refuse
from geo.names import Naming

SHIPPED = Path(__file__).parent / "dien_bien_dong"
CATALOGUE = ("indicators", "criteria_sets", "sources.yaml", "groups.yaml", "lots.yaml")
OWN = "own_boundaries"  # the source that the boundaries given are
PLACE = ("first_day", "boundaries", "titles", "id")  # of the shipped workspace's own place


def chosen() -> Path:
    """Return the folder that `ATLAS_WORKSPACE` names, or the shipped one."""
    named = os.environ.get("ATLAS_WORKSPACE")
    return Path(named).expanduser().resolve() if named else SHIPPED


def create(
    folder: Path, frame: gpd.GeoDataFrame, naming: Naming, day: date, *, kind: str, title: str
) -> None:
    """Make a workspace from checked shapes: areas, boundaries, the shipped catalogue, a template.

    `frame` has a row an area: `code`, `name` (with its kind, or else it is of this `kind`),
    geometry in any CRS. `title` is what the place is called. Nothing of the shipped figures goes
    along. Faulty if the folder holds anything already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Faulty([refuse("folder_not_empty", folder)])
    for part in ("boundaries", "values", "statuses"):
        (folder / part).mkdir(parents=True)
    for part in CATALOGUE:
        source = SHIPPED / part
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, folder / part)
    _forget_places(folder / "groups.yaml")
    areas = [_area(row, naming, day, kind) for row in frame.itertuples()]
    _areas_csv(areas).to_csv(folder / "areas.csv", index=False)
    shapes = frame[["code", "name", "geometry"]].to_crs("EPSG:4326")
    shapes.to_file(folder / "boundaries" / f"{day}.gpkg", layer="communes")
    _name_source(folder / "sources.yaml", title)
    (folder / "workspace.yaml").write_text(_settings(folder, day, title), "utf-8")
    made = load(folder)
    templates.write(folder / "template.xlsx", made.on(day), made.catalogue, day, Words())


def _area(row: Any, naming: Naming, day: date, kind: str) -> Area:
    found, name = naming.split(row.name)
    return Area(code=row.code, name=name, kind=found or kind, level="commune", valid_from=day)


def _areas_csv(areas: list[Area]) -> pd.DataFrame:
    rows = [(a.code, a.name, a.kind, a.level, a.valid_from, "", "") for a in areas]
    return pd.DataFrame(rows, columns=list(AREAS))


def _forget_places(groups: Path) -> None:
    """Take out of the working groups which areas of the shipped place they were made for."""
    content = {key: {**g, "focus": []} for key, g in read(groups).items()}
    groups.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")


def _name_source(sources: Path, title: str) -> None:
    """Add the boundaries that were given as a source, which every map names."""
    own = {OWN: {"title": {"vi": title}}}
    sources.write_text(
        yaml.safe_dump(own | read(sources), allow_unicode=True, sort_keys=False), "utf-8"
    )


def _settings(folder: Path, day: date, title: str) -> str:
    """Return the settings of the new place: the country's words stay, the old place goes."""
    kept = {k: v for k, v in read(SHIPPED / "workspace.yaml").items() if k not in PLACE}
    words = "".join(c if c.isascii() and c.isalnum() else "_" for c in folder.name.lower())
    own = {
        "id": words,
        "titles": [{"since": day, "title": {"vi": title}}],
        "boundaries": {day: {"file": f"{day}.gpkg", "title": {"vi": title}, "source": OWN}},
    }
    return yaml.safe_dump(own | kept, allow_unicode=True, sort_keys=False)
