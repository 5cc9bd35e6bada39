"""The way to a file that not everybody may have: a link that looks like a button.

Streamlit's own button puts what it saves under an address that anybody may read who has it; behind
this one, whoever asks is asked who they are, each time.
"""

from urllib.parse import quote

import streamlit as st
from markupsafe import Markup

from components.state.language import words

FOLDER = "given-out"
_LINK = Markup('<a class="save" href="{}/{}/{}?lang={}" target="_self">{}</a>')


def link(label: str, name: str, key: object) -> None:
    """Show the way to a file of `data.outputs.given_out`; relative, so that it holds anywhere."""
    asked = (quote(str(part), safe="") for part in (name, key, words().language))
    st.html(_LINK.format(FOLDER, *asked, label), width="content")
