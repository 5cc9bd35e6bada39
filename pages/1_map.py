"""Map: one indicator on one day over every commune in force."""

import streamlit as st

from components.map import choices, headline, legend
from components.map import panel as map_panel
from components.state import cached
from components.state.pages import Page
from components.tables import pack, ranking
from components.text import notices
from data.words import N_

PAGE = Page(
    N_("Map"),
    keeps=("group", "indicator", "day", "span", "commune", "only", "kind", "order"),
)

now = cached.snapshot()
choice = choices.choose(now)
frame = cached.view(now, choice.indicator.slug, choice.day, choice.span)

top = st.container()
with st.container(key="view"):  # on a narrow page one under the other: style.css
    left, right = st.columns([7, 5], gap="medium")
with left:  # first, since everybody waits for it
    map_panel.show(now, choice, frame, height=540)
    notices.boundaries(now, choice.day)
with top:
    headline.show(now, choice, frame)
with right:
    legend.show(choice.indicator, choice.day, choices.visible(choice, frame))
    ranking.show(now, choice, frame, height=420)

notices.gaps(frame)
notices.indicator(now, choice.indicator, frame)
pack.offer(now, choice, frame)
