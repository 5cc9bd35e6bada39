"""Which areas a workspace knows, what became of them, and how else their names are written."""

from datetime import date
from pathlib import Path

import pandas as pd

from data.catalogue import rows
from data.catalogue.declared import nearest
from data.catalogue.loading import Lost
from data.catalogue.settings import Spelling
from geo.areas import Area, Areas, Succession
from geo.areas.names import Naming
from geo.faults import Fault, refuse


def areas(folder: Path, lost: Lost) -> tuple[Areas, list[Fault]]:
    """Return the areas of `areas.csv` and `succession.csv`, and all that is wrong with them."""
    table, faults = rows.read_csv(folder / "areas.csv", rows.AREAS)
    links, wrong = optional(folder / "succession.csv", rows.SUCCESSION)
    known, unreadable, problems = built(table, links)
    faults += unreadable
    if faults:
        lost.add(("area", ""))
        problems = []  # half a history has problems of its own
    return known, [*faults, *wrong, *problems]


def built(table: pd.DataFrame, links: pd.DataFrame) -> tuple[Areas, list[Fault], list[Fault]]:
    """Return the areas of two long tables, their unreadable rows, what is wrong between them."""
    found, faults = [], []
    for row in table.to_dict("records"):
        try:
            found.append(_area(row))
        except ValueError:
            faults.append(refuse("area_day_unreadable", row["where"], area=row["code"]))
    texts = links[list(rows.SUCCESSION)].itertuples(index=False)
    known = Areas(found, [Succession(*link) for link in texts])
    return known, faults, list(known.problems())


def naming(folder: Path, spelling: Spelling, known: Areas) -> tuple[Naming, list[Fault]]:
    """Return how names are written here, with the other spellings of `aliases.csv`."""
    table, faults = optional(folder / "aliases.csv", rows.ALIASES)
    for row in table[~table["area"].isin([a.id for a in known])].itertuples():
        near = nearest(row.area, (a.id for a in known))
        faults.append(refuse("word_unknown", row.where, what="area", name=row.area, nearest=near))
    return named(table, spelling), faults


def named(table: pd.DataFrame, spelling: Spelling) -> Naming:
    """Return how names are written here, with the other spellings of a long table."""
    aliases = {area: tuple(own) for area, own in table.groupby("area", sort=False)["alias"]}
    return Naming(spelling.prefixes, spelling.equivalences, aliases)


def optional(path: Path, columns: rows.Columns) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the rows of a file that a workspace need not have."""
    return rows.read_csv(path, columns) if path.exists() else (rows.empty(columns), [])


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
