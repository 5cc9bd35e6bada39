"""A file is marked while it is read; one that ended its reader is not read again by itself."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import streamlit as st

from components.entry import brought
from components.state.language import _
from components.text import faults
from data.intake import apart
from data.intake.deciding.pending import READING, Pending
from data.ledger.rights import Deed
from geo.faults import Fault, refuse

Ended = Callable[[Sequence[Fault]], None]
_read_now: set[tuple[Deed, datetime]] = set()  # by this server, for whichever of its sessions


@contextmanager
def while_read(action: Deed, given: Pending) -> Iterator[Ended]:
    """Mark a file while it is read; ends the run, and asks, where its last reader was ended.

    What it gives is told the faults that were found: where one is that the reader was ended, the
    mark stays, as it does where the whole server ended.
    """
    mark = brought.said(action, READING)
    if mark and (action, given.at) not in _read_now:
        _ask(action, mark)
        st.stop()
    now: dict[str, Any] = {"code": "reader_ended", "values": {}}
    after: list[dict[str, Any]] = [{}]
    brought.say(action, READING, now)
    _read_now.add((action, given.at))
    try:
        yield lambda found: after.extend(map(_mark, filter(_ended, found)))
    finally:
        _read_now.discard((action, given.at))
        brought.say(action, READING, after[-1])


def _ended(fault: Fault) -> bool:
    return fault.code in apart.ENDED


def _mark(fault: Fault) -> dict[str, Any]:
    return {"code": fault.code, "values": dict(fault.values)}


def _ask(action: Deed, mark: dict[str, Any]) -> None:
    """Say how the last reading ended, and let it be tried once more; it is put away above."""
    found = brought.held(action)
    faults.tell([refuse(mark["code"], found.file if found else "", **mark["values"])])
    st.caption(_("The file is not read again by itself. Put it away, or try once more."))
    st.button(
        _("Read it once more"),
        on_click=brought.say,
        args=(action, READING, {}),
        icon=":material/refresh:",
    )
