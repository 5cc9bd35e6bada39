"""The address at which files are given out that not everybody may have, before any page runs.

The launcher imports this before Streamlit's runtime exists, so nothing here may import
streamlit_folium. As for signing in, the address holds under any server.baseUrlPath.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from components.accounts import bare_page
from components.state import cached, language, signed_in
from components.text.save import FOLDER
from data.ledger.troubles import TROUBLES
from data.outputs import given_out
from data.words import N_, Words
from geo.faults import Fault, Faulty

_STATUS: Mapping[str, int] = {"file_not_here": 404} | dict.fromkeys(TROUBLES, 503)  # else 403
_WAYS = Markup(
    '<nav><a href="../../?lang={language}">{map}</a>'
    '<a href="../../sign-in?lang={language}">{enter}</a></nav>'
)
_HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def routes() -> list[Route]:
    """Return the routes for `st.App(…, routes=…)`, under any base path."""
    return [Route(f"/{{base:path}}{FOLDER}/{{name}}/{{key}}", _give)]


def _give(request: Request) -> Response:
    """Give a file to whoever is signed in at this moment and may have it; else say why not."""
    words = language.words_of(request)
    name, key = request.path_params["name"], request.path_params["key"]
    try:
        session = signed_in.session_of(request)
        actor = session.actor if session else None
        file, pieces = given_out.give(cached.database(), actor, name, key, words)
    except Faulty as error:
        status = _STATUS.get(error.faults[0].code, 403)
        return HTMLResponse(_refusal(words, error.faults), status, bare_page.HEADERS)
    headers = {**_HEADERS, "Content-Disposition": _attached(file)}
    return StreamingResponse(pieces, 200, headers, "application/octet-stream")


def _attached(file: str) -> str:
    """Return what makes a browser save a file under this name (RFC 6266), whatever it holds."""
    safe = "".join(c if c.isprintable() and c not in "/\\" else "_" for c in file)
    return f"attachment; filename*=UTF-8''{quote(safe, safe='')}"


def _refusal(words: Words, faults: Iterable[Fault]) -> str:
    """Return a page that says why, and leads back."""
    ways = _WAYS.format(
        language=words.language, map=words(N_("To the map")), enter=words(N_("Sign in"))
    )
    title = words(N_("The file cannot be given out"))
    return bare_page.page(words, title, bare_page.alerts(words, faults) + ways)
