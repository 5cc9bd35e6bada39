"""Two indicators beside each other: a dot a commune, and the table of both."""

from datetime import date
from typing import Any

import streamlit as st
from markupsafe import Markup

from components.find import picker
from components.map import choices
from components.state import address, cached
from components.state.language import _, words
from components.tables import compare
from components.tables.compare import charts
from components.text import html, parts
from data.catalogue.indicators import Indicator
from data.figures import describe
from data.figures.snapshot import Snapshot
from data.figures.view import Standing
from data.words import N_, Words


def show(now: Snapshot) -> None:
    """Show the pickers, how many communes have both, the dots, and the table."""
    first, second, third = st.columns([4, 4, 3])
    with first:
        one = choices.pick_indicator(now)
    with second:
        other = _beside(now, one)
    with third:
        day = choices.pick_day(now, one)
    across, up = (cached.by_area(now, i.slug, day) for i in (one, other))
    both = [area for area in across if _exact(across[area]) and _exact(up[area])]
    said = words()
    compare.heading(
        _("{one} and {other}", one=said.text(one.title), other=said.text(other.title)),
        _counted(said, len(both), len(across), day),
    )
    with st.container(key="view"):
        left, right = st.columns([7, 5], gap="medium")
    with left:
        if one.categories:
            st.info(_("What is said in words has no place between two axes; the table has both."))
        elif both:
            st.html(_scatter(said, one, other, across, up, both))
        else:
            st.info(_("No commune has both figures on this day. Choose another day or indicator."))
    with right:
        shown = parts.part("part", list(across), _("Communes"))
        st.html(table(said, one, other, {area: across[area] for area in shown}, up))


def _beside(now: Snapshot, one: Indicator) -> Indicator:
    """Let the reader choose the second indicator, of those that are numbers; at first one of the
    same group that something is known of."""
    titles = cached.titles(now, words().language)
    numbers = [i for i in now.catalogue if not i.categories and i.slug != one.slug]
    known = [i for i in numbers if cached.days(now, i.slug)] or numbers or [one]
    like = [i for i in known if i.group == one.group] or known
    options = {i.slug: titles[i.slug] for i in numbers or [one]}
    first = like[0].slug
    chosen = picker.pick(now, "beside", options, first, _("With"), kind="indicator", among=True)
    return now.catalogue[chosen]


def _exact(row: Any) -> bool:
    return bool(row.standing == Standing.VALUE)


def _counted(said: Words, both: int, of: int, day: date) -> str:
    return said(
        N_("Both figures are known of {n} of {of}, up to {day}."),
        n=said.number(both),
        of=said.number(of),
        day=said.day(day),
    )


def _scatter(
    said: Words,
    one: Indicator,
    other: Indicator,
    across: Any,
    up: Any,
    both: list[str],
) -> Markup:
    chosen = address.asked("commune")
    dots = [
        charts.Dot(
            float(across[area].value),
            float(up[area].value),
            across[area].name,
            f"{across[area].title}: {said.value(one, across[area].value)}; "
            f"{said.value(other, up[area].value)}",
            address.href("commune", commune=area),
            marked=area == chosen,
        )
        for area in both
    ]
    return charts.scatter(
        _axis(said, one, [d.x for d in dots]),
        _axis(said, other, [d.y for d in dots]),
        dots,
        said(
            N_("A dot a commune: {one} from left to right, {other} upwards"),
            one=said.text(one.title),
            other=said.text(other.title),
        ),
    )


def _axis(said: Words, indicator: Indicator, values: list[float]) -> charts.Axis:
    marks = charts.edges(values)
    unit = said.unit(indicator)
    title = said.text(indicator.title) + (f" ({unit})" if unit else "")
    written = [(m, said.value(indicator, m, unit=False)) for m in marks]
    return charts.Axis(title, marks[0], marks[-1], tuple(written))


def table(said: Words, one: Indicator, other: Indicator, across: Any, up: Any) -> Markup:
    """Return a row a commune in official order, with both figures or why there is none."""
    headings = [said(N_("Commune")), said.text(one.title), said.text(other.title)]
    rows = [
        [
            Markup('<a data-go href="{}"><b>{}</b></a>').format(
                address.href("commune", commune=area), across[area].title
            ),
            html.Number(describe.value(said, one, across[area])),
            html.Number(describe.value(said, other, up[area])),
        ]
        for area in across
    ]
    return html.table(headings, rows, css="compare")
