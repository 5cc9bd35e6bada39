"""A sheet as the officer knows it: cells at their addresses, what is merged, what has no value."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

Value = str | int | float | date
Box = tuple[int, int, int, int]  # first row, first column, last row, last column; from 1
# A formula never calculated; one that came to an error; a number in a line of a text that has more
# cells than its heading, so that it may belong to another column.
Lacking = Literal["", "formula", "error", "moved"]
TALL = 2_000  # rows; what is merged over more is looked for one by one
BREAK = " ⏎ "  # between the lines of a cell that are numbers: no reader of numbers joins them
# Nothing of these is seen: joiners, marks of direction, byte-order marks, soft hyphens.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc]"
)


@dataclass(frozen=True, slots=True)
class Look:
    """What a person sees of a cell beside its value, or what was left out of the value."""

    unit: str = ""  # letters that its number format adds: `0" triệu đồng"`, `0.0\%` → "%"
    thousands: int = 0  # the format hides so many times a thousand (`0,,`: 2); value: as it is seen
    raised: str = ""  # small raised or lowered text, left out of the value: the 1 of 120¹
    struck: str = ""  # struck-out text, left out of the value: the rest is what holds
    withdrawn: bool = False  # the whole cell is struck out; its value is what is struck out
    lines: tuple[str, ...] = ()  # of a text of several lines; the value is all of them
    covered: bool = False  # lies beneath a merged cell: there, and nobody sees it
    unseen: bool = False  # its number format shows nothing (`;;;`, `0;-0;;@` for zero)


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not empty; a day that is shown without its day is text: `2018-06`, `2018`.

    A day with letters in its format is the text that is seen: `Năm 2018`, `Tháng 06/2018`.
    Lines that are numbers are joined by `BREAK`, others by a blank.
    """

    row: int  # from 1
    column: int  # from 1
    value: Value
    percent: bool = False  # shown as a percentage: 0.85 is seen as 85 %; a literal % is no such
    lacking: Lacking = ""
    look: Look = PLAIN

    @property
    def place(self) -> str:
        """Return the address within its sheet: C5."""
        return f"{letters(self.column)}{self.row}"

    @property
    def text(self) -> str:
        """Return what the cell says, as text: whole numbers without a point, days as ISO."""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return str(self.value)

    @property
    def is_number(self) -> bool:
        """Say whether the spreadsheet itself takes it for a number."""
        return isinstance(self.value, int | float)


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet by row and column; `merged` is None where the format hides it.

    A sheet may have two cells a million rows apart: go over `rows` and `columns`, which are those
    that have cells, and not over all numbers up to `height` and `width`.
    """

    sheet: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Box, ...] | None = ()
    hidden: bool = False
    typed: bool = True  # False: a text file, in which every number is text
    formats: bool = True  # False: how a day or a percentage is shown is not known
    hidden_rows: frozenset[int] = frozenset()  # of those that have cells
    hidden_columns: frozenset[int] = frozenset()

    @cached_property
    def height(self) -> int:
        """The last row that has a cell."""
        return max((row for row, _ in self.cells), default=0)

    @cached_property
    def width(self) -> int:
        """The last column that has a cell."""
        return max((column for _, column in self.cells), default=0)

    @cached_property
    def rows(self) -> Sequence[int]:
        """The rows that have a cell, from top to bottom."""
        return list(self._by_row)

    @cached_property
    def columns(self) -> Sequence[int]:
        """The columns that have a cell, from left to right."""
        return sorted({column for _, column in self.cells})

    @cached_property
    def _by_row(self) -> Mapping[int, list[Cell]]:
        found: dict[int, list[Cell]] = {}
        for _, cell in sorted(self.cells.items()):
            found.setdefault(cell.row, []).append(cell)
        return found

    @cached_property
    def _boxes(self) -> tuple[Mapping[int, list[Box]], list[Box]]:
        """What is merged by each row that it covers, and what covers too many rows for that.

        A range may cover a sheet of 17 billion places: none is ever counted out place by place.
        """
        by_row: dict[int, list[Box]] = {}
        tall = [b for b in self.merged or () if b[2] - b[0] >= TALL]
        for box in self.merged or ():
            if box[2] - box[0] < TALL:
                for row in range(box[0], box[2] + 1):
                    by_row.setdefault(row, []).append(box)
        return by_row, tall

    def box(self, row: int, column: int) -> Box | None:
        """Return what is merged over a place, if anything is."""
        by_row, tall = self._boxes
        here: list[Box] = [*by_row.get(row, ()), *tall]
        for box in here:
            if box[0] <= row <= box[2] and box[1] <= column <= box[3]:
                return box
        return None

    def uncovered(self) -> "Grid":
        """Return the sheet with those cells flagged that lie beneath a merged one."""
        if not self.merged:
            return self
        found = {}
        for place, cell in self.cells.items():
            box = self.box(*place)
            if box and box[:2] != place:
                found[place] = replace(cell, look=replace(cell.look, covered=True))
        return replace(self, cells={**self.cells, **found}) if found else self

    def row(self, number: int) -> list[Cell]:
        """Return the cells of one row, from left to right."""
        return self._by_row.get(number, [])

    def at(self, row: int, column: int) -> Cell | None:
        """Return what is seen at a place: the cell, or the one that is merged over it."""
        if found := self.cells.get((row, column)):
            return found
        box = self.box(row, column) if self.merged else None
        return self.cells.get(box[:2]) if box else None

    def text(self, row: int, column: int) -> str:
        """Return what is seen at a place as text; an empty text where there is nothing."""
        cell = self.at(row, column)
        return cell.text if cell else ""

    def address(self, cell: Cell) -> str:
        """Return where a cell stands: `Sheet!C5`."""
        return f"{self.sheet}!{cell.place}"


def grid(sheet: str, cells: Iterable[Cell], merged: Iterable[Box] | None = ()) -> Grid:
    """Return a grid of these cells."""
    boxes = None if merged is None else tuple(merged)
    return Grid(sheet, {(c.row, c.column): c for c in cells}, boxes)


@lru_cache(maxsize=20_000)
def letters(column: int) -> str:
    """Return what a spreadsheet calls a column: C, AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def seen(text: str) -> str:
    """Return a text without what nobody sees in it."""
    return _UNSEEN.sub("", text)


def tidy(text: str) -> str:
    """Return a text as it is compared: NFC, one blank between words, nothing unseen."""
    return " ".join(unicodedata.normalize("NFC", seen(text)).split())
