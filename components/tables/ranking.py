"""The table of a view: the same figures as the map, in order, to sort and to take away."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.map import legend
from components.map.choices import Choice, visible
from components.state import address, cached
from components.state.language import _, words
from components.tables import taking
from components.text import html
from data.catalogue.indicators import Indicator
from data.figures.snapshot import Snapshot
from data.outputs.taken import HEADINGS as TAKEN
from data.words import DASH, N_, Words

MANY = 200  # rows from which the table is a window that scrolls, to keep pages quick
HEADINGS = {column: said for column, said in TAKEN.items() if column not in ("area", "code")}
NUMBERS = ("value", "plan")
ONCE = ("day", "note")
ORDERS = {
    "best": N_("Best first"),
    "worst": N_("Last first"),
    "official": N_("Official order"),
}


def show(now: Snapshot, choice: Choice, frame: pd.DataFrame, *, height: int) -> None:
    """Show the table, and buttons that save it as a workbook or as text."""
    rows = cached.rows(now, choice.indicator.slug, choice.day, choice.span, words().language)
    rows = rows[rows["area"].isin(visible(choice, frame).index)]
    order = address.pick(
        "order",
        list(ORDERS),
        "best",
        st.segmented_control,
        _("Order"),
        lambda key: _(ORDERS[key]),
        label_visibility="collapsed",
    )
    rows = ordered(rows, order)
    if len(rows) > MANY:
        _window(rows, choice.indicator, height)
    else:
        colours = legend.colours(words(), choice.indicator, choice.day, frame)
        st.html(table(words(), choice.indicator, rows, colours))
    taking.offer(now, choice, frame, rows)


def ordered(rows: pd.DataFrame, order: str) -> pd.DataFrame:
    """Return rows that come best first in another order; what has no place stays at the end."""
    if order == "official":
        return rows.sort_values("code")
    if order == "worst":
        placed = rows["place"].notna()
        return pd.concat([rows[placed][::-1], rows[~placed]])
    return rows


def table(
    said: Words,
    indicator: Indicator,
    rows: pd.DataFrame,
    colours: dict[str, str],
    title: str = "<b>{title}</b>",
) -> Markup:
    """Return the table, for a page or for paper; `colours` are CSS backgrounds by area id.

    A column that says nothing is left out. What is the same for all rows is said once, below.
    `title` is the form of a name, in which `{area}` stands for the id.
    """
    told = {c: _told(rows[c]) for c in HEADINGS}
    once = {c: told[c][0] for c in ONCE if len(set(told[c])) == 1 < len(rows)}
    kept = [c for c in HEADINGS if told[c] and c not in once]
    unit = said.unit(indicator)
    heads = [
        said(N_("Value ({unit})"), unit=unit) if c == "value" and unit else said(HEADINGS[c])
        for c in kept
    ]
    body = []
    for row in rows.to_dict("records"):
        colour, name = colours[row["area"]], row["class"]
        cells = {
            **row,
            "place": html.Number(said.number(row["place"]) if pd.notna(row["place"]) else ""),
            "title": Markup(title).format(**row),
            "class": html.swatch(colour, name),
            **{c: html.Number(_number(said, row[c], indicator)) for c in NUMBERS},
        }
        body.append([cells[c] for c in kept])
    below = " · ".join(f"{said(HEADINGS[c])}: {word}" for c, word in once.items())
    form = Markup('<p class="empty">{}</p>' if once else "")
    return html.table(heads, body, css="ranking") + form.format(below)


def _number(said: Words, value: float, indicator: Indicator) -> str:
    return "" if pd.isna(value) else said.number(value, indicator.decimals)


def _told(column: pd.Series) -> list[Any]:
    """Return what a column says, without its blanks."""
    return [v for v in column.tolist() if pd.notna(v) and v not in ("", DASH)]


def _window(rows: pd.DataFrame, indicator: Indicator, height: int) -> None:
    """Show many rows in a window; its numbers are written by the browser's own rules."""
    unit = words().unit(indicator)
    number = partial(st.column_config.NumberColumn, format="localized")
    value = _("Value ({unit})", unit=unit) if unit else _("Value")
    st.dataframe(
        rows,
        hide_index=True,
        height=height,
        row_height=36,
        column_order=[c for c in HEADINGS if _told(rows[c])],
        column_config={c: _(said) for c, said in HEADINGS.items()}
        | {
            "place": number(_("Place"), width=64),
            "value": number(value),
            "plan": number(_("Plan")),
        },
    )
