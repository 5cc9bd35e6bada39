"""Launcher and frame in one: serves the maps' files, and draws what is round every page.

Nothing here may import streamlit_folium before a page does: a component declared before
Streamlit's runtime exists answers 404 for good. So the frame's own parts are imported in a run.
"""

import streamlit as st

from components import gate
from components.accounts import given_out, sign_in
from components.gate import upkeep
from components.state import pages
from components.state.assets import assets
from components.state.routes import routes
from components.text import uncaught

PAGES = [st.Page(file, default=not n) for n, file in enumerate(pages.files().values())]
# Called once before any session: else a deep link to a fresh server runs its page without a frame.
page = st.navigation(PAGES, position="hidden")
app = st.App(
    __file__,
    routes=[*routes(assets()), *sign_in.routes(), *given_out.routes()],
    middleware=gate.middleware(),
    lifespan=upkeep.kept_up,
    on_script_error=uncaught.tell,
)

if __name__ == "__main__":
    from components import frame

    frame.show(page)
