"""Where others reach a page, and the code of that address."""

import io

import pytest
import segno
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.frame import share

OWN = "10.20.0.5"


asked_now = share.own_address


@pytest.fixture(autouse=True)
def in_a_network(monkeypatch):
    monkeypatch.setattr(share, "own_address", lambda: OWN)


@pytest.mark.parametrize(
    ("url", "listens", "reached"),
    [
        ("http://10.20.0.5:8501/map", "0.0.0.0", "http://10.20.0.5:8501"),
        ("https://atlas.example.org/commune", "127.0.0.1", "https://atlas.example.org"),
        ("http://localhost:8501/", "0.0.0.0", "http://10.20.0.5:8501"),
        ("http://127.0.0.1:8501/", None, "http://10.20.0.5:8501"),
        ("http://[::1]:8501/", "::", "http://10.20.0.5:8501"),
        ("http://localhost:8501/", "localhost", ""),
        ("http://127.0.0.1:8501/", "127.0.0.1", ""),
    ],
)
def test_others_reach_what_this_reader_reached_or_what_listens_to_the_network(
    url, listens, reached
):
    assert share.reached(url, listens) == reached


def test_a_computer_in_no_network_is_reached_by_nobody(monkeypatch):
    monkeypatch.setattr(share, "own_address", lambda: "")
    assert share.reached("http://localhost:8501/", "0.0.0.0") == ""


def test_a_computer_that_comes_into_a_network_later_is_reached_there(monkeypatch):
    monkeypatch.setattr(share, "_NOWHERE", ("255.255.255.255", 9))  # to which it may send nothing
    assert asked_now() == ""
    monkeypatch.setattr(share, "_NOWHERE", ("127.0.0.1", 9))
    assert asked_now() == "127.0.0.1"


@pytest.fixture
def browser():
    return TestClient(Starlette(routes=share.routes()), base_url="http://localhost:8501")


@pytest.mark.parametrize("path", ["/qr-code", "/atlas/qr-code"])
def test_the_code_holds_the_whole_address(browser, path):
    to = f"http://{OWN}:8501/commune?commune=03376%402009-04-01&lang=vi"
    answer = browser.get(path, params={"to": to})
    assert answer.headers["content-type"] == "image/svg+xml"
    drawn = io.BytesIO()
    made = segno.make(to, error="m", micro=False)
    made.save(drawn, kind="svg", scale=6, border=3, light="#fff")
    assert answer.content == drawn.getvalue()


@pytest.mark.parametrize(
    "to",
    [
        "",
        "//",
        "http://[",
        "https://evil.example/",
        "javascript:alert(1)",
        f"ftp://{OWN}/",
        f"http://{OWN}@evil.example/",
        f"http://{OWN}/{'x' * share.LONGEST}",
    ],
)
def test_no_code_is_drawn_of_what_is_not_ours(browser, to):
    assert browser.get("/qr-code", params={"to": to}).status_code == 404
