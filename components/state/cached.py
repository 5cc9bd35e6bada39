"""What is read or made once for all sessions: the only place for caching."""

import gc
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import wraps
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any, Concatenate, ParamSpec, TypeVar

import pandas as pd
import streamlit as st

from components.state.assets import assets
from components.state.language import _
from components.state.last_known import Known, may_pass, soon
from data.commands import workspaces
from data.figures import alike as likeness
from data.figures import altogether, course, describe, order, runs
from data.figures import changes as differing
from data.figures import completeness as reported
from data.figures import days as over_time
from data.figures import findable as by_name
from data.figures import headline as sentences
from data.figures import known as asked_of
from data.figures import stills as stepped
from data.figures.cells import Span
from data.figures.plans import plans
from data.figures.snapshot import Snapshot
from data.figures.view import view as look_up
from data.ledger import place
from data.ledger.database import Database
from data.records import opening, store
from data.records.opening import Ledger
from data.words import N_, Words
from geo.faults import Faulty
from geo.map import choropleth
from geo.map.reel import reel
from geo.map.web import web_geometry
from geo.shapes.adjacent import adjacent as sharing_a_border

Of = ParamSpec("Of")
Made = TypeVar("Made")
Makes = Callable[Concatenate[Snapshot, Of], Made]
Asked = tuple[str, str, str, str]  # the folder, the state of its files, the place of the ledger
_known: dict[Asked, Known] = {}  # what needs no waiting
_looked: dict[Path, tuple[float, str]] = {}  # when a folder was looked at, and what it was then


def snapshot() -> Snapshot:
    """Return what the ledger shows now, or what it showed last while it does not answer.

    Faulty with all its faults if it is unusable.
    """
    return known().snapshot


def known() -> Known:
    """Return what the ledger shows and when it last said so; Faulty if nothing is known of it."""
    asked = _asked()
    last = _known.get(asked)
    if last is None:
        with st.spinner(_("Reading boundaries and figures…"), show_time=True):
            found = _now(asked)
    else:  # a spinner is a message to the browser, also where it spins for nothing
        try:
            found = _now(asked)
        except Faulty as error:
            if not may_pass(error.faults):
                raise
            return replace(last, faults=error.faults)
    for other in [one for one in _known if one != asked]:
        _known.pop(other, None)  # nothing is asked any more of the files as they were
    _known[asked] = now = Known(found, datetime.now(UTC))
    return now


def ledger() -> Ledger:
    """Return the ledger of the workspace in use, which holds what its files say now."""
    return _ledger(*_asked())


def _asked() -> Asked:
    folder = workspaces.chosen()
    return (str(folder), _fingerprint(folder), *place.named())


def _fingerprint(folder: Path) -> str:
    """Return the state of a workspace's files, looked at once a second however many ask."""
    looked, state = _looked.get(folder, (-inf, ""))
    if monotonic() - looked > 1:
        state = store.fingerprint(folder)
        _looked[folder] = (monotonic(), state)
    return state


def _now(asked: Asked) -> Snapshot:
    opened = _ledger(*asked)
    revision = soon(opened.revision) if asked in _known else opened.revision()
    return _snapshot(asked, revision, opened)


@st.cache_resource(max_entries=2, show_spinner=False)
def _snapshot(asked: Asked, revision: int, _opened: Ledger) -> Snapshot:  # noqa: ARG001
    made = _opened.snapshot()
    _settle()
    return made


@st.cache_resource(max_entries=2, show_spinner=False, on_release=Ledger.close)
def _ledger(folder: str, version: str, *where: str) -> Ledger:  # noqa: ARG001
    return opening.open_ledger(Path(folder))


def _settle() -> None:
    """Take what lives as long as the server out of what is looked through for garbage.

    Streamlit collects garbage after every run, and all that geopandas and its family loaded would
    be walked each time: two thirds of what a change of indicator cost.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def database() -> Database:
    """Return the ledger's database, also where the workspace's files cannot be used."""
    return _database(str(workspaces.chosen()), *place.named())


@st.cache_resource(max_entries=2, show_spinner=False, on_release=Database.close)
def _database(folder: str, *where: str) -> Database:  # noqa: ARG001
    return opening.opened(Path(folder))


def _once(most: int) -> Callable[[Makes[Of, Made]], Makes[Of, Made]]:
    """Return what makes a thing once a state of the ledger, and keeps so many of its kind.

    It is found by the snapshot's version; the snapshot itself goes along unhashed. What comes back
    is shared by all sessions, so nobody may write into it.
    """

    def once(make: Makes[Of, Made]) -> Makes[Of, Made]:
        def kept(version: str, _now: Snapshot, *asked: Of.args, **named: Of.kwargs) -> Made:  # noqa: ARG001
            return make(_now, *asked, **named)

        kept.__qualname__ = f"{make.__qualname__}.kept"  # by which Streamlit tells them apart
        found = st.cache_resource(max_entries=most, show_spinner=False)(kept)

        @wraps(make)
        def ask(now: Snapshot, /, *asked: Of.args, **named: Of.kwargs) -> Made:
            return found(now.version, now, *asked, **named)

        return ask

    return once


@_once(1000)
def view(now: Snapshot, slug: str, day: date, span: Span = "ytd") -> pd.DataFrame:
    """Return one indicator on one day."""
    return look_up(now, now.catalogue[slug], day, span)


@_once(200)
def history(now: Snapshot, slug: str) -> pd.DataFrame:
    """Return one indicator on every day on which something is known of it."""
    return over_time.history(now, now.catalogue[slug])


@_once(1000)
def days(now: Snapshot, slug: str) -> list[date]:
    """Return the days on which something is known of one indicator, latest first."""
    return over_time.days(now, now.catalogue[slug])


@_once(10)
def titles(now: Snapshot, language: str) -> Mapping[str, str]:
    """Return each indicator's title with its unit, and that there is nothing to show where so."""
    said = Words(language)
    made = {}
    for indicator in now.catalogue:
        unit = f" ({said.unit(indicator)})" if said.unit(indicator) else ""
        empty = "" if days(now, indicator.slug) else said(N_(" – no data yet"))
        made[indicator.slug] = said.text(indicator.title) + unit + empty
    return made


@_once(10)
def findable(now: Snapshot, language: str) -> str:
    """Return the path of the list of all that can be found by its name."""
    found = by_name.findable(
        Words(language), now, titles(now, language).__getitem__, lambda s: bool(days(now, s))
    )
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return assets().put("findable.json", text.encode())


@_once(1000)
def headline(
    now: Snapshot,
    slug: str,
    day: date,
    span: Span,
    language: str,
    kept: tuple[str, ...] | None = None,
) -> tuple[str, str]:
    """Return the sentence that a leader would say of a map, and what stands below it.

    `kept`: only of these areas.
    """
    frame, filtered = view(now, slug, day, span), kept is not None
    rows = frame[frame.index.isin(kept)] if kept is not None else frame
    given = (Words(language), now, now.catalogue[slug], day, rows, span)
    return (
        sentences.headline(*given, filtered=filtered),
        altogether.besides(*given, filtered=filtered),
    )


@_once(1000)
def by_area(now: Snapshot, slug: str, day: date) -> Mapping[str, Any]:
    """Return the row of each area of one indicator on one day."""
    return {row.Index: row for row in view(now, slug, day, "ytd").itertuples()}


@_once(200)
def past(now: Snapshot, slug: str) -> Mapping[str, Sequence[Any]]:
    """Return the rows of each area of one indicator on every day, in order of days."""
    found: dict[str, list[Any]] = {}
    for row in history(now, slug).itertuples():
        found.setdefault(row.area, []).append(row)
    return found


@_once(200)
def means(now: Snapshot, slug: str) -> Mapping[date, course.Mean]:
    """Return the mean of all areas of one indicator on every day."""
    return course.means(past(now, slug))


@_once(200)
def targets(now: Snapshot, slug: str) -> Mapping[date, Mapping[str, float]]:
    """Return the plan of each area that has one, on every day on which something is known."""
    found = {day: plans(now, now.catalogue[slug], day) for day in days(now, slug)}
    return {day: {area: own.number for area, own in plan.items()} for day, plan in found.items()}


@_once(1000)
def alike(now: Snapshot, area: str, day: date) -> Sequence[str]:
    """Return the ids of the areas most like one on a day, the nearest first."""
    by = now.settings.alike_by
    return likeness.alike(now.areas[area], by_area(now, by, day)) if by else []


@_once(1000)
def adjacent(now: Snapshot, area: str, first: date) -> Sequence[str]:
    """Return the ids of the areas that share a border with one in an edition, in official order."""
    shapes = now.shapes_of(first)
    return sharing_a_border(shapes, area) if area in shapes.index else []


@_once(4)
def every_day(now: Snapshot) -> list[date]:
    """Return the days on which anything is known of any area, latest first."""
    return asked_of.days(now)


@_once(200)
def looked_up(now: Snapshot, slug: str, span: Span) -> pd.DataFrame:
    """Return what is known of one indicator on its latest days, without its plans."""
    return runs.looked_up(now, now.catalogue[slug], span)


@_once(200)
def stood(now: Snapshot, slug: str, span: Span) -> runs.Past:
    """Return what stood on every known day, of each area."""
    return runs.past(now, now.catalogue[slug], span, looked_up(now, slug, span))


@_once(1000)
def comparable(now: Snapshot, slug: str, day: date) -> list[date]:
    """Return the days before this one that its figures can be held against, latest first."""
    return differing.comparable(now, now.catalogue[slug], days(now, slug), day)


@_once(1000)
def risen(now: Snapshot, slug: str, day: date, before: date, span: Span) -> pd.Series:
    """Return by how much each area has risen from one day to another."""
    two = (view(now, slug, d, span) for d in (day, before))
    return differing.differences(now.catalogue[slug], *two)


@_once(500)
def rows(
    now: Snapshot, slug: str, day: date, span: Span, language: str, before: date | None = None
) -> pd.DataFrame:
    """Return the table of a view, what is asked about first, in words of a language."""
    frame, indicator = view(now, slug, day, span), now.catalogue[slug]
    classes = not now.catalogue.begins_anew(indicator)
    since = {
        area: runs.since(points, day, classes=classes)
        for area, points in stood(now, slug, span).items()
    }
    changed = risen(now, slug, day, before, span) if before else None
    table = describe.table(Words(language), indicator, day, frame, since=since, risen=changed)
    asked = order.first(indicator, frame)
    return table.set_index("area", drop=False).loc[asked].reset_index(drop=True)


@_once(1000)
def signs(now: Snapshot, slug: str, day: date, span: Span) -> frozenset[str]:
    """Return the characters of all classes and blanks on the days that a map steps through."""
    on = set(steps(now, slug, day))
    own = stood(now, slug, span).values()
    return frozenset(p.character for points in own for p in points if p.day in on)


@_once(100)
def completeness(now: Snapshot, day: date, group: str | None) -> reported.Completeness:
    """Return who has reported what up to a day, of all or of one working group."""
    whole = reported.completeness(now, day) if group is None else completeness(now, day, None)
    return whole if group is None else whole.of(group)


@_once(100)
def last_reports(now: Snapshot, day: date) -> Mapping[str, date | None]:
    """Return of each area in force on a day the last day that anything was reported of it."""
    return {area.id: reported.last_report(now, area.id, day) for area in now.on(day)}


@_once(2)
def ends(now: Snapshot) -> list[date]:
    """Return every day on which the period of some report ends, latest first."""
    return reported.ends(now)


@st.cache_resource(show_spinner=False)
def library() -> str:
    """Return the path of the script that every map loads."""
    return assets().put("atlas.js", choropleth.library())


def geometry(now: Snapshot, day: date) -> str:
    """Return the path of the shapes in force on this day, made light for a browser."""
    first = now.settings.generation_on(day)
    assert first is not None, "the page has said that there are no boundaries"
    return _geometry(_edition(now, first), first, now)


@_once(20)
def _edition(now: Snapshot, first: date) -> str:
    """Return what the shapes of an edition are known by: a new batch of figures changes none."""
    frame = now.shapes_of(first)
    digest = hashlib.blake2b(repr([*frame.index, *frame["title"]]).encode(), digest_size=12)
    digest.update(b"".join(frame.geometry.to_wkb()))
    return digest.hexdigest()


@st.cache_resource(max_entries=20, show_spinner=False)
def _geometry(edition: str, first: date, _now: Snapshot) -> str:  # noqa: ARG001
    with st.spinner(_("Preparing the map…"), show_time=True):
        return assets().put("areas.json", web_geometry(_now.shapes_of(first)))


@_once(500)
def tips(now: Snapshot, slug: str, day: date, span: Span, language: str) -> str:
    """Return the path of what the map says of each area, in words of a language."""
    said, indicator = Words(language), now.catalogue[slug]
    frame = view(now, slug, day, span)
    lines = {row.Index: describe.tip(said, indicator, row) for row in frame.itertuples()}
    return assets().put("tips.json", json.dumps(lines, ensure_ascii=False).encode())


@_once(1000)
def steps(now: Snapshot, slug: str, day: date) -> tuple[date, ...]:
    """Return the days that a map of one indicator steps through from this one; none, or several."""
    return stepped.steps(now, now.catalogue[slug], day)


@_once(200)
def stills(now: Snapshot, slug: str, days: tuple[date, ...], span: Span, language: str) -> str:
    """Return the path of what the map shows on each of these days, with words of a language."""
    known = looked_up(now, slug, span)
    made = stepped.stills(Words(language), now, now.catalogue[slug], days, span, known)
    whole = reel([a.id for a in now.on(days[0])], made)
    return assets().put("stills.json", json.dumps(whole, ensure_ascii=False).encode())
