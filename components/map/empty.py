"""What to do next where nothing is known of any commune."""

from itertools import islice

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.map.choices import Choice
from components.state import address, cached, pages
from components.state.language import _, words
from data.catalogue.indicators import Indicator
from data.figures.snapshot import Snapshot

OTHERS = 4  # indicators that are offered instead
_BOX = Markup('<div class="next"><p>{}</p><ul>{}</ul></div>')
_ITEM = Markup("<li>{}</li>")
_LINK = Markup('<a data-go href="{}">{}</a>')


def show(now: Snapshot, choice: Choice, frame: pd.DataFrame) -> None:
    """Say it, with the nearest day that has figures, who enters them, and other indicators."""
    if frame["value"].notna().any():
        return
    page, said = next(iter(pages.files())), words()
    items = [
        _LINK.format(address.href(page, day=str(day)), _("See {day}", day=said.day(day)))
        for day in sorted(cached.days(now, choice.indicator.slug), reverse=True)[:1]
    ]
    enter = address.href("entry", indicator=choice.indicator.slug)
    items.append(_LINK.format(enter, _("Enter figures")))
    group = now.catalogue.groups.get(choice.indicator.group or "")
    if group:
        items.append(Markup("{}").format(_("Responsible: {group}", group=said.text(group.title))))
    titles = cached.titles(now, said.language)
    items += [
        _LINK.format(address.href(page, indicator=other.slug, day=None), titles[other.slug])
        for other in islice(_others(now, choice), OTHERS)
    ]
    nothing = _("There are no figures by commune here yet. What to do next:")
    st.html(_BOX.format(nothing, Markup("").join(map(_ITEM.format, items))))


def _others(now: Snapshot, choice: Choice) -> list[Indicator]:
    """Return indicators with figures, those of the same group first."""
    known = [i for i in now.catalogue if cached.days(now, i.slug)]
    return sorted(known, key=lambda i: i.group != choice.indicator.group)
