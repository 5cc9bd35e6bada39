"""The one box that finds anything by its name: a commune, an indicator, a group."""

from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from components.state import address, cached
from components.state.language import _, words
from components.state.routes import FROM_PAGE
from data.figures.snapshot import Snapshot

_BOX = Markup(
    '<div class="finder" role="search" data-finds="all" data-list="{list}">'
    '<input id="find" type="text" role="combobox" autocomplete="off" spellcheck="false" '
    'enterkeyhint="search" aria-autocomplete="list" aria-expanded="false" '
    'aria-keyshortcuts="/ Control+K" aria-label="{label}" placeholder="{what}"><kbd>/</kbd></div>'
)
# What the page shows by itself, for whatever changes a part of it by the address. Apart, so that
# the box stays the same, with what is typed into it, while the page is drawn anew.
_CHOICE = Markup('<span data-choice="{}" hidden></span>')


def show(now: Snapshot) -> None:
    """Draw it; the list that it looks through is fetched once, and what is typed stays there."""
    box = _BOX.format(
        list=FROM_PAGE + cached.findable(now, words().language),
        label=_("Find by name"),
        what=_("Commune, indicator, group"),
    )
    st.html(box, width="content")
    st.html(_CHOICE.format(urlencode(address.link())))
