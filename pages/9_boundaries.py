"""Boundaries: a file as another office sent it, held against the present borders, then accepted."""

import streamlit as st

from components.boundaries import accept as boundary_accept
from components.boundaries import choices as boundary_choices
from components.boundaries import file as boundary_file
from components.boundaries import overlay
from components.boundaries import rows as boundary_rows
from components.state import cached
from components.state.pages import Page
from data.ledger.rights import Action, may
from data.words import N_

PAGE = Page(
    N_("Boundaries"),
    of_use=lambda session: may(session.actor, Action.BOUNDARIES),
    form=True,
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
