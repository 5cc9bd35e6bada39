"""Shapes and areas of any country; knows nothing of indicators, of folders, or of Streamlit."""
