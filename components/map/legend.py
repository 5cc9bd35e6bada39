"""The key to a map: each colour with its words, and how many communes have it, as a bar."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.map.choices import Choice, class_key
from components.map.look import Look, background, unit_of
from components.map.look import legend as rows_of
from components.state import address, pages
from components.state.language import words
from components.text import html
from data.catalogue.indicators import Indicator
from data.figures import describe
from data.figures.describe import LegendRow
from data.words import N_, Words
from geo.map.scale import Blank

_FORM = Markup('<div class="legend"><p>{}</p><ul>{}</ul>{}<small>{}</small></div>')
_APART = Markup('<ul class="apart">{}</ul>')
_ROW = Markup('<li class="{}">{}</li>')
_CONTENT = Markup('{}<i><i style="width:{}%"></i></i><b>{}</b>{}')
_LINK = Markup('<a data-go href="{}" title="{}"{}>{}</a>')
_CURRENT = Markup(' aria-current="true"')
_HERE = Markup("<em>{}</em>")


def show(choice: Choice, seen: Look) -> None:
    """Show the legend, from the very scale that painted the map; a class leads to its communes."""
    page = next(iter(pages.files()))

    def leads(row: LegendRow) -> str:
        chosen = None if choice.klass == row.character else class_key(choice, row.character)
        return address.href(page, **{"class": chosen})

    st.html(of(words(), choice, seen, leads))


def of(
    said: Words, choice: Choice, seen: Look, leads: Callable[[LegendRow], str] | None = None
) -> Markup:
    """Return the legend of a look, with the place of the chosen commune on it."""
    rows, asked, frame = rows_of(said, choice, seen), address.asked("commune"), seen.frame
    here = frame.loc[asked] if asked in frame.index else None
    marks = {} if here is None else {str(here["character"]): str(here["name"])}
    return listed(said, rows, seen.title, seen.note, leads, current=choice.klass, marks=marks)


def plain(indicator: Indicator, day: date, frame: pd.DataFrame) -> None:
    """Show the legend of an indicator on a day, where nothing is chosen on it."""
    said = words()
    st.html(listed(said, describe.legend(said, indicator, day, frame), unit_of(said, indicator)))


def listed(
    said: Words,
    rows: Sequence[LegendRow],
    title: str,
    note: str = "",
    leads: Callable[[LegendRow], str] | None = None,
    *,
    current: str = "",
    marks: Mapping[str, str] = MappingProxyType({}),
) -> Markup:
    """Return rows of a legend, for a page or for paper; what does not apply stands apart.

    `leads`: where a class leads to; `current`: the one that it has led to; `marks`: what stands
    beside a class, by its character.
    """
    most = max((row.count for row in rows), default=0) or 1

    def item(row: LegendRow) -> Markup:
        mark = _HERE.format(marks[row.character]) if row.character in marks else ""
        swatch = html.swatch(background(row.character, row.colour), row.words)
        content = _CONTENT.format(
            swatch, round(100 * row.count / most), said.number(row.count), mark
        )
        if leads is None:
            return _ROW.format("", content)
        is_current = row.character == current
        tip = said(N_("Show all again")) if is_current else said(N_("Show only these"))
        link = _LINK.format(leads(row), tip, _CURRENT if is_current else "", content)
        return _ROW.format("current" if is_current else "", link)

    asked = [item(row) for row in rows if row.character != Blank.NOT_APPLICABLE]
    apart = [item(row) for row in rows if row.character == Blank.NOT_APPLICABLE]
    outer = _APART.format(Markup("").join(apart)) if apart else ""
    return _FORM.format(title, Markup("").join(asked), outer, note)
