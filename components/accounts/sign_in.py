"""The addresses at which somebody signs in and out: ordinary forms, before any page runs.

The launcher imports this before Streamlit's runtime exists, so nothing here may import
streamlit_folium. All addresses are relative, so that they hold under any server.baseUrlPath and
behind any proxy; a cookie without a path holds for the folder that it was set from.
"""

import re
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from components.accounts.bare_page import HEADERS
from components.accounts.line import Line
from components.accounts.sign_in_page import page
from components.state import cached, language
from components.state.last_known import soon
from components.state.signed_in import COOKIE
from data.accounts import devices, sessions
from data.accounts.devices import Device
from data.ledger import signing
from data.words import Words
from geo.faults import Fault, Faulty, refuse

_FORM = "atlas_form"  # what ties the form to the browser that it was shown in
_DEVICE = "atlas_device"  # that somebody has signed in from here: it lets nobody in
_STATUS = {"sign_in_wrong": 403, "sign_in_locked": 429}  # what else there is, the ledger has
# Who has been here does not stand in line with strangers.
_STRANGERS, _KNOWN = Line(8), Line(8)
_LARGEST = 10_000  # bytes of a form: two short texts
_INSIDE = re.compile(r"[\w-]*(\?[^\s\\#]*)?", re.ASCII)  # a page of the app and its query


def routes() -> list[Route]:
    """Return the routes for `st.App(…, routes=…)`, under any base path."""
    return [
        Route("/{base:path}sign-in", _sign_in, methods=["GET", "POST"]),
        Route("/{base:path}sign-out", _sign_out, methods=["POST"]),
    ]


def leaving(key: str) -> str:
    """Return the token of the form that ends the session with this key."""
    return signing.sealed(cached.database(), "sign out", key)


async def _sign_in(request: Request) -> Response:
    if request.method != "POST":
        return await run_in_threadpool(_shown, request)
    form = await _form(request)
    try:
        device = await run_in_threadpool(_device, request)
        return await (_KNOWN if device.id else _STRANGERS).serve(_tried, request, form, device)
    except Faulty as error:
        return _closed(request, error.faults, _text(form, "name"), _text(form, "token"))


async def _sign_out(request: Request) -> Response:
    form = await _form(request)
    try:
        return await run_in_threadpool(_left, request, form)
    except Faulty as error:
        return _closed(request, error.faults)


def _shown(
    request: Request, given: str = "", faults: Sequence[Fault] = (), status: int = 200
) -> Response:
    """Return the page, its form tied to this browser by a cookie that is no session."""
    tie = request.cookies.get(_FORM) or secrets.token_urlsafe(32)
    try:
        ledger = cached.database()
        token = soon(lambda: signing.sealed(ledger, "sign in", tie))
    except Faulty as error:
        return _closed(request, error.faults, given)
    shown = page(_words(request), token, _back(request), given, faults)
    response = HTMLResponse(shown, status, HEADERS)
    _set(request, response, _FORM, tie)
    return response


def _closed(
    request: Request, faults: Sequence[Fault], given: str = "", token: str = ""
) -> Response:
    """Return the page that says why nobody signs in just now: it is the ledger's, not theirs."""
    shown = page(_words(request), token, _back(request), given, faults)
    return HTMLResponse(shown, 503, HEADERS)


def _device(request: Request) -> Device:
    return devices.of_browser(cached.database(), request.cookies.get(_DEVICE, ""))


def _tried(request: Request, form: FormData, device: Device) -> Response:
    """Sign in, and send the browser back to where it came from."""
    name, password = _text(form, "name"), _text(form, "password")
    if not _ours(form, "sign in", request.cookies.get(_FORM, "")):
        return _shown(request, name, [refuse("sign_in_form_stale")], 403)
    database, now = cached.database(), datetime.now(UTC)
    try:
        given = sessions.sign_in(database, name, password, _address(request), now, device)
    except Faulty as error:
        status = _STATUS.get(error.faults[0].code)
        if status is None:
            raise
        return _shown(request, name, error.faults, status)
    _end(request)  # the session that this browser had before
    response = RedirectResponse("./" + _back(request), 303, HEADERS)
    _set(request, response, COOKIE, given.cookie, int(sessions.LIFE.total_seconds()))
    _set(request, response, _DEVICE, given.device, int(devices.KNOWN.total_seconds()))
    response.delete_cookie(_FORM, path=None)  # type: ignore[arg-type]
    return response


def _left(request: Request, form: FormData) -> Response:
    """End the session, if this is its own form."""
    key = _key(request)
    if key is None or not _ours(form, "sign out", key):
        return _shown(request, "", [refuse("sign_in_form_stale")], 403)
    _end(request)
    response = RedirectResponse("./" + _back(request), 303, HEADERS)
    response.delete_cookie(COOKIE, path=None)  # type: ignore[arg-type]
    return response


async def _form(request: Request) -> FormData:
    """Return what was sent; nothing of what is too large, or does not say how large it is."""
    size = request.headers.get("content-length", "")
    kind = request.headers.get("content-type", "").partition(";")[0]
    if not size.isdecimal() or int(size) > _LARGEST or kind != "application/x-www-form-urlencoded":
        return FormData()
    return await request.form()


def _text(form: FormData, key: str) -> str:
    found = form.get(key)
    return found if isinstance(found, str) else ""


def _ours(form: FormData, purpose: str, tie: str) -> bool:
    """Say whether the form was shown to this browser, for this purpose."""
    found = signing.unsealed(cached.database(), purpose, _text(form, "token"))
    return bool(tie) and found is not None and secrets.compare_digest(found, tie)


def _key(request: Request) -> str | None:
    return sessions.key_in(cached.database(), request.cookies.get(COOKIE, ""))


def _end(request: Request) -> None:
    if key := _key(request):
        sessions.leave(cached.database(), key)


def _set(
    request: Request, response: Response, name: str, value: str, age: int | None = None
) -> None:
    """Set a cookie that no script reads and no other site sends; over HTTPS, only over HTTPS."""
    proxied = request.headers.get("x-forwarded-proto", "").split(",")[0].strip()
    secure = "https" in (request.url.scheme, proxied)
    response.set_cookie(
        name, value, max_age=age, path=None, secure=secure, httponly=True, samesite="lax"
    )


def _back(request: Request) -> str:
    """Return where the reader came from: a page of this app and nothing else, else the first."""
    asked = request.query_params.get("next", "")
    return asked if _INSIDE.fullmatch(asked) else ""


def _words(request: Request) -> Words:
    return language.words_of(request)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
