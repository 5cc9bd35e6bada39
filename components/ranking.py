"""The table of a view: the same figures as the map, in order, to sort and to take away."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components import cached
from components.choices import Choice, visible
from components.language import _, words
from data import export
from data.catalogue import Indicator
from data.store import Snapshot

MANY = 200  # rows from which numbers are written by the browser's own rules, to keep pages quick


def show(now: Snapshot, choice: Choice, frame: pd.DataFrame, *, height: int) -> None:
    """Show the table, and buttons that save it as a workbook or as text."""
    rows = cached.rows(now, choice.indicator.slug, choice.day, choice.span, words().language)
    kept = set(visible(choice, frame).index)
    rows = rows[rows["area"].isin(kept)].reset_index(drop=True)
    indicator = choice.indicator
    headings = _headings(indicator, "localized" if len(rows) > MANY else None)
    st.dataframe(
        _written(rows, indicator),
        hide_index=True,
        height=min(height, 40 + 36 * len(rows)),
        row_height=36,
        column_order=[c for c in headings if c == "title" or _says(rows[c])],
        column_config=headings,
    )
    _downloads(now, choice, rows)


def _headings(indicator: Indicator, form: str | None) -> dict[str, Any]:
    """Return the headings; `form` is how numbers are written, None: as they are given."""
    unit = words().unit(indicator)
    number = st.column_config.NumberColumn
    return {
        "place": number(_("Place"), width=64, format="%d"),
        "title": st.column_config.TextColumn(_("Commune"), pinned=True),
        "value": number(_("Value ({unit})", unit=unit) if unit else _("Value"), format=form),
        "class": st.column_config.TextColumn(_("Class")),
        "plan": number(_("Plan"), format=form),
        "verdict": st.column_config.TextColumn(_("Verdict")),
        "day": st.column_config.TextColumn(_("Figures up to")),
        "note": st.column_config.TextColumn(_("Note")),
    }


def _says(column: pd.Series) -> bool:
    """Say whether a column holds anything but blanks."""
    return bool((column.notna() & ~column.isin(["", "–"])).any())


def _written(rows: pd.DataFrame, indicator: Indicator) -> object:
    """Return the rows with numbers written as the reader's language does, and sorted as numbers."""
    if len(rows) > MANY:
        return rows

    def number(value: float) -> str:
        return words().number(value, indicator.decimals)

    return rows.style.format({"value": number, "plan": number}, na_rep="")


def _downloads(now: Snapshot, choice: Choice, rows: pd.DataFrame) -> None:
    name = f"{now.settings.id}_{choice.indicator.slug}_{choice.day}"
    given = (words(), now, choice.indicator, choice.day, rows)
    for ending, make, label in (
        ("xlsx", export.to_xlsx, _("Save as Excel")),
        ("csv", export.to_csv, _("Save as CSV")),
    ):
        st.download_button(
            label,
            partial(make, *given),  # made only when it is asked for
            file_name=f"{name}.{ending}",
            on_click="ignore",
            key=f"save_{ending}",
        )
