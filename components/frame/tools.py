"""What can be done with any page: printed, and given to others."""

import streamlit as st
from markupsafe import Markup

from components.frame import share
from components.state.language import _
from components.state.pages import Page

_TOOLS = Markup(
    '<div class="tools"><button type="button" class="tool" data-print>{print}</button>'
    '<button type="button" class="tool" data-share="{reached}" data-keeps="{keeps}">{share}'
    "</button></div>"
)


def show(page: Page) -> None:
    """Draw the buttons; the script of the page does what they say."""
    tools = _TOOLS.format(
        print=_("Print"), share=_("Share"), reached=share.here(), keeps=" ".join(page.keeps)
    )
    st.html(tools, width="content")
