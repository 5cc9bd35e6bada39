"""One commune's page in parts: who it is, its indicators, its criteria."""

from datetime import date

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.state import address, cached, pages
from components.state.language import _, words
from components.text import html, notices
from components.text.sparkline import sparkline
from data.catalogue.criteria import CriteriaSet
from data.figures import describe, profile
from data.figures.assess import VERDICTS, Verdict
from data.figures.profile import Check, Line
from data.figures.snapshot import Snapshot
from data.figures.view import Standing
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
    parts = [
        _("Code {code}", code=area.code),
        parent.title if parent else "",
        _("in force from {day}", day=words().day(area.valid_from)),
        _("until {day}", day=until) if until else "",
        _("figures up to {day}", day=words().day(day)),
    ]
    rows = pd.DataFrame([x.row for x in shown])
    marks = [html.chip(m, "mark") for m in notices.marks(words(), rows)]
    text = " · ".join(p for p in parts if p)
    st.html(Markup('<p class="under">{} {}</p>').format(text, Markup("").join(marks)))
    for said in profile.origin(words(), now, area):
        st.info(html.plain(said), icon=":material/history:")


def neighbours(now: Snapshot, area: Area, day: date) -> None:
    """Show links to the commune before and the one after, in official order."""
    ids = [a.id for a in now.on(day)]
    here = ids.index(area.id)
    with st.container(horizontal=True, key="neighbours"):
        for step, sign in ((-1, "◀ {name}"), (1, "{name} ▶")):
            other = now.areas[ids[(here + step) % len(ids)]]
            st.button(
                sign.format(name=html.plain(other.title)),
                key=f"neighbour_{step}",
                on_click=address.write,
                kwargs={"commune": other.id},
            )


def indicators(now: Snapshot, shown: list[Line]) -> None:
    """Show a table for each working group, then what nothing is known of."""
    st.html(tables(words(), now, shown))


def history(area: Area) -> None:
    """Lead to all that was ever said of the area's figures."""
    where, choice = pages.files()["ledger"], address.link(commune=area.id)
    said = _("History of these figures")
    st.page_link(where, label=said, query_params=choice, icon=":material/history:")


def tables(said: Words, now: Snapshot, shown: list[Line]) -> Markup:
    """Return the tables of `indicators`, for a page or for paper."""
    known = [line for line in shown if line.row.standing != Standing.NO_DATA]
    groups = dict.fromkeys(line.indicator.group for line in known)
    parts = [_group(said, now, g, [x for x in known if x.indicator.group == g]) for g in groups]
    empty = [said.text(x.indicator.title) for x in shown if x.row.standing == Standing.NO_DATA]
    if empty:
        form = '<p class="empty"><b>{}</b> {}</p>'
        title = said(N_("No data yet ({n}):"), n=len(empty))
        parts.append(Markup(form).format(title, ", ".join(empty)))
    return Markup("").join(parts)


HEADINGS = (
    N_("Indicator"),
    N_("Value"),
    N_("Target"),
    N_("Verdict"),
    N_("Change"),
    N_("Place"),
    N_("Trend"),
)


def _group(said: Words, now: Snapshot, group: str | None, own: list[Line]) -> Markup:
    title = (
        said.text(now.catalogue.groups[group].title) if group else said(N_("The commune itself"))
    )
    headings = [said(h) for h in HEADINGS]
    return html.table(headings, [_line(said, x) for x in own], caption=title, css="profile")


def _line(said: Words, line: Line) -> list[object]:
    row = line.row
    value = html.lines([describe.value(said, line.indicator, row), said.day(row.as_of)])
    chips = Markup("").join(html.chip(m, "mark") for m in describe.marks(said, row))
    return [
        said.text(line.indicator.title),
        Markup('<span class="figure">{}</span><br>{}').format(value, chips),
        profile.target(said, line),
        html.chip(describe.verdict(said, row), row.verdict),
        profile.change(said, line),
        describe.place(said, row),
        sparkline(line.trend, profile.described(said, line)) if _moves(line) else "",
    ]


def _moves(line: Line) -> bool:
    """Say whether there is a line to draw: numbers on more than one day."""
    return not line.indicator.categories and sum(v is not None for v in line.trend) > 1


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
