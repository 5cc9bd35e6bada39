"""What was taken of a file as rows of the long tables that are checked and kept."""

from collections.abc import Sequence

import pandas as pd

from data.catalogue import rows
from data.intake.understanding.findings import Taken

COLUMNS = {"figures": rows.FIGURES, "targets": rows.TARGETS, "statuses": rows.STATUSES}
SAYS = {"figures": "value", "targets": "target", "statuses": "status"}


def long(file: str, kind: str, taken: Sequence[Taken]) -> pd.DataFrame:
    """Return what is taken for one kind of table, with `where`: its file and cell."""
    columns = COLUMNS[kind]
    made = [_row(t, kind) | {"where": f"{file}:{t.cell}"} for t in taken]
    for row in made:
        row["source"] = row["source"] or row["where"]
    return pd.DataFrame(made, columns=[*columns, "where"], dtype=str).fillna("")


def _row(taken: Taken, kind: str) -> dict[str, str]:
    said = vars(taken)
    return {c: said.get(c, "") for c in COLUMNS[kind]} | {SAYS[kind]: taken.value}
