"""A map on a page, and what was tapped on it."""

from dataclasses import dataclass

import folium
import streamlit as st
from streamlit_folium import st_folium

_FIELD = "last_object_clicked_tooltip"  # the one that streamlit-folium never fills by itself here


@dataclass(frozen=True)
class Click:
    """One tap on the map."""

    area: str | None  # id; None: beside all areas, which undoes the choice
    opens: bool  # the area's page is asked for; otherwise it is only chosen


def show(
    drawn: folium.Map, group: folium.FeatureGroup, *, key: str, height: int = 560
) -> Click | None:
    """Show what `geo.choropleth.draw` made; return what was tapped since, once.

    `height` is in pixels. The id comes from a browser: the page looks it up before it is used.
    """
    waiting = f"{key}:click"

    def keep() -> None:
        # Streamlit calls this for a value that is new. The value itself stays: it would be read
        # again by every later run, and a browser sends it again to a server that was restarted.
        tapped = (st.session_state.get(key) or {}).get(_FIELD)
        if tapped:
            st.session_state[waiting] = Click(tapped["id"], tapped["do"] == "open")

    st_folium(
        drawn,
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=[_FIELD],
        feature_group_to_add=group,
        on_change=keep,
    )
    click: Click | None = st.session_state.pop(waiting, None)
    return click
