"""The audit trail on a page: who did what, when, to what; for an administrator."""

import streamlit as st

from components.accounts import forms
from components.state import cached, signed_in
from components.state.language import _, words
from components.text import html, save
from data.accounts import changes, trail
from data.figures.snapshot import Snapshot
from data.ledger.rights import Action, Actor, may
from data.outputs import trail as outputs

NEWEST = 200  # lines on a page; the files hold them all


def show(now: Snapshot, actor: Actor) -> None:
    """Show the newest lines of the trail, and offer all of it as a file."""
    if not may(actor, Action.READ_AUDIT):
        return
    st.subheader(_("Who did what"))
    whose, what = st.columns(2)
    name = whose.text_input(_("Account name"), key="audit_name", placeholder=_("all"))
    deed = what.selectbox(
        _("What was done"), ["", *trail.DEEDS], format_func=_deed, key="audit_action"
    )
    found = trail.newest(cached.database(), signed_in.actor(), name=name, deed=deed, most=NEWEST)
    scopes = {key: forms.scope(now, key) for known in changes.scopes(now).values() for key in known}
    table = outputs.said(words(), found, scopes)
    st.html(html.table(list(table.columns), table.itertuples(index=False)))
    with st.container(horizontal=True):
        for ending, label in (("xlsx", _("Save as Excel")), ("csv", _("Save as CSV"))):
            save.link(label, "audit", ending)


def _deed(deed: str) -> str:
    return _(deed) if deed else _("all")
