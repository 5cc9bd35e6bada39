"""The key to a map: each colour with its words and the number of communes that have it."""

from datetime import date

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.state.language import words
from components.text import html
from data.catalogue.indicators import Indicator
from data.figures import describe
from data.words import N_, Words
from geo.map.choropleth import BLANK_HATCHES, swatch
from geo.map.scale import Blank


def show(indicator: Indicator, day: date, frame: pd.DataFrame) -> None:
    """Show the legend, from the very scale that painted the map."""
    st.html(listed(words(), indicator, day, frame))


def listed(said: Words, indicator: Indicator, day: date, frame: pd.DataFrame) -> Markup:
    """Return the legend, for a page or for paper."""
    rows = [
        Markup("<li>{}<b>{}</b></li>").format(
            html.swatch(_background(row.character, row.colour), row.words), said.number(row.count)
        )
        for row in describe.legend(said, indicator, day, frame)
    ]
    title = said.unit(indicator) or said(N_("Status"))
    note = "" if indicator.categories else said.text(indicator.classes_on(day).note)
    form = '<div class="legend"><p>{}</p><ul>{}</ul><small>{}</small></div>'
    return Markup(form).format(title, Markup("").join(rows), note)


def colours(said: Words, indicator: Indicator, day: date, frame: pd.DataFrame) -> dict[str, str]:
    """Return the CSS background of each area of a view, by its id: what the map fills it with."""
    rows = describe.legend(said, indicator, day, frame)
    by_character = {row.character: _background(row.character, row.colour) for row in rows}
    return {str(area): by_character[c] for area, c in frame["character"].items()}


def _background(character: str, colour: str) -> str:
    blank = next((b for b in Blank if b == character), None)
    return swatch(colour, BLANK_HATCHES[blank] if blank else "")
