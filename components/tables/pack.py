"""What is shown, as one file that opens on a tablet with no network: map, table and profiles."""

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.map import choices, headline, legend, look
from components.map import panel as map_panel
from components.map.choices import Choice
from components.state import cached
from components.state.language import _, words
from components.tables import profile, ranking
from components.text import html, notices
from components.text.sheet import sheet
from data.figures import describe, stills
from data.figures import profile as profiles
from data.figures.snapshot import Snapshot
from data.outputs.named import named
from data.words import N_, Words
from geo.areas import Area
from geo.map import choropleth
from geo.map.reel import reel
from geo.map.web import web_geometry

MOST = 200  # profiles in one file; more would not open on a tablet


def offer(now: Snapshot, choice: Choice) -> None:
    """Offer the pack of what is shown; it is made when it is asked for."""
    if now.settings.generation_on(choice.day) is None:
        return  # there is no map to be saved
    said = words()
    place = said.text(now.settings.title_on(choice.day))
    st.download_button(
        _("Save for use without a network (one HTML file)"),
        lambda: page(said, now, choice).encode(),
        file_name=f"{named(place, said.text(choice.indicator.title), choice.day)}.html",
        mime="text/html",
        on_click="ignore",
        icon=":material/tablet:",
        help=_("Map, table and profiles of the communes shown, in one file that needs no network."),
    )


def page(said: Words, now: Snapshot, choice: Choice) -> str:
    """Return the whole file: nothing in it asks any server for anything.

    It has the figures themselves, also of a reader who looks at how they have changed.
    """
    if choice.changes:
        choice = replace(choice, changes=False, klass="")
    seen = look.look(now, choice)
    frame = seen.frame
    shown = choices.visible(choice, frame).head(MOST)
    areas = [now.areas[str(i)] for i in shown.index]
    title = said.text(choice.indicator.title)
    parts = [
        _top(said, now, choice, frame),
        Markup(_map(said, now, choice, frame)),  # escaped by its maker
        _day(said, now, choice),
        legend.of(said, choice, seen),
        _table(said, now, choice, seen),
        *(_profile(said, now, area, choice.day) for area in areas),
    ]
    form = (
        '<!doctype html><html lang="{}"><head><meta charset="utf-8"><title>{}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<style>{}</style></head><body class="pack">{}</body></html>'
    )
    style = Markup(sheet())
    return str(Markup(form).format(said.language, title, style, Markup("\n").join(parts)))


def _top(said: Words, now: Snapshot, choice: Choice, frame: pd.DataFrame) -> Markup:
    sentence, besides = headline.said_of(said, now, choice, frame)
    place = said.text(now.settings.title_on(choice.day))
    under = f"{besides} {said.text(choice.indicator.title)} · {place}"
    chips = Markup("").join(
        html.chip(m, "mark") for m in notices.marks(said, choices.visible(choice, frame))
    )
    made = said(
        N_("Saved on {day}; what changed since is not in this file."),
        day=said.day(now.settings.clock.today()),
    )
    first = now.settings.generation_on(choice.day)
    notice = said.text(now.settings.boundaries[first].notice) if first else ""
    form = '<h1 id="top">{}</h1><p class="under">{} {}</p><p class="under">{} · {}</p>'
    return Markup(form).format(sentence, under, chips, notice, made)


def _map(said: Words, now: Snapshot, choice: Choice, frame: pd.DataFrame) -> str:
    shapes = now.shapes_on(choice.day)
    assert shapes is not None
    days = cached.steps(now, choice.indicator.slug, choice.day)
    made = stills.stills(said, now, choice.indicator, days, choice.span)
    paint = choropleth.Paint(
        ids=tuple(frame.index),
        classes="".join(frame["character"]),
        colours=choice.indicator.scale_on(choice.day).colours,
        words=map_panel.map_words(said, said.text(choice.indicator.title)),
        dimmed=frozenset(frame.index) - frozenset(choices.visible(choice, frame).index),
        steps=choropleth.Steps("", str(choice.day), map_panel.step_words(said)) if days else None,
    )
    tips = {r.Index: describe.tip(said, choice.indicator, r) for r in frame.itertuples()}
    return choropleth.standalone(
        paint, geometry=web_geometry(shapes), tips=tips, stills=reel(paint.ids, made)
    )


def _day(said: Words, now: Snapshot, choice: Choice) -> Markup:
    """Say of which day the rest is, where the map can be stepped to others."""
    if not cached.steps(now, choice.indicator.slug, choice.day):
        return Markup("")
    words = said(
        N_("Heading, key, table and profiles: figures up to {day}. The map can show other days."),
        day=said.day(choice.day),
    )
    return Markup('<p class="under">{}</p>').format(words)


def _table(said: Words, now: Snapshot, choice: Choice, seen: look.Look) -> Markup:
    slug, day, span = choice.indicator.slug, choice.day, choice.span
    rows = cached.rows(now, slug, day, span, said.language, choice.before)
    kept = choices.visible(choice, seen.frame).head(MOST).index
    colours = look.backgrounds(said, choice, seen)
    rows = rows[rows["area"].isin(kept)]
    return ranking.table(said, choice, rows, colours, lambda area: f"#{area}")


def _profile(said: Words, now: Snapshot, area: Area, day: date) -> Markup:
    lines = profile.lines(now, area, day)
    found, checks = profiles.checklist(now, area, day)
    origin = " ".join(profiles.origin(said, now, area))
    criteria = profile.checklist(said, found, checks) if found and checks else ""
    form = '<section id="{}"><h2>{}</h2><p>{}</p>{}{}<p><a href="#top">▲ {}</a></p></section>'
    up, tables = said(N_("To the map")), profile.tables(said, now, day, lines)
    return Markup(form).format(area.id, area.title, origin, tables, criteria, up)
