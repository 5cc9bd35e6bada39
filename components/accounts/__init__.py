"""Accounts on a page: one's own, and for an administrator everybody's, each with what it may do.

What may be done is decided in `data/`, in the transaction that does it; here it is only offered.
"""

from collections.abc import Iterable

import streamlit as st

from components.accounts import forms
from components.state import signed_in
from components.state.language import _, words
from components.text import html
from data.accounts import Account
from data.accounts.sessions import Session
from data.figures.snapshot import Snapshot
from data.ledger.rights import Action, Actor, Right, in_order, may
from data.words import DASH


def heading() -> Session | None:
    """Show the title, and who is signed in; return their session."""
    st.title(_("Accounts"))
    session = signed_in.session()
    if session is None:
        st.info(_("Only who is signed in has something to do here."), icon=":material/info:")
    return session


def own(now: Snapshot, session: Session) -> None:
    """Show one's own account and, where it has one, a form for another password."""
    actor = session.actor
    row = [actor.name, actor.title, _roles(now, in_order(actor.rights))]
    st.html(html.table([_("Account name"), _("Person"), _("Roles")], [row]))
    if not session.by_provider:
        with st.expander(_("Change your password")):
            forms.own_password(actor)


def everyone(now: Snapshot, actor: Actor) -> None:
    """Show all accounts, and forms to add one and to change what one may do."""
    if not may(actor, Action.ACCOUNTS):
        return
    st.subheader(_("All accounts"))
    table = st.container()
    forms.show(now)
    with table:  # last, so that it shows what a form has just done
        headings = [_("Account name"), _("Person"), _("Roles"), _("Signs in"), _("Since"), ""]
        st.html(html.table(headings, [_row(now, found) for found in forms.everyone()]))


def _row(now: Snapshot, found: Account) -> list[object]:
    how = [
        _("by password") if found.has_password else "",
        _("by a provider") if found.subject else "",
    ]
    ended = html.chip(_("disabled"), "not_met") if found.ended_at else ""
    since = words().moment(found.made_at)
    return [found.name, found.title, _roles(now, found.rights), html.lines(how), since, ended]


def _roles(now: Snapshot, rights: Iterable[Right]) -> object:
    return html.lines(f"{forms.role(r.role)} {forms.scope(now, r.scope)}" for r in rights) or DASH
