"""A page outside of Streamlit: plain HTML that asks for nothing, in the look of the app."""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from markupsafe import Markup

from components.text import sheet
from data.messages import say
from data.words import Words
from geo.faults import Fault

_HERE = Path(__file__)
_STYLE = sheet.both(_HERE.with_suffix(".css").read_text("utf-8"))
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
{body}
</main>
</body>
</html>""")

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


def page(words: Words, title: str, body: Markup) -> str:
    """Return the page under this title."""
    style = Markup(_STYLE)
    said = {"language": words.language, "title": title, "body": body}
    return str(_PAGE.format(**said, icon=_ICON, style=style))


def alerts(words: Words, faults: Iterable[Fault]) -> Markup:
    """Return what is wrong and what to do, each in a box of its own."""
    box = Markup('<div role="alert"><b>{}</b> {}</div>')
    return Markup("").join(box.format(*say(fault, words)) for fault in faults)
