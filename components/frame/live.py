"""A page that shows what is new by itself: it asks for the state of the ledger, and no more."""

import streamlit as st

from components.state import cached

EVERY = 3  # seconds; a new batch is to be seen everywhere within five


@st.fragment(run_every=EVERY)
def follow(shown: str) -> None:
    """Run the page again when there is another state than the one that the page was drawn from.

    Not for a page with a form: what is typed and not sent would be asked for again.
    """
    if cached.snapshot().version != shown:
        st.rerun()
