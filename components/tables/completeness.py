"""Who has reported and who has not, in words: by commune and group, and by indicator."""

from datetime import date

import streamlit as st
from markupsafe import Markup

from components.map import choices
from components.map import completeness as mapped
from components.state import address, cached
from components.state.language import _, words
from components.text import html, notices, parts
from data.figures.completeness import Completeness, Due, Share
from data.figures.snapshot import Snapshot
from data.words import N_, Words

FORMS = {Share.ALL: "met", Share.PART: "basic", Share.NONE: "not_met", Share.NOT_DUE: ""}
WORST = (Share.NONE, Share.PART, Share.ALL, Share.NOT_DUE)


def choose(now: Snapshot) -> tuple[str | None, date]:
    """Let the reader choose a working group and a day; return both."""
    said = words()
    left, right = st.columns([5, 3])
    with left:
        group = choices.pick_group(now)
    days = cached.ends(now) or [min(now.settings.boundaries)]
    first = now.settings.first_day
    default = first if first in days else days[0]
    with right:
        chosen = address.pick(
            "day",
            [str(d) for d in days],
            str(default),
            st.selectbox,
            _("Figures up to"),
            lambda d: said.day(date.fromisoformat(d)),
        )
    return group, date.fromisoformat(chosen)


def heading(found: Completeness, day: date) -> None:
    """Show how many communes have reported all that is due, and what "due" means."""
    said = words()
    st.title(html.plain(sentence(said, found, day)), anchor=False)
    rule = _(
        "Of each indicator the latest period that at least one commune has reported, up to "
        "{day} and no longer than a year ago; of what adds up, every period since the new year.",
        day=said.day(day),
    )
    sample = any(due.sample for due in found.due)
    mark = html.chip(_("SAMPLE figures count as reported here"), "mark") if sample else ""
    st.html(Markup('<p class="under">{} {}</p>').format(rule, mark))


def sentence(said: Words, found: Completeness, day: date) -> str:
    """Return who has reported all, something and nothing, as a leader would say it."""
    shares = [found.share(area.id) for area in found.areas]
    of = len(shares) - shares.count(Share.NOT_DUE)
    if not of:
        return said(N_("Nothing was reported in the year up to {day}."), day=said.day(day))
    n = {share: shares.count(share) for share in Share}
    whole = said.number(of)
    if n[Share.ALL] == of:
        return said(
            N_("Everything due up to {day} is reported, by all {of}."), of=whole, day=said.day(day)
        )
    missing = [a.title for a in found.areas if found.share(a.id) in (Share.NONE, Share.PART)]
    names = f" ({', '.join(missing)})" if len(missing) <= 3 else ""
    return said(
        N_("Not everything is reported up to {day}: {n} of {of} lack something{names}."),
        n=said.number(len(missing)),
        of=whole,
        day=said.day(day),
        names=names,
    )


def by_commune(said: Words, now: Snapshot, found: Completeness, day: date) -> Markup:
    """Return a row a commune, those that report least first: by group, and its last report."""
    several = found.groups if len(found.groups) > 1 else []
    groups = [(key, found.of(key)) for key in several]
    headings = [
        said(N_("Commune")),
        said(N_("Reported")),
        *(_short(said, now, key) for key, _own in groups),
        said(N_("Latest figures")),
    ]
    last = cached.last_reports(now, day)
    ordered = sorted(found.areas, key=lambda a: WORST.index(found.share(a.id)))
    ordered = list(parts.part("part", ordered, _("Communes")))
    chosen = address.asked("commune")
    rows = [
        [
            Markup('<a data-go href="{}"><b>{}</b></a>{}').format(
                address.href("commune", commune=area.id),
                area.title,
                Markup(' <b aria-hidden="true">◀</b>') if area.id == chosen else "",
            ),
            _cell(said, found, area.id),
            *(_cell(said, own, area.id) for _key, own in groups),
            said.day(last.get(area.id)),
        ]
        for area in ordered
    ]
    return html.table(headings, rows, caption=said(N_("By commune")), css="compare")


def _short(said: Words, now: Snapshot, key: str | None) -> str:
    group = now.catalogue.groups.get(key or "")
    return said.text(group.short) if group else said(N_("The commune itself"))


def _cell(said: Words, found: Completeness, area: str) -> Markup:
    there, of = found.count(area)
    share = found.share(area)
    if share == Share.NOT_DUE:
        return html.chip(said(N_("nothing due")), "")
    return html.chip(f"{said.number(there)}/{said.number(of)}", FORMS[share])


def by_indicator(said: Words, now: Snapshot, found: Completeness) -> Markup:
    """Return a row an indicator: its period and who is missing, the most incomplete first."""
    ordered = sorted(found.due, key=lambda due: -len(due.missing))
    headings = [
        said(N_("Indicator")),
        said(N_("Latest period up to")),
        said(N_("Reported")),
        said(N_("Not reported by")),
    ]
    rows = [
        [
            Markup('<a data-go href="{}">{}</a>').format(
                address.href("map", indicator=due.indicator.slug, day=str(due.day)),
                said.text(due.indicator.title),
            ),
            said.day(due.day),
            html.chip(_share(said, due), FORMS[_of(due)]),
            notices.some([now.areas[i].title for i in due.missing]),
        ]
        for due in ordered
    ]
    return html.table(headings, rows, caption=said(N_("By indicator")), css="compare")


def _share(said: Words, due: Due) -> str:
    of = len(due.reported) + len(due.missing)
    return f"{said.number(len(due.reported))}/{said.number(of)}"


def _of(due: Due) -> Share:
    return Share.ALL if not due.missing else Share.PART


def show(now: Snapshot, group: str | None, found: Completeness, day: date) -> None:
    """Show the map, its key, and both tables."""
    said = words()
    with st.container(key="view"):  # on a narrow page one under the other: style.css
        left, right = st.columns([5, 7], gap="medium")
    with left:
        title = _("Who has reported, up to {day}", day=said.day(day))
        mapped.show(now, found, day, title, height=440)
        st.html(mapped.legend(said, found))
    with right:
        st.html(by_commune(said, now, found, day))
    if found.due:
        st.html(by_indicator(said, now, found))
    elif group:
        st.info(_("Nothing is due to this working group on this day. Choose another day."))
