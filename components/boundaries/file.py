"""A boundary file that an administrator brings: inspected, and all that is found in it."""

import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path, PurePosixPath

import streamlit as st

from components.boundaries import rows as boundary_rows
from components.boundaries.choices import Asked
from components.boundaries.words import gathered
from components.entry import brought, marked
from components.state import signed_in
from components.state.language import _, words
from components.text import faults, html
from data.figures.snapshot import Snapshot
from data.intake import apart
from data.intake.boundaries.inspecting import inspect_file, inspect_generation
from data.intake.deciding.pending import Pending
from data.ledger.rights import Action, Actor, may
from data.messages import SEVERITIES
from data.messages.boundaries import STEPS
from data.words import DASH
from geo.faults import Faulty, Severity
from geo.files.parts import ARCHIVES, ENDINGS, PARTS
from geo.shapes.boundaries import Inspection, Progress
from geo.shapes.succession import Proposal

READ, PROPOSED = f"{Action.BOUNDARIES}:read", f"{Action.BOUNDARIES}:proposed"
LOOKS = {
    Severity.REFUSE: "not_met",
    Severity.ASK: "basic",
    Severity.REPAIRED: "met",
    Severity.NOTE: "",
}


def heading() -> Actor | None:
    """Show the title; return who may bring boundaries, or say who may."""
    st.title(_("Boundaries"), anchor=False)
    actor = signed_in.actor()
    if not may(actor, Action.BOUNDARIES):
        st.info(_("Only an administrator brings boundaries."), icon=":material/info:")
        return None
    return actor


def given(actor: Actor) -> Pending | None:
    """Return the file that was brought and is not yet accepted; else let one be brought."""
    found = brought.given(actor, Action.BOUNDARIES)
    if not found:
        endings = (*ARCHIVES, *(e for e in ENDINGS if e not in PARTS))
        label = _("A zipped shapefile, a GeoPackage, GeoJSON or GeoParquet")
        brought.upload(Action.BOUNDARIES, label, endings)
    return found


def inspect(now: Snapshot, given: Pending, asked: Asked) -> Inspection:
    """Return what is found in the file, by what was said of it; read once as long as that holds."""
    key = (now.version, given.file, hash(given.content), asked.new, asked.choices)
    kept = st.session_state.get(READ)
    if kept and kept[0] == key:
        found: Inspection = kept[1]
        return found
    with st.status(_("Reading and measuring the shapes…")) as shown:
        with marked.while_read(Action.BOUNDARIES, given) as ended:
            found = _inspected(now, given, asked, lambda step: shown.update(label=_(STEPS[step])))
            ended(found.faults)
        shown.update(label=_("Read."), state="complete")
    st.session_state[READ] = (key, found)
    apart.warm()  # an answer is likely, and then it is read again
    return found


def proposed(now: Snapshot, found: Inspection) -> Proposal | None:
    """Return what the areas of the file are proposed to succeed; None where that is not known.

    Worked out once for what was found; why it could not be is said.
    """
    key = st.session_state[READ][0]
    if st.session_state.get(PROPOSED, (None,))[0] != key:
        try:
            st.session_state[PROPOSED] = (key, apart.succession(now, found), ())
        except Faulty as error:
            st.session_state[PROPOSED] = (key, None, error.faults)
    proposal: Proposal | None = st.session_state[PROPOSED][1]
    faults.tell(st.session_state[PROPOSED][2])
    return proposal


def _inspected(now: Snapshot, given: Pending, asked: Asked, progress: Progress) -> Inspection:
    look = inspect_generation if asked.new else inspect_file
    ending = PurePosixPath(given.file.replace("\\", "/")).suffix.lower()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"file{ending}"  # the name that it came by is no path
        path.write_bytes(given.content)
        found = apart.look(look, now, path, asked.choices, progress)
    told = [replace(f, where=given.file) if f.where == path.name else f for f in found.faults]
    return replace(found, faults=tuple(told))


def facts(found: Inspection) -> None:
    """Show what the file holds; of one that could not be opened it is said why, and no more."""
    if not found.features:
        return
    st.subheader(_("What the file holds"), anchor=False)
    st.html(html.table([_("What"), _("How")], list(_facts(found).items()), css="facts"))


def told(now: Snapshot, found: Inspection) -> None:
    """Show all that is wrong with the file or good to know; its rows are asked one by one."""
    counts = Counter(f.severity for f in found.faults)
    chips = (html.chip(f"{counts[s]} {_(SEVERITIES[s])}", LOOKS[s]) for s in Severity if counts[s])
    st.html(html.joined(chips) or html.chip(_("nothing to be said"), "met"))
    rows = gathered(now, found, [f for f in found.faults if not boundary_rows.asks(f)])
    if rows:
        st.html(html.table([_("Where"), _("What is wrong"), _("What to do")], rows))


def _facts(found: Inspection) -> dict[str, str]:
    number = words().number
    day = _("from {day}", day=words().day(found.day)) if found.day else DASH
    area = f"{number(found.area_km2, 2)} km²" if found.area_km2 is not None else DASH
    facts = {
        _("Features"): number(found.features),
        _("Coordinate system"): found.crs or DASH,
        _("Encoding of the texts"): found.encoding or DASH,
        _("Columns"): ", ".join(filter(None, (found.code_column, found.name_column))) or DASH,
        _("Edition of the boundaries"): day,
        _("Communes found"): number(len(found.matched)),
        _("Area"): area,
    }
    if found.area_km2 is None:  # it lies nowhere yet, so nothing is measured
        return facts
    overlaps, gaps = found.overlaps, found.gaps
    return facts | {
        _("Overlaps"): f"{number(overlaps.pairs)} ({number(overlaps.km2, 2)} km²)",
        _("Gaps"): f"{number(gaps.count)} ({number(gaps.km2, 2)} km²)",
    }
