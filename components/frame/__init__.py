"""What is round every page: title, menu, language, and what holds for all figures."""

import streamlit as st
from markupsafe import Markup
from streamlit.navigation.page import Page

from components.frame import brand, live, lost, menu, strays
from components.state import address, cached, pages, signed_in
from components.state.language import words
from components.state.last_known import in_trouble
from components.text import faults
from data.figures.snapshot import Snapshot
from geo.faults import Faulty, stops

_SPOKEN = Markup('<span data-language="{}" hidden></span>')  # scripts/language.mjs says it on


def show(page: Page) -> None:
    """Draw the frame and run the page in it; a workspace that is unusable is said, not crashed."""
    found = pages.at(page.url_path)
    shown = found or lost.PAGE
    st.set_page_config(page_icon=str(brand.emblem()), layout="wide")
    st.html(_SPOKEN.format(words().language))
    room, top, answers, now = menu.room(), st.container(), True, None
    try:
        now = cached.known()
        shapes, against = now.snapshot.editions(), [f for f in now.snapshot.faults if stops([f])]
        if against and not shapes:
            raise Faulty(against)  # no area has a shape: there is nothing to be shown
        answers = not now.faults
        if answers:
            signed_in.enter()
        if found is None:
            lost.show()
        else:
            address.begin()
            page.run()
            with top:
                _strays(now.snapshot, page.url_path, shown)
        if not shown.form:
            with top:
                live.follow(now.snapshot.version, late=not answers)
    except Faulty as error:
        faults.show(error.faults)
        if in_trouble(error.faults):
            live.mend()
    finally:
        snapshot = now.snapshot if now else None
        brand.name_tab(snapshot, shown)  # last, as the menu's links: both hold what the page shows
        menu.show(room, page.url_path, answers, snapshot)


def _strays(now: Snapshot, path: str, shown: pages.Page) -> None:
    """Name what the address asks for and there is none of."""
    name = path or next(iter(pages.files()))
    if notices := Markup("").join(strays.told(now, name, shown.keeps)):
        st.html(notices)
