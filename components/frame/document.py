"""The page that Streamlit serves, completed before it is sent: language, name, and our own script.

The launcher imports this before Streamlit's runtime exists, so nothing that is imported here may
import streamlit_folium. All addresses are relative, as Streamlit's own are in this page.
"""

import gzip
import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import get_option
from streamlit.file_util import get_static_dir

from components.frame import brand, lost, told
from components.state import language
from components.state.assets import assets
from components.text.sheet import sheet
from data.words import LANGUAGES, N_, Words
from geo.map.joined import joined

_HERE = Path(__file__)
_HEAD = Markup(
    "<title>{name}</title>"
    '<script type="application/json" id="atlas-told">{told}</script>'
    '<script defer src="./assets/{script}"></script>'
)
_LEFT = Markup('<noscript><p lang="{language}">{said}</p></noscript>')
# Behind the head, where Streamlit puts its own styles: of two that are as strong, ours holds.
_BODY = Markup(
    '<link rel="stylesheet" href="./assets/{style}"><div id="root"></div>'
    '<div class="atlas-opening" role="status"><b>{place}</b><span>{said}</span></div>'
)
# What is taken out of Streamlit's page, each of it once, and what stands there instead.
_PARTS = {
    "language": r'(?<=<html lang=")en(?=")',
    "icon": r"\./favicon\.png",
    "title": r"<title>.*?</title>",
    "agents": r'<link rel="service-desc"[^>]*>',  # to an address that is closed here
    "without scripts": r"<noscript>.*?</noscript>",
    "body": r'<div id="root"></div>',
}


def middleware() -> list[Middleware]:
    """Return what `st.App(…, middleware=…)` is given behind the gate."""
    return [Middleware(Document)]


class Document:
    """Sends our page wherever Streamlit answers with its own; everything else stays as it is."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let everything through, and hold back what may be Streamlit's page until it is known."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        held: list[Message] = []

        async def sent(message: Message) -> None:
            if held or ("status" in message and _may_be(message)):
                held.append(message)
            else:
                await send(message)

        await self.app(_unpacked(scope), receive, sent)
        if held and _is_streamlits(scope, held):
            await _answer(scope)(scope, receive, send)
            return
        for message in held:
            await send(message)


def _unpacked(scope: Scope) -> Scope:
    """Return a request for the whole page as it is, where a browser asks for a page."""
    asked = dict(scope["headers"])
    if b"text/html" not in asked.get(b"accept", b"text/html"):
        return scope
    conditions = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
    return {**scope, "headers": [(k, v) for k, v in scope["headers"] if k not in conditions]}


def _may_be(start: Message) -> bool:
    kind = dict(start["headers"]).get(b"content-type", b"")
    return bool(start["status"] == 200 and kind.startswith(b"text/html"))


def _is_streamlits(scope: Scope, held: list[Message]) -> bool:
    if scope["method"] == "HEAD":
        size = dict(held[0]["headers"]).get(b"content-length", b"")
        return bool(size == str(len(_streamlits())).encode())
    return b"".join(m.get("body", b"") for m in held) == _streamlits()


@cache
def _streamlits() -> bytes:
    return (Path(get_static_dir()) / "index.html").read_bytes()


def _answer(scope: Scope) -> Response:
    request = HTTPConnection(scope)
    if to := _beside_others(scope["path"], get_option("server.baseUrlPath").strip("/")):
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(to + query, 303, {"Cache-Control": "no-cache"})
    words = language.words_of(request)
    packed = page(words.language, brand.place(words), brand.kept())
    # Who returns with another language must not find the page that was kept for the last one.
    headers = {"Cache-Control": "no-cache", "Vary": "Cookie, Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(packed), media_type="text/html", headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(packed, media_type="text/html", headers=headers)


def _beside_others(path: str, base: str) -> str:
    """Return where a path of several parts leads, relative to itself; nothing for one of one part.

    Below a folder the relative addresses in this page, its scripts' too, would lead nowhere.
    """
    below = path.removeprefix(f"/{base}" if base else "")[1:]
    return "../" * below.count("/") + quote(lost.path(below), safe="") if "/" in below else ""


@lru_cache(maxsize=16)
def page(spoken: str, place: str, emblem: str) -> bytes:
    """Return Streamlit's page completed for readers of a language, compressed."""
    words = Words(spoken)
    made: Mapping[str, Markup] = {
        "language": Markup(spoken),
        "icon": Markup("./assets/{}").format(emblem),
        "title": _HEAD.format(name=place, told=_data(), script=_script()),
        "agents": Markup(""),
        "without scripts": Markup("").join(
            _LEFT.format(language=one, said=Words(one)(N_("This page needs JavaScript.")))
            for one in LANGUAGES
        ),
        "body": _BODY.format(style=_style(), place=place, said=words(N_("Opening the page…"))),
    }
    text = _streamlits().decode()
    for part, pattern in _PARTS.items():
        before, *after = re.split(pattern, text, flags=re.DOTALL)
        assert len(after) == 1, f"this Streamlit's page has another {part}"
        text = before + str(made[part]) + after[0]
    return gzip.compress(text.encode(), 9, mtime=0)


@cache
def _script() -> str:
    return assets().put("frame.js", joined(_HERE.with_name("scripts")).encode())


@cache
def _style() -> str:
    return assets().put("page.css", sheet().encode())


@cache
def _data() -> Markup:
    """Return what the script is told, as a text that ends no element."""
    return Markup(json.dumps(told.told(), ensure_ascii=False).replace("<", "\\u003c"))
