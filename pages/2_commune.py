"""Commune: what its chair is asked about, then everything that is measured of it."""

import streamlit as st

from components.map import choices
from components.map import panel as map_panel
from components.state import cached
from components.state.pages import Page
from components.tables import profile
from components.text import notices
from data.words import N_

PAGE = Page(N_("Commune"), keeps=("commune", "day"), tab="commune")

now = cached.snapshot()
with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="neighbours"):
    area, day = choices.pick_area_and_day(now)
    profile.steps(now, area, day)
lines = profile.lines(now, area, day)

profile.heading(now, area, day, lines)
if not cached.every_day(now):
    notices.nothing(now)

with st.container(key="profile"):  # on a narrow page and on paper one under the other: style.css
    wide, narrow = st.columns([8, 4], gap="medium")
with wide:
    profile.first(now, area, day, lines)
    profile.indicators(now, area, day, lines)
    profile.history(area)
with narrow:
    map_panel.locate(now, area, day, height=300)
    notices.boundaries(now, day)
    profile.near(now, area, day)
    profile.criteria(now, area, day)
