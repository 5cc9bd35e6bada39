"""Two days beside each other: one indicator of every commune, and what has changed."""

from collections import Counter
from datetime import date

import streamlit as st
from markupsafe import Markup

from components.map import choices
from components.state import address, cached
from components.state.language import _, words
from components.tables import compare
from components.tables.compare import charts
from components.text import html, parts
from data.catalogue.indicators import Indicator
from data.figures import compare as comparing
from data.figures import describe
from data.figures.compare import Finding, Pair
from data.figures.snapshot import Snapshot
from data.figures.view import Standing
from data.words import N_, Words

FORMS = {
    Finding.BETTER: N_("improved"),
    Finding.WORSE: N_("got worse"),
    Finding.HIGHER: N_("rose"),
    Finding.LOWER: N_("fell"),
}
WAYS = {**FORMS, Finding.OTHER: N_("changed"), Finding.EQUAL: N_("unchanged")}
ORDER = (Finding.WORSE, Finding.LOWER, Finding.EQUAL, Finding.HIGHER, Finding.BETTER)


def show(now: Snapshot) -> None:
    """Show the pickers, the sentence, and the table: what got worse comes first."""
    first, second, third = st.columns([5, 3, 3])
    with first:
        indicator = choices.pick_indicator(now)
    known = sorted(cached.days(now, indicator.slug))
    if not known:
        st.info(_("No figures yet for this indicator."))
        return
    with third:
        first_day = now.settings.first_day
        default = first_day if first_day in known else known[-1]
        late = _pick(known, "day", _("And on"), default)
    with second:
        before = [d for d in known if d < late]
        early = _pick(known, "than", _("On"), before[-1] if before else late)
    early, late = min(early, late), max(early, late)
    earlier, later = (cached.by_area(now, indicator.slug, d) for d in (early, late))
    pairs = list(comparing.days(now, indicator, earlier, later))
    compare.heading(
        _(
            "{indicator}: {late} beside {early}",
            indicator=words().text(indicator.title),
            late=words().day(late),
            early=words().day(early),
        ),
        sentence(words(), pairs, len(later)),
    )
    if pairs:
        shown = list(parts.part("part", ordered(pairs), _("Communes")))
        st.html(table(words(), indicator, shown, early, late))


def _pick(known: list[date], key: str, label: str, default: date) -> date:
    said = words()
    texts = [str(d) for d in reversed(known)]
    chosen = address.pick(
        key,
        texts,
        str(default),
        st.selectbox,
        label,
        lambda d: said.day(date.fromisoformat(d)),
    )
    return date.fromisoformat(chosen)


def sentence(said: Words, pairs: list[Pair], areas: int) -> str:
    """Return how many communes changed which way, and of how many nothing can be said."""
    if not pairs:
        return said(N_("The units of the two days are others: their figures are not compared."))
    found: Counter[Finding] = Counter(
        pair.finding for pair in pairs if pair.finding != Finding.NOT_APPLICABLE
    )
    counted = [
        said(N_("{n} {way}"), n=said.number(found[way]), way=said(word))
        for way, word in WAYS.items()
        if found[way]
    ]
    if rest := found.total() - sum(found[way] for way in WAYS):
        counted.append(said(N_("{n} not comparable"), n=said.number(rest)))
    units = said.plural("Of {n} unit", "Of {n} units", found.total())
    others = areas - len(pairs)
    new = said(N_(" {n} did not exist on both days."), n=said.number(others)) if others else ""
    return f"{units}: {', '.join(counted)}.{new}"


def ordered(pairs: list[Pair]) -> list[Pair]:
    """Return what got worse first, and the most of it; what is not compared comes last."""

    def place(pair: Pair) -> tuple[int, float]:
        if pair.finding not in ORDER:
            return len(ORDER), 0.0
        best_last = pair.finding in (Finding.HIGHER, Finding.BETTER)
        return ORDER.index(pair.finding), abs(pair.difference) * (1 if best_last else -1)

    return sorted(pairs, key=place)


def table(said: Words, indicator: Indicator, pairs: list[Pair], early: date, late: date) -> Markup:
    """Return a row a commune: both values, what has changed, and the way from one to the other."""
    exact = [
        float(row.value)
        for pair in pairs
        for row in (pair.first, pair.second)
        if row.standing == Standing.VALUE and not indicator.categories
    ]
    low, high = (min(0.0, *exact), max(exact)) if len(exact) > 1 else (0.0, 1.0)
    headings = [
        said(N_("Commune")),
        said.day(early),
        said.day(late),
        said(N_("Change")),
        said(N_("From one to the other")),
    ]
    rows = [
        [
            Markup('<a data-go href="{}"><b>{}</b></a>').format(
                address.href("commune", commune=pair.second.Index), pair.second.title
            ),
            html.Number(describe.value(said, indicator, pair.first)),
            html.Number(describe.value(said, indicator, pair.second)),
            compare.difference(said, pair, FORMS),
            _step(said, pair, low, high),
        ]
        for pair in pairs
    ]
    return html.table(headings, rows, css="compare changes")


def _step(said: Words, pair: Pair, low: float, high: float) -> Markup:
    if not pair.compared:
        return Markup("")
    one, other = (said.value(pair.indicator, row.value) for row in (pair.first, pair.second))
    return charts.step(pair.first.value, pair.second.value, low, high, f"{one} → {other}")
