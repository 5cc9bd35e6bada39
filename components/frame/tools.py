"""What can be done with any page: printed, and given to others."""

import streamlit as st
from markupsafe import Markup

from components.state.language import _

_TOOLS = Markup(
    '<div class="tools"><button type="button" class="tool" data-print>{print}</button></div>'
)


def show() -> None:
    """Draw the buttons; the script of the page does what they say."""
    st.html(_TOOLS.format(print=_("Print")), width="content")
