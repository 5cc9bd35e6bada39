"""The files that accounts have brought and not accepted: an administrator may put them away."""

import streamlit as st

from components.state import cached, signed_in
from components.state.language import _, words
from components.text import faults, html
from data.intake.deciding import pending
from data.intake.deciding.pending import Waiting
from data.ledger.rights import Action, Actor, may
from data.messages import say
from data.words import DASH
from geo.faults import Faulty, refuse

CHOSEN, WRONG = "waiting:file", "waiting:wrong"


def show(actor: Actor) -> None:
    """Show whose file waits for what, and how its reader ended where it did not come to its end."""
    if not may(actor, Action.ACCOUNTS):
        return
    faults.tell(st.session_state.pop(WRONG, ()))
    found = pending.everybodys(cached.database(), signed_in.actor())
    if not found:
        return
    st.subheader(_("Files brought and not accepted"))
    st.html(html.table([_("Account name"), _("File"), _("MB"), _("Since"), ""], map(_row, found)))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(_("File"), found, format_func=_called, key=CHOSEN)
        st.button(_("Put it away"), on_click=_put_away, icon=":material/close:")


def _called(one: Waiting) -> str:
    return f"{one.name}: {one.file}"


def _row(one: Waiting) -> list[object]:
    size = html.Number(words().number(one.size / 1e6, 1))
    return [one.name, one.file, size, words().moment(one.at), _ended(one)]


def _ended(one: Waiting) -> object:
    """Return in words why its reader was ended; a dash where none was."""
    if not one.ended:
        return DASH
    what, _cure = say(refuse(one.ended["code"], one.file, **one.ended["values"]), words())
    return html.chip(what, "not_met")


def _put_away() -> None:
    one: Waiting = st.session_state[CHOSEN]
    try:
        pending.put_away(cached.database(), signed_in.actor(), one.name, one.action)
    except Faulty as error:
        st.session_state[WRONG] = error.faults
