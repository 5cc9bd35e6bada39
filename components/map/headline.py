"""The sentence above the map."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.map.choices import Choice, visible
from components.state import cached
from components.state.language import _, words
from components.text import html, notices
from data.figures import changes
from data.figures.snapshot import Snapshot
from data.words import Words

_UNDER = Markup(
    '<p class="under"><b>{}</b> {} {}</p>'
    '<p class="moving" role="status" data-moving="{}" hidden></p>'  # scripts/moving.mjs fills it
)


def said_of(said: Words, now: Snapshot, choice: Choice, frame: pd.DataFrame) -> tuple[str, str]:
    """Return the sentence, and what stands below it: of what the reader's filters let through."""
    kept = tuple(str(i) for i in visible(choice, frame).index)
    of = kept if len(kept) < len(frame) else None
    slug, day, span = choice.indicator.slug, choice.day, choice.span
    return cached.headline(now, slug, day, span, said.language, of)


def show(now: Snapshot, choice: Choice, frame: pd.DataFrame) -> None:
    """Show what the map says, in one sentence, and what must be known of it at once."""
    said = words()
    sentence, besides = said_of(said, now, choice, frame)
    if choice.changes and choice.before:
        besides = _changed(said, now, choice, frame)
    st.title(html.plain(sentence), anchor=False)
    parts = [said.text(choice.indicator.title), said.text(now.settings.title_on(choice.day))]
    marks = [html.chip(m, "mark") for m in notices.marks(said, visible(choice, frame))]
    moving = _(
        "Map: {day}. Sentence, key, table and source wait: {home}.", day="{day}", home="{home}"
    )
    st.html(_UNDER.format(besides, " · ".join(parts), Markup("").join(marks), moving))


def _changed(said: Words, now: Snapshot, choice: Choice, frame: pd.DataFrame) -> str:
    """Return what has changed since the day that the map compares with."""
    assert choice.before
    risen = cached.risen(now, choice.indicator.slug, choice.day, choice.before, choice.span)
    kept = visible(choice, frame)
    return changes.sentence(said, choice.indicator, kept, risen[kept.index], choice.before)
