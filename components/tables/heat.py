"""All communes over time: a row each, a column a day, the colours of the scale, and the figures."""

from datetime import date

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.state import cached
from components.state.language import _, words
from components.text import html
from data.catalogue.indicators import Indicator
from data.figures import describe
from data.figures.snapshot import Snapshot
from geo.map.scale import BLANK_COLOURS, Blank

MOST_ROWS, MOST_DAYS = 150, 26


def show(now: Snapshot, indicator: Indicator) -> None:
    """Show one table for each edition of the boundaries: old figures stay with old areas."""
    past = cached.history(now, indicator.slug)
    st.subheader(_("All communes over time"))
    if past.empty:
        st.info(_("No figures yet for this indicator."))
        return
    for first in reversed(list(now.settings.boundaries)):
        own = past[[now.settings.generation_on(d) == first for d in past["day"]]]
        if not own.empty:
            title = words().text(now.settings.boundaries[first].title)
            st.markdown(f"**{html.plain(title)}**")
            st.html(matrix(indicator, own))
            _cut(own)
    st.caption(_("Figures: {unit}. A grey cell says why it has no colour.", unit=_unit(indicator)))


def matrix(indicator: Indicator, past: pd.DataFrame) -> Markup:
    """Return a table of areas by day, every cell with its colour and its words."""
    days = sorted(past["day"].unique())[-MOST_DAYS:]
    titles = past.drop_duplicates("area").set_index("area")["title"].head(MOST_ROWS)
    rows = {(r.area, r.day): r for r in past.itertuples() if r.area in titles.index}
    body = [
        [title, *(_cell(indicator, rows.get((area, d)), d) for d in days)]
        for area, title in titles.items()
    ]
    return html.table([_("Commune"), *(words().day(d) for d in days)], body, css="heat")


def _cell(indicator: Indicator, row: object, day: date) -> Markup:
    if row is None:
        return Markup("")
    said = describe.value(words(), indicator, row)
    known = pd.notna(row.klass)  # type: ignore[attr-defined]
    if known:
        colour = indicator.scale_on(day).colours[int(row.klass)]  # type: ignore[attr-defined]
    else:
        colour = BLANK_COLOURS[Blank(row.character)]  # type: ignore[attr-defined]
    short = words().value(indicator, row.value, unit=False)  # type: ignore[attr-defined]
    sure = row.standing == "value"  # type: ignore[attr-defined]
    shown = short if sure else f"≥ {short}" if row.standing == "partial" else "·"  # type: ignore[attr-defined]
    form = '<span class="cell" style="background:{};color:{}" title="{}">{}</span>'
    return Markup(form).format(colour, _ink(colour), said, shown)


def _ink(colour: str) -> str:
    """Return black or white, whichever reads better on the colour (WCAG relative luminance)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    light = sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return "#000000" if light > 0.179 else "#ffffff"


def _cut(past: pd.DataFrame) -> None:
    """Say what a large table leaves out."""
    areas, days = past["area"].nunique(), past["day"].nunique()
    if areas > MOST_ROWS or days > MOST_DAYS:
        said = _(
            "Communes shown: {n} of {of}; days shown: the last {days} of {all}.",
            n=min(areas, MOST_ROWS),
            of=areas,
            days=min(days, MOST_DAYS),
            all=days,
        )
        st.caption(said)


def _unit(indicator: Indicator) -> str:
    return words().unit(indicator) or _("status")
