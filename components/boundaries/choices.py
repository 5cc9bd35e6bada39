"""What a person says of a boundary file: which layer, system, letters, columns, and which day.

The choices stand in the session: they are read before the file is looked at, and drawn after it,
so that what was found in it is offered at once.
"""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from components.boundaries import rows as boundary_rows
from components.boundaries.words import LABELS
from components.entry import brought
from components.state import cached
from components.state.language import _, words
from data.figures.snapshot import Snapshot
from data.ledger.rights import Action
from data.messages import say
from data.records.decisions import answers as decisions
from data.words import N_
from geo.faults import Severity
from geo.shapes.boundaries import Choices, Inspection
from geo.shapes.candidates import Candidate

KIND, DAY, EDITION, CRS = (
    "boundaries:kind",
    "boundaries:from",
    "boundaries:edition",
    "boundaries:crs",
)
ENCODING, LAYER = "boundaries:encoding", "boundaries:layer"
LEVEL = "boundaries:level"
CODE, NAME = "boundaries:code", "boundaries:name"
DISSOLVE, REPAIRS, OPEN = "boundaries:dissolve", "boundaries:repairs", "boundaries:open"
TITLE, SURVEYED, LEGAL = "boundaries:title", "boundaries:survey", "boundaries:legal"
# What is kept with the file, and how each is made of what JSON has; an agreement is given anew.
KEPT: Mapping[str, Callable[[Any], Any]] = {
    DAY: date.fromisoformat,
    EDITION: date.fromisoformat,
    CRS: tuple,
    **dict.fromkeys((KIND, ENCODING, LAYER, LEVEL, CODE, NAME, TITLE, LEGAL), str),
    **dict.fromkeys((DISSOLVE, REPAIRS, SURVEYED), bool),
}
OF_COLUMNS = ("columns_unknown", "column_twice", "column_of_lists", "column_of_parts")
KINDS = {
    "same": N_("The communes that are in force"),
    "new": N_("New communes, after a merger"),
}


@dataclass(frozen=True)
class Asked:
    """What was said of the file; `new`: its areas are not known yet, and begin on `choices.day`.

    `dated`: somebody said that day, or it is not needed.
    """

    new: bool
    dated: bool
    choices: Choices


def said(now: Snapshot) -> Asked:
    """Return what is said of the file; of its rows also what was decided before."""
    _keep()
    given = st.session_state
    new = given.get(KIND) == "new"
    crs, swapped = given.get(CRS) or (None, False)
    rows = decisions.known_rows(cached.database(), now.areas, boundary_rows.decided())
    choices = Choices(
        layer=given.get(LAYER),
        crs=crs,
        encoding=given.get(ENCODING),
        code=given.get(CODE),
        name=given.get(NAME),
        day=(given.get(DAY) or now.settings.clock.today()) if new else given.get(EDITION),
        swap_axes=swapped,
        level=int(given[LEVEL]) if given.get(LEVEL) else None,
        dissolve=bool(given.get(DISSOLVE)),
        accept_repairs=bool(given.get(REPAIRS)),
        decisions=rows,
    )
    return Asked(new, not new or given.get(DAY) is not None, choices)


def _keep() -> None:
    """Keep with the file what is chosen, and choose again what was before the page was reloaded."""
    kept = brought.said(Action.BOUNDARIES, "choices")
    for key, read in KEPT.items():
        if key in kept and key not in st.session_state:
            st.session_state[key] = read(kept[key])
    chosen = {key: st.session_state[key] for key in KEPT if st.session_state.get(key)}
    plain = json.loads(json.dumps(chosen, default=date.isoformat))
    brought.say(Action.BOUNDARIES, "choices", plain)


def choose(now: Snapshot, found: Inspection) -> None:
    """Draw what can be said of any file, and of this one by what was found in it."""
    first, second = st.columns([5, 3])
    st.session_state.setdefault(KIND, "same")
    kind = first.segmented_control(
        _("The file shows"),
        list(KINDS),
        format_func=lambda k: _(KINDS[k]),
        key=KIND,
    )
    with second:
        _day(now, new=kind == "new")
    if _asks(found):
        st.session_state[OPEN] = True  # it stays open while its questions are answered
    opened = bool(st.session_state.get(OPEN))
    with st.expander(_("How the file is to be read"), expanded=opened):
        left, middle, right = st.columns(3)
        with left:
            _crs(now, found)
        with middle:
            _encoding(found)
            _of_fault(found, ("several_layers",), "layers", LAYER, "--layer")
            _of_fault(found, ("levels_in_one_layer",), "options", LEVEL, "--level")
        with right:
            _of_fault(found, OF_COLUMNS, "columns", CODE, "--code")
            _of_fault(found, OF_COLUMNS, "columns", NAME, "--name")
        _agree(found, "--dissolve", DISSOLVE)
        _agree(found, "--accept-repairs", REPAIRS)


def _agree(found: Inspection, option: str, key: str) -> None:
    """Let be agreed to what some advice names by this label, or what was agreed to before."""
    advised = any(option in say(fault, words())[1] for fault in found.faults)
    if advised or st.session_state.get(key):
        st.checkbox(_(LABELS[option]), key=key)


def _asks(found: Inspection) -> bool:
    """Say whether something is answered by how the file is read, and not row by row."""
    stops = (Severity.ASK, Severity.REFUSE)
    return any(f.severity in stops and not boundary_rows.asks(f) for f in found.faults)


def _day(now: Snapshot, *, new: bool) -> None:
    if new:
        st.date_input(_("In force from"), value=None, format="DD/MM/YYYY", key=DAY)
        return
    days = sorted(now.settings.boundaries, reverse=True)
    _pick("--day", days, EDITION, lambda d: _("from {day}", day=words().day(d)), _("as found"))


def _crs(now: Snapshot, found: Inspection) -> None:
    """Let the coordinate system be chosen: the nearest first, each with how far off it would be."""
    near = _remembered("crs", {(c.crs, c.swapped): c for c in found.crs_candidates})
    known = [(c, False) for c in now.settings.crs_names if (c, False) not in near]

    def called(option: tuple[str, bool]) -> str:
        return _candidate(near[option]) if option in near else option[0]

    _pick("--crs", [*near, *known], CRS, called, _("as the file says"))


def _candidate(found: Candidate) -> str:
    swapped = f", {_('axes swapped')}" if found.swapped else ""
    off = words().number(found.off_m)
    far = f" – {_('{n} m off', n=off)}" if found.off_m is not None else ""
    return f"{found.title}{swapped}{far}"


def _encoding(found: Inspection) -> None:
    evidence = {e.encoding: e for e in found.encoding_evidence if e.readable}

    def called(encoding: str) -> str:
        if encoding not in evidence:
            return encoding
        e = evidence[encoding]
        n, of = words().number(e.known), words().number(e.of)
        return f"{encoding} – " + _("names known: {n} of {of}", n=n, of=of)

    _pick("--encoding", list(evidence), ENCODING, called, _("as found"))


def _of_fault(
    found: Inspection, codes: Collection[str], values: str, key: str, option: str
) -> None:
    """Let one of the things that a fault lists be chosen, also when it is answered by that."""
    asking = (f for f in found.faults if f.code in codes)
    of_this = (f for f in asking if f.values.get("option", option) == option)
    listed = next((f.values.get(values) for f in of_this), ())
    options = [str(v) for v in listed] if isinstance(listed, list | tuple) else []
    options = list(_remembered(key, dict.fromkeys(options)))
    if options or st.session_state.get(key):  # what was chosen before a reload can be undone
        _pick(option, options, key, str, _("Choose"))


def _remembered(what: str, options: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """Return what is offered: once the file is read rightly, what it might be is asked no more."""
    key = f"boundaries:offered_{what}"
    if options:
        st.session_state[key] = options
    kept: Mapping[Any, Any] = st.session_state.get(key, {})
    return kept


def _pick(
    option: str, options: list[Any], key: str, called: Callable[[Any], str], none: str
) -> None:
    chosen = st.session_state.get(key)
    if chosen is not None and chosen not in options:
        options = [*options, chosen]
    st.selectbox(
        _(LABELS[option]), options, index=None, key=key, format_func=called, placeholder=none
    )
