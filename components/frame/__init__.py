"""What is round every page: title, menu, language, and what holds for all figures."""

from contextlib import suppress
from pathlib import Path

import streamlit as st
from markupsafe import Markup
from streamlit.navigation.page import Page

from components.find import box
from components.frame import account_menu, live, lost, strays, tools
from components.state import address, cached, pages, signed_in
from components.state.language import _, words
from components.state.last_known import in_trouble
from components.text import faults
from data.figures.snapshot import Snapshot
from data.words import LANGUAGES
from geo.faults import Faulty, stops

ICON = Path(__file__).with_name("icon.png")
_SPOKEN = Markup('<span data-language="{}" hidden></span>')  # scripts/language.mjs says it on


def show(page: Page) -> None:
    """Draw the frame and run the page in it; a workspace that is unusable is said, not crashed."""
    found = pages.at(page.url_path)
    shown = found or lost.PAGE
    st.set_page_config(page_title=_(shown.title), page_icon=str(ICON), layout="wide")
    st.html(_SPOKEN.format(words().language))
    menu = st.container(key="menu", horizontal=True, vertical_alignment="center")
    top, answers, now = st.container(), True, None
    try:
        now = cached.known()
        shapes, against = now.snapshot.editions(), [f for f in now.snapshot.faults if stops([f])]
        if against and not shapes:
            raise Faulty(against)  # no area has a shape: there is nothing to be shown
        answers = not now.faults
        if answers:
            signed_in.enter()
        if found is None:
            lost.show(page.url_path)
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
        with menu:  # last, so that its links hold what the page has shown
            _menu(page.url_path, answers, now.snapshot if now else None)


def _strays(now: Snapshot, path: str, shown: pages.Page) -> None:
    """Name what the address asks for and there is none of."""
    name = path or next(iter(pages.files()))
    if notices := Markup("").join(strays.told(now, name, shown.keeps)):
        st.html(notices)


def _menu(shown: str, answers: bool, now: Snapshot | None) -> None:
    """Draw it; nobody waits for a ledger that does not answer to learn who is signed in."""
    session = None
    with suppress(Faulty):  # what is wrong with the ledger, the page has said
        session = signed_in.session() if answers else None
    files, choice = pages.files(), address.link()
    for name, page in pages.declared().items():
        if page.is_of_use(session):
            st.page_link(files[name], label=_(page.title), query_params=choice)
    st.space("stretch")
    if now:
        box.show(now)
        tools.show(pages.at(shown) or lost.PAGE)
    for language, name in LANGUAGES.items():
        if language != words().language:
            st.button(
                name, key=f"lang_{language}", on_click=address.write, kwargs={"lang": language}
            )
    with suppress(Faulty):
        if answers:
            account_menu.show(shown, session)
