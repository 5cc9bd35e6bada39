"""Streamlit's own addresses: which are open, to whom, and that nothing new opens by itself."""

import pytest
from gate_requests import asked, let_through, said, scope, status
from streamlit.runtime import Runtime
from streamlit.web.server.starlette import starlette_app

from components.gate.addresses import METRICS, OPEN, OPEN_BELOW, Addresses

CLOSED = {"agent/interact", "agent/openapi.json", "agent/mcp"}
INNER = "/_stcore/"


def gate(token=""):
    return Addresses(let_through, token)


def test_every_address_of_streamlit_is_either_open_or_closed_on_purpose(monkeypatch):
    """A later Streamlit may have more: say here what becomes of it."""

    class Bare:
        """A runtime that nothing is asked of: only its routes are made."""

        def __getattr__(self, _name):
            return self

    monkeypatch.setattr(Runtime, "_instance", None)
    routes = starlette_app.create_streamlit_routes(Bare())
    inner = {r.path.partition(INNER)[2] for r in routes if INNER in r.path}
    opened = {one for one in inner if one in OPEN or one.startswith(OPEN_BELOW)}
    assert inner - opened == {METRICS, *CLOSED}


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
@pytest.mark.parametrize("base", ["", "/office/atlas", "/commune"])
@pytest.mark.parametrize(
    "path", [*sorted(CLOSED), "agent", "agent/", "/metrics", "metrics/", "new"]
)
def test_what_no_page_needs_is_closed_under_any_base_and_by_any_method(path, base, method):
    assert status(asked(gate(), scope(f"{base}{INNER}{path}", method=method))) == 404


@pytest.mark.parametrize("path", ["/", "/commune", "/_stcore/health", "/office/_stcore/host-config",
                                  "/component/streamlit_folium.st_folium/index.html"])  # fmt: skip
def test_what_pages_need_is_open(path):
    assert status(asked(gate(), scope(path))) == 200


@pytest.mark.parametrize("client", ["127.0.0.1", "127.8.8.8", "::1"])
def test_the_computer_itself_may_measure(client):
    assert status(asked(gate(), scope("/_stcore/metrics", client=client))) == 200


@pytest.mark.parametrize("client", ["192.168.1.7", "8.8.8.8", "testclient", ""])
def test_another_computer_may_not_and_is_told_which_setting_would_let_it(client):
    sent = asked(gate(), scope("/_stcore/metrics", client=client))
    assert status(sent) == 403
    assert "ATLAS_METRICS_TOKEN" in said(sent)


@pytest.mark.parametrize("header", ["x_forwarded_for", "forwarded", "via", "x_real_ip"])
def test_what_came_through_a_proxy_is_of_another_computer(header):
    came = scope("/_stcore/metrics", **{header: "127.0.0.1"})
    assert status(asked(gate(), came)) == 403


def test_whoever_bears_the_token_may_measure_from_anywhere():
    for given, answer in [
        ("Bearer s3cret", 200),
        ("Bearer s3cre", 403),
        ("s3cret", 403),
        ("ÿ", 403),
    ]:
        came = scope("/_stcore/metrics", client="8.8.8.8", authorization=given)
        assert status(asked(gate("s3cret"), came)) == answer, given
    came = scope("/_stcore/metrics", client="8.8.8.8", authorization="Bearer ")
    assert status(asked(gate(), came)) == 403, "no token is no token"
