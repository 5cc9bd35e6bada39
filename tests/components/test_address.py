"""What a reader chooses stands in the address as it was chosen, whatever it is called."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from components.state import address

COMMUNE, ISLAND, TOWN, SLASH = "xã", "xã, đảo", "thị trấn", "xã\\đảo"
KINDS = (COMMUNE, ISLAND, "đảo", TOWN, SLASH)


def _kinds(options):
    """Let kinds be chosen: run by AppTest, which takes nothing but this text."""
    import streamlit as st

    from components.state import address

    st.text("|".join(address.pick_several("kind", {o: o for o in options}, "Kind", "All")))


def opened(kind=""):
    """Return a page on which kinds are chosen, at this address."""
    app = AppTest.from_function(_kinds, args=(KINDS,))
    app.query_params["kind"] = kind
    return app.run()


@pytest.mark.parametrize(
    ("given_out", "chosen"),
    [
        ("xã", [COMMUNE]),
        ("xã,thị trấn", [COMMUNE, TOWN]),
        (",xã,,", [COMMUNE]),
        ("xã\\đảo,xã", [SLASH, COMMUNE]),
        ("xã\\", []),
        ("none such", []),
        ("", []),
    ],
)
def test_an_address_that_was_given_out_shows_what_it_did(given_out, chosen):
    assert opened(given_out).multiselect[0].value == chosen


def test_a_kind_whose_name_holds_a_comma_is_one_kind_in_the_address():
    app = opened()
    app.multiselect[0].set_value([ISLAND, TOWN, SLASH]).run()
    assert app.text[0].value.split("|") == [ISLAND, TOWN, SLASH]
    kind = app.query_params["kind"]
    assert opened(kind).multiselect[0].value == [ISLAND, TOWN, SLASH]


@given(st.lists(st.text(min_size=1)))
@example(["a,b", "c"])
@example(["\\", ",", "\\,", "\n"])
def test_several_things_are_read_as_they_were_written(several):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(address, "asked", lambda _key: address.together(several))
        assert address.asked_all("kind") == several
