"""The floor: the very page that is measured, with a coloured box where its map would be."""

import sys
from pathlib import Path

import streamlit as st

ROOT = Path.cwd()  # where the server was started
sys.path.insert(0, str(ROOT))

from components import frame  # noqa: E402
from components.map import panel as map_panel  # noqa: E402
from components.state import pages  # noqa: E402


def box(_now, choice, _frame, *, height):
    colour = choice.indicator.scale_on(choice.day).colours[-1]
    st.html(f'<div style="height:{height}px;background:{colour}"></div>')


map_panel.show = box
PAGES = [st.Page(file, default=not n) for n, file in enumerate(pages.files().values())]
frame.show(st.navigation(PAGES, position="hidden"))
