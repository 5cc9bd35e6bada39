"""What was taken of a file as rows of the long tables that are checked and kept."""

from collections.abc import Sequence

import pandas as pd

from data.intake.understanding.findings import Taken
from data.records.registry import SHOWN


def long(file: str, kind: str, taken: Sequence[Taken]) -> pd.DataFrame:
    """Return what is taken for one kind of table, with `where`: its file and cell."""
    made = [_row(t, kind) | {"where": f"{file}:{t.cell}"} for t in taken]
    for row in made:
        row["source"] = row["source"] or row["where"]
    return pd.DataFrame(made, columns=[*SHOWN[kind].names, "where"], dtype=str).fillna("")


def _row(taken: Taken, kind: str) -> dict[str, str]:
    said = vars(taken)
    return {c: said.get(c, "") for c in SHOWN[kind].names} | {SHOWN[kind].says[0]: taken.value}
