"""One commune's page in parts: who it is, its indicators, its criteria."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st
from markupsafe import Markup, escape

from components.state import address, cached, pages
from components.state.language import _, words
from components.tables import course, lead
from components.text import html, notices
from components.text.sparkline import sparkline
from data.catalogue.criteria import CriteriaSet
from data.figures import describe, profile
from data.figures.assess import VERDICTS, Verdict
from data.figures.course import Course
from data.figures.profile import Check, Line
from data.figures.snapshot import Snapshot
from data.words import N_, Words
from geo.areas import Area


def lines(now: Snapshot, area: Area, day: date) -> list[Line]:
    """Return every indicator that applies to this area, as it is on this day."""
    found = profile.lines(
        now, area, day, lambda s: cached.by_area(now, s, day), lambda s: cached.past(now, s)
    )
    return list(found)


def heading(now: Snapshot, area: Area, day: date, shown: list[Line]) -> None:
    """Show the name, what the area belongs to, what is a sample, and how it came to be."""
    st.title(html.plain(area.title), anchor=False)
    parent = now.areas.parent(area)
    until = words().day(area.valid_to) if area.valid_to else ""
    known = any(line.row.standing in describe.KNOWN for line in shown)
    parts = [
        _("Code {code}", code=area.code),
        parent.title if parent else "",
        _("in force from {day}", day=words().day(area.valid_from)),
        _("until {day}", day=until) if until else "",
        _("figures up to {day}", day=words().day(day)) if known else _("no figures yet"),
    ]
    rows = pd.DataFrame([x.row for x in shown])
    marks = [html.chip(m, "mark") for m in notices.marks(words(), rows)]
    text = " · ".join(p for p in parts if p)
    st.html(Markup('<p class="under">{} {}</p>').format(text, Markup("").join(marks)))
    for said in profile.origin(words(), now, area):
        st.info(html.plain(said), icon=":material/history:")


def steps(now: Snapshot, area: Area, day: date) -> None:
    """Show buttons to the commune before and the one after, in official order."""
    ids = [a.id for a in now.on(day)]
    here = ids.index(area.id)
    for step, sign in ((-1, "◀"), (1, "▶")):
        other = now.areas[ids[(here + step) % len(ids)]]
        st.button(
            sign,
            key=f"neighbour_{step}",
            help=html.plain(other.title),
            on_click=address.write,
            kwargs={"commune": other.id},
        )


def near(now: Snapshot, area: Area, day: date) -> None:
    """Lead to the communes that share a border with this one, and to those most like it."""
    first, where = now.settings.generation_on(day), pages.files()["commune"]
    by = now.catalogue.indicators.get(now.settings.alike_by or "")
    alike = _("Alike in size ({by})", by=words().text(by.title).lower()) if by else ""
    beside = cached.adjacent(now, area.id, first) if first else []
    for said, ids, key in (
        (_("Borders on"), beside, "beside"),
        (alike, cached.alike(now, area.id, day), "alike"),
    ):
        if ids:
            with st.container(horizontal=True, key=key, vertical_alignment="center", gap="small"):
                st.html(Markup('<b class="near">{}</b>').format(said), width="content")
                for one in ids:
                    name, there = html.plain(now.areas[one].title), address.link(commune=one)
                    st.page_link(where, label=name, query_params=there)


def first(now: Snapshot, area: Area, day: date, shown: list[Line]) -> None:
    """Show what a chair is asked about before all else."""
    st.html(lead.show(words(), now, area, day, shown) or Markup("<span></span>"))


def indicators(now: Snapshot, area: Area, day: date, shown: list[Line]) -> None:
    """Show the other indicators by working group, each to be opened, then what is not known."""
    rest = [line for line in shown if line.indicator.slug not in now.catalogue.lead]
    charts = {
        line.indicator.slug: course.of(now, line.indicator, area, day)
        for line in rest
        if line.row.standing in describe.KNOWN
    }
    st.html(tables(words(), now, day, rest, charts) or Markup("<span></span>"))


def history(area: Area) -> None:
    """Lead to all that was ever said of the area's figures."""
    where, choice = pages.files()["ledger"], address.link(commune=area.id)
    said = _("History of these figures")
    st.page_link(where, label=said, query_params=choice, icon=":material/history:")


def tables(
    said: Words,
    now: Snapshot,
    day: date,
    shown: Sequence[Line],
    charts: Mapping[str, Course] | None = None,
) -> Markup:
    """Return a list of lines for each group, for a page or for paper; `charts` open below them."""
    known = [line for line in shown if line.row.standing in describe.KNOWN]
    groups = dict.fromkeys(line.indicator.group for line in known)
    parts = [
        _group(said, now, day, g, [x for x in known if x.indicator.group == g], charts)
        for g in groups
    ]
    empty = [x for x in shown if x.row.standing not in describe.KNOWN]
    return Markup("").join([*parts, _unknown(said, now, empty)])


HEADINGS = {
    "name": N_("Indicator"),
    "value": N_("Value"),
    "target": N_("Target"),
    "change": N_("Change"),
    "place": N_("Place"),
    "trend": N_("Trend"),
}


def _group(
    said: Words,
    now: Snapshot,
    day: date,
    group: str | None,
    own: Sequence[Line],
    charts: Mapping[str, Course] | None,
) -> Markup:
    """Return a group's lines under its name; what no line says has no place in them."""
    title = (
        said.text(now.catalogue.groups[group].title) if group else said(N_("The commune itself"))
    )
    sample = describe.mark(said, "sample")
    samples = all(line.row.sample is True for line in own)
    mark = html.chip(sample, "mark") if samples else Markup("")
    told = {said.day(day), *({sample} if samples else ())}
    cells = [_cells(said, line, told) for line in own]
    kept = [key for key in HEADINGS if any(row[key] for row in cells)]
    head = Markup("").join(
        Markup('<span class="{}">{}</span>').format(key, said(HEADINGS[key])) for key in kept
    )
    lines_ = [
        _line(said, now, line, {k: row[k] for k in kept}, (charts or {}).get(line.indicator.slug))
        for line, row in zip(own, cells, strict=True)
    ]
    form = '<section class="lines {}"><h3>{} {}</h3><div class="line head">{}</div>{}</section>'
    return Markup(form).format(" ".join(kept), title, mark, head, Markup("").join(lines_))


def _cells(said: Words, line: Line, told: set[str]) -> dict[str, Markup]:
    """Return what is said of an indicator; what is `told` of all lines is not repeated."""
    row = line.row
    own = said.day(row.as_of)
    value = html.lines([describe.value(said, line.indicator, row), *({own} - told)])
    chips = [html.chip(m, "mark") for m in describe.marks(said, row) if m not in told]
    verdict = html.chip(describe.verdict(said, row), row.verdict)
    moves = not line.indicator.categories and sum(v is not None for v in line.trend) > 1
    return {
        "name": escape(said.text(line.indicator.title)),
        "value": html.joined([value, *chips]),
        "target": html.lines([profile.target(said, line), verdict]),
        "change": escape(profile.change(said, line)),
        "place": escape(describe.place(said, row)),
        "trend": sparkline(line.trend, profile.described(said, line)) if moves else Markup(""),
    }


def _line(
    said: Words, now: Snapshot, line: Line, cells: Mapping[str, Markup], found: Course | None
) -> Markup:
    """Return one line, with its chart and its figures to be opened where there are any."""
    shown = Markup("").join(
        Markup('<span class="{}"><i class="vh">{}: </i>{}</span>').format(
            key, said(HEADINGS[key]), c
        )
        if c
        else Markup('<span class="{}"></span>').format(key)
        for key, c in cells.items()
    )
    if found is None or not found.points:
        return Markup('<div class="line">{}</div>').format(shown)
    chart = course.drawn(said, now, found) + course.key(said, [found]) if found.moves else ""
    link = lead.title(line.indicator.slug, said(N_("This indicator in all communes")))
    form = (
        '<details class="line-fold"><summary class="line">{}</summary>'
        '<div class="opened">{}{}<p>{}</p></div></details>'
    )
    return Markup(form).format(shown, chart, course.table(said, found), link)


def _unknown(said: Words, now: Snapshot, empty: Sequence[Line]) -> Markup:
    """Return the indicators without figures, folded, by the group that is to report them."""
    if not empty:
        return Markup("")
    groups = dict.fromkeys(line.indicator.group for line in empty)
    form = Markup("<li><b>{}</b>: {}</li>")
    rows = [
        form.format(
            said.text(now.catalogue.groups[g].short) if g else said(N_("The commune itself")),
            "; ".join(said.text(x.indicator.title) for x in empty if x.indicator.group == g),
        )
        for g in groups
    ]
    title = said(N_("No data yet: {n} of the indicators, by working group"), n=len(empty))
    fold = Markup('<details class="more unknown"><summary>{}</summary><ul>{}</ul></details>')
    return fold.format(title, Markup("").join(rows))


def criteria(now: Snapshot, area: Area, day: date) -> None:
    """Show the criteria as a checklist, each with its status, or say why there is none."""
    found, checks = profile.checklist(now, area, day)
    if found is None or not checks:
        st.caption(_("The criteria set does not apply to this unit."))
        return
    st.html(checklist(words(), found, checks))
    notices.criteria(found)


SIGNS = {Verdict.MET: "✔", Verdict.BASIC: "◐", Verdict.NOT_MET: "✘"}


def checklist(said: Words, found: CriteriaSet, checks: list[Check]) -> Markup:
    """Return a checklist as a table, for a page or for paper."""
    rows = []
    for check in checks:
        verdict = Verdict(check.status) if check.status else Verdict.NOT_ASSESSED
        chip = html.chip(f"{SIGNS.get(verdict, '?')} {said(VERDICTS[verdict])}", verdict)
        number, title = check.criterion.number, said.text(check.criterion.title)
        rows.append([html.Number(number), title, chip])
    headings = [said(N_("No.")), said(N_("Criterion")), said(N_("Status"))]
    return html.table(headings, rows, caption=said.text(found.title), css="criteria")
