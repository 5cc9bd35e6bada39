"""A long list in parts: one of them is in view, and on paper."""

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from components.state import address
from components.state.language import _, words

One = TypeVar("One")


MANY = 200  # rows that a page shows at once; more of them come in parts
FEW = 20  # parts that are chosen side by side


def part(key: str, several: Sequence[One], label: str, most: int = MANY) -> Sequence[One]:
    """Let the reader choose one part of so many at the most, kept in the address; return it."""
    starts = range(0, len(several), most)
    if len(starts) < 2:
        return several

    def said(start: str) -> str:
        first, last = int(start) + 1, min(int(start) + most, len(several))
        return f"{words().number(first)}–{words().number(last)}"

    options = [str(start) for start in starts]
    if len(options) <= FEW:
        chosen = address.pick(key, options, "0", st.segmented_control, label, said)
    else:
        chosen = address.pick(key, options, "0", st.selectbox, label, said)
    of = words().number(len(several))
    st.caption(_("In view: {part} of {of}.", part=said(chosen), of=of))
    return several[int(chosen) : int(chosen) + most]
