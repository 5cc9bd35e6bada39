"""What strangers send a running server does nothing, and is answered in words."""

import sys

import pytest
from reliability import strangers


@pytest.mark.skipif(sys.platform == "win32", reason="the memory of a process is read from /proc")
def test_what_strangers_send_is_refused_and_costs_nothing(tmp_path):
    """The whole run: `python tests/reliability/strangers.py`; see docs/security.md."""
    seen = strangers.run(tmp_path, times=3, many=10).seen
    assert {what: wrong for what, (_, wrong) in seen.items()} == dict.fromkeys(seen, 0)
    assert sum(sent for sent, _ in seen.values()) > 50


def test_no_site_of_anybody_elses_may_steer_a_page(browser):
    """Streamlit's own list would let every site of its cloud, where anybody may have one."""
    assert browser.get("_stcore/host-config").json()["allowedOrigins"] == []
