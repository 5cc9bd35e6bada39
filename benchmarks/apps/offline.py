"""Lets the tutorial's map be drawn with no internet: its files come from its own server.

What the map does not need to be drawn (jQuery, Bootstrap, icons) is left out, and the legend's
d3 is a stub that draws nothing. Both make the tutorial quicker than it is elsewhere.
"""

import folium
import streamlit_folium

HERE = "../../app/static"  # as seen from the component's own frame


def prepare() -> None:
    """Rewrite each outside address, once a process: those of folium and those of st_folium."""
    folium.Map.default_js = [("leaflet", f"{HERE}/leaflet.js")]
    folium.Map.default_css = [("leaflet_css", f"{HERE}/leaflet.css")]
    component = streamlit_folium._component_func
    if getattr(component, "is_local", False):
        return

    def local(*, js_links: list[str], **others: object) -> object:
        links = [f"{HERE}/d3.js" if "d3" in link else link for link in js_links]
        return component(js_links=list(dict.fromkeys(links)), **others)

    local.is_local = True  # type: ignore[attr-defined]
    streamlit_folium._component_func = local
