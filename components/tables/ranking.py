"""The table of a view: the figures of the map, what is asked about first, to sort by any column.

Each name leads to its commune's page; who prints, hears or copies it has a plain table.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.map.choices import Choice, visible
from components.map.look import Look, backgrounds
from components.state import address, cached, pages
from components.state.language import _, words
from components.tables import courses, taking
from components.text import html, parts
from data.catalogue.indicators import Indicator
from data.figures import in_words
from data.figures.order import by
from data.figures.snapshot import Snapshot
from data.outputs.taken import HEADINGS as TAKEN
from data.words import DASH, N_, Words

HEADINGS = {column: said for column, said in TAKEN.items() if column not in ("area", "code")}
COLUMNS = {
    "title": N_("Commune"),
    "value": N_("Value"),
    "plan": N_("Plan"),
    "share": N_("% of plan"),
    "verdict": N_("Verdict"),
    "class": N_("Class"),
    "course": N_("Course"),
    "change": N_("Since {day}"),
}
ORDERS = {  # what a heading sorts by, and whether the largest is wanted first
    "title": ("code", False),
    "value": ("value", True),
    "plan": ("plan", True),
    "share": ("share", False),
    "change": ("change", True),
}
NUMBERS = ("value", "plan", "share", "change")
_ROW = Markup('<tr data-area="{}"{}>{}</tr>')
_NAME = Markup('<th scope="row"><a{} href="{}">{}</a></th>')
_CELL = Markup('<td class="{}">{}</td>')
_HEAD = Markup('<th scope="col" class="{}"{}>{}</th>')
_SORT = Markup('<a data-go href="{}">{}<i>{}</i></a>')
_SMALL = Markup("<small>{}</small>")
_TABLE = Markup(
    '<div class="scroll"><table class="plain ranking"><thead><tr>{}</tr></thead>'
    "<tbody>{}</tbody></table></div>{}"
)
_BELOW = Markup('<p class="empty">{}</p>')


def show(now: Snapshot, choice: Choice, seen: Look) -> None:
    """Show the table, and buttons that save it as a workbook or as text."""
    said = words()
    rows = cached.rows(
        now, choice.indicator.slug, choice.day, choice.span, said.language, choice.before
    )
    rows = rows[rows["area"].isin(visible(choice, seen.frame).index)]
    column, down = _order()
    rows = by(rows, ORDERS[column][0], down=down) if column else rows
    shown = rows.iloc[list(parts.part("part", range(len(rows)), _("Communes")))]
    page = next(iter(pages.files()))
    st.html(
        table(
            said,
            choice,
            shown,
            backgrounds(said, choice, seen),
            lambda area: address.href("commune", commune=area),
            courses=courses.drawn(now, choice, shown),
            sort=lambda key: address.href(page, order=key),
            order=(column, down),
            chosen=address.asked("commune"),
        )
    )
    taking.offer(now, choice, seen, rows)


def _order() -> tuple[str, bool]:
    """Return the column that the address asks to sort by, and whether from the largest down."""
    asked = address.asked("order")
    column = asked.removeprefix("-")
    return (column, asked.startswith("-")) if column in ORDERS else ("", False)


def table(
    said: Words,
    choice: Choice,
    rows: pd.DataFrame,
    colours: Mapping[str, str],
    leads: Callable[[str], str],
    *,
    courses: Mapping[str, Markup] | None = None,
    sort: Callable[[str | None], str] | None = None,
    order: tuple[str, bool] = ("", False),
    chosen: str = "",
) -> Markup:
    """Return the table, for a page or for paper; `colours` are CSS backgrounds by area id.

    A column that says nothing is left out; what is the same for all rows is said once, below.
    `leads`: where a name leads to; `sort`: where a heading does, by what it would sort.
    """
    indicator, drawn = choice.indicator, courses or {}
    once = {c: told[0] for c in ("day", "marks") if len(set(told := _told(rows[c]))) == 1}
    once = once if len(rows) > 1 else {}
    kept = _columns(choice, rows, drawn)
    heads = Markup("").join(_heading(said, choice, c, sort, order) for c in kept)
    body = []
    for row in rows.to_dict("records"):
        name = _NAME.format(Markup(" data-go") if sort else "", leads(row["area"]), row["title"])
        cells = _cells(said, indicator, row, colours, once)
        cells["course"] = drawn.get(row["area"], Markup(""))
        others = (_CELL.format(f"number {c}" if c in NUMBERS else c, cells[c]) for c in kept[1:])
        mark = Markup(' class="chosen"') if row["area"] == chosen else ""
        body.append(_ROW.format(row["area"], mark, name + Markup("").join(others)))
    named = {"day": HEADINGS["day"], "marks": HEADINGS["note"]}
    below = " · ".join(f"{said(named[c])}: {word}" for c, word in once.items())
    return _TABLE.format(heads, Markup("").join(body), _BELOW.format(below) if below else "")


def _columns(choice: Choice, rows: pd.DataFrame, drawn: Mapping[str, Markup]) -> list[str]:
    origin = choice.indicator.origin
    is_share = origin is not None and bool(origin.share_of_plan)
    judged = bool(_told(rows["verdict"]))
    says = {
        "title": True,
        "value": True,
        "plan": bool(_told(rows["plan"])) and not is_share,
        "share": bool(_told(rows["share"])) and not is_share,
        "verdict": judged,
        "class": not judged and bool(_told(rows["value"])),
        "course": any(drawn.values()),
        "change": bool(_told(rows["change"])),
    }
    return [c for c in COLUMNS if says[c]]


def _heading(
    said: Words,
    choice: Choice,
    column: str,
    sort: Callable[[str | None], str] | None,
    order: tuple[str, bool],
) -> Markup:
    """Return the head of a column, which sorts by it, the other way round, and then no more."""
    unit = said.unit(choice.indicator)
    name = said(COLUMNS[column], day=said.day(choice.before))
    if column == "value" and unit:
        name = said(N_("Value ({unit})"), unit=unit)
    css = f"number {column}" if column in NUMBERS else column
    if sort is None or column not in ORDERS:
        return _HEAD.format(css, "", name)
    first = ORDERS[column][1]
    asked, down = order
    following = {first: not first, (not first): None}.get(down) if asked == column else first
    key = None if following is None else f"{'-' if following else ''}{column}"
    is_now = {True: "descending", False: "ascending"}[down] if asked == column else ""
    sign = {"descending": "▼", "ascending": "▲", "": "↕"}[is_now]
    aria = Markup(' aria-sort="{}"').format(is_now) if is_now else ""
    return _HEAD.format(css, aria, _SORT.format(sort(key), name, sign))


def _cells(
    said: Words,
    indicator: Indicator,
    row: Mapping[Any, Any],
    colours: Mapping[str, str],
    once: Mapping[str, str],
) -> dict[str, object]:
    """Return what stands in each column of a row; the colour of the map stands with the value."""
    number = partial(_number, said, decimals=indicator.decimals)
    known = pd.notna(row["value"])
    value = number(row["value"]) if known else row["class"]
    extra = [row[c] for c in ("least", "day", "marks") if c not in once]
    extra = [one for one in extra if one not in ("", DASH)]
    verdict, judged = row["verdict"], row["judged"]
    since = _SMALL.format(row["since"]) if row["since"] else ""
    change = _number(said, row["change"], indicator.decimals)
    if pd.notna(row["change"]) and row["change"]:
        change = ("+" if row["change"] > 0 else "−") + number(abs(row["change"]))
    return {
        "value": html.swatch(colours[row["area"]], value)
        + (_SMALL.format(" · ".join(extra)) if extra else ""),
        "plan": number(row["plan"]),
        "share": f"{in_words.percent(said, row['share'])} %" if pd.notna(row["share"]) else "",
        "verdict": html.chip(verdict, judged) + since,
        "class": Markup("{}{}").format(row["class"] if known else "", since),
        "change": change,
    }


def _number(said: Words, value: float, decimals: int) -> str:
    return "" if pd.isna(value) else said.number(value, decimals)


def _told(column: pd.Series) -> list[Any]:
    """Return what a column says, without its blanks."""
    return [v for v in column.tolist() if pd.notna(v) and v not in ("", DASH)]
