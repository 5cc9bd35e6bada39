"""The shapes of a file drawn over the present ones, so that anybody sees where they differ."""

import base64
from datetime import date

import streamlit as st
from markupsafe import Markup

from components.state.language import _
from components.text import html
from data.figures.snapshot import Snapshot
from geo.shapes.boundaries import Inspection
from geo.shapes.overlay import NEW, PRESENT, drawing


def show(now: Snapshot, found: Inspection) -> None:
    """Draw both, the present ones filled; nothing where the file's place is not known."""
    if found.frame is None:
        return
    present = now.shapes_on(found.day or date.max)
    if present is None:
        return
    st.subheader(_("Over the present boundaries"), anchor=False)
    data = base64.b64encode(drawing(present, found.frame).encode()).decode()
    form = '<img class="overlay" alt="{}" src="data:image/svg+xml;base64,{}">'
    pairs = ((PRESENT, _("present")), (NEW, _("in the file")))
    key = html.joined(html.swatch(colour, said) for colour, said in pairs)
    st.html(
        Markup('<p class="key">{}</p>').format(key)
        + Markup(form).format(_("Over the present boundaries"), data)
    )
