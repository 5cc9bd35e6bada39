"""The shapes of a file drawn over the present ones, so that anybody sees where they differ."""

import base64
from collections.abc import Sequence
from datetime import date

import streamlit as st
from markupsafe import Markup

from components.state.language import _, words
from components.text import html
from data.figures.snapshot import Snapshot
from data.words import DASH
from geo.shapes.boundaries import Inspection
from geo.shapes.overlay import NEW, PRESENT, Difference, differing, drawing

HELD, LEAST, MOST = "boundaries:held", 0.005, 200  # km² that a table shows as moved; rows


def show(now: Snapshot, found: Inspection) -> None:
    """Draw both and list what differs; nothing while it is not known where the file lies."""
    held = _held(now, found)
    if held is None:
        return
    st.subheader(_("Over the present boundaries"), anchor=False)
    data, rows = held
    pairs = ((PRESENT, _("present")), (NEW, _("in the file")))
    key = html.joined(html.swatch(colour, said) for colour, said in pairs)
    form = '<p class="key">{}</p><img class="overlay" alt="{}" src="data:image/svg+xml;base64,{}">'
    st.html(Markup(form).format(key, _summed(rows), data))
    if any(one.km2 is not None and one.km2_new is not None for one in rows):
        st.html(listed(now, found, rows))  # after a merger no commune is one of before


def _held(now: Snapshot, found: Inspection) -> tuple[str, Sequence[Difference]] | None:
    """Return the drawing and the differences; worked out once for what was found."""
    present = now.shapes_on(found.day or date.max)
    if found.frame is None or present is None:
        return None
    kept = st.session_state.get(HELD)
    if kept is None or kept[0] is not found:
        drawn = drawing(present, found.frame, found.names)
        data = base64.b64encode(drawn.encode()).decode()
        st.session_state[HELD] = kept = (found, data, differing(present, found.frame))
    return kept[1], kept[2]


def _summed(rows: Sequence[Difference]) -> str:
    """Return in a sentence how many areas differ."""
    moved = sum(one.moved >= LEAST for one in rows)
    return _("Communes whose ground differs: {n} of {of}.", n=moved, of=len(rows))


def listed(now: Snapshot, found: Inspection, rows: Sequence[Difference]) -> Markup:
    """Return which areas differ and by how much, the most moved first; none where none does."""
    number, other = words().number, [one for one in rows if one.moved >= LEAST]
    heads = [_("Commune"), _("Present, km²"), _("In the file, km²"), _("Ground that differs, km²")]
    cells = [
        [
            _called(now, found, one.area),
            html.Number(number(one.km2, 2) if one.km2 is not None else DASH),
            html.Number(number(one.km2_new, 2) if one.km2_new is not None else DASH),
            html.Number(number(one.moved, 2)),
        ]
        for one in other[:MOST]
    ]
    said = Markup('<p class="under">{}</p>').format(_summed(rows))
    return said + html.table(heads, cells, css="differing") if other else said


def _called(now: Snapshot, found: Inspection, area: str) -> str:
    if area in now.areas:  # of one day, on which no two of them are called alike
        return now.areas[area].title
    return found.names.get(area, area.partition("@")[0])
