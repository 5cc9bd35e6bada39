"""The tables of a workspace's folder: every CSV and filled workbook, and what nobody reads."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from data.catalogue import rows
from data.figures import filled_in
from data.figures import tables as checks
from geo.faults import Fault, note

TABLES = (
    ("figures", "values", "", rows.FIGURES, checks.figures),
    ("targets", ".", "targets", rows.TARGETS, checks.targets),
    ("statuses", "statuses", "", rows.STATUSES, checks.statuses),
)
READ = {
    "indicators": {".yaml"},
    "criteria_sets": {".yaml"},
    "values": {".csv", ".xlsx"},
    "statuses": {".csv"},
}


def tables(folder: Path, context: checks.Context) -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    """Return all files of each kind as one checked table: a key twice is seen across files."""
    books = [filled_in.read(path) for path in _files(folder / "values", ".xlsx")]
    faults = [fault for _, wrong in books for fault in wrong]
    made = {}
    for name, part, beginning, columns, check in TABLES:
        paths = [p for p in _files(folder / part, ".csv") if p.name.startswith(beginning)]
        found = [rows.read_csv(path, columns) for path in paths]
        faults += [fault for _, wrong in found for fault in wrong]
        filled = [sheets[columns] for sheets, _ in books if columns in sheets]
        table = pd.concat([rows.empty(columns), *(t for t, _ in found), *filled], ignore_index=True)
        made[name], wrong = check(table, context)
        faults += wrong
    return made, faults


def _files(folder: Path, ending: str) -> list[Path]:
    """Return the files of this ending, or `.CSV`, without hidden ones and Excel's locks (`~$…`)."""
    seen = (p for p in folder.glob("*") if p.suffix.lower() == ending)
    return sorted(p for p in seen if not p.name.startswith((".", "~")))


def unread(folder: Path) -> Iterator[Fault]:
    """Yield files that lie where figures are read from, and are not read."""
    for part, endings in READ.items():
        for path in sorted((folder / part).glob("[!.~]*")):
            if path.suffix.lower() not in endings:
                known = ", ".join(sorted(endings))
                yield note("file_not_read", f"{part}/{path.name}", known=known)
