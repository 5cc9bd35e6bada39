"""A few figures typed into a grid of communes; what comes of it is a file like any other.

What is typed is text, in whichever browser: it is read as the cells of a workbook are.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from components.entry import drafts
from components.find import picker
from components.state import address, cached, signed_in
from components.state.language import _, words
from data.catalogue.indicators import Indicator
from data.catalogue.periods import Period, month_of, months_before, parse
from data.figures import known
from data.figures.snapshot import Snapshot
from data.intake.deciding import typed
from data.ledger.rights import Action, Actor, may
from data.words import N_
from geo.areas import Area

KINDS = {"figures": N_("What was done"), "targets": N_("Plan")}
SURE = {"final": N_("Final"), "provisional": N_("Provisional")}


def show(now: Snapshot, hold: Callable[[str, bytes], None]) -> None:
    """Draw the grid; what is sent is given to `hold` as a table of its own."""
    actor = signed_in.actor()
    open_to = [i for i in now.catalogue if i.is_given and _areas(now, actor, i, date.max)]
    if not open_to:
        st.info(_("There is no indicator that this account may enter."))
        return
    titles = cached.titles(now, words().language)
    own = {i.slug: titles[i.slug] for i in open_to}
    seen = address.asked("indicator")  # on the page that the reader comes from
    begin = seen if seen in own else open_to[0].slug
    first, second, third, fourth = st.columns([10, 4, 4, 5])
    with first:
        slug = picker.pick(now, "enter", own, begin, _("Indicator"), kind="indicator", among=True)
    kind = second.selectbox(_("Kind"), list(KINDS), format_func=lambda k: _(KINDS[k]))
    period = parse(pick_period(now, third, fourth))
    indicator = now.catalogue[slug]
    areas = _areas(now, actor, indicator, period.last)
    if not areas:
        st.info(_("No commune is known on {day}.", day=words().day(period.last)))
        return
    _grid(now, indicator, kind, period, areas, hold)


def _areas(now: Snapshot, actor: Actor | None, indicator: Indicator, day: date) -> list[Area]:
    """Return the areas whose figures an actor may enter; the last ones known where day is max."""
    found = now.on(min(day, now.settings.clock.today()))
    return [
        a
        for a in found
        if indicator.covers(a.kind) and may(actor, Action.ENTER, group=indicator.group, area=a.id)
    ]


def pick_period(now: Snapshot, year_at: Any, part_at: Any) -> str:
    """Let a year be chosen, and which part of it."""
    today = now.settings.clock.today()
    last = month_of(months_before(today, 1)).start  # of the last month that is over
    year = year_at.number_input(_("Year"), 1990, today.year + 5, last.year)
    months = [f"-{m:02}" for m in range(1, 13)]
    quarters = [f"-Q{q}" for q in range(1, 5)]
    parts = ["", *quarters, *months]
    part = part_at.selectbox(
        _("Period"),
        parts,
        parts.index(months[last.month - 1]),
        format_func=lambda p: _("whole year") if not p else words().period(parse(f"{year}{p}")),
    )
    return f"{year}{part}"


def _grid(
    now: Snapshot,
    indicator: Indicator,
    kind: str,
    period: Period,
    areas: Sequence[Area],
    hold: Callable[[str, bytes], None],
) -> None:
    shown, key = _shown(now, indicator, kind, period), f"{indicator.slug}_{kind}_{period}"
    unit = words().unit(indicator)
    sure = _sure() if kind == "figures" else "final"
    before, empty = drafts.begun(key), None if indicator.categories else ""
    table = pd.DataFrame(
        {
            "area": [a.title for a in areas],
            "now": [shown.get(a.id, "") for a in areas],
            "value": pd.Series([before.get(a.id, empty) for a in areas], dtype=object),
        }
    )
    filled = st.data_editor(
        table,
        hide_index=True,
        disabled=["area", "now"],
        row_height=44,
        placeholder="",
        key=f"grid_{key}",
        on_change=drafts.keep,
        args=(key, [a.id for a in areas]),
        column_config={
            "area": st.column_config.TextColumn(_("Commune"), pinned=True),
            "now": st.column_config.TextColumn(_("Now")),
            "value": _value_column(indicator, f" ({unit})" if unit else ""),
        },
    )
    if not indicator.categories:
        st.caption(_("As you write it: 1234,5 or 1.234,5. What can be read in two ways is asked."))
    if kept := drafts.count(key):
        st.caption(words().plural("{n} figure is kept here.", "{n} figures are kept here.", kept))
    if st.button(_("Look at it"), type="primary"):
        if values := _typed(areas, filled["value"]):
            name = f"{_('by hand')} {words().text(indicator.title)} {period}.xlsx"
            content = typed.workbook(kind, indicator, period, values, sure)
            drafts.drop(key)
            hold(name.replace("/", "-"), content)
            st.rerun()
        st.info(_("Nothing was typed."))


def _typed(areas: Sequence[Area], column: Iterable[object]) -> dict[str, str]:
    """Return what stands in the column of new figures, by area id; nothing where it is empty."""
    texts = ((a.id, str(v or "").strip()) for a, v in zip(areas, column, strict=True))
    return {area: text for area, text in texts if text}


def _sure() -> str:
    """Let it be said whether the figures are final; they are where nothing is said."""
    said = st.segmented_control(
        _("These figures are"), list(SURE), default="final", format_func=lambda s: _(SURE[s])
    )
    return said or "final"


def _value_column(indicator: Indicator, unit: str) -> Any:
    if indicator.categories:
        options = [c.id for c in indicator.categories]
        said = {c.id: words().text(c.title) for c in indicator.categories}
        return st.column_config.SelectboxColumn(
            _("New"), options=options, format_func=lambda c: said.get(str(c), str(c))
        )
    return st.column_config.TextColumn(_("New") + unit, max_chars=40)


def _shown(now: Snapshot, indicator: Indicator, kind: str, period: Period) -> dict[str, str]:
    """Return what is shown of this very period, in words, by area id."""
    ask = known.reported_of if kind == "figures" else known.planned_of
    numbers, said = ask(now, indicator.slug, period), words()
    return {area: said.value(indicator, number, unit=False) for area, number in numbers.items()}
