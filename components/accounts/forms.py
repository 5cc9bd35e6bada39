"""The forms by which accounts are changed; who may is decided in `data/`, where it is done."""

from collections.abc import Callable, Mapping
from typing import ParamSpec

import streamlit as st

from components.state import cached, signed_in
from components.state.language import _, words
from components.text import faults, html
from data import accounts
from data.accounts import Account, changes
from data.accounts.changes import Deed, New
from data.accounts.passwords import SHORTEST
from data.figures.snapshot import Snapshot
from data.ledger.rights import ROLES, Actor, Right, Role
from data.words.called import called
from geo.faults import Faulty

Known = Mapping[str, Account]  # every account by its name
Of = ParamSpec("Of")


def show(now: Snapshot) -> None:
    """Draw the forms of an administrator, and do what they send."""
    names = [_("New account"), _("Roles"), _("New password"), _("Disable or enable"), _("Locked")]
    first, *others = st.tabs(names)
    with first:
        _add()
    found = {one.name: one for one in everyone()}  # with the one that was just added
    for tab, form in zip(others, (_roles_of, _password_of, _end, _locked), strict=True):
        with tab:
            form(now, found)


def own_password(actor: Actor) -> None:
    """Draw the form by which a person changes their own password, which ends all their sessions."""
    with st.form(key="own_password", border=False):
        old = st.text_input(_("Present password"), type="password", autocomplete="current-password")
        new = _new_password()
        if st.form_submit_button(_("Change the password")):
            _tell(
                lambda: changes.change_own(cached.database(), actor, old, new),
                _("Done. Sign in again with the new password."),
            )


def everyone() -> list[Account]:
    """Return all accounts as they are now; Faulty if the reader may not see them."""
    return accounts.everyone(cached.database(), signed_in.actor())


def role(role: Role) -> str:
    """Return a role in words."""
    return words()(ROLES[role])


def scope(now: Snapshot, scope: str) -> str:
    """Return what a role is limited to in words: the group, or the area."""
    if scope in now.catalogue.groups:
        return words().text(now.catalogue.groups[scope].title)
    if scope in now.areas:
        return called(now.areas, now.areas[scope]).said(words())
    return scope


def _add() -> None:
    with st.form(key="account_add", border=False):
        name = st.text_input(_("Account name"), autocomplete="off")
        title = st.text_input(_("The person's name, as it is shown"), autocomplete="off")
        secret = _new_password(_("Leave it empty for somebody who signs in at a provider."))
        if st.form_submit_button(_("Add")):
            new = New(name, title, secret or None)
            _write(changes.add, new, {})


def _roles_of(now: Snapshot, known: Known) -> None:
    found = _choose(known, "account_roles")
    scopes = changes.scopes(now)
    chosen = st.selectbox(_("Role"), list(Role), format_func=role, key="account_role")
    assert chosen is not None, "there are roles, and one of them is chosen"
    limit = ""
    if chosen in scopes:
        limit = st.selectbox(
            _("Limited to"), list(scopes[chosen]), format_func=lambda s: scope(now, s)
        )
    right = Right(chosen, limit)
    if right in found.rights:
        if st.button(_("Take the role away")):
            _write(changes.revoke, found.name, right)
    elif st.button(_("Give the role")):
        _write(changes.grant, found.name, right, scopes)


def _password_of(_now: Snapshot, known: Known) -> None:
    with st.form(key="account_password", border=False):
        found = _choose(known, "account_password_of")
        secret = _new_password()
        if st.form_submit_button(_("Change the password")):
            _write(changes.set_password, found.name, secret)


def _end(_now: Snapshot, known: Known) -> None:
    found = _choose(known, "account_end")
    st.caption(_("A disabled account is signed out everywhere at once. What it did stays its own."))
    if found.ended_at:
        if st.button(_("Enable")):
            _write(changes.enable, found.name)
    elif st.button(_("Disable")):
        _write(changes.disable, found.name)


def _locked(_now: Snapshot, _known: Known) -> None:
    st.caption(_("Who has signed in from a device within 90 days still gets in from there."))
    found = changes.locked(cached.database(), signed_in.actor())
    if not found:
        st.caption(_("No name and no address is locked."))
    for one in found:
        until = _("{name}, until {at}", name=one.what, at=words().moment(one.until))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(html.lines([until]), width="content")
            if st.button(_("Lift the lock"), key=f"unlock_{one.what}"):
                _write(changes.unlock, one.what)


def _choose(known: Known, key: str) -> Account:
    return known[st.selectbox(_("Account"), list(known), key=key)]


def _new_password(explained: str = "") -> str:
    label = _("New password (at least {n} letters)", n=SHORTEST)
    return st.text_input(
        label, type="password", autocomplete="new-password", help=explained or None
    )


def _write(deed: Deed[Of], *of: Of.args, **more: Of.kwargs) -> None:
    """Do one thing to accounts, as whoever is signed in in that very moment."""
    _tell(lambda: changes.do(cached.database(), signed_in.actor(), deed, *of, **more), _("Done."))


def _tell(do: Callable[[], None], done: str) -> None:
    """Do it, and say that it is done, or all that is wrong."""
    try:
        do()
    except Faulty as error:
        faults.tell(error.faults)
    else:
        st.success(done)
