"""Web pages that programs name .xls: their texts and tables one below the other, as in Excel."""

import email
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import PurePath

from data.intake.reading import runs
from data.intake.reading.grid import Box, Cell, Grid
from data.intake.reading.limits import MOST_COLUMNS, MOST_ROWS, Allowance
from data.intake.reading.runs import Height, Run
from geo.faults import Faulty, refuse

ARCHIVE = b"MIME-Version:"  # a page with all its parts in one file
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_ASIDE = ("script", "style", "head", "title", "template", "select", "noscript")
_BLOCKS = ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "caption", "center", "body")
_ALONE = ("br", "img", "hr", "input", "meta", "link", "col", "wbr")
_UP, _DOWN, _STRUCK = ("sup",), ("sub",), ("s", "strike", "del")


def read(content: bytes, name: str) -> list[Grid]:
    """Return the tables of a page as one sheet; Faulty if it has none."""
    page = Page(Allowance(name))
    for text in _texts(content, name):
        page.feed(text)
    page.close()
    if not page.tables:
        raise Faulty([refuse("workbook_is_a_page", name)])
    return [page.grid(PurePath(name).stem)]


def _texts(content: bytes, name: str) -> Iterator[str]:
    """Yield the text of a page, or of the pages of an archive."""
    if not content.lstrip().startswith(ARCHIVE):
        yield _decoded(content, name)
        return
    for part in email.message_from_bytes(content).walk():
        if part.get_content_type() == "text/html":
            held = part.get_payload(decode=True)
            if isinstance(held, bytes):
                yield _decoded(held, name)


def _decoded(content: bytes, name: str) -> str:
    said = _CHARSET.search(content[:4096])
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", *([said[1].decode("ascii")] if said else []), "cp1258"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    raise Faulty([refuse("text_unreadable", name)])


class Page(HTMLParser):
    """The texts and the tables of a page, as rows."""

    def __init__(self, allowance: Allowance) -> None:
        super().__init__(convert_charrefs=True)
        self._allowance = allowance
        self.tables = 0  # that have a cell
        self._cells: dict[tuple[int, int], Cell] = {}
        self._boxes: list[Box] = []
        self._row = self._column = self._lowest = 0
        self._taken: dict[int, int] = {}  # columns that a cell above covers, and to which row
        self._open: list[str] = []  # elements
        self._looks: list[tuple[str, Height, bool]] = []
        self._outer = 0  # how many of these are of what is round the cell
        self._runs: list[Run] | None = None  # of a cell, or of a text beside the tables
        self._depth = 0  # of tables within tables
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Hear of an element."""
        given = {k: v or "" for k, v in attrs}
        if tag == "br":
            self.handle_data("\n")
        if tag in _ALONE:
            return
        self._open.append(tag)
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._text_ends()
                self._taken = {}
        elif tag == "tr" and self._depth == 1:
            self._cell_ends()
            self._begin_row()
        elif tag in ("td", "th") and self._depth == 1:
            self._cell_ends()
            self._begin_cell(given)
        elif tag in _BLOCKS and not self._depth:
            self._text_ends()
        self._look(tag, given.get("style", "").replace(" ", "").lower())

    def _look(self, tag: str, style: str) -> None:
        up = tag in _UP or "vertical-align:super" in style
        down = tag in _DOWN or "vertical-align:sub;" in f"{style};"
        struck = tag in _STRUCK or "line-through" in style
        if up or down or struck:
            self._looks.append((tag, "up" if up else "down" if down else "", struck))

    def handle_endtag(self, tag: str) -> None:
        """Hear that an element ends."""
        if self._looks and self._looks[-1][0] == tag:
            self._looks.pop()
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if tag in ("td", "th", "tr") and self._depth == 1:
            self._cell_ends()
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._cell_ends()
                self._row = max(self._row, self._lowest)
            self._depth -= 1
        elif tag in _BLOCKS and self._depth != 0 and self._runs is not None:
            self._runs.append(Run("\n"))
        elif tag in _BLOCKS:
            self._text_ends()

    def handle_data(self, data: str) -> None:
        """Hear a text; the ends of its lines mean nothing here, but for those of `br`."""
        if any(tag in _ASIDE for tag in self._open[:20]):
            return
        if self._runs is None:
            if self._depth or not data.strip():
                return
            self._begin_row()
            self._column, self._span, self._runs = 1, (1, 1), []
            self._outer = 0
        text = data if data == "\n" else re.sub(r"\s+", " ", data)
        height: Height = next((h for _, h, _ in reversed(self._looks) if h), "")
        self._runs.append(Run(text, height, any(s for _, _, s in self._looks)))

    def close(self) -> None:
        """Hear that the page ends."""
        super().close()
        self._cell_ends()

    def _begin_row(self) -> None:
        self._allowance.take("visited")
        self._row, self._column = self._row + 1, 0

    def _begin_cell(self, given: dict[str, str]) -> None:
        self._allowance.take("visited")
        self._row = self._row or 1
        self._column += self._span[0] if self._column else 1
        while self._taken.get(self._column, 0) >= self._row:
            self._column += 1
        wide, high = _count(given.get("colspan")), _count(given.get("rowspan"))
        if self._column + wide > MOST_COLUMNS or self._row + high > MOST_ROWS:
            raise self._allowance.exhausted()
        self._span, self._runs, self._outer = (wide, high), [], len(self._looks)
        if high > 1:
            covered = range(self._column, self._column + wide)
            self._taken.update(dict.fromkeys(covered, self._row + high - 1))

    def _cell_ends(self) -> None:
        if self._runs is None:
            return
        value, look = runs.said(self._runs)
        self._runs = None
        del self._looks[self._outer :]  # what was opened within a cell ends with it
        wide, high = self._span
        if not value:
            return
        self._allowance.take("cells")
        self._cells[self._row, self._column] = Cell(self._row, self._column, value, look=look)
        bottom, right = self._row + high - 1, self._column + wide - 1
        self._lowest = max(self._lowest, bottom)
        if wide > 1 or high > 1:
            self._boxes.append((self._row, self._column, bottom, right))
        self.tables += self._depth > 0

    def _text_ends(self) -> None:
        if not self._depth or self._depth == 1:
            self._cell_ends()

    def grid(self, title: str) -> Grid:
        """Return what the page shows."""
        return Grid(title, self._cells, self._allowance.merged(self._boxes), typed=False)


def _count(text: str | None) -> int:
    return max(1, int(text)) if text and text.isascii() and text.isdigit() and len(text) < 6 else 1
