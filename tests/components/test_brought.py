"""What is held of a file on a page belongs to one action, and goes with it alone."""

import pytest
from people import DEEDS
from streamlit.testing.v1 import AppTest

from components.entry.brought import DONE


def _put_away(action):
    """Put away what is held: run by AppTest, which takes nothing but this text."""
    from components.entry import brought

    brought.put_away(action)


@pytest.mark.parametrize("action", DEEDS, ids=str)
def test_who_puts_away_what_is_of_one_action_keeps_what_is_of_another(action):
    app = AppTest.from_function(_put_away, args=(action,), default_timeout=60)
    for one in DEEDS:
        app.session_state[DONE.format(one)] = 7
    app.run()
    assert not app.exception
    assert {one for one in DEEDS if DONE.format(one) not in app.session_state} == {action}
