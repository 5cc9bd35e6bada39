"""What somebody has typed into a grid and not sent: kept by their account, found after a reload."""

from collections.abc import Mapping, Sequence

import streamlit as st

from components.entry import brought
from components.state import signed_in
from data.ledger.rights import Action, Deed

TYPED = Deed("typed", Action.ENTER.roles)  # under its own name beside what was brought
_BEGUN = "typed:{}"  # what a grid began with in this session: it stays, so that the grid does


def begun(key: str) -> Mapping[str, str]:
    """Return what the grid of this key begins with: what was typed into it before, by area."""
    name = _BEGUN.format(key)
    if name not in st.session_state:
        actor = signed_in.actor()
        held = brought.found(actor, TYPED) if actor else None
        st.session_state[name] = dict(held.said.get(key, {})) if held else {}
    found: Mapping[str, str] = st.session_state[name]
    return found


def keep(key: str, areas: Sequence[str]) -> None:
    """Keep what stands in a grid now."""
    now = dict(begun(key))
    for row, changed in st.session_state[f"grid_{key}"]["edited_rows"].items():
        if "value" in changed:
            now[areas[int(row)]] = changed["value"] or ""
    if brought.held(TYPED) is None:
        brought.hold(TYPED, TYPED.name, b"")
    brought.say(TYPED, key, {area: text for area, text in now.items() if text})


def count(key: str) -> int:
    """Return of how many communes the ledger keeps what was typed into a grid."""
    return len(brought.said(TYPED, key))


def drop(key: str) -> None:
    """Forget what was typed into a grid: it was sent."""
    st.session_state.pop(_BEGUN.format(key), None)
    st.session_state.pop(f"grid_{key}", None)
    if brought.held(TYPED) is not None:
        brought.say(TYPED, key, {})
