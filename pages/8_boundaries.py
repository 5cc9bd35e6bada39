"""Boundaries: a file as another office sent it, held against the present borders, then accepted."""

import streamlit as st

from components import (
    boundary_accept,
    boundary_choices,
    boundary_file,
    boundary_rows,
    cached,
    overlay,
)

now = cached.snapshot()
actor = boundary_file.heading()
given = boundary_file.given(actor) if actor else None

if given:
    asked = boundary_choices.said(now)
    found = boundary_file.inspect(now, given, asked)
    boundary_choices.choose(now, found)
    boundary_file.told(now, found)
    boundary_rows.ask(now, found)
    with st.container(key="view"):  # on a narrow page one under the other: style.css
        left, right = st.columns([7, 5], gap="medium")
    with left:
        overlay.show(now, found)
    with right:
        boundary_file.facts(found)
    boundary_accept.show(now, given, asked, found)
