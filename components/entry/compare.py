"""The map before and after a file, side by side, and every commune that changes."""

from datetime import date

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components import entry
from components.map import legend
from components.map import panel as map_panel
from components.map import view as map_view
from components.state import cached
from components.state.language import _, words
from components.state.routes import PREFIX
from components.text import html
from data.catalogue.indicators import Indicator
from data.figures import describe
from data.figures.snapshot import Snapshot
from data.figures.view import view
from data.intake.deciding import preview
from data.intake.deciding.intake import Intake
from geo.map import choropleth


def show(now: Snapshot, intake: Intake) -> None:
    """Show what an indicator would look like, and list what changes; nothing is written yet."""
    touched = entry.once("touched", lambda: list(preview.touched(now, intake)))
    found = {i.slug: (i, day) for i, day in touched}
    if not found:
        return
    st.subheader(_("What would change"), anchor=False)
    titles = cached.titles(now, words().language)
    slug = st.selectbox(_("Indicator"), list(found), format_func=titles.__getitem__)
    assert slug is not None, "one of them is chosen"
    indicator, day = found[slug]
    before = cached.view(now, slug, day)
    after = entry.once("after", lambda: view(_then(now, intake), indicator, day), slug, day)
    if now.settings.generation_on(day) is not None:
        _maps(now, indicator, day, before, after)
    _table(now, indicator, day, before, after)


def _then(now: Snapshot, intake: Intake) -> Snapshot:
    return entry.once("then", lambda: preview.after(now, intake))


def _maps(
    now: Snapshot, indicator: Indicator, day: date, before: pd.DataFrame, after: pd.DataFrame
) -> None:
    pairs = ((_("Now"), "before", before), (_("After"), "after", after))
    for place, (title, key, frame) in zip(st.columns(2), pairs, strict=True):
        with place:
            st.markdown(f"**{title}**")
            paint = choropleth.Paint(
                ids=tuple(frame.index),
                classes="".join(frame["character"]),
                colours=indicator.scale_on(day).colours,
                words=map_panel.map_words(words(), f"{words().text(indicator.title)} – {title}"),
                geometry=PREFIX + cached.geometry(now, day),
            )
            drawn, group = choropleth.draw(paint, PREFIX + cached.library())
            map_view.show(drawn, group, key=f"compare_{key}", height=340)
            legend.plain(indicator, day, frame)


def _table(
    now: Snapshot, indicator: Indicator, day: date, before: pd.DataFrame, after: pd.DataFrame
) -> None:
    said = words()
    rows = [
        [now.areas[c.area].title, _said(indicator, c.before), _said(indicator, c.after)]
        for c in preview.changes(before, after)
    ]
    if not rows:
        st.info(_("Nothing that the map shows on {day} would change.", day=said.day(day)))
        return
    unit = said.unit(indicator)
    caption = _("Figures up to {day}", day=said.day(day)) + (f" ({unit})" if unit else "")
    st.html(html.table([_("Commune"), _("Now"), _("After")], rows, caption=caption))


def _said(indicator: Indicator, row: object) -> Markup:
    said = words()
    marks = (html.chip(m, "mark") for m in describe.marks(said, row))
    parts = [describe.value(said, indicator, row), describe.verdict(said, row)]
    return html.joined([", ".join(p for p in parts if p), *marks])
