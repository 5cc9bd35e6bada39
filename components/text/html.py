"""Small pieces of HTML whose every text is escaped: what a file says is shown as text."""

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

# What Markdown takes for more than text: anywhere, and where a line begins with it. An address is
# found even where its marks are escaped; only something between its parts, unseen, keeps it text.
_MARKS = re.compile(r"[\\`*_{}\[\]<>~|$&]|:(?=\S)")
_BEGINNING = re.compile(r"^(\d*)([-+#=.)])")
_ADDRESS = re.compile(r"https?(?=://)|www(?=\.)|\S(?=@)", re.IGNORECASE)
_JOINER = "\N{WORD JOINER}"
_FLUSH = Markup(' class="number"')
_SWATCH = Markup('<span class="swatch" style="background:{}"></span>')


def table(
    headings: Sequence[str], rows: Iterable[Sequence[object]], *, caption: str = "", css: str = ""
) -> Markup:
    """Return a table; a cell that is Markup stays as it is, anything else is escaped."""
    shown = [list(row) for row in rows]
    columns = zip(*shown, strict=True) if shown else [()] * len(headings)
    numbers = (any(isinstance(c, Number) for c in column) for column in columns)
    head = Markup("").join(map(_heading, headings, numbers))
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(map(_cell, row))) for row in shown
    )
    said = Markup("<caption>{}</caption>").format(caption) if caption else ""
    form = '<table class="plain {}">{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    return Markup(f'<div class="scroll">{form}</div>').format(css, said, head, body)


def filled(
    headings: Sequence[str], rows: Iterable[Sequence[object]], *, caption: str = "", css: str = ""
) -> Markup:
    """Return a table without the columns that say nothing in any row."""
    shown = [list(row) for row in rows]
    kept = [n for n in range(len(headings)) if any(row[n] not in ("", None) for row in shown)]
    cells = [[row[n] for n in kept] for row in shown]
    return table([headings[n] for n in kept], cells, caption=caption, css=css)


def _heading(words: str, number: bool) -> Markup:
    return Markup('<th scope="col"{}>{}</th>').format(_FLUSH if number else "", words)


def _cell(content: object) -> Markup:
    number = isinstance(content, Number)
    return Markup("<td{}>{}</td>").format(_FLUSH if number else "", content)


class Number(str):
    """A text that is a number in words, to be set flush right."""

    __slots__ = ()


def swatch(colour: str, words: str) -> Markup:
    """Return a colour with its word beside it."""
    return _SWATCH.format(colour) + Markup("<span>{}</span>").format(words)


def plain(text: str) -> str:
    """Return a text for a place that takes Markdown, so that it is shown as it stands."""
    text = _ADDRESS.sub(rf"\g<0>{_JOINER}", text)
    line = _MARKS.sub(r"\\\g<0>", " ".join(re.split(r"[ \t\r\n\f\v]+", text.strip())))
    return _BEGINNING.sub(r"\1\\\2", line)


def chip(words: str, kind: str) -> Markup:
    """Return a word in a small frame; `kind` names its look in the style sheet."""
    return Markup('<span class="chip {}">{}</span>').format(kind, words) if words else Markup("")


def lines(parts: Iterable[object]) -> Markup:
    """Return parts one under the other."""
    return Markup("<br>").join(escape(p) for p in parts if p)


def joined(parts: Iterable[object]) -> Markup:
    """Return parts one after the other on a line."""
    return Markup(" ").join(escape(p) for p in parts if p)
