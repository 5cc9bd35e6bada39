"""Which areas a workspace knows, what became of them, and how else their names are written."""

from datetime import date
from pathlib import Path

from data import rows
from data.catalogue import Lost
from data.declared import nearest
from data.settings import Spelling
from geo.areas import Area, Areas, Succession
from geo.faults import Fault, refuse
from geo.names import Naming


def areas(folder: Path, lost: Lost) -> tuple[Areas, list[Fault]]:
    """Return the areas of `areas.csv` and `succession.csv`, and all that is wrong with them."""
    table, faults = rows.read_csv(folder / "areas.csv", rows.AREAS)
    found = []
    for row in table.to_dict("records"):
        try:
            found.append(_area(row))
        except ValueError:
            faults.append(refuse("area_day_unreadable", row["where"], area=row["code"]))
    if faults:
        lost.add(("area", ""))
    links, wrong = _optional(folder / "succession.csv", rows.SUCCESSION)
    known = Areas(found, [Succession(r["predecessor"], r["successor"], r["legal"]) for r in links])
    problems = known.problems() if not faults else ()  # half a history has problems of its own
    return known, [*faults, *wrong, *problems]


def naming(folder: Path, spelling: Spelling, known: Areas) -> tuple[Naming, list[Fault]]:
    """Return how names are written here, with the other spellings of `aliases.csv`."""
    table, faults = _optional(folder / "aliases.csv", rows.ALIASES)
    aliases: dict[str, tuple[str, ...]] = {}
    for row in table:
        name, where = row["area"], row["where"]
        if name not in known:
            near = nearest(name, (a.id for a in known))
            faults.append(refuse("word_unknown", where, what="area", name=name, nearest=near))
        aliases[name] = (*aliases.get(name, ()), row["alias"])
    return Naming(spelling.prefixes, spelling.equivalences, aliases), faults


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


def _optional(path: Path, columns: rows.Columns) -> tuple[list[dict[str, str]], list[Fault]]:
    """Return the rows of a file that a workspace need not have."""
    table, faults = rows.read_csv(path, columns) if path.exists() else (rows.empty(columns), [])
    return table.to_dict("records"), faults
