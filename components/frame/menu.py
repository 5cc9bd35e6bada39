"""What leads on, above every page: place, find, language and sign-in in a bar, pages in another."""

from contextlib import suppress

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.find import box
from components.frame import account_menu, brand, lost, tools
from components.state import address, pages, signed_in
from components.state.language import _, words
from data.figures.snapshot import Snapshot
from data.words import LANGUAGES
from geo.faults import Faulty

Room = tuple[DeltaGenerator, DeltaGenerator]


def room() -> Room:
    """Return the places of both bars; what they hold is known when the page has been drawn."""
    with st.container(key="frame"):
        bar = st.container(key="bar", horizontal=True, vertical_alignment="center")
        menu = st.container(key="menu", horizontal=True, vertical_alignment="center")
    return bar, menu


def show(room: Room, shown: str, answers: bool, now: Snapshot | None) -> None:
    """Draw both; nobody waits for a ledger that does not answer to learn who is signed in."""
    bar, menu = room
    session = None
    with suppress(Faulty):  # what is wrong with the ledger, the page has said
        session = signed_in.session() if answers else None
    with menu:
        files, choice = pages.files(), address.link()
        for name, page in pages.declared().items():
            if page.is_of_use(session):
                st.page_link(files[name], label=_(page.title), query_params=choice)
    with bar:
        brand.show()
        st.space("stretch")
        if now:
            box.show(now)
            tools.show(pages.at(shown) or lost.PAGE)
        _languages()
        with suppress(Faulty):
            if answers:
                account_menu.show(shown, session)


def _languages() -> None:
    for language, name in LANGUAGES.items():
        if language != words().language:
            st.button(
                name, key=f"lang_{language}", on_click=address.write, kwargs={"lang": language}
            )
