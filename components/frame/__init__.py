"""What is round every page: title, menu, language, and what holds for all figures."""

import ast
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from components.frame import account_menu, live
from components.state import address, cached, signed_in
from components.state.language import _, words
from components.text import faults
from data.accounts.sessions import Session
from data.ledger.rights import Action, enters, may
from data.words import LANGUAGES, N_
from geo.faults import Faulty

STYLE = Path(__file__).parents[1] / "text" / "style.css"
ICON = Path(__file__).with_name("icon.png")
TITLES = (
    N_("Map"),
    N_("Commune"),
    N_("Indicator"),
    N_("About"),
    N_("Enter figures"),
    N_("Ledger"),
    N_("Boundaries"),
    N_("Accounts"),
)  # of the pages, for translators

# In the menu of those only who have something to do there; a deep link says who may.
OF_USE: Mapping[str, Callable[[Session], bool]] = {
    "entry": lambda session: enters(session.actor),
    "boundaries": lambda session: may(session.actor, Action.BOUNDARIES),
    "accounts": lambda session: (
        may(session.actor, Action.ACCOUNTS) or not session.by_provider  # one's own password
    ),
}
FORMS = (*OF_USE, "ledger")  # what is typed there must not be lost to a new state


def show(page: Page, pages: Sequence[Page]) -> None:
    """Draw the frame and run the page in it; a workspace that is unusable is said, not crashed."""
    st.set_page_config(page_title=_title(page), page_icon=str(ICON), layout="wide")
    st.html(STYLE)
    menu = st.container(key="menu", horizontal=True, vertical_alignment="center")
    try:
        now = cached.snapshot()
        signed_in.enter()
        page.run()
        if page.url_path not in FORMS:
            live.follow(now.version)
    except Faulty as error:
        faults.show(error.faults)
    finally:
        with menu:  # last, so that its links hold what the page has shown
            _menu(page, pages)


def _menu(shown: Page, pages: Sequence[Page]) -> None:
    session = None
    with suppress(Faulty):  # what is wrong with the ledger, the page has said
        session = signed_in.session()
    for page in pages:
        of_use = OF_USE.get(page.url_path)
        if of_use is None or (session and of_use(session)):
            st.page_link(page, label=_title(page), query_params=address.link())
    st.space("stretch")
    for language, name in LANGUAGES.items():
        if language != words().language:
            st.button(
                name, key=f"lang_{language}", on_click=address.write, kwargs={"lang": language}
            )
    account_menu.show(shown.url_path, session)


def _title(page: Page) -> str:
    """Return a page's title: what its first line says before the colon, translated."""
    said = ast.get_docstring(ast.parse(Path(str(page._page)).read_text("utf-8"))) or ""
    return _(said.partition(":")[0])
