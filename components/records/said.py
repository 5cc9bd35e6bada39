"""The history of one figure: everything that was ever said of it, and which of it is shown."""

import streamlit as st

from components.find import picker
from components.state import address, cached
from components.state.language import _, words
from components.text import html, notices
from data.catalogue.periods import parse
from data.figures import describe, known
from data.figures.snapshot import Snapshot
from data.records.figures.history import history
from data.records.history import Said
from data.words import DASH
from data.words.called import called


def show(now: Snapshot) -> None:
    """Let the reader choose a figure, and show who said what of it, when and out of which file."""
    st.subheader(_("History of one figure"), anchor=False)
    titles = cached.titles(now, words().language)
    reported = [i.slug for i in now.catalogue if known.areas(now, i.slug)]
    if not reported:
        st.caption(_("No figures yet."))
        return
    left, middle, right = st.columns([5, 4, 3])
    with left:
        own = {slug: titles[slug] for slug in reported}
        slug = picker.pick(now, "indicator", own, reported[0], _("Indicator"), among=True)
    there = known.areas(now, slug)
    areas = {a.id: called(now.areas, a).said(words()) for a in now.areas if a.id in there}
    with middle:
        area = picker.pick(now, "commune", areas, next(iter(areas)), _("Commune"), among=True)
    periods = known.periods(now, slug, area)
    with right:
        period = address.pick(
            "period",
            periods,
            periods[0],
            st.selectbox,
            _("Period"),
            lambda p: words().period(parse(p)),
        )
    found = history(cached.database(), slug, area, period)
    first = [_("Value"), _("Final or provisional"), _("Source")]
    headings = [*first, _("Who"), _("When"), _("Batch"), _("State")]
    st.html(html.table(headings, [_row(now, slug, said) for said in found]))


def _row(now: Snapshot, slug: str, found: Said) -> list[object]:
    said, row = words(), found.row
    status = _("Provisional") if row["status"] == "provisional" else _("Final")
    state = _("shown") if found.shown else _("withdrawn") if found.withdrawn else _("superseded")
    return [
        f"{row['qualifier']} {describe.written(said, now.catalogue[slug], row['value'])}".strip(),
        status,
        notices.source_title(now, row["source"] or row["cell"]) or DASH,
        found.who or _("the program"),
        said.moment(found.when),
        html.Number(said.number(found.batch.id)),
        html.chip(state, "met" if found.shown else ""),
    ]
