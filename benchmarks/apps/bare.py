"""What one rerun of any page costs: a choice and a coloured box, and nothing of ours."""

import streamlit as st

COLOURS = {"Reds": "#de2d26", "Greens": "#31a354"}

st.set_page_config(layout="wide")
indicator = st.selectbox("Indicator", COLOURS)
st.html(f'<div style="height:520px;background:{COLOURS[indicator]}"></div>')
