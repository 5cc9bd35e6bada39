"""What a commune's page begins with: the few indicators that its chair is asked about first."""

from collections.abc import Iterator, Sequence
from datetime import date

import pandas as pd
from markupsafe import Markup

from components.state import address
from components.tables import course
from components.text import html
from data.figures import course as courses
from data.figures import describe, in_words, profile
from data.figures.course import Course, Point
from data.figures.profile import Line
from data.figures.snapshot import Snapshot
from data.figures.view import Standing
from data.words import N_, Words
from geo.areas import Area


def show(said: Words, now: Snapshot, area: Area, day: date, shown: Sequence[Line]) -> Markup:
    """Return a row for each lead indicator, as the workspace names them; nothing where none is."""
    by_slug = {line.indicator.slug: line for line in shown}
    rows, drawn = [], []
    for slug in now.catalogue.lead:
        if line := by_slug.get(slug):
            own = course.of(now, line.indicator, area, day)
            rows.append(_row(said, now, area, day, line, own))
            drawn += [own] if own.moves and line.row.standing in describe.KNOWN else []
        else:
            rows.append(_not_asked(said, now, area, slug))
    if not rows:
        return Markup("")
    form = Markup('<div class="leads">{}</div>{}')
    return form.format(Markup("").join(rows), course.key(said, drawn))


def _not_asked(said: Words, now: Snapshot, area: Area, slug: str) -> Markup:
    indicator = now.catalogue[slug]
    why = said(N_("Does not apply to {kind}."), kind=area.called)
    form = Markup('<section class="lead none"><h3>{}</h3><p>{}</p></section>')
    return form.format(title(slug, said.text(indicator.title)), why)


def title(slug: str, name: str) -> Markup:
    """Return an indicator's name that leads to its page."""
    where = address.href("indicator", indicator=slug)
    return Markup('<a data-go href="{}">{}</a>').format(where, name)


def _row(said: Words, now: Snapshot, area: Area, day: date, line: Line, found: Course) -> Markup:
    indicator, row = line.indicator, line.row
    heading = title(indicator.slug, said.text(indicator.title))
    if row.standing not in describe.KNOWN:
        form = Markup('<section class="lead none"><h3>{}</h3><p>{}</p></section>')
        return form.format(heading, " ".join(_nothing(said, now, line)))
    facts = Markup("").join(
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(said(what), how)
        for what, how in _facts(said, now, day, line, found)
    )
    drawing = course.drawn(said, now, found) if found.moves else Markup("")
    parts = [Markup("<dl>{}</dl>").format(facts), drawing, _changed(said, now, area, day, line)]
    table = Markup("")
    if found.moves:
        fold = '<details class="more"><summary>{}</summary>{}</details>'
        table = Markup(fold).format(said(N_("All figures")), course.table(said, found))
    form = Markup('<section class="lead"><div class="what"><h3>{}</h3>{}</div>{}{}</section>')
    return form.format(heading, _value(said, line, day), Markup("").join(parts), table)


def _value(said: Words, line: Line, day: date) -> Markup:
    """Return the value large, its verdict or else its class in a word, and its day if another."""
    indicator, row = line.indicator, line.row
    verdict = describe.verdict(said, row)
    if verdict:
        word = html.chip(verdict, row.verdict)
    elif pd.notna(row.klass):
        colour = indicator.scale_on(row.as_of.date()).colours[int(row.klass)]
        word = html.swatch(colour, describe.klass(said, indicator, row.as_of.date(), row))
    else:
        word = Markup("")
    marks = [m for m in describe.marks(said, row) if m != describe.mark(said, "sample")]
    chips = Markup("").join(html.chip(m, "mark") for m in marks)
    own = said.day(row.as_of) if row.as_of.date() != day else ""
    form = '<p class="big">{}</p><p class="word">{} {}</p><p class="as-of">{}</p>'
    return Markup(form).format(describe.value(said, indicator, row), word, chips, own)


def _nothing(said: Words, now: Snapshot, line: Line) -> Iterator[str]:
    """Yield that nothing is known, and who is to say it."""
    yield (
        said(N_("No figures yet."))
        if line.row.standing == Standing.NO_DATA
        else said(N_("Not assessed."))
    )
    group = now.catalogue.groups.get(line.indicator.group or "")
    if group:
        yield said(N_("Reported by: {group}."), group=said.text(group.short))


def _facts(
    said: Words, now: Snapshot, day: date, line: Line, found: Course
) -> Iterator[tuple[str, object]]:
    """Yield what a value is held against: plan, where it began, all communes, those alike."""
    indicator, row = line.indicator, line.row
    target = profile.target(said, line)
    if pd.notna(row.plan):
        number = said.value(indicator, row.plan)
        form = N_("{plan}: {share} % of it reached")
        if row.standing == Standing.PARTIAL:
            form = N_("{plan}: at least {share} % of it reached")
        share = in_words.percent(said, 100 * row.value / row.plan) if row.plan else ""
        yield N_("Plan"), said(form, plan=number, share=share) if share else number
    elif target:
        yield N_("Target"), target
    if base := courses.baseline(now, found, row, day):
        year = now.catalogue.begins_anew(indicator)
        yield (N_("A year before") if year else N_("New year")), _since(said, line, base)
    own = next((p for p in reversed(found.points) if p.day <= day), None)
    for look, mean in (("every", own and own.every), ("alike", own and own.alike)):
        if mean:
            yield course.LINES[look][0], course.mean(said, indicator, mean)
    if place := describe.place(said, row):
        yield N_("Place"), place


def _since(said: Words, line: Line, base: Point) -> str:
    """Return what it was, and by how much it is another now."""
    indicator, row = line.indicator, line.row
    before = said.value(indicator, base.value, unit=False)
    if row.standing != Standing.VALUE or base.value is None:
        return before
    difference = round(row.value - base.value, indicator.decimals)
    if difference == 0:
        return said(N_("{value} (unchanged)"), value=before)
    sign = "+" if difference > 0 else "−"
    size = sign + said.number(abs(difference), indicator.decimals)
    return said(N_("{value} (now {change})"), value=before, change=size)


def _changed(said: Words, now: Snapshot, area: Area, day: date, line: Line) -> Markup:
    """Return which criteria were won and which lost since the new year, where they are counted."""
    origin = line.indicator.origin
    if origin is None or not origin.criteria:
        return Markup("")
    won, lost = profile.changed(now, area, day, origin.criteria)
    parts = [(N_("Won since the new year"), won, "met"), (N_("Lost"), lost, "not_met")]
    form = Markup('<p class="changed"><b class="{}">{}</b> {}</p>')
    return Markup("").join(
        form.format(
            kind, said(words), "; ".join(f"{c.number} {said.text(c.title)}" for c in several)
        )
        for words, several, kind in parts
        if several
    )
