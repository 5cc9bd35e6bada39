"""The language of the page: what the address asks for, else what this browser chose, else ours."""

import streamlit as st
from starlette.requests import HTTPConnection

from data.catalogue.settings import clock_of
from data.commands import workspaces
from data.words import LANGUAGES, Words

COOKIE = "atlas_language"  # which the page's script writes when the reader changes the language
_CHOSEN = "language_of_browser"  # in a page's session state


def words() -> Words:
    """Return the words of the reader's language."""
    return asked(st.query_params.get("lang", "") or _chosen())


def words_of(request: HTTPConnection) -> Words:
    """Return the words of the reader's language, outside of any page."""
    return asked(request.query_params.get("lang", "") or request.cookies.get(COOKIE, ""))


def _chosen() -> str:
    """Return what this browser chose when the page was opened: nobody's page changes by itself."""
    if _CHOSEN not in st.session_state:
        st.session_state[_CHOSEN] = st.context.cookies.get(COOKIE, "")
    return str(st.session_state[_CHOSEN])


def asked(language: str) -> Words:
    """Return the words of a language, or of the first one where it is none of ours.

    They say moments as the workspace's clock shows them.
    """
    known = language if language in LANGUAGES else next(iter(LANGUAGES))
    return Words(known, clock_of(workspaces.chosen()))


def _(message: str, **values: object) -> str:
    """Return a message of the interface in the reader's language."""
    return words()(message, **values)
