"""The sentence above the map."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.map.choices import Choice
from components.state import cached
from components.state.language import words
from components.text import html, notices
from data.figures.snapshot import Snapshot


def show(now: Snapshot, choice: Choice, frame: pd.DataFrame) -> None:
    """Show what the map says, in one sentence, and what must be known of it at once."""
    said = words()
    slug, day, span = choice.indicator.slug, choice.day, choice.span
    sentence = cached.headline(now, slug, day, span, said.language)
    st.title(html.plain(sentence), anchor=False)
    parts = [said.text(now.settings.title_on(choice.day)), said.text(choice.indicator.title)]
    marks = [html.chip(m, "mark") for m in notices.marks(said, frame)]
    st.html(Markup('<p class="under">{} {}</p>').format(" · ".join(parts), Markup("").join(marks)))
