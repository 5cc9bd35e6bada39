"""What is chosen, in sight: each filter with its own way out, and what the map shows."""

from collections.abc import Iterator
from datetime import date

import streamlit as st
from markupsafe import Markup

from components.map.choices import CHANGES, Choice
from components.map.look import Look, class_words
from components.state import address, cached, pages
from components.state.language import _, words
from data.figures.snapshot import Snapshot

_CHIP = Markup('<a class="chip filter" data-go href="{}" aria-label="{}">{} <b>×</b></a>')
_ROW = Markup('<nav class="filters" aria-label="{}">{}</nav>')
_TAB = Markup('<a data-go href="{}"{}>{}</a>')
_TABS = Markup('<nav class="tabs" aria-label="{}">{}{}</nav>')
_CURRENT = Markup(' aria-current="true"')


def show(now: Snapshot, choice: Choice, seen: Look) -> None:
    """Show every filter that is on as a chip, with a cross that takes it away."""
    page = next(iter(pages.files()))
    chips = [
        _CHIP.format(address.href(page, **changes), _("Take away: {filter}", filter=name), name)
        for name, changes in said(now, choice, seen)
    ]
    if chips:
        st.html(_ROW.format(_("Filters"), Markup("").join(chips)))


def said(now: Snapshot, choice: Choice, seen: Look) -> Iterator[tuple[str, dict[str, str | None]]]:
    """Yield every filter in words, with the change of the address that takes it away."""
    if choice.span == "month":
        yield _("Last month only"), {"span": None}
    for area in choice.only:
        rest = [other for other in choice.only if other != area]
        yield now.areas[area].title, {"only": address.together(rest) or None}
    for kind in choice.kinds:
        rest = [other for other in choice.kinds if other != kind]
        yield kind, {"kind": address.together(rest) or None}
    if choice.klass:
        yield class_words(words(), choice, seen), {"class": None}


def views(now: Snapshot, choice: Choice) -> None:
    """Let the reader see the figures, or their change from another day, which may be chosen."""
    if choice.before is None:
        return
    page = next(iter(pages.files()))
    with st.container(horizontal=True, key="views", vertical_alignment="center", gap="small"):
        figures = address.href(page, show=None, **{"class": None})
        change = address.href(page, show=CHANGES, **{"class": None})
        named = _("Change since {day}", day=words().day(choice.before))
        st.html(
            _TABS.format(
                _("The map shows"),
                _TAB.format(figures, "" if choice.changes else _CURRENT, _("Figures")),
                _TAB.format(change, _CURRENT if choice.changes else "", named),
            ),
            width="content",
        )
        if choice.changes:
            days = cached.comparable(now, choice.indicator.slug, choice.day)
            address.pick(
                "against",
                [str(d) for d in days],
                str(choice.before),
                st.selectbox,
                _("Compared with"),
                lambda d: words().day(date.fromisoformat(d)),
                label_visibility="collapsed",
                width=160,
            )
