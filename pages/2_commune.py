"""Commune: everything that is measured of one commune, on one page."""

import streamlit as st

from components.map import choices
from components.map import panel as map_panel
from components.state import cached
from components.state.pages import Page
from components.tables import profile
from components.text import notices
from data.words import N_

PAGE = Page(N_("Commune"), keeps=("commune", "day"))

now = cached.snapshot()
area, day = choices.pick_area_and_day(now)
lines = profile.lines(now, area, day)

profile.heading(now, area, day, lines)

with st.container(key="profile"):  # on a narrow page and on paper one under the other: style.css
    wide, narrow = st.columns([8, 4], gap="medium")
with wide:
    profile.indicators(now, lines)
    profile.history(area)
with narrow:
    profile.neighbours(now, area, day)
    map_panel.locate(now, area, day, height=300)
    notices.boundaries(now, day)
    profile.criteria(now, area, day)
