"""The page that is served: Streamlit's own, completed in one place, and nothing else changed."""

import gzip
import json
import re
from pathlib import Path

import pytest
from gate_requests import asked, scope
from streamlit.file_util import get_static_dir

from components.frame.document import Document
from components.gate.headers import scripts
from data.catalogue.settings import usable
from data.commands.workspaces import SHIPPED
from data.words import LANGUAGES

pytestmark = pytest.mark.clock
INDEX = (Path(get_static_dir()) / "index.html").read_bytes()


def behind(body: bytes, kind: str = "text/html; charset=utf-8", status: int = 200):
    async def program(scope, _receive, send):
        assert not [k for k, _ in scope["headers"] if k.startswith(b"if-")]
        headers = [(b"content-type", kind.encode()), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        sent = b"" if scope["method"] == "HEAD" else body
        await send({"type": "http.response.body", "body": sent[:100], "more_body": True})
        await send({"type": "http.response.body", "body": sent[100:]})

    return Document(program)


def served(query: str = "", body: bytes = INDEX, **headers):
    request = scope("/commune", **headers) | {"query_string": query.encode()}
    start, *rest = asked(behind(body), request)
    return dict(start["headers"]), b"".join(m.get("body", b"") for m in rest)


@pytest.fixture(scope="module")
def page():
    return served()[1].decode()


def test_its_name_is_that_of_the_place_and_not_that_of_a_program(page):
    settings = usable(SHIPPED)
    place = settings.title_on(settings.clock.today()).vi
    assert re.findall("<title>(.*)</title>", page) == [place]
    assert "Streamlit app" not in re.sub("<!--.*?-->", "", page, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("query", "cookie", "spoken"),
    [
        ("", None, "vi"),
        ("lang=en", None, "en"),
        ("", "atlas_language=en", "en"),
        ("lang=vi", "atlas_language=en", "vi"),
        ("lang=xx", "atlas_language=%22%3E", "vi"),
    ],
)
def test_its_language_is_what_the_address_says_or_else_what_the_browser_chose(
    query, cookie, spoken
):
    headers, body = served(query, cookie=cookie)
    assert f'<html lang="{spoken}">' in body.decode()
    assert b"Cookie" in headers[b"vary"]


def test_it_runs_one_script_of_our_own_and_no_text(page):
    ours = re.findall(r'<script defer src="(\./assets/[0-9a-f]{32}/frame\.js)">', page)
    assert len(ours) == 1
    assert len(re.findall(r"<script>", page)) == len(scripts())
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)


def test_what_the_script_is_told_is_data_that_ends_no_element(page):
    [told] = re.findall(r'<script type="application/json" id="atlas-told">(.*?)</script>', page)
    assert "<" not in told
    assert json.loads(told)["languages"] == list(LANGUAGES)


def test_who_runs_no_scripts_is_told_so_in_every_language(page):
    assert re.findall(r'<noscript><p lang="(\w+)">', page) == list(LANGUAGES)


def test_a_browser_that_takes_it_packed_has_it_packed():
    headers, body = served(accept_encoding="gzip, br")
    assert headers[b"content-encoding"] == b"gzip"
    assert gzip.decompress(body) == served()[1]


def test_who_asks_for_its_size_is_told_that_of_ours():
    start, *_rest = asked(behind(INDEX), scope("/", method="HEAD"))
    assert dict(start["headers"])[b"content-length"] == b"%d" % len(served()[1])


def test_a_kept_page_is_not_taken_for_a_new_one():
    assert served(if_none_match='"x"', if_modified_since="y", accept="text/html")[1]


@pytest.mark.parametrize(
    ("body", "kind"), [(b"<html>sign in</html>" * 9, "text/html"), (INDEX, "text/plain")]
)
def test_whatever_else_is_answered_stays_as_it_is(body, kind):
    start, *rest = asked(behind(body, kind), scope())
    assert b"".join(m["body"] for m in rest) == body
    assert dict(start["headers"])[b"content-length"] == b"%d" % len(body)
