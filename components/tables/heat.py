"""All communes over time: a row each, a column a day, the colours of the scale, and the figures."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.state import address, cached
from components.state.language import _, words
from components.tables import course, multiples
from components.text import html, notices
from data.catalogue.indicators import Indicator
from data.figures import describe
from data.figures.course import Mean
from data.figures.snapshot import Snapshot
from data.figures.view import Standing
from data.words import N_
from geo.map.scale import BLANK_COLOURS, Blank

MOST_ROWS, MOST_DAYS = 150, 26
PICTURES = {"colours": N_("Table in colours"), "lines": N_("A chart for each commune")}
ORDERS = {
    "official": N_("Official order"),
    "best": N_("Best first"),
    "worst": N_("Last first"),
    "change": N_("Greatest change first"),
}


def show(now: Snapshot, indicator: Indicator) -> None:
    """Show a picture for each edition of the boundaries: old figures stay with old areas."""
    past = cached.history(now, indicator.slug)
    if past.empty:
        notices.nothing(now, indicator)
        return
    picture, order = _asked(indicator)
    editions = [first for first in reversed(now.editions()) if _of(now, past, first).any()]
    for first in editions:
        own = _ordered(indicator, past[_of(now, past, first)], order)
        if len(editions) > 1:
            title = words().text(now.settings.boundaries[first].title)
            st.subheader(html.plain(title), anchor=False)
        if picture == "lines":
            multiples.show(now, indicator, own)
        else:
            st.html(key(indicator, own["day"].max()))
            st.html(matrix(indicator, own, cached.means(now, indicator.slug)))
            _cut(own)
    if picture != "lines":
        unit = words().unit(indicator) or _("status")
        said = _("Figures: {unit}. A grey cell says why it has no colour.", unit=unit)
        mean = _("The mean is that of the communes with an exact figure, three quarters or more.")
        st.caption(said if indicator.categories else f"{said} {mean}")


def _of(now: Snapshot, past: pd.DataFrame, first: date) -> pd.Series:
    """Say of each row whether it is of the edition of boundaries that begins on a day."""
    of = {day: now.settings.generation_on(day) for day in past["day"].unique()}
    return past["day"].map(of) == first


def _asked(indicator: Indicator) -> tuple[str, str]:
    """Let the reader choose the picture and the order of the communes."""
    pictures = [p for p in PICTURES if p != "lines" or not indicator.categories]
    orders = [o for o in ORDERS if o != "change" or not indicator.categories]
    with st.container(horizontal=True, key="picture", vertical_alignment="bottom"):
        picture = address.pick(
            "picture",
            pictures,
            pictures[0],
            st.segmented_control,
            _("Picture"),
            lambda p: _(PICTURES[p]),
        )
        order = address.pick(
            "sorted",
            orders,
            orders[0],
            st.selectbox,
            _("Order"),
            lambda o: _(ORDERS[o]),
            width=240,
        )
    return picture, order


def _ordered(indicator: Indicator, past: pd.DataFrame, order: str) -> pd.DataFrame:
    """Return the rows with the areas in this order; what is not known exactly comes last."""
    if order == "official":
        return past
    exact = past[past["standing"] == Standing.VALUE].set_index(["area", "day"])["value"].unstack()
    if exact.empty:
        return past
    last = exact.iloc[:, -1]
    if order == "change":
        start = date(exact.columns[-1].year, 1, 1)
        before = [d for d in exact.columns if d < start] or list(exact.columns[:1])
        by = (last - exact[before[-1]]).abs().sort_values(ascending=False, kind="stable")
    else:
        up = (indicator.direction == "lower") == (order == "best")
        by = last.sort_values(ascending=up, kind="stable")
    place = {area: n for n, area in enumerate(by.dropna().index)}
    key = past["area"].map(place).fillna(len(place))
    return past.assign(place=key).sort_values(["place", "code"], kind="stable")


def key(indicator: Indicator, day: date) -> Markup:
    """Return the classes in force on a day in one line."""
    shown = Markup("").join(
        Markup("<li>{}</li>").format(html.swatch(c.colour, describe.label(words(), indicator, c)))
        for c in indicator.scale_on(day).classes
    )
    return Markup('<ul class="key-line">{}</ul>').format(shown)


def matrix(
    indicator: Indicator, past: pd.DataFrame, means: Mapping[date, Mean] | None = None
) -> Markup:
    """Return a table of areas by day, every cell with its colour and its words."""
    days = sorted(past["day"].unique())[-MOST_DAYS:]
    titles = past.drop_duplicates("area").set_index("area")["title"].head(MOST_ROWS)
    rows = {(r.area, r.day): r for r in past.itertuples() if r.area in titles.index}
    link = Markup('<th scope="row"><a data-go href="{}">{}</a></th>')
    body = [
        link.format(address.href("commune", commune=area, day=str(days[-1])), title)
        + Markup("").join(_cell(indicator, rows.get((area, d)), d) for d in days)
        for area, title in titles.items()
    ]
    if means and any(d in means for d in days):
        name = Markup('<th scope="row">{}</th>').format(course.name(words(), "every"))
        body.append(name + Markup("").join(_mean(indicator, means.get(d)) for d in days))
    table = '<table class="plain heat"><thead>{}</thead><tbody>{}</tbody></table>'
    form = Markup(f'<div class="scroll ends-first">{table}</div>')
    return form.format(_head(days), Markup("<tr>{}</tr>" * len(body)).format(*body))


def _mean(indicator: Indicator, found: Mean | None) -> Markup:
    """Return a mean in a cell; of how many it is, it says where it is touched."""
    if found is None:
        return Markup("<td></td>")
    number = words().number(found.value, max(indicator.decimals, 1))
    said = course.mean(words(), indicator, found)
    if found.sample:
        said = f"{said}; {describe.mark(words(), 'sample')}"
    return Markup('<td class="mean" title="{}">{}</td>').format(said, number)


def _head(days: Sequence[date]) -> Markup:
    """Return two rows of headings, years above months; one of days where not all end a month."""
    name = Markup('<th scope="col" rowspan="2">{}</th>').format(_("Commune"))
    if not all((d + timedelta(days=1)).day == 1 for d in days):
        cells = (Markup('<th scope="col">{}</th>').format(words().day(d)) for d in days)
        return Markup("<tr>{}{}</tr><tr></tr>").format(name, Markup("").join(cells))
    years = [(year, len(list(own))) for year, own in groupby(days, lambda d: d.year)]
    form = Markup('<th scope="colgroup" colspan="{}">{}</th>')
    above = Markup("").join(form.format(n, year) for year, n in years)
    below = Markup("").join(
        Markup('<th scope="col" title="{}">{}</th>').format(words().day(d), _month(d)) for d in days
    )
    return Markup("<tr>{}{}</tr><tr>{}</tr>").format(name, above, below)


def _month(day: date) -> str:
    return _("M{month}", month=day.month)


def _cell(indicator: Indicator, row: Any, day: date) -> Markup:
    if row is None:
        return Markup("<td></td>")
    said = describe.value(words(), indicator, row)
    known = pd.notna(row.klass)
    if known:
        colour = indicator.scale_on(day).colours[int(row.klass)]
    else:
        colour = BLANK_COLOURS[Blank(row.character)]
    short = words().value(indicator, row.value, unit=False)
    shown = short if row.standing == "value" else f"≥ {short}" if row.standing == "partial" else "·"
    look = "word" if indicator.categories and known else ""
    form = '<td class="{}" style="background:{};color:{}" title="{}">{}</td>'
    return Markup(form).format(look, colour, _ink(colour), said, shown)


def _ink(colour: str) -> str:
    """Return black or white, whichever reads better on the colour (WCAG relative luminance)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    light = sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return "#000000" if light > 0.179 else "#ffffff"


def _cut(past: pd.DataFrame) -> None:
    """Say what a large table leaves out."""
    areas, days = past["area"].nunique(), past["day"].nunique()
    if areas > MOST_ROWS or days > MOST_DAYS:
        said = _(
            "Communes shown: {n} of {of}; days shown: the last {days} of {all}.",
            n=min(areas, MOST_ROWS),
            of=areas,
            days=min(days, MOST_DAYS),
            all=days,
        )
        st.caption(said)
