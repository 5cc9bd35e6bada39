"""What is wrong with a workspace, for the person who can mend it: all of it, each with its cure."""

from collections.abc import Iterable

import streamlit as st

from components import html
from components.language import _, words
from data.messages import place, say
from geo.faults import Fault


def show(faults: Iterable[Fault]) -> None:
    """Show every fault: where, what is wrong, what to do."""
    found = [(place(f, words()), *say(f, words())) for f in faults]
    st.error(_("The workspace cannot be used yet. Faults found: {n}.", n=len(found)))
    st.html(html.table([_("Where"), _("What is wrong"), _("What to do")], found))
