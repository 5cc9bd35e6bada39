"""A sheet as the officer knows it: cells at their addresses, what is merged, what has no value."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from openpyxl.utils import get_column_letter

Value = str | int | float | date
Box = tuple[int, int, int, int]  # first row, first column, last row, last column; from 1
Lacking = Literal["", "formula", "error"]  # a formula never calculated; one that came to an error


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not empty. A month that a spreadsheet keeps as a day is text: `2018-06`."""

    row: int  # from 1
    column: int  # from 1
    value: Value
    percent: bool = False  # shown as a percentage: 0.85 is seen as 85 %
    lacking: Lacking = ""

    @property
    def place(self) -> str:
        """Return the address within its sheet: C5."""
        return f"{get_column_letter(self.column)}{self.row}"

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
    """The cells of one sheet by row and column; `merged` is None where the format hides it."""

    sheet: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Box, ...] | None = ()
    hidden: bool = False
    typed: bool = True  # False: a text file, in which every number is text
    formats: bool = True  # False: how a day or a percentage is shown is not known

    @cached_property
    def height(self) -> int:
        """The last row that has a cell."""
        return max((row for row, _ in self.cells), default=0)

    @cached_property
    def width(self) -> int:
        """The last column that has a cell."""
        return max((column for _, column in self.cells), default=0)

    @cached_property
    def _by_row(self) -> Mapping[int, list[Cell]]:
        found: dict[int, list[Cell]] = {}
        for _, cell in sorted(self.cells.items()):
            found.setdefault(cell.row, []).append(cell)
        return found

    @cached_property
    def _anchors(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        return {
            (row, column): (top, left)
            for top, left, bottom, right in self.merged or ()
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }

    def row(self, number: int) -> list[Cell]:
        """Return the cells of one row, from left to right."""
        return self._by_row.get(number, [])

    def at(self, row: int, column: int) -> Cell | None:
        """Return what is seen at a place: the cell, or the one that is merged over it."""
        return self.cells.get((row, column)) or self.cells.get(
            self._anchors.get((row, column), (row, column))
        )

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


def letters(column: int) -> str:
    """Return what a spreadsheet calls a column: C, AA."""
    return str(get_column_letter(column))


def tidy(text: str) -> str:
    """Return a text as it is compared: NFC, one blank between words."""
    return " ".join(unicodedata.normalize("NFC", text).split())
