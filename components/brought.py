"""A file that a person brings: held by their account until it is accepted or put away.

A reload of the page, or the same account on another tablet, finds it again with all that was said
of it. Nothing of it is a figure before it is accepted.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from components import cached, faults, html, signed_in
from components.language import _
from data.ledger import pending
from data.ledger.pending import Pending
from data.rights import Action, Actor
from geo.faults import Faulty

HELD, TURN, WRONG = "{}_given", "{}_turn", "{}_unkept"  # of an action, in the page's session


def given(actor: Actor, action: Action) -> Pending | None:
    """Return what was brought and is not yet accepted, and say so, with a way to put it away."""
    faults.tell(st.session_state.pop(WRONG.format(action), ()))
    if HELD.format(action) not in st.session_state:
        with cached.database().reading() as connection:
            st.session_state[HELD.format(action)] = pending.find(connection, actor, action)
    found = held(action)
    if found:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(html.lines([found.file]), width="content")
            st.button(_("Put it away"), on_click=put_away, args=(action,), icon=":material/close:")
    return found


def held(action: Action) -> Pending | None:
    """Return what is held now, for whoever looks at the page."""
    found: Pending | None = st.session_state.get(HELD.format(action))
    return found


def upload(action: Action, label: str, endings: Sequence[str]) -> None:
    """Let a file be brought; it is kept as soon as it is here."""
    key = f"{action}_file_{st.session_state.get(TURN.format(action), 0)}"

    def keep() -> None:
        file = st.session_state[key]
        if file is not None:
            hold(action, file.name, file.getvalue())

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


def hold(action: Action, file: str, content: bytes) -> None:
    """Keep what was brought, of which nothing is said yet."""
    found = Pending(file, content)
    try:
        with cached.database().writing(shown=False) as writing:
            pending.keep(writing, signed_in.actor(writing.connection), action, found)
    except Faulty as error:
        st.session_state[WRONG.format(action)] = error.faults
        return
    st.session_state[HELD.format(action)] = found


def said(action: Action, what: str) -> dict[str, Any]:
    """Return what was said of the file about one thing: answers, rows, how it is to be read."""
    found = held(action)
    return dict(found.said.get(what, {})) if found else {}


def say(action: Action, what: str, values: dict[str, Any]) -> None:
    """Keep what is now said of the file about one thing."""
    found = held(action)
    if found is None or found.said.get(what, {}) == values:
        return
    found = replace(found, said={**found.said, what: values})
    st.session_state[HELD.format(action)] = found
    try:
        with cached.database().writing(shown=False) as writing:
            actor = signed_in.actor(writing.connection)
            pending.say(writing, actor, action, found.said)
    except Faulty as error:
        st.session_state[WRONG.format(action)] = error.faults


def put_away(action: Action) -> None:
    """Forget what was brought and all that was said of it; nothing of it was written."""
    turn = st.session_state.get(TURN.format(action), 0)
    for key in [k for k in st.session_state if str(k).startswith(f"{action}_")]:
        del st.session_state[key]
    st.session_state[TURN.format(action)] = turn + 1
    st.session_state[HELD.format(action)] = None
    try:
        with cached.database().writing(shown=False) as writing:
            if actor := signed_in.actor(writing.connection):
                pending.drop(writing, actor, action)
    except Faulty as error:
        st.session_state[WRONG.format(action)] = error.faults
