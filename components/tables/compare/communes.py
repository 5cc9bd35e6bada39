"""Two communes beside each other: every indicator of both, its difference, and both trends."""

from datetime import date
from typing import Any

import streamlit as st
from markupsafe import Markup

from components.find import picker
from components.map import choices, panel
from components.state import address, cached
from components.state.language import _, words
from components.tables import compare
from components.tables.compare import charts
from components.text import html
from data.figures import compare as comparing
from data.figures import describe
from data.figures.compare import Finding, Pair
from data.figures.snapshot import Snapshot
from data.figures.view import Standing
from data.words import N_, Words
from geo.areas import Area

FORMS = {
    Finding.BETTER: N_("better"),
    Finding.WORSE: N_("worse"),
    Finding.HIGHER: N_("higher"),
    Finding.LOWER: N_("lower"),
}


def show(now: Snapshot) -> None:
    """Show the pickers, the sentence, where the two lie, and the table."""
    left, right = st.columns(2)
    with left:
        first, day = choices.pick_area_and_day(now)
    with right:
        second = _other(now, first, day)
    if second is None:
        st.info(_("There is one unit alone on this day; there is nothing to compare it with."))
        return
    found = comparing.communes(now, first, second, lambda slug: cached.by_area(now, slug, day))
    pairs = [pair for pair in found if _known(pair)]
    compare.heading(
        _("{second} beside {first}", first=first.title, second=second.title),
        sentence(words(), first, second, pairs),
        _("figures up to {day}", day=words().day(day)),
    )
    with st.container(key="view"):
        wide, narrow = st.columns([8, 4], gap="medium")
    with narrow:
        st.caption(_("Tap a commune on the map to compare with it."))
        panel.beside(now, first, second, day, height=300)
    with wide:
        if shown := table(words(), now, first, second, pairs, day):
            st.html(shown)


def _other(now: Snapshot, first: Area, day: date) -> Area | None:
    """Let the reader choose the second commune: at first the next one in official order."""
    ids = [area.id for area in now.on(day)]
    here = ids.index(first.id)
    others = ids[here + 1 :] + ids[:here]
    if not others:
        return None
    titles = {i: now.areas[i].title for i in sorted(others, key=ids.index)}
    chosen = picker.pick(
        now, "other", titles, others[0], _("With"), kind="commune", among=True, on=str(day)
    )
    return now.areas[chosen]


def _known(pair: Pair) -> bool:
    empty = (Standing.NO_DATA, Standing.NOT_APPLICABLE, Standing.NOT_ASSESSED)
    return not (pair.first.standing in empty and pair.second.standing in empty)


def sentence(said: Words, first: Area, second: Area, pairs: list[Pair]) -> str:
    """Return in how many indicators the second commune is better than the first, and worse."""
    judged = (Finding.BETTER, Finding.WORSE, Finding.EQUAL)
    better, worse, equal = (sum(p.finding == f for p in pairs) for f in judged)
    rest = len(pairs) - better - worse - equal
    parts = [
        said(
            N_(
                "{second} is better than {first} in {better}, worse in {worse} and alike in "
                "{equal} of {all} indicators."
            ),
            first=first.called,
            second=second.title,
            better=said.number(better),
            worse=said.number(worse),
            equal=said.number(equal),
            all=said.number(len(pairs)),
        ),
        said.plural(
            "{n} does not say which is better, or cannot be compared.",
            "{n} do not say which is better, or cannot be compared.",
            rest,
        )
        if rest
        else "",
    ]
    return " ".join(filter(None, parts)) if pairs else said(N_("Nothing is known of both yet."))


def table(
    said: Words, now: Snapshot, first: Area, second: Area, pairs: list[Pair], day: date
) -> Markup:
    """Return a table for each working group: both values, the difference, both trends."""
    headings = [
        said(N_("Indicator")),
        _named(first.title, "first"),
        _named(second.title, "second"),
        said(N_("Difference")),
        said(N_("Trend")),
    ]
    parts = []
    for key in dict.fromkeys(pair.indicator.group for pair in pairs):
        group = now.catalogue.groups.get(key or "")
        caption = said.text(group.title) if group else said(N_("The commune itself"))
        own = [pair for pair in pairs if pair.indicator.group == key]
        rows = [_row(said, now, pair, first, second, day) for pair in own]
        parts.append(html.table(headings, rows, caption=caption, css="compare beside"))
    return Markup("").join(parts)


def _named(name: str, which: str) -> Markup:
    return Markup('<span class="side {}"></span>{}').format(which, name)


def _row(
    said: Words, now: Snapshot, pair: Pair, first: Area, second: Area, day: date
) -> list[object]:
    return [
        Markup('<a data-go href="{}">{}</a>').format(
            address.href("indicator", indicator=pair.indicator.slug),
            said.text(pair.indicator.title),
        ),
        _value(said, pair, pair.first),
        _value(said, pair, pair.second),
        compare.difference(said, pair, FORMS),
        _trends(said, now, pair, first, second, day),
    ]


def _value(said: Words, pair: Pair, row: Any) -> Markup:
    verdict = describe.verdict(said, row) if row.standing in describe.KNOWN else ""
    small = " · ".join(filter(None, (verdict, *describe.marks(said, row))))
    form = Markup('<span class="figure">{}</span><br><small>{}</small>')
    return form.format(describe.value(said, pair.indicator, row), small)


def _trends(said: Words, now: Snapshot, pair: Pair, first: Area, second: Area, day: date) -> Markup:
    if pair.indicator.categories:
        return Markup("")
    past = cached.past(now, pair.indicator.slug)
    asked = comparing.question(now, pair.indicator, day)
    own = [
        {
            row.day: float(row.value) if row.standing == Standing.VALUE else None
            for row in past.get(area.id, ())
            if row.day <= day and comparing.question(now, pair.indicator, row.day) == asked
        }
        for area in (first, second)
    ]
    days = sorted({*own[0], *own[1]})
    one, other = ([line.get(d) for d in days] for line in own)
    spoken = "; ".join(
        f"{said.day(d)}: {said.value(pair.indicator, a)} – {said.value(pair.indicator, b)}"
        for d, a, b in zip(days, one, other, strict=True)
    )
    return charts.trends(one, other, spoken)
