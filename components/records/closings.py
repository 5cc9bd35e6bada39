"""Closed periods: what was agreed for good, and the office's way to close and to open again."""

from collections.abc import Iterable, Mapping

import streamlit as st

from components.state import cached, signed_in
from components.state.language import _, words
from components.text import faults, html
from data.catalogue.periods import Period
from data.figures.snapshot import Snapshot
from data.ledger.rights import Action, may
from data.records import asked, closing
from geo.faults import Faulty

WRONG = "closings_wrong"


def show(now: Snapshot) -> None:
    """Show which periods are closed; let who may close one, or open one again."""
    st.subheader(_("Closed periods"), anchor=False)
    faults.tell(st.session_state.pop(WRONG, ()))
    gone = asked.gone(cached.database(), now.catalogue.sums)
    if gone:
        headings = [_("Period"), _("Changed since"), _("Taken away since")]
        st.html(html.table(headings, _rows(now, gone)))
    else:
        st.caption(
            _("No period is closed. Until one is, whoever brought a batch may take it back.")
        )
    if may(signed_in.actor(), Action.CLOSE):
        _forms(gone)


def _rows(now: Snapshot, gone: Mapping[Period, int]) -> list[list[object]]:
    said, late = words(), closing.late(now, gone)
    return [
        [said.period(p), *(html.Number(said.number(n)) for n in (late[p], lost))]
        for p, lost in gone.items()
    ]


def _forms(found: Iterable[Period]) -> None:
    left, right = st.columns(2)
    with left, st.form(key="close"):
        period = st.text_input(_("Period to close"), placeholder="2018-06")
        if st.form_submit_button(_("Close it"), icon=":material/lock:"):
            _do(closing.close, period)
    with right, st.form(key="reopen"):
        again = st.selectbox(
            _("Period to open again"), [str(p) for p in found], index=None, placeholder=_("Choose")
        )
        if st.form_submit_button(_("Open it again"), icon=":material/lock_open:") and again:
            _do(closing.reopen, again)


def _do(change: object, period: str) -> None:
    assert callable(change)
    try:
        change(cached.database(), signed_in.actor(), period)
    except Faulty as error:
        st.session_state[WRONG] = error.faults
    st.rerun()
