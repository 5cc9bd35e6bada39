"""A file that a person brings: held by their account until it is accepted or put away.

A reload of the page, or the same account on another tablet, finds it again with all that was said
of it. Nothing of it is a figure before it is accepted.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from components.state import cached, signed_in, uploaded
from components.state.language import _, words
from components.text import faults, html
from data.intake import apart
from data.intake.deciding import pending
from data.intake.deciding.pending import Pending
from data.ledger.rights import Actor, Deed
from data.records.withdraw import withdraw
from geo.faults import Fault, Faulty, note, refuse

# Of an action, in the page's session; what is held, with the account that holds it.
# No action has a colon in its name, so what is of `enter_closed` is not taken for `enter`'s.
HELD, TURN, WRONG, DONE = "{}:given", "{}:turn", "{}:unkept", "{}:done"


def given(actor: Actor, action: Deed) -> Pending | None:
    """Return what was brought and is not yet accepted, and say so, with a way to put it away.

    A page may outlive a sign-in: what another account held here is forgotten, and read anew.
    """
    faults.tell(st.session_state.pop(WRONG.format(action), ()))
    kept = found(actor, action)
    if kept:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(html.lines([kept.file]), width="content")
            st.button(_("Put it away"), on_click=put_away, args=(action,), icon=":material/close:")
    elif number := st.session_state.get(DONE.format(action)):
        _taken_back_at_once(action, number)
    return kept


def found(actor: Actor, action: Deed) -> Pending | None:
    """Return what an account holds, without a word about it."""
    if _account(action) not in (None, actor.account):
        _forget(action)
    if _account(action) is None:
        _hold(action, actor, pending.find(cached.database(), actor, action))
    return held(action)


def accepted(action: Deed, number: int) -> None:
    """Say that what was held is now a batch, which one click takes back."""
    put_away(action)
    st.session_state[DONE.format(action)] = number


def _taken_back_at_once(action: Deed, number: int) -> None:
    def take_back() -> None:
        told: tuple[Fault, ...] = (note("batch_now_withdrawn", number, batch=number),)
        try:
            withdraw(cached.database(), cached.snapshot(), signed_in.actor(), number)
        except Faulty as error:
            told = error.faults
        st.session_state[WRONG.format(action)] = told
        del st.session_state[DONE.format(action)]

    said = _("Accepted as batch {n}.", n=words().number(number))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(html.chip(said, "met"), width="content")
        st.button(_("That was a mistake: take it back"), on_click=take_back, icon=":material/undo:")


def held(action: Deed) -> Pending | None:
    """Return what is held now, for whoever looks at the page."""
    found: Pending | None = st.session_state.get(HELD.format(action), (None, None))[1]
    return found


def ready(action: Deed) -> bool:
    """Say whether what the page shows may be written: its account still holds that very file.

    Not by the second click of a double one, by another account, or from a second window.
    """
    found, account = held(action), _account(action)
    if found is None:
        return False
    actor, ledger = signed_in.actor(), cached.database()
    if actor and actor.account == account and pending.there(ledger, actor, action, found):
        return True
    _forget(action)
    st.session_state[WRONG.format(action)] = [refuse("pending_gone", found.file)]
    return False


def upload(action: Deed, label: str, endings: Sequence[str]) -> None:
    """Let a file be brought; it is kept as soon as it is here."""
    key = f"{action}:file_{st.session_state.get(TURN.format(action), 0)}"

    def keep() -> None:
        file = st.session_state[key]
        if file is not None and hold(action, file.name, file.getvalue()):
            uploaded.give_back(file)

    apart.warm()
    types = [ending.removeprefix(".") for ending in endings]
    st.html(_spoken(types))
    st.file_uploader(label, type=types, key=key, on_change=keep)
    st.caption(_("Nothing is written before you have seen all of it and accepted it."))


def _spoken(types: Sequence[str]) -> str:
    """Return a style that lets Streamlit's uploader speak the reader's language: no option does."""
    most = st.get_option("server.maxUploadSize")
    held = _("At most {n} MB: {kinds}", n=most, kinds=", ".join(types).upper())
    box, said = '[data-testid="stFileUploaderDropzone"]', {"button p": _("Choose a file")}
    said['[data-testid="stFileUploaderDropzoneInstructions"] span'] = held
    rules = (
        f"{box} {what} {{ font-size: 0; }} "
        f"{box} {what}::after {{ font-size: 0.95rem; content: {_quoted(text)}; }}"
        for what, text in said.items()
    )
    return f"<style>{' '.join(rules)}</style>"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def hold(action: Deed, file: str, content: bytes) -> bool:
    """Keep what was brought, of which nothing is said yet; say whether it was kept."""

    def keep() -> None:
        actor = signed_in.actor()
        found = pending.keep(cached.database(), actor, action, Pending(file, content))
        assert actor is not None, "nobody else keeps anything"
        _forget(action)
        _hold(action, actor, found)

    return _write(action, keep)


def said(action: Deed, what: str) -> dict[str, Any]:
    """Return what was said of the file about one thing: answers, rows, how it is to be read."""
    found = held(action)
    return dict(found.said.get(what, {})) if found else {}


def say(action: Deed, what: str, values: dict[str, Any]) -> None:
    """Keep what is now said of the file about one thing."""
    found = held(action)
    if found is None or found.said.get(what, {}) == values:
        return
    now = replace(found, said={**found.said, what: values})
    st.session_state[HELD.format(action)] = (_account(action), now)

    def keep() -> None:
        if not pending.say(cached.database(), signed_in.actor(), action, now):
            _forget(action)
            raise Faulty([refuse("pending_gone", now.file)])

    _write(action, keep)


def put_away(action: Deed) -> None:
    """Forget what was brought and all that was said of it; nothing of it was written."""
    found = held(action)
    _forget(action)

    def drop() -> None:
        actor = signed_in.actor()
        if actor and found:
            pending.drop(cached.database(), actor, action, found)

    _write(action, drop)


def _account(action: Deed) -> int | None:
    """Return whose file it is that the page shows; None where none was looked for yet."""
    account: int | None = st.session_state.get(HELD.format(action), (None,))[0]
    return account


def _hold(action: Deed, actor: Actor, found: Pending | None) -> None:
    st.session_state[HELD.format(action)] = (actor.account, found)


def _forget(action: Deed) -> None:
    """Forget all that the page knows of a file; what its account holds is read anew."""
    turn = st.session_state.get(TURN.format(action), 0)
    for key in [k for k in st.session_state if str(k).startswith(f"{action}:")]:
        del st.session_state[key]
    st.session_state[TURN.format(action)] = turn + 1


def _write(action: Deed, do: Callable[[], None]) -> bool:
    """Do it, and say whether it was done; else what is wrong is told."""
    try:
        do()
    except Faulty as error:
        st.session_state[WRONG.format(action)] = error.faults
        return False
    return True
