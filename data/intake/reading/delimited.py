"""Text files of rows (.csv): their encoding and their separator, found and said; read line by line.

A quote that swallows the lines below it is refused with its line, and a line that has more cells
than the heading is flagged: a comma within a number has moved what stands behind it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO, TextIOWrapper
from itertools import islice, pairwise
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
class _Line:
    """How wide a line is, and in which columns there are numbers."""

    cells: int
    filled: Sequence[int] = ()
    numbers: Sequence[int] = ()

    @property
    def last(self) -> int:
        """Return the last column that is not empty."""
        return self.filled[-1] if self.filled else 0

    def pairs(self) -> bool:
        """Say whether two numbers stand side by side: they may be one with a comma."""
        return any(b == a + 1 for a, b in pairwise(n for n in self.numbers if n > 1))


class Table:
    """The cells of a text, as its lines are told."""

    def __init__(self, name: str, separator: str):
        self._name, self._allowance = name, Allowance(name)
        self._comma = separator == ","
        self._cells: dict[tuple[int, int], Cell] = {}
        self._head = _Line(0)  # of the lines above the first figures
        self._body = False
        self._wide: list[int] = []  # rows

    def add(self, record: Record) -> None:
        """Keep the cells of a line."""
        if len(record.fields) > MOST_COLUMNS:
            fault = refuse("line_too_wide", self._name, line=record.line, limit=MOST_COLUMNS)
            raise Faulty([fault])
        if record.row > MOST_ROWS:
            raise self._allowance.exhausted()
        filled, numbers = [], []
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
                filled.append(column)
                if _NUMBER.fullmatch(value):
                    numbers.append(column)
        self._compare(record.row, _Line(len(record.fields), filled, numbers))

    def _compare(self, row: int, line: _Line) -> None:
        """Hold the width of a line against that of the heading: the widest line of words alone."""
        if not self._body and line.numbers and len(line.filled) > len(line.numbers):
            self._body = self._head.last > 1
        if not self._body or (not line.numbers and line.last > self._head.last):
            cells = max(self._head.cells, line.cells)
            self._head = replace(line if line.last > self._head.last else self._head, cells=cells)
            return
        last = self._head.last if self._comma else self._head.cells
        beyond = bool(line.numbers) and line.numbers[-1] > last
        if beyond or (self._comma and line.last > last and line.pairs()):
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
