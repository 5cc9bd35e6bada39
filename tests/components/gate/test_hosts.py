"""The names under which the server answers, and what it says of all others."""

import socket

import pytest
from gate_requests import asked, let_through, said, scope, status

from components.gate.hosts import Hosts, name_in

OURS = [
    *("localhost", "LOCALHOST:8501", "localhost.", "atlas.localhost", "may-chu.local:8501"),
    *("127.0.0.1:8501", "[::1]:80", "192.168.1.20", "[fe80::1]"),
]
STRANGE = [
    *("evil.example", "localhost.evil.example", "127.0.0.1.nip.example:8501", "xlocal"),
    *(".local.x", "2130706433", "evil.example:x", "u@localhost", "localhost/x", "localhost?x"),
    *("[::1", "localhost#x", "local host", "", None),
]


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("host", [*OURS, socket.gethostname()])
def test_the_computers_own_names_and_literal_addresses_are_answered(host, kind):
    assert status(asked(Hosts(let_through), scope(host=host, kind=kind))) == 200


@pytest.mark.parametrize("host", STRANGE)
def test_another_name_is_refused_and_told_which_setting_would_allow_it(host):
    sent = asked(Hosts(let_through), scope(host=host))
    assert status(sent) == 421
    assert "ATLAS_HOSTS" in said(sent)


@pytest.mark.parametrize("host", STRANGE)
def test_a_websocket_of_another_name_is_never_accepted(host):
    [sent] = asked(Hosts(let_through), scope(host=host, kind="websocket"))
    assert sent == {"type": "websocket.close", "code": 1008}


def test_a_name_that_is_set_is_answered_and_with_a_dot_all_below_it():
    gate = Hosts(let_through, ("Atlas.example.org", ".office.example"))
    for host in ("atlas.example.org", "ATLAS.example.org.:443", "a.office.example"):
        assert status(asked(gate, scope(host=host))) == 200, host
    for host in ("other.example.org", "office.example", "evil-office.example"):
        assert status(asked(gate, scope(host=host))) == 421, host


def test_two_hosts_are_none():
    twice = scope()
    twice["headers"].append((b"host", b"localhost"))
    assert status(asked(Hosts(let_through), twice)) == 421


def test_a_host_is_read_as_a_browser_means_it():
    assert name_in("[::1]:8501") == "::1"
    assert name_in("Atlas.Example.") == "atlas.example"
    assert name_in("a:b") == name_in("a@b") == name_in("a/b") == ""
