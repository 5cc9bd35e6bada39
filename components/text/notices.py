"""What must be known before anything is concluded: sample, provisional, missing, schematic."""

from datetime import date

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.state import address
from components.state.language import _, words
from components.text import html
from data.catalogue.criteria import CriteriaSet
from data.catalogue.indicators import Indicator
from data.figures.snapshot import Snapshot
from data.figures.view import Standing
from data.words import N_, Words


def marks(said: Words, frame: pd.DataFrame) -> list[str]:
    """Return what is to be said at once of figures: how many are samples, how many provisional."""
    known = int(frame["value"].notna().sum())
    forms = {
        "sample": N_("SAMPLE figures, not real: {n} of {of}"),
        "provisional": N_("Provisional figures: {n} of {of}"),
    }
    counts = {mark: int(frame[mark].eq(True).sum()) for mark in forms}
    return [said(forms[mark], n=n, of=known) for mark, n in counts.items() if n]


def gaps(frame: pd.DataFrame) -> None:
    """Name the areas of which nothing, or not enough, is known."""
    for standing, said in (
        (Standing.NO_DATA, _("No data")),
        (Standing.NOT_ASSESSED, _("Not assessed")),
        (Standing.PARTIAL, _("Not enough known")),
    ):
        names = frame.loc[frame["standing"] == standing, "title"]
        if len(names):
            st.caption(f"{said} ({len(names)}): {html.plain(some(list(names)))}")


def some(names: list[str], most: int = 14) -> str:
    """Return so many names at the most, and how many more there are."""
    rest = len(names) - most
    return ", ".join(names[:most]) + (_(" and {n} more", n=rest) if rest > 0 else "")


def indicator(now: Snapshot, indicator: Indicator, frame: pd.DataFrame) -> None:
    """Say what to know before concluding, and where the figures shown come from."""
    before_concluding(indicator)
    if titles := sources(now, frame):
        st.caption(_("Source: {sources}", sources=html.plain("; ".join(titles))))


def nothing(now: Snapshot, found: Indicator | None = None) -> None:
    """Say that no figure is known yet, of an indicator or of all, who has them, and what to do."""
    said = [
        _("There are no figures yet.") if found is None else _("No figures yet for this indicator.")
    ]
    group = now.catalogue.groups.get(found.group or "") if found else None
    if group:
        said.append(_("Reported by: {group}.", group=words().text(group.short)))
    link = Markup('<a data-go href="{}">{}</a>').format(address.href("entry"), _("Enter figures"))
    way = _("Bring a workbook or type a few figures under")
    form = Markup('<div class="alert note"><b>{}</b> {} {}.</div>')
    st.html(form.format(" ".join(said), way, link))


def sources(now: Snapshot, frame: pd.DataFrame) -> list[str]:
    """Return what the sources of the figures shown are called."""
    keys = dict.fromkeys(s for own in frame["sources"] if isinstance(own, tuple) for s in own)
    return [source_title(now, key) for key in keys]


def before_concluding(indicator: Indicator) -> None:
    """Say what to know of an indicator before anything is concluded from it."""
    said = (words().text(text) for text in (indicator.before_concluding, indicator.local))
    if known := " ".join(filter(None, said)):
        st.info(html.plain(known), icon=":material/info:")


def source_title(now: Snapshot, key: str) -> str:
    """Return what a source is called: its title, or the file, sheet and cell that it is."""
    source = now.catalogue.sources.get(key)
    return words().text(source.title) if source else key


def boundaries(now: Snapshot, day: date) -> None:
    """Say what the shapes of the map are, and what they are not."""
    first = now.settings.generation_on(day)
    if first is None:
        return
    generation = now.settings.boundaries[first]
    parts = [words().text(generation.notice), words().text(generation.title)]
    parts.append(source_title(now, generation.source))
    st.caption(html.plain(" · ".join(dict.fromkeys(p for p in parts if p))))


def criteria(found: CriteriaSet) -> None:
    """Say which text sets the criteria, and what is to be known of them."""
    for text in filter(None, (found.legal, found.note, found.local)):
        st.caption(html.plain(words().text(text)))
