"""An address at which there is no page: said within our frame, in the reader's language.

Streamlit would show its first page, and a dialog of its own above it.
"""

from difflib import get_close_matches

import streamlit as st
from markupsafe import Markup
from streamlit.navigation.page import Page as Listed
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.state import address, pages
from components.state.language import _
from components.text import html
from data.words import N_
from geo.areas.names import fold

_NAME = "lost"  # in the session: a rerun is told nothing but which page it is of
PAGE = pages.Page(N_("No such page"))


def listed() -> list[Listed]:
    """Return a page for the address asked for, where there is none of ours."""
    context = get_script_run_ctx()
    asked = context.pages_manager.intended_page_name if context else ""
    if context and asked and asked not in _others():
        name = path(asked)
        if name in pages.files():
            st.session_state.pop(_NAME, None)
        else:
            st.session_state[_NAME] = asked
        first = next(iter(pages.files()))
        context.pages_manager.set_script_intent("", "" if name == first else name)
    kept = st.session_state.get(_NAME)
    return [st.Page(_nothing, title=PAGE.title, url_path=path(kept))] if kept else []


def _others() -> list[str]:
    """Return the names of our pages but for the first, which answers at the root."""
    return list(pages.files())[1:]


def path(asked: str) -> str:
    """Return an address as the name of one page, which holds no `/` and begins and ends in none."""
    return asked.strip(" /").replace("/", "-").strip() or "-"


def _nothing() -> None:
    """Stand for a page; `show` draws what there is to be said."""


def show() -> None:
    """Say that there is no such page, and lead to the nearest one and to all others."""
    first, declared = next(iter(pages.files())), pages.declared()
    name = st.session_state[_NAME]
    st.title(_("There is no page “{name}”", name=html.plain(name)), anchor=False)
    titles = {fold(_(page.title)): key for key, page in declared.items()}
    words = {**titles, **{key: key for key in declared}}
    near = get_close_matches(fold(name), list(words), 1, 0.5)
    first = words[near[0]] if near else first
    where = Markup('<a href="{}" target="_self">{}</a>').format(
        address.href(first), _(declared[first].title)
    )
    said = _("The address may be mistyped, or the page may have another name now.")
    form = Markup('<p class="under">{}</p><p class="sentence">{} {}</p>')
    st.html(form.format(said, _("Nearest:") if near else _("Begin at:"), where))
