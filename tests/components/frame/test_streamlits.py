"""What Streamlit says itself is in its bundle still, and is said in every language."""

import re
from functools import cache
from pathlib import Path

import pytest
from streamlit.file_util import get_static_dir

from components.frame import streamlits, told
from data.words import LANGUAGES, Words

# What its script puts together out of parts.
ASSEMBLED = {
    "Press Enter to apply": ["`Press Enter to ${", "`apply`"],
    "Press Enter to submit form": ["`Press Enter to ${", "submit form"],
    "Press Ctrl+Enter to apply": ["Press ${", "`Ctrl`", "+Enter to ${"],
    "Press Ctrl+Enter to submit form": ["Press ${", "`Ctrl`", "+Enter to ${"],
    "add icon": [" icon`"],
    "Choose date, {name}": ["`Choose date`"],
    "day, {name}": ["day:`day`"],
    "month, {name}": ["month:`month`"],
    "year, {name}": ["year:`year`"],
    "{some} option available.": [" option`", " available."],
    "{some} options available.": [" options`", " available."],
}
SAID = sorted({one for some in streamlits.SAID.values() for one in some})


@cache
def bundle() -> str:
    files = sorted((Path(get_static_dir()) / "static" / "js").glob("*.js"))
    return "\n".join(file.read_text("utf-8") for file in files)


@pytest.mark.parametrize("message", SAID)
def test_streamlit_still_says_it(message):
    parts = ASSEMBLED.get(message) or [p for p in re.split(r"\{\w+\}", message) if p.strip()]
    assert not [part for part in parts if part not in bundle()]


@pytest.mark.parametrize("place", streamlits.SAID)
def test_the_places_where_it_says_it_are_still_there(place):
    named = re.findall(r"=(\w+)\]", place) + re.findall(r"\[(data-live\w+|data-[\w-]+)\]", place)
    assert not [name for name in named if name not in bundle()]


def test_nothing_is_left_in_english_for_a_reader_of_another_language():
    for place, said in streamlits.translated(Words("vi")):
        assert set(said) == set(streamlits.SAID[place])
    assert not any(said for _, said in streamlits.translated(Words("en")))


def test_the_script_is_told_its_words_in_every_language():
    for language in LANGUAGES:
        assert set(told.told()["said"][language]) == set(told.SAID)
