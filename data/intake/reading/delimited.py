"""Text files of rows (.csv): their encoding and their separator, found and said; read line by line.

A quote that swallows the lines below it is refused with its line, and a line that has more cells
than the heading is flagged: a comma within a number has moved what stands behind it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO, TextIOWrapper
from itertools import islice
from pathlib import PurePath

from data.intake.reading import runs
from data.intake.reading.grid import Cell, Grid
from data.intake.reading.limits import MOST_COLUMNS, MOST_ROWS, Allowance
from data.intake.reading.records import Record, cut, records
from geo.faults import Fault, Faulty, note, refuse

SEPARATORS = ("\t", ";", ",", "|")  # a comma may be a decimal: others come first
VIETNAMESE = "cp1258"
LOOKED_AT = 200  # lines
LONGEST = 32_767  # letters of a cell, as Excel has them
_NO_TEXT = re.compile(rb"[\x01-\x06\x0e-\x19]")
_NUMBER = re.compile(r"[+-]?[\d.,\s]*\d[\d.,\s]*%?", re.ASCII)
_AS_TEXT = re.compile(r'="([^"]*)"')  # how a text is kept from being made a number: ="03205"


def read(content: bytes, name: str) -> tuple[Grid, list[Fault]]:
    """Return the rows as one sheet named after the file; Faulty if it is no text."""
    encoding = _encoding(content, name)
    notes = [] if encoding.startswith("utf") else [note("text_encoding", name, used=encoding)]
    separator, named = _separator(content, encoding)
    table = Table(name, separator)
    for record in records(_lines(content, encoding), separator, name):
        if not (named and record.row == 1):
            table.add(record)
    return Grid(PurePath(name).stem, table.marked(), None, typed=False), notes


@dataclass(frozen=True)
class _Width:
    """How many cells a line has, and the last one of these that is not empty."""

    cells: int
    last: int


class Table:
    """The cells of a text, as its lines are told."""

    def __init__(self, name: str, separator: str):
        self._name, self._allowance = name, Allowance(name)
        self._comma = separator == ","
        self._cells: dict[tuple[int, int], Cell] = {}
        self._head = _Width(0, 0)  # of the lines above the first figures
        self._body = False
        self._wide: list[int] = []  # rows

    def add(self, record: Record) -> None:
        """Keep the cells of a line."""
        if len(record.fields) > MOST_COLUMNS:
            fault = refuse("line_too_wide", self._name, line=record.line, limit=MOST_COLUMNS)
            raise Faulty([fault])
        if record.row > MOST_ROWS:
            raise self._allowance.exhausted()
        last = numbers = filled = 0
        for column, given in enumerate(record.fields, 1):
            if not given:
                continue
            if len(given) > LONGEST:
                fault = refuse("cell_too_long", self._name, line=record.line, limit=LONGEST)
                raise Faulty([fault])
            value, look = runs.plain(_AS_TEXT.sub(r"\1", given) if given[0] == "=" else given)
            if value:
                self._allowance.take("cells")
                self._cells[record.row, column] = Cell(record.row, column, value, look=look)
                last, filled = column, filled + 1
                numbers += _NUMBER.fullmatch(value) is not None
        self._compare(record.row, _Width(len(record.fields), last), numbers, filled)

    def _compare(self, row: int, width: _Width, numbers: int, filled: int) -> None:
        """Hold the width of a line against that of the heading."""
        self._body = self._body or (numbers > 0 and filled > numbers and self._head.last > 1)
        if not self._body:
            cells = max(self._head.cells, width.cells)
            self._head = _Width(cells, max(self._head.last, width.last))
        elif width.last > (self._head.last if self._comma else self._head.cells):
            self._wide.append(row)

    def marked(self) -> dict[tuple[int, int], Cell]:
        """Return the cells; the numbers of a line that is too wide may stand in wrong columns."""
        wide = set(self._wide)
        return {
            place: replace(cell, lacking="moved")
            if place[0] in wide and _NUMBER.fullmatch(str(cell.value)) and place[1] > 1
            else cell
            for place, cell in self._cells.items()
        } if wide else self._cells  # fmt: skip


def _encoding(content: bytes, name: str) -> str:
    """Return the encoding: UTF-8 if it can be that, or else Windows' Vietnamese."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content or _NO_TEXT.search(content[:10_000]):
        raise Faulty([refuse("text_unreadable", name)])
    else:
        encodings = ["utf-8-sig", VIETNAMESE]
    for encoding in encodings:
        try:
            for _ in _lines(content, encoding):
                pass
            return encoding
        except UnicodeError:
            continue
    raise Faulty([refuse("text_unreadable", name)])


def _lines(content: bytes, encoding: str) -> Iterator[str]:
    """Yield the lines of a text one by one, each with its end."""
    return iter(TextIOWrapper(BytesIO(content), encoding, newline=""))


def _separator(content: bytes, encoding: str) -> tuple[str, bool]:
    """Return what separates cells, and whether the first line says so, as Excel has it: `sep=;`."""
    lines = list(islice(_lines(content, encoding), LOOKED_AT))
    if lines and lines[0].startswith("sep=") and len(lines[0]) > 4:
        return lines[0][4], True
    return _cutting(lines), False


def _cutting(lines: Iterable[str]) -> str:
    """Return what cuts most lines into the same number of cells, more than one."""
    best, score = ",", (0, 0)
    for separator in SEPARATORS:
        counts = Counter(cut(line, separator) for line in lines if line.strip())
        counts.pop(1, None)
        if counts:
            width, rows = counts.most_common(1)[0]
            if (rows, width) > score:
                best, score = separator, (rows, width)
    return best
