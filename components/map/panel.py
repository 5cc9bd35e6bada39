"""The map of a view: what is drawn, and what the reader taps on it."""

from datetime import date

import streamlit as st

from components.map import view as map_view
from components.map.choices import Choice, visible
from components.map.look import Look
from components.state import address, cached, pages
from components.state.language import _, words
from components.state.routes import PREFIX
from data.figures.snapshot import Snapshot
from data.words import N_, Words
from geo.areas import Area
from geo.map import choropleth

PROFILE = "commune"  # the page of one area
PLAIN = "#dfe9f3"  # of areas that only show where another one lies
TWO = ("#6f9fd8", "#e6a15c")  # of two that are compared


def show(now: Snapshot, choice: Choice, seen: Look, *, height: int) -> None:
    """Show the map; a first tap chooses an area in the address, a second one opens its page."""
    if now.settings.generation_on(choice.day) is None:
        first = words().day(min(now.settings.boundaries))
        st.info(_("No boundaries are known before {day}.", day=first))
        return
    drawn, group = choropleth.draw(paint(now, choice, seen), PREFIX + cached.library())
    click = map_view.show(drawn, group, key="map", height=height)
    if click is None:
        return
    changes: dict[str, str | None] = {}
    if not click.stops:
        changes["commune"] = click.area if click.area in seen.frame.index else None
    days = [str(day) for day in cached.steps(now, choice.indicator.slug, choice.day)]
    if click.day in days:
        changes["day"] = click.day
    if click.opens and changes["commune"]:
        st.switch_page(pages.files()[PROFILE], query_params=address.link(**changes))
    address.write(**changes)
    st.rerun()


def paint(now: Snapshot, choice: Choice, seen: Look) -> choropleth.Paint:
    """Return what the map is painted with: classes from the scale, texts and shapes by address."""
    asked = address.asked("commune")
    group = now.catalogue.groups.get(choice.group or "")
    frame = seen.frame
    hidden = frame.index.difference(visible(choice, frame).index)
    return choropleth.Paint(
        ids=tuple(frame.index),
        classes="".join(frame["character"]),
        colours=seen.scale.colours,
        words=map_words(words(), words().text(choice.indicator.title)),
        geometry=PREFIX + cached.geometry(now, choice.day),
        tips=PREFIX
        + cached.tips(now, choice.indicator.slug, choice.day, choice.span, words().language),
        chosen=asked if asked in now.areas else None,
        outlined=frozenset(group.focus if group else ()),
        dimmed=frozenset(hidden),
        steps=None if choice.changes else _steps(now, choice),
    )


def _steps(now: Snapshot, choice: Choice) -> choropleth.Steps | None:
    slug, day = choice.indicator.slug, choice.day
    days = cached.steps(now, slug, day)
    if not days:
        return None
    stills = cached.stills(now, slug, days, choice.span, words().language)
    return choropleth.Steps(PREFIX + stills, str(day), step_words(words()))


def locate(now: Snapshot, area: Area, day: date, *, height: int) -> None:
    """Show where an area lies among the others; a second tap on another one leads to its page."""
    ids = tuple(a.id for a in now.on(day))
    drawn, group = choropleth.draw(
        choropleth.Paint(
            ids=ids,
            classes="0" * len(ids),
            colours=(PLAIN,),
            words=map_words(words(), area.title),
            geometry=PREFIX + cached.geometry(now, day),
            chosen=area.id,
            card=False,
        ),
        PREFIX + cached.library(),
    )
    click = map_view.show(drawn, group, key="locator", height=height)
    if click and click.opens and click.area in ids:
        address.write(commune=click.area)
        st.rerun()


def beside(now: Snapshot, first: Area, second: Area, day: date, *, height: int) -> None:
    """Show where two areas lie; a tap on another one puts it in the place of the second."""
    ids = tuple(a.id for a in now.on(day))
    places = {first.id: "1", second.id: "2"}
    drawn, group = choropleth.draw(
        choropleth.Paint(
            ids=ids,
            classes="".join(places.get(i, "0") for i in ids),
            colours=(PLAIN, *TWO),
            words=map_words(words(), f"{first.title}, {second.title}"),
            geometry=PREFIX + cached.geometry(now, day),
            card=False,
        ),
        PREFIX + cached.library(),
    )
    click = map_view.show(drawn, group, key="beside", height=height)
    if click and click.area in ids and click.area != first.id:
        address.write(other=click.area)
        st.rerun()


def map_words(said: Words, title: str) -> choropleth.Words:
    """Return what the map says by itself."""
    return choropleth.Words(
        name=said(N_("Map: {title}"), title=title),
        open=said(N_("Open the commune's page")),
        close=said(N_("Close")),
        walk=said(N_("Arrows: from area to area; Enter: choose it")),
        zoom_in=said(N_("Zoom in")),
        zoom_out=said(N_("Zoom out")),
        whole=said(N_("Show all")),
        failed=said(N_("The map could not be fetched. Tap to try again.")),
    )


def step_words(said: Words) -> choropleth.StepWords:
    """Return what the bar says by itself that steps through time."""
    return choropleth.StepWords(
        days=said(N_("Figures up to")),
        earlier=said(N_("Earlier")),
        later=said(N_("Later")),
        play=said(N_("Play")),
        pause=said(N_("Stop playing")),
    )
