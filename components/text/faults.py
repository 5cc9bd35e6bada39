"""What is wrong with a workspace, for the person who can mend it: all of it, each with its cure."""

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from components.state.language import _, words
from components.state.last_known import in_trouble
from components.text import html
from data.messages import place, say
from geo.faults import Fault

OF_THE_READER = ("not_signed_in", "not_allowed")  # nothing is wrong with the workspace


def show(faults: Iterable[Fault]) -> None:
    """Show every fault: where, what is wrong, what to do."""
    faults = list(faults)
    if all(f.code in OF_THE_READER for f in faults) or in_trouble(faults):
        tell(faults)
        return
    st.error(_("The workspace cannot be used yet. Faults found: {n}.", n=len(faults)))
    st.html(table(faults))


def table(faults: Iterable[Fault]) -> Markup:
    """Return faults as a table, each with its cure."""
    found = [(place(f, words()), *say(f, words())) for f in faults]
    return html.table([_("Where"), _("What is wrong"), _("What to do")], found)


def tell(faults: Iterable[Fault]) -> None:
    """Say all that kept something from being done, each with its cure; a note is no alarm."""
    form = Markup('<div class="alert {}" role="alert"><b>{}</b> {}</div>')
    told = (form.format(f.severity, *say(f, words())) for f in faults)
    if said := Markup("").join(told):
        st.html(said)
