"""Map: one indicator on one day over every commune in force."""

import streamlit as st

from components.map import choices, empty, filters, headline, legend, look
from components.map import panel as map_panel
from components.state import cached
from components.state.pages import Page
from components.tables import pack, ranking
from components.text import notices
from data.words import N_

PAGE = Page(
    N_("Map"),
    keeps=(
        *("group", "indicator", "day", "span", "commune", "only", "kind", "order"),
        *("class", "show", "against", "part"),
    ),
    tab="indicator",
)

now = cached.snapshot()
choice = choices.choose(now)
seen = look.look(now, choice)
frame = seen.frame

filters.show(now, choice, seen)
top = st.container(key="headline")
with st.container(key="map_view"):  # on a narrow page one under the other: style.css
    left, right = st.columns([5, 6], gap="medium")
with left:  # first, since everybody waits for it
    filters.views(now, choice)
    map_panel.show(now, choice, seen, height=540)
    legend.show(choice, seen)
    notices.boundaries(now, choice.day)
with top:
    headline.show(now, choice, frame)
with right:
    empty.show(now, choice, frame)
    ranking.show(now, choice, seen)

notices.gaps(choices.visible(choice, frame))
notices.indicator(now, choice.indicator, frame)
pack.offer(now, choice)
