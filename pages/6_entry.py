"""Enter figures: a file or a few figures by hand, looked at cell by cell, then accepted."""

import streamlit as st

from components import entry
from components.entry import accept, compare, questions, sheets
from components.state import cached
from components.state.pages import Page
from data.ledger.rights import enters
from data.words import N_

PAGE = Page(
    N_("Enter figures"),
    keeps=("way", "enter"),
    of_use=lambda session: enters(session.actor),
    form=True,
)

now = cached.snapshot()
actor = entry.heading()
given = entry.given(now, actor) if actor else None

if given:
    intake = entry.read(now, given)
    entry.counts(intake)
    with st.container(key="view"):  # on a narrow page one under the other: style.css
        left, right = st.columns([7, 5], gap="medium")
    with left:
        sheets.show(intake)
    with right:
        questions.show(now, given, intake)
    compare.show(now, intake)
    accept.show(now, given, intake)
