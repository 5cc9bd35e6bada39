"""What an indicator is: words, formula, thresholds by day, classes."""

from datetime import date

import streamlit as st
from markupsafe import Markup

from components.state import address, cached
from components.state.language import _, words
from components.text import html, notices
from data.catalogue.indicators import Indicator, Threshold
from data.figures import describe
from data.figures.snapshot import Snapshot
from data.words import N_

RULES = {
    "higher": N_("higher is better"),
    "lower": N_("lower is better"),
    "neither": N_("neither way is better"),
    "areas sum": N_("adds up over communes"),
    "areas ratio": N_("for several communes it is made anew from its parts"),
    "areas none": N_("does not add up over communes"),
    "time sum": N_("adds up over the months of a year"),
    "time last": N_("the latest figure counts"),
}


def heading(now: Snapshot, indicator: Indicator) -> None:
    """Show what is measured, and what is to be said of it now, which leads to its map."""
    said = words()
    st.title(html.plain(said.text(indicator.title)), anchor=False)
    st.html(Markup('<p class="under">{}</p>').format(said.text(indicator.description)))
    days = cached.days(now, indicator.slug)
    if days:
        sentence = cached.headline(now, indicator.slug, days[0], "ytd", said.language)[0]
        where = address.href("map", indicator=indicator.slug, day=str(days[0]))
        form = '<p class="sentence">{} <a data-go href="{}">{}</a></p>'
        st.html(Markup(form).format(sentence, where, _("See it on the map")))


def show(now: Snapshot, indicator: Indicator) -> None:
    """Show how it is measured, the thresholds with their texts, the classes by day."""
    st.subheader(_("What it means"), anchor=False)
    notices.before_concluding(indicator)
    rows = [[_(what), how] for what, how in _facts(now, indicator).items() if how]
    with st.container(key="view"):  # on a narrow page one under the other: style.css
        left, right = st.columns([7, 5], gap="medium")
    with left:
        st.html(html.table([_("What"), _("How")], rows, css="facts"))
        if indicator.thresholds:
            numbers = [_threshold(indicator, t) for t in indicator.thresholds]
            heads = [_("From"), _("Number"), _("Legal text")]
            st.html(html.table(heads, numbers, caption=_("Thresholds")))
    with right:
        st.html(Markup('<p class="caption">{}</p>').format(_("Classes")))
        for since, note in _editions(indicator):
            st.html(_classes(indicator, since))
            if note:
                st.caption(html.plain(note))


def _facts(now: Snapshot, indicator: Indicator) -> dict[str, str]:
    said, group = words(), now.catalogue.groups.get(indicator.group or "")
    rules = (indicator.direction, f"areas {indicator.over_areas}", f"time {indicator.over_time}")
    carry = indicator.carry
    months = "" if carry == "always" else said.plural("{n} month", "{n} months", carry)
    parts = [said.text(now.catalogue[p].title) for p in indicator.parts]
    within = now.catalogue.indicators.get(indicator.of_which or "")
    source = now.catalogue.sources.get(indicator.source or "")
    return {
        N_("Unit"): said.unit(indicator),
        N_("Formula"): said.text(indicator.formula),
        N_("Made from"): "; ".join(parts),
        N_("Part of"): said.text(within.title) if within else "",
        N_("Working group"): said.text(group.title) if group else "",
        N_("Applies to"): ", ".join(indicator.applies_to) or _("every unit"),
        N_("Rules"): "; ".join(_(RULES[r]) for r in rules),
        N_("Shown for at most"): months if indicator.over_time == "last" else "",
        N_("Source"): said.text(source.title) if source else "",
    }


def _threshold(indicator: Indicator, threshold: Threshold) -> list[object]:
    number = words().value(indicator, threshold.number) if threshold.number is not None else "–"
    return [words().day(threshold.since), number, words().text(threshold.legal)]


def _editions(indicator: Indicator) -> list[tuple[date, str]]:
    """Return the day from which each edition of the classes holds, and what to know of it."""
    if indicator.categories:
        return [(date.min, "")]
    return [(c.since, words().text(c.note)) for c in indicator.classes]


def _classes(indicator: Indicator, since: date) -> Markup:
    said = words()
    swatches = Markup("").join(
        Markup("<li>{}</li>").format(html.swatch(c.colour, describe.label(said, indicator, c)))
        for c in indicator.scale_on(since).classes
    )
    start = _("From {day}", day=said.day(since)) if since > date.min else ""
    return Markup('<div class="legend"><p>{}</p><ul>{}</ul></div>').format(start, swatches)
