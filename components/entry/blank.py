"""The workbook that an office fills in and sends back: for chosen indicators and one period."""

from functools import partial

import streamlit as st

from components.entry import by_hand
from components.state import cached
from components.state.language import _, words
from data.catalogue.periods import parse
from data.figures import templates
from data.figures.snapshot import Snapshot
from data.outputs.named import named


def offer(now: Snapshot) -> None:
    """Let indicators and a period be chosen, and give the empty workbook for them."""
    titles = cached.titles(now, words().language)
    reported = [i.slug for i in now.catalogue if i.is_given]
    chosen = st.multiselect(
        _("Indicators"), reported, format_func=titles.__getitem__, placeholder=_("All indicators")
    )
    first, second, third = st.columns([2, 2, 3], vertical_alignment="bottom")
    period = parse(by_hand.pick_period(now, first, second))
    areas = now.on(period.last)
    if not areas:
        st.info(_("No commune is known on {day}.", day=words().day(period.last)))
        return
    indicators = [now.catalogue[slug] for slug in chosen or reported]
    criteria = None if chosen else now.catalogue.criteria_on(period.last)
    place = words().text(now.settings.title_on(period.last))
    third.download_button(
        _("Save the empty workbook"),
        partial(templates.blank, areas, indicators, period, words(), criteria),
        file_name=f"{named(place, words().period(period))}.xlsx",
        on_click="ignore",
        icon=":material/download:",
    )
    st.caption(_("One row a commune. Leave a cell empty where nothing is known."))
