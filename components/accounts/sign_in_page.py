"""The page on which somebody signs in: plain HTML that asks for nothing, in the look of the app."""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlencode

from markupsafe import Markup

from data.messages import say
from data.words import LANGUAGES, N_, Words
from geo.faults import Fault

_HERE = Path(__file__)
_STYLE = _HERE.with_name("sign_in.css").read_text("utf-8")
_ICON = base64.b64encode((_HERE.parents[1] / "frame" / "icon.png").read_bytes()).decode()
_PAGE = Markup("""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:image/png;base64,{icon}">
<style>{style}</style>
</head>
<body>
<main>
<img src="data:image/png;base64,{icon}" alt="">
<h1>{title}</h1>
<p>{why}</p>
{faults}
<form method="post">
<input type="hidden" name="token" value="{token}">
<label for="name">{name}</label>
<input id="name" name="name" value="{given}" autocomplete="username" autocapitalize="none"
 spellcheck="false" maxlength="100" required{first}>
<label for="password">{password}</label>
<input id="password" name="password" type="password" autocomplete="current-password"
 required{second}>
<button>{title}</button>
</form>
<nav><a href="{back}">{read}</a>{languages}</nav>
</main>
</body>
</html>""")
_FOCUS = Markup(" autofocus")

# Nothing is loaded, nothing is run, nothing is framed; the style is the one above and no other.
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = (
    "default-src 'none'",
    "img-src data:",
    f"style-src 'sha256-{_HASH}'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "; ".join(_POLICY),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def page(words: Words, token: str, back: str, given: str = "", faults: Iterable[Fault] = ()) -> str:
    """Return the page; `back` is where the reader came from, `given` the name they typed."""
    return str(
        _PAGE.format(
            language=words.language,
            title=words(N_("Sign in")),
            why=words(N_("Only to enter figures or to administer. Reading needs no account.")),
            name=words(N_("Account name")),
            password=words(N_("Password")),
            read=words(N_("Only read")),
            icon=_ICON,
            style=Markup(_STYLE),
            token=token,
            given=given,
            first="" if given else _FOCUS,
            second=_FOCUS if given else "",
            back="./" + back,
            faults=Markup("").join(_alert(words, fault) for fault in faults),
            languages=_languages(words, back),
        )
    )


def _alert(words: Words, fault: Fault) -> Markup:
    return Markup('<div role="alert"><b>{}</b> {}</div>').format(*say(fault, words))


def _languages(words: Words, back: str) -> Markup:
    return Markup("").join(
        Markup('<a href="?{}" lang="{}">{}</a>').format(
            urlencode({"lang": language, "next": back}), language, name
        )
        for language, name in LANGUAGES.items()
        if language != words.language
    )
