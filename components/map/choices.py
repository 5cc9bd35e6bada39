"""What the reader chooses on the map and beside it; each choice lives in the address."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from components.find import picker
from components.state import address, cached
from components.state.language import _, words
from data.catalogue.indicators import Indicator
from data.figures.cells import Span
from data.figures.days import previous
from data.figures.snapshot import Snapshot
from geo.areas import Area


@dataclass(frozen=True)
class Choice:
    """One view of the figures, and the areas that the reader wants to look at."""

    indicator: Indicator
    day: date
    span: Span
    group: str | None
    only: tuple[str, ...]  # area ids; empty: all
    kinds: tuple[str, ...]  # empty: all
    before: date | None = None  # the day with which it is compared; none: there is no such day
    changes: bool = False  # whether the map shows the change since then
    klass: str = ""  # the character of the one class or blank to be seen; empty: all

    def shows(self, area_id: str, kind: str) -> bool:
        """Say whether the reader's filters let this area through."""
        return (not self.only or area_id in self.only) and (not self.kinds or kind in self.kinds)


ALL = "all"
CHANGES = "change"


def choose(now: Snapshot) -> Choice:
    """Draw the pickers of a view in one row, and return the choice."""
    with st.container(key="pickers"):  # on a narrow page they stand in two rows: style.css
        columns = st.columns([2.7, 4.6, 3.1, 2.7, 1.5], vertical_alignment="bottom", gap="small")
    first, second, third, fourth, last = columns
    with first:
        group = pick_group(now)
    with second:
        indicator = pick_indicator(now, group)
    with third:
        day = pick_day(now, indicator)
    with fourth:
        pick_place(now, day)
    with last, st.popover(_("Filter"), width="stretch"):
        span = _span(now, indicator)
        only, kinds = _filters(now, day)
    before, changes = _compared(now, indicator, day)
    choice = Choice(indicator, day, span, group, only, kinds, before, changes)
    return replace(choice, klass=_class(choice))


def _compared(now: Snapshot, indicator: Indicator, day: date) -> tuple[date | None, bool]:
    """Return the day to compare with, else the one before, and whether the map shows the change."""
    days = cached.comparable(now, indicator.slug, day)
    before = next((d for d in days if str(d) == address.asked("against")), None)
    found = before or next(iter(days), None)
    return found, found is not None and address.asked("show") == CHANGES


def class_key(choice: Choice, character: str) -> str:
    """Return what the address calls a class: it is one of this indicator's, and of none other's."""
    return f"{choice.indicator.slug}.{CHANGES if choice.changes else 'value'}.{character}"


def _class(choice: Choice) -> str:
    asked = address.asked("class")
    return asked[-1] if asked and asked == class_key(choice, asked[-1]) else ""


def pick_group(now: Snapshot) -> str | None:
    """Let the reader choose a working group, which narrows the indicators."""
    names = {key: words().text(g.short) for key, g in now.catalogue.groups.items()}
    every = _("All groups")
    chosen = picker.pick(now, "group", {ALL: every} | names, ALL, _("Working group"), all=every)
    return None if chosen == ALL else chosen


def pick_indicator(now: Snapshot, group: str | None = None) -> Indicator:
    """Let the reader choose an indicator of the group, or any where no group is chosen."""
    titles = cached.titles(now, words().language)
    options = {i.slug: titles[i.slug] for i in now.catalogue.of_group(group)}
    first = [s for s in (now.settings.first_indicator, *now.catalogue.lead) if s in options]
    ordered = list(dict.fromkeys([*first, *options]))
    default = next((slug for slug in ordered if cached.days(now, slug)), ordered[0])
    label = _("Indicator")
    return now.catalogue[picker.pick(now, "indicator", options, default, label, group=group or "")]


def day_options(now: Snapshot, indicator: Indicator) -> list[date]:
    """Return the days worth looking at: those with figures, and each change of the boundaries."""
    asked = _day_asked()
    known = {
        *cached.days(now, indicator.slug),
        *now.settings.boundaries,
        *((asked,) if asked else ()),
    }
    return sorted(known, reverse=True)


def _day_asked() -> date | None:
    try:
        return date.fromisoformat(address.asked("day"))
    except ValueError:
        return None


def pick_day(now: Snapshot, indicator: Indicator) -> date:
    """Let the reader choose the last day shown, or step to its neighbours."""
    options = day_options(now, indicator)
    with_figures = cached.days(now, indicator.slug)
    first = now.settings.first_day
    default = first if first and with_figures else (with_figures or options)[0]
    options = sorted({*options, default}, reverse=True)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="day"):
        chosen = address.pick(
            "day",
            [str(d) for d in options],
            str(default),
            st.selectbox,
            _("Figures up to"),
            lambda d: words().day(date.fromisoformat(d)),
        )
        day = date.fromisoformat(chosen)
        later = min((d for d in with_figures if d > day), default=None)
        steps_itself = cached.steps(now, indicator.slug, day) and address.asked("show") != CHANGES
        # Where the map has its own pair of buttons, these are there for the keys alone.
        key = "keys" if steps_itself else "steps"
        with st.container(horizontal=True, key=key, width="content"):
            _step("◀", _("Earlier"), previous(with_figures, day), "Left")
            _step("▶", _("Later"), later, "Right")
    return day


def pick_place(now: Snapshot, day: date) -> None:
    """Let the reader choose one area, which is then pointed out on map, key and table."""
    every = _("All communes")
    names = {ALL: every} | {a.id: a.title for a in now.on(day)}
    if picker.pick(now, "commune", names, ALL, _("Commune"), all=every, on=str(day)) == ALL:
        address.forget("commune")


def _step(sign: str, tip: str, day: date | None, key: str) -> None:
    """Draw a button that steps through time; the arrow keys press it too."""
    st.button(
        sign,
        key=f"step_{key}",
        help=tip,
        shortcut=key,
        disabled=day is None,
        on_click=address.write,
        kwargs={"day": str(day)},
    )


def _span(now: Snapshot, indicator: Indicator) -> Span:
    """Let the reader see a single month where the figure is a sum over time."""
    parts = [now.catalogue[p] for p in indicator.parts] or [indicator]
    share = indicator.origin is not None and indicator.origin.share_of_plan
    if share or any(p.over_time != "sum" for p in parts):
        return "ytd"
    names = {"ytd": _("Year to date"), "month": _("Last month only")}
    chosen = address.pick(
        "span",
        list(names),
        "ytd",
        st.segmented_control,
        _("Sum"),
        names.__getitem__,
    )
    return "month" if chosen == "month" else "ytd"


def _filters(now: Snapshot, day: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Let the reader keep only some areas, or some kinds of area."""
    areas = now.on(day)
    kinds = list(dict.fromkeys(a.kind for a in areas))
    only = address.pick_several(
        "only", {a.id: a.title for a in areas}, _("Only these communes"), _("All communes")
    )
    chosen = address.pick_several("kind", {k: k for k in kinds}, _("Kind of unit"), _("All kinds"))
    return tuple(only), tuple(chosen)


def visible(choice: Choice, frame: pd.DataFrame, *, classes: bool = True) -> pd.DataFrame:
    """Return the rows that the reader's filters let through, the one by `classes` among them."""
    asked = choice.klass if classes else ""
    kept = [
        choice.shows(str(i), kind) and asked in ("", character)
        for i, kind, character in zip(frame.index, frame["kind"], frame["character"], strict=True)
    ]
    return frame[pd.Series(kept, index=frame.index, dtype=bool)]


def pick_area_and_day(now: Snapshot) -> tuple[Area, date]:
    """Let the reader choose an area and the last day to be shown of it.

    The address may name any area that ever was: it is shown on a day on which it was in force.
    """
    known, asked = cached.every_day(now), address.asked("commune")
    latest = known[0] if known else max(now.settings.boundaries)
    day = _day_asked() or now.settings.first_day or latest
    if asked in now.areas and now.areas[asked].level == now.settings.level:
        day = _within(now.areas[asked], day)
    elif now.settings.generation_on(day) is None:
        day = min(now.settings.boundaries)
    options = {a.id: a.title for a in now.on(day)}
    first = next(iter(options))
    chosen = picker.pick(now, "commune", options, first, _("Commune"), on=str(day))
    area = now.areas[chosen]
    days = [str(d) for d in sorted({day, *filter(area.exists_on, known)}, reverse=True)]
    label = _("Figures up to")
    said = address.pick("day", days, str(day), st.selectbox, label, _day_said, width=180)
    return area, date.fromisoformat(said)


def _day_said(day: str) -> str:
    return words().day(date.fromisoformat(day))


def _within(area: Area, day: date) -> date:
    """Return the day, or the nearest one on which the area was in force."""
    last = area.valid_to - timedelta(days=1) if area.valid_to else day
    return max(area.valid_from, min(day, last))
