"""The map as tutorials write it: every run reads the files and sends every border again."""

import os

import folium
import geopandas as gpd
import offline
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

offline.prepare()  # the one line no tutorial has: without it the page stays blank without internet

st.set_page_config(layout="wide")
indicator = st.selectbox("Indicator", ["Reds", "Greens"])
communes = gpd.read_file(os.environ["BENCH_BOUNDARIES"])
figures = pd.read_csv(os.environ["BENCH_TABLE"], dtype={"code": str})
west, south, east, north = communes.total_bounds
m = folium.Map(tiles=None)
m.fit_bounds([[south, west], [north, east]])
folium.Choropleth(
    geo_data=communes,
    data=figures,
    columns=["code", indicator],
    key_on="feature.properties.code",
    fill_color=indicator,
    legend_name=indicator,
).add_to(m)
st_folium(m, height=520, use_container_width=True)
