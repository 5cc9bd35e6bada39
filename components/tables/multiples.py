"""A small chart for each commune, all of one scale: who moves, and who stands still."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.state import address
from components.state.language import _, words
from components.tables import course
from components.text.chart import Span, reach
from data.catalogue.indicators import Indicator
from data.figures.course import Course
from data.figures.snapshot import Snapshot

MOST = 60  # charts on one page


def show(now: Snapshot, indicator: Indicator, past: pd.DataFrame) -> None:
    """Show the communes of one edition of the boundaries, in the order of these rows."""
    day, ids = past["day"].max(), list(dict.fromkeys(past["area"]))
    found = {i: course.of(now, indicator, now.areas[i], day, alike=False) for i in ids[:MOST]}
    points = [p for one in found.values() for p in one.points]
    values = [v for p in points for v in (p.value, p.target) if v is not None]
    if not values:
        st.info(_("No commune has an exact figure yet."))
        return
    axis = reach(values, 10.0**-indicator.decimals)
    cards = [_card(now, one, area, axis) for area, one in found.items()]
    st.html(course.key(words(), list(found.values())))
    st.html(Markup('<div class="multiples">{}</div>').format(Markup("").join(cards)))
    if len(ids) > MOST:
        st.caption(_("Communes shown: {n} of {of}.", n=MOST, of=len(ids)))


def _card(now: Snapshot, found: Course, area: str, axis: Span) -> Markup:
    last = found.points[-1] if found.points else None
    said = course.own(words(), found.indicator, last) if last else ""
    link = Markup('<a data-go href="{}">{}</a>').format(
        address.href("commune", commune=area), now.areas[area].title
    )
    drawn = course.drawn(words(), now, found, axis) if found.moves else Markup("")
    return Markup("<section><h3>{} <b>{}</b></h3>{}</section>").format(link, said, drawn)
