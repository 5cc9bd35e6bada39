"""What the reader should know of the whole: place, sources, boundaries, groups, program."""

import tomllib
from pathlib import Path

import streamlit as st

from components.state.language import _, words
from components.text import html
from data.figures import known
from data.figures.snapshot import Snapshot
from data.words import DASH

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def place(now: Snapshot) -> None:
    """Show what the program is about, and that some of its figures are samples."""
    st.title(_("About"))
    names = [(words().day(t.since), words().text(t.title)) for t in now.settings.titles]
    st.html(html.table([_("From"), _("Name")], names))
    counts = known.counts(now)
    held = [counts["figures"], counts["statuses"]]
    samples = sum(count.sample for count in held)
    if samples:
        said = _(
            "SAMPLES among the figures and statuses of this workspace: {n} of {of}. They were "
            "made up to show the program, agree with the published totals, and are marked "
            "wherever they appear.",
            n=words().number(samples),
            of=words().number(samples + sum(count.real for count in held)),
        )
        st.warning(said, icon=":material/science:")


def sources(now: Snapshot) -> None:
    """Show every source: who, what, when, and whether it is a sample."""
    said = words()
    st.subheader(_("Sources"))
    rows = [
        [
            html.lines([said.text(s.title), said.text(s.note)]),
            said.text(s.producer) or DASH,
            said.day(s.published),
            html.chip(_("sample"), "mark") if s.sample else _("published"),
        ]
        for s in now.catalogue.sources.values()
    ]
    st.html(html.table([_("Source"), _("Producer"), _("Published"), _("Kind")], rows))


def boundaries(now: Snapshot) -> None:
    """Show each edition of the boundaries and what it is worth."""
    said = words()
    st.subheader(_("Boundaries"))
    rows = [
        [
            said.day(day),
            said.text(g.title),
            said.text(g.notice) or DASH,
            said.text(g.legal_standing),
        ]
        for day, g in now.settings.boundaries.items()
    ]
    st.html(html.table([_("From"), _("Edition"), _("Notice"), _("Legal standing")], rows))
    st.caption(_("Administrative boundaries are for reference only and have no legal force."))


def groups(now: Snapshot) -> None:
    """Show the working groups with the number of their indicators."""
    said = words()
    st.subheader(_("Working groups"))
    rows = [
        [said.text(g.kind), said.text(g.title), html.Number(len(now.catalogue.of_group(key)))]
        for key, g in now.catalogue.groups.items()
    ]
    st.html(html.table([_("Kind"), _("Name"), _("Indicators")], rows))


def criteria(now: Snapshot) -> None:
    """Show the criteria sets by the days they are in force."""
    said = words()
    st.subheader(_("Criteria sets"))
    rows = [
        [
            said.text(s.title),
            html.Number(len(s.criteria)),
            said.day(s.since),
            said.day(s.until),
            said.text(s.legal),
        ]
        for s in now.catalogue.criteria_sets.values()
    ]
    st.html(html.table([_("Set"), _("Criteria"), _("From"), _("Until"), _("Legal text")], rows))


def program(now: Snapshot) -> None:
    """Show which program and which state of the workspace this is."""
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    st.subheader(_("Program"))
    st.caption(
        _(
            "{name} {version}; workspace {workspace}, state {state}.",
            name=project["name"],
            version=project["version"],
            workspace=words().text(now.settings.titles[-1].title),
            state=now.version,
        )
    )
