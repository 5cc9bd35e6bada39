"""Launcher and frame in one: serves the maps' files, and draws what is round every page.

Nothing that is imported here may import streamlit_folium before a page does: a component declared
before Streamlit's runtime exists answers 404 for good.
"""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from components import frame, gate
from components.accounts import given_out, sign_in
from components.frame import document, host, lost, share
from components.gate import upkeep
from components.state import pages
from components.state.assets import assets
from components.state.routes import routes
from components.text import uncaught

# Else a deep link to a fresh server runs its page without a frame: Streamlit sets it in the first
# run, and takes `pages/` for pages that stand by themselves until then.
PagesManager.uses_pages_directory = False
app = st.App(
    __file__,
    routes=[
        *routes(assets()),
        *sign_in.routes(),
        *given_out.routes(),
        *host.routes(),
        *share.routes(),
    ],
    middleware=[*gate.middleware(), *document.middleware()],
    lifespan=upkeep.kept_up,
    on_script_error=uncaught.tell,
)

if __name__ == "__main__":
    files = pages.files().values()
    listed = [st.Page(file, default=not n) for n, file in enumerate(files)]
    frame.show(st.navigation([*listed, *lost.listed()], position="hidden"))
