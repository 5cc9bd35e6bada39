"""Long tables as text: what a CSV of the workspace says, row by row, and where each row stands."""

import csv
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from data.catalogue.declared import nearest
from geo.faults import Fault, refuse

Columns = tuple[str, ...]
AREAS: Columns = ("code", "name", "kind", "level", "valid_from", "valid_to", "parent")
SUCCESSION: Columns = ("predecessor", "successor", "legal")
ALIASES: Columns = ("area", "alias", "source")
FIGURES: Columns = (
    "indicator", "area", "period", "value", "qualifier", "status", "source", "note",
)  # fmt: skip
TARGETS: Columns = ("indicator", "area", "period", "target", "source")
STATUSES: Columns = ("area", "period", "criterion", "status", "source")
MAY_LACK = {
    FIGURES: {"qualifier", "status", "source", "note"},  # a source may be the indicator's own
    TARGETS: {"source"},
    AREAS: {"valid_to", "parent"},
    SUCCESSION: {"legal"},
    ALIASES: {"source"},
}


def read_csv(
    path: Path, columns: Columns, may_lack: Collection[str] | None = None
) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the rows of a CSV as text, with `where` telling file and line; blank lines are none.

    A cell of a column that the file lacks is empty. Nothing comes back of a file whose columns are
    not understood; a row with more cells than columns (a comma in a text) is left out and said.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            lines = csv.reader(text, strict=True)
            read = [(f"{path.name}:{lines.line_num}", _trimmed(line)) for line in lines]
    except FileNotFoundError:
        return empty(columns), [refuse("file_missing", path.name)]
    except (UnicodeDecodeError, csv.Error, OSError):
        return empty(columns), [refuse("table_unreadable", path.name)]
    (_, heads), *rows = [(where, cells) for where, cells in read if cells] or [("", [])]
    lacking = MAY_LACK.get(columns, ()) if may_lack is None else may_lack
    if faults := _heads(path.name, heads, columns, lacking):
        return empty(columns), faults
    width = len(heads)
    long = [refuse("row_too_long", w, found=len(r), known=width) for w, r in rows if len(r) > width]
    fit = [(*r, *[""] * (width - len(r)), w) for w, r in rows if len(r) <= width]
    found = pd.DataFrame(fit, columns=[*heads, "where"], dtype=str)
    return found.reindex(columns=[*columns, "where"], fill_value=""), long


def empty(columns: Columns) -> pd.DataFrame:
    """Return a table of these columns without rows."""
    return pd.DataFrame({c: pd.Series(dtype=str) for c in (*columns, "where")})


def _trimmed(line: list[str]) -> list[str]:
    """Return the cells without blanks round them, and without empty ones at the end."""
    cells = [cell.strip() for cell in line]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _heads(file: str, heads: list[str], columns: Columns, may_lack: Collection[str]) -> list[Fault]:
    """Return what is wrong with the names of the columns."""
    unknown = [h for h in dict.fromkeys(heads) if h not in columns]
    needed = [c for c in columns if c not in may_lack]
    twice = dict.fromkeys(h for h in heads if heads.count(h) > 1)
    near = {h: nearest(h, columns) for h in unknown}
    return [
        *(refuse("table_unknown_column", file, name=h, nearest=near[h]) for h in unknown),
        *(refuse("table_missing_column", file, name=c) for c in needed if c not in heads),
        *(refuse("table_column_twice", file, name=h) for h in twice),
    ]
