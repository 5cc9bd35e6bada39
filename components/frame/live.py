"""A page that shows what is new by itself: it asks for the state of the ledger, and no more.

While the ledger does not answer, the page says of when it is; it goes on by itself afterwards.
"""

import streamlit as st
from markupsafe import Markup

from components.state import cached
from components.state.language import _, words
from components.state.last_known import Known
from data.messages import say
from geo.faults import Faulty

EVERY = 3  # seconds; a new batch is to be seen everywhere within five
_LATE = Markup('<div class="alert ask" role="status"><b>{}</b> {}</div>')


@st.fragment(run_every=EVERY)
def follow(shown: str, *, late: bool) -> None:
    """Run the page again when there is another state than the one that the page was drawn from.

    So it is, too, where it was drawn while the ledger did not answer (`late`), once that does. Not
    for a page with a form: what is typed and not sent would be asked for again.
    """
    now = cached.known()
    if now.faults:
        _say_of_when(now)
    if now.snapshot.version != shown or (late and not now.faults):
        st.rerun()


@st.fragment(run_every=EVERY)
def mend() -> None:
    """Run the page again when the ledger answers, for lack of which it could not be drawn."""
    try:
        answers = not cached.known().faults
    except Faulty:
        answers = False
    if answers:
        st.rerun()


def _say_of_when(now: Known) -> None:
    said = _(
        "Shown is what it held on {moment}; the page goes on by itself as soon as it answers.",
        moment=words().moment(now.at),
    )
    st.html(_LATE.format(say(now.faults[0], words())[0], said))
