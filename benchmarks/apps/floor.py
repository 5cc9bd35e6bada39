"""The floor: what one rerun costs with no map at all, only the same choice and a coloured box."""

import streamlit as st

COLOURS = {"Reds": "#de2d26", "Greens": "#31a354"}

st.set_page_config(layout="wide")
indicator = st.selectbox("Indicator", COLOURS)
st.html(f'<div style="height:520px;background:{COLOURS[indicator]}"></div>')
