"""In which order the rows of a view come: who is missed first, or by any column."""

import numpy as np
import pandas as pd

from data.catalogue.indicators import Indicator
from data.figures.assess import Verdict, judged
from data.figures.cell import DIGITS
from data.figures.view import Standing

# Missed, behind, not known, met, nothing to be held against, not asked.
_FIRST = {
    Verdict.NOT_MET: 0,
    Verdict.IN_PROGRESS: 1,
    Verdict.NO_DATA: 2,
    Verdict.NOT_ASSESSED: 2,
    Verdict.BASIC: 3,
    Verdict.MET: 3,
    Verdict.EXCEEDED: 3,
    Verdict.NO_TARGET: 4,
    Verdict.NOT_APPLICABLE: 5,
}


def first(indicator: Indicator, frame: pd.DataFrame) -> list[str]:
    """Return area ids with what is asked about first.

    Judged ones by their verdict, then by how far they are; others from the worst value on, then
    those of which nothing is known; where neither way is better, in official order.
    """
    if judged(frame):
        place = frame["verdict"].map({str(k): v for k, v in _FIRST.items()}).astype(int)
        of_plan = share(frame)
        reached = of_plan if of_plan.notna().any() else _exact(frame)
    else:
        place = _last(frame)
        reached = _exact(frame)
    if indicator.direction == "neither":
        reached = reached * np.nan
    if indicator.direction == "lower":
        reached = -reached
    keys = pd.DataFrame({"place": place, "reached": reached, "code": frame["code"]})
    return [str(i) for i in keys.sort_values(list(keys), na_position="last").index]


def share(frame: pd.DataFrame) -> pd.Series:
    """Return how much of its plan each row of a view has reached, in percent; exact values only."""
    plan = frame["plan"].astype(float)
    return (100 * _exact(frame) / plan.where(plan > 0)).round(DIGITS)


def _last(frame: pd.DataFrame) -> pd.Series:
    """Return 0 for an exact value, 1 for what is not known, 2 for what is not asked."""
    other = np.where(frame["standing"] == Standing.NOT_APPLICABLE, 2, 1)
    return pd.Series(np.where(frame["standing"] == Standing.VALUE, 0, other), index=frame.index)


def _exact(frame: pd.DataFrame) -> pd.Series:
    return frame["value"].where(frame["standing"] == Standing.VALUE).astype(float)


def by(rows: pd.DataFrame, column: str, *, down: bool) -> pd.DataFrame:
    """Return the rows of a table by one of its columns; what says nothing there stays last."""
    key = rows[column].where(rows[column].notna() & (rows[column] != ""))
    order = key.sort_values(ascending=not down, kind="stable", na_position="last").index
    return rows.loc[order]
