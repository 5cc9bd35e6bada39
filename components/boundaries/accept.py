"""The last step of a boundary file: an edition corrected, or a new generation, as one batch."""

from dataclasses import dataclass, replace

import streamlit as st
from markupsafe import Markup

from components.boundaries import file as boundary_file
from components.boundaries import rows as boundary_rows
from components.boundaries.choices import LEGAL, SURVEYED, TITLE, Asked
from components.boundaries.words import said
from components.entry import brought
from components.state import cached, signed_in
from components.state.language import _, words
from components.text import faults, html
from data.catalogue.settings import Generation
from data.figures.snapshot import Snapshot
from data.intake.deciding import pending
from data.intake.deciding.pending import Pending
from data.ledger.rights import Action
from data.records.batches import Content
from data.records.decisions import answers as decisions
from data.records.editions.generations import append_generation, correction
from data.records.editions.mergers import merger
from data.records.editions.notice import edition
from geo.faults import Faulty, stops
from geo.shapes.boundaries import Inspection
from geo.shapes.succession import Proposal

WRONG = "boundaries:wrong"


@dataclass(frozen=True)
class Merger:
    """What is proposed, the text that decided it, and whether a person agrees."""

    proposal: Proposal
    legal: str
    agreed: bool


def show(now: Snapshot, given: Pending, asked: Asked, found: Inspection) -> None:
    """Say what still keeps the file from being accepted; let it be accepted where nothing does."""
    faults.tell(st.session_state.pop(WRONG, ()))
    st.subheader(_("Accept"), anchor=False)
    if found.frame is None or stops(found.faults):
        st.info(_("Answer the questions first; then the boundaries can be accepted."))
        return
    merged = _merger(now, found) if asked.new else None
    if asked.new and not merged:
        return
    day, n = asked.choices.day or found.day, len(found.frame)
    dated = words().plural("{n} unit from {day}", "{n} units from {day}", n, day=words().day(day))
    st.session_state.setdefault(TITLE, dated if day else given.file)
    title = st.text_input(_("What this edition is called"), key=TITLE)
    surveyed = st.checkbox(_("Its shapes are surveyed, not drawn by hand"), key=SURVEYED)
    missing = _missing(asked, merged, title)
    if missing:
        st.caption(_("Still missing: {what}.", what="; ".join(missing)))
    made = edition(now, asked.choices.day or found.day, given.file, title, surveyed=surveyed)
    st.button(
        words().plural(
            "Accept the boundaries of {n} commune",
            "Accept the boundaries of {n} communes",
            len(found.frame),
        ),
        type="primary",
        disabled=bool(missing),
        on_click=_write,
        args=(now, given, asked, found, merged, made),
        icon=":material/check:",
    )


def _missing(asked: Asked, merged: Merger | None, title: str) -> list[str]:
    """Return what a person has yet to say, by its label."""
    needed = {_("What this edition is called"): bool(title)}
    if merged:
        needed |= {
            _("In force from"): asked.dated,
            _("The text that decided it: number and day"): bool(merged.legal.strip()),
            _("These areas are what the text says"): merged.agreed,
        }
    return [label for label, there in needed.items() if not there]


def _merger(now: Snapshot, found: Inspection) -> Merger | None:
    """Propose what became of what, and let it be confirmed with the text that decided it."""
    proposal = boundary_file.proposed(now, found)
    if proposal is None:
        return None
    if proposal.faults:
        rows = [said(now, found, f) for f in proposal.faults]
        st.html(html.table([_("Where"), _("What is wrong"), _("What to do")], rows))
    st.html(_table(now, found, proposal))
    legal = st.text_input(_("The text that decided it: number and day"), key=LEGAL)
    agreed = st.checkbox(_("These areas are what the text says"), key="boundaries:sure")
    return Merger(proposal, legal, agreed)


def _table(now: Snapshot, found: Inspection, proposal: Proposal) -> Markup:
    said = words()
    assert found.frame is not None, "there is no proposal without shapes"
    rows = [
        [
            f"{found.frame.loc[s.area, 'name']} ({found.frame.loc[s.area, 'code']})",
            html.lines(
                f"{old.title} ({old.code}), {said.number(100 * p.part, 1)} %"
                for p in s.predecessors
                for old in [now.areas[p.old]]
            ),
            html.Number(said.number(s.km2, 2)),
            html.Number(said.number(s.km2_before, 2)),
            html.Number(f"+{said.number(s.gained, 2)} / −{said.number(s.lost, 2)}"),
        ]
        for s in proposal.successors
    ]
    headings = [_("New commune"), _("Formed from"), _("km²"), _("km² before"), _("gained, lost")]
    return html.table(headings, rows)


def _write(
    now: Snapshot,
    given: Pending,
    asked: Asked,
    found: Inspection,
    merged: Merger | None,
    made: Generation,
) -> None:
    """Append it as whoever is signed in at that very moment; what is wrong stays to be mended."""
    if not brought.ready(Action.BOUNDARIES):
        return
    content = _content(now, asked, found, merged, made)
    rows = decisions.along(content.rows, decisions.of_rows(boundary_rows.decided()))
    content = replace(content, file=given.file, original=given.content, rows=rows)
    try:
        then = pending.dropping(Action.BOUNDARIES, given)
        who = signed_in.actor()
        number = append_generation(cached.database(), now, who, content, again=True, then=then)
    except Faulty as error:
        st.session_state[WRONG] = error.faults
        return
    brought.accepted(Action.BOUNDARIES, number)


def _content(
    now: Snapshot, asked: Asked, found: Inspection, merged: Merger | None, made: Generation
) -> Content:
    if merged is None:
        return correction(now, made, found)
    assert asked.choices.day is not None, "a merger has its day"
    return merger(now, asked.choices.day, made, found, merged.proposal, merged.legal)
