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
    day: str | None = None  # the one in view, where the reader had stepped to another one
    stops: bool = False  # nothing was tapped: the reader has stepped to that day and stays


def show(
    drawn: folium.Map, group: folium.FeatureGroup, *, key: str, height: int = 560
) -> Click | None:
    """Show what `choropleth.draw` made; return what was tapped since, once.

    `height` is in pixels. Id and day come from a browser: the page looks them up before their use.
    """
    waiting = f"{key}:click"

    def keep() -> None:
        # Streamlit calls this for a value that is new. The value itself stays: it would be read
        # again by every later run, and a browser sends it again to a server that was restarted.
        tapped = (st.session_state.get(key) or {}).get(_FIELD)
        if tapped:
            does = tapped["do"]
            st.session_state[waiting] = Click(
                tapped["id"], does == "open", tapped.get("day"), does == "stop"
            )

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
