"""The language of the page: Vietnamese, or what the address asks for."""

import streamlit as st

from data.catalogue.settings import clock_of
from data.commands import workspaces
from data.words import LANGUAGES, Words


def words() -> Words:
    """Return the words of the language that the address asks for, or of the first one."""
    return asked(st.query_params.get("lang", ""))


def asked(language: str) -> Words:
    """Return the words of a language, or of the first one where it is none of ours.

    They say moments as the workspace's clock shows them.
    """
    known = language if language in LANGUAGES else next(iter(LANGUAGES))
    return Words(known, clock_of(workspaces.chosen()))


def _(message: str, **values: object) -> str:
    """Return a message of the interface in the reader's language."""
    return words()(message, **values)
