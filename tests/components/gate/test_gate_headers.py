"""What each answer says to the browser of what it may load and run."""

import hashlib
import re
from base64 import b64encode
from pathlib import Path

import pytest
from gate_requests import asked, scope
from streamlit.file_util import get_static_dir

from components.gate.headers import Headers, policy, scripts

FRAME = "/component/streamlit_folium.st_folium/index.html"


def answered(kind, path="/", **more):
    async def program(_scope, _receive, send):
        headers = [
            (b"content-type", kind.encode()),
            *((k.encode(), v.encode()) for k, v in more.items()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    [start, _] = asked(Headers(program), scope(path))
    return {key.decode(): value.decode() for key, value in start["headers"]}


def rule(name, path="/", host="localhost:8501"):
    rules = dict(one.strip().split(" ", 1) for one in policy(path, host).split(";"))
    return rules[name].split()


def test_a_page_has_all_of_them():
    headers = answered("text/html; charset=utf-8")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["content-security-policy"] == policy("/", "localhost:8501")


@pytest.mark.parametrize("kind", ["application/json", "text/javascript", "image/png"])
def test_what_is_no_page_is_at_least_what_it_says_it_is(kind):
    headers = answered(kind)
    assert headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" not in headers


def test_a_drawing_that_may_hold_scripts_is_a_page():
    assert "content-security-policy" in answered("image/svg+xml")


def test_what_an_answer_says_of_itself_stays():
    own = {"content-security-policy": "default-src 'none'", "referrer-policy": "no-referrer"}
    headers = answered("text/html", **own)
    assert own.items() <= headers.items()


def test_only_streamlits_own_inline_script_may_run():
    page = (Path(get_static_dir()) / "index.html").read_bytes()
    [inline] = re.findall(rb"<script>(.*?)</script>", page, re.DOTALL)
    digest = b64encode(hashlib.sha256(inline).digest()).decode()
    assert scripts() == [f"'sha256-{digest}'"]
    run = ["'self'", "blob:", f"'sha256-{digest}'", "'wasm-unsafe-eval'"]
    assert rule("script-src") == run
    assert rule("default-src") == rule("frame-ancestors") == rule("base-uri") == ["'self'"]
    assert rule("object-src") == ["'none'"]


def test_only_the_maps_frame_evaluates():
    assert "'unsafe-eval'" in rule("script-src", FRAME)
    assert "'unsafe-eval'" in rule("script-src", f"/office{FRAME}")
    for path in ("/", "/commune", "/component/other.thing/index.html", "/sign-in"):
        assert not [one for one in rule("script-src", path) if one.startswith("'unsafe")]


def test_a_page_speaks_with_its_own_server_and_a_strange_host_adds_nothing():
    assert rule("connect-src") == ["'self'", "ws://localhost:8501", "wss://localhost:8501"]
    assert rule("connect-src", host="x; script-src *") == ["'self'"]
