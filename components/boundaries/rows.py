"""The rows of a boundary file that are no commune without doubt: which one each is."""

from collections.abc import Sequence

import streamlit as st

from components.boundaries import words as boundary_words
from components.entry import brought
from components.state.language import _, words
from components.text import html
from data.figures import known
from data.figures.snapshot import Snapshot
from data.ledger.rights import Action
from geo.faults import Fault, Severity
from geo.shapes.boundaries import Inspection

LEAVE_OUT = ""


def decided() -> dict[str, str | None]:
    """Return what was decided of rows of this file: the area that each is, None to leave it out."""
    return brought.said(Action.BOUNDARIES, "rows")


def asks(fault: Fault) -> bool:
    """Say whether a fault is a question about one row."""
    return fault.severity is Severity.ASK and isinstance(fault.values.get("key"), str)


def ask(now: Snapshot, found: Inspection) -> None:
    """Ask of each row which commune it is; the answer is kept for other files."""
    for fault in filter(asks, found.faults):
        near = fault.values.get("candidates")
        options = [str(i) for i in near] if isinstance(near, tuple | list) else []
        _ask(now, found, fault, options)
    _answered(now)


def _ask(now: Snapshot, found: Inspection, fault: Fault, near: Sequence[str]) -> None:
    _where, what, cure = boundary_words.said(now, found, fault)
    key = str(fault.values["key"])
    widget = f"{Action.BOUNDARIES}:row_{key}"
    others = [i for i in known.drawn(now) if i not in near]

    def answer() -> None:
        chosen = st.session_state[widget]
        if chosen is not None:
            _decide(decided() | {key: chosen or None})

    with st.container(border=True):
        st.html(html.lines([what, cure]))
        st.selectbox(
            _("Row {row} is", row=fault.values["row"]),
            [*near, *others, LEAVE_OUT],
            index=None,
            key=widget,
            format_func=lambda i: _called(now, i),
            placeholder=_("Choose"),
            on_change=answer,
        )


def _answered(now: Snapshot) -> None:
    """Show what was decided, so that it can be taken back."""
    given = decided()
    if not given:
        return
    with st.expander(_("Answers given: {n}", n=len(given))):
        for key, area in given.items():
            said = f"{key.replace('|', ' ')} → {_called(now, area or LEAVE_OUT)}"
            st.button(
                f"✕ {html.plain(said)}",
                key=f"{Action.BOUNDARIES}:forget_{key}",
                help=_("Ask again"),
                on_click=_decide,
                args=({k: v for k, v in given.items() if k != key},),
            )


def _decide(rows: dict[str, str | None]) -> None:
    brought.say(Action.BOUNDARIES, "rows", rows)


def _called(now: Snapshot, area: str) -> str:
    if area == LEAVE_OUT:
        return _("Leave it out")
    if area not in now.areas:  # of a file of new ones
        return area.partition("@")[0]
    found = now.areas[area]
    since = words().day(found.valid_from)
    return f"{found.title} ({found.code}, {_('in force from {day}', day=since)})"
