"""One sheet of an .xlsx read cell by cell: only what is there costs anything."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import isfinite

from data.intake.reading import formats, runs
from data.intake.reading.formulas import Formulas, lacking
from data.intake.reading.grid import PLAIN, Box, Cell, Grid, Look, tidy
from data.intake.reading.limits import LONGEST, MOST_COLUMNS, MOST_ROWS, Allowance
from data.intake.reading.marked import Attributes, Handler
from data.intake.reading.runs import unescaped
from data.intake.reading.strings import Rich, Text
from data.intake.reading.styles import OFF, Style, number

_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})", re.ASCII)
_NORMAL = Style()
_DIGITS = 15  # of a number that is surely a whole one


@dataclass
class Book:
    """What the sheets of a workbook share."""

    texts: Sequence[Text]
    styles: Sequence[Style]
    epoch: datetime
    formulas: Formulas
    allowance: Allowance


class Worksheet(Handler):
    """The cells of one sheet, as they are told; the size that the sheet states is not heeded."""

    def __init__(self, number: int, book: Book):
        self._number, self._book = number, book
        self.cells: dict[tuple[int, int], Cell] = {}
        self.boxes: list[Box] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._row = self._column = 0
        self._type, self._style, self._within = "n", _NORMAL, ""
        self._value: str | None = None
        self._formula: str | None = None
        self._shared: dict[str, str] = {}  # formulas that several cells have, by their numbers
        self._own = ""  # the number of such a formula
        self._rich: Rich | None = None

    def start(self, name: str, given: Attributes) -> None:
        """Hear of a cell or of a part of it, of a row, of what is merged or hidden."""
        if name == "c":
            self._begin(given)
        elif name == "v":
            self._within, self._value = "v", self._value or ""
        elif self._rich:
            self._rich.start(name, given)
        elif name == "f" and self._formula is None:
            self._within, self._formula = "f", ""
            self._own = given.get("si", "") if given.get("t") == "shared" else ""
        elif name == "is":
            self._rich = Rich(self._book.allowance)
        elif name == "row":
            self._book.allowance.take("visited")
            self._row, self._column = number(given.get("r")) or self._row + 1, 0
            if given.get("hidden", "0").lower() not in OFF:
                self.hidden_rows.add(self._row)
        elif name == "mergeCell":
            self.boxes += box(given.get("ref", ""))
            self._book.allowance.take("visited")
        elif name == "col" and given.get("hidden", "0").lower() not in OFF:
            last = min(number(given.get("max")), MOST_COLUMNS)
            self.hidden_columns.update(range(number(given.get("min")), last + 1))

    def _begin(self, given: Attributes) -> None:
        self._book.allowance.take("visited")
        place = _PLACE.fullmatch(given.get("r", ""))
        if place:
            self._column, self._row = column(place[1]), int(place[2])
        else:
            self._column += 1
        if not (0 < self._row <= MOST_ROWS and 0 < self._column <= MOST_COLUMNS):
            raise self._book.allowance.exhausted()
        style = number(given.get("s"))
        styles = self._book.styles
        self._style = styles[style] if style < len(styles) else _NORMAL
        self._type = given.get("t", "n")
        self._value = self._formula = self._rich = None

    def text(self, text: str) -> None:
        """Hear a text within a cell."""
        if self._rich:
            self._rich.text(text)
        elif self._within == "v":
            self._value = (self._value or "") + text
        elif self._within == "f":
            self._formula = (self._formula or "") + text

    def end(self, name: str) -> None:
        """Hear that a cell is whole."""
        if name == "c":
            self._keep()
            self._rich = None
        elif name in ("v", "f"):
            self._within = ""
        elif self._rich and name != "is":
            self._rich.end(name)

    def _keep(self) -> None:
        formula = self._formula
        if formula is not None and self._own:
            formula = self._shared.setdefault(self._own, formula) or formula
        made = self._made()
        place = (self._number, self._row, self._column)
        if formula is not None and made is None and not (self._type == "str" and self._value == ""):
            made = lacking(self._row, self._column, tidy(formula))
        elif formula is not None and made is not None:
            self._book.formulas.calculated(place, made.value, tidy(formula))
        if made is not None:
            self._book.allowance.take("cells")
            self.cells[self._row, self._column] = made

    def _made(self) -> Cell | None:
        """Return the cell; None where it holds nothing."""
        row, column, value = self._row, self._column, self._value
        if self._rich:
            return self._textual(*self._rich.said())
        if not value:
            return None
        if self._type == "n":
            return self._numeric(value)
        if self._type == "s":
            texts, n = self._book.texts, number(value.strip())
            if n >= len(texts):  # of a file that has lost them: no name may vanish without a word
                raise ValueError(value)
            return self._textual(*texts[n])
        if self._type == "e":
            return Cell(row, column, tidy(value), lacking="error")
        if self._type == "b":
            return self._textual(str(value.strip().lower() not in OFF), PLAIN)
        if self._type == "d":
            return Cell(row, column, formats.written(value, self._style.code), look=self._look())
        if len(value) > LONGEST:
            raise self._book.allowance.exhausted()
        return self._textual(*runs.plain(unescaped(value)))

    def _numeric(self, text: str) -> Cell:
        found = numeric(text)
        if found is None:
            return Cell(self._row, self._column, tidy(text), look=self._look())
        if self._style.plain:
            return Cell(self._row, self._column, found, look=self._look())
        value, percent, look = formats.shown(found, self._style.code, self._book.epoch)
        return Cell(self._row, self._column, value, percent, look=self._look(look))

    def _textual(self, text: str, look: Look) -> Cell | None:
        return Cell(self._row, self._column, text, look=self._look(look)) if text else None

    def _look(self, look: Look = PLAIN) -> Look:
        return replace(look, withdrawn=True) if self._style.struck else look

    def grid(self, title: str, hidden: bool) -> Grid:
        """Return the sheet, once all of it was told."""
        merged = self._book.allowance.merged(self.boxes)
        rows = frozenset(self.hidden_rows & {row for row, _ in self.cells})
        columns = frozenset(self.hidden_columns & {column for _, column in self.cells})
        return Grid(
            title, self.cells, merged, hidden, hidden_rows=rows, hidden_columns=columns
        ).uncovered()


def numeric(text: str) -> int | float | None:
    """Return the number that a file keeps of a cell; None where it is none."""
    text = text.strip()
    try:
        if len(text) <= _DIGITS and text.lstrip("-").isdigit():
            return int(text)
        found = float(text)
    except ValueError:
        return None
    return found if isfinite(found) and "_" not in text else None


def column(letters: str) -> int:
    """Return the number of a column: 3 of C, 27 of AA."""
    found = 0
    for letter in letters.upper():
        found = found * 26 + ord(letter) - ord("A") + 1
    return found


def box(text: str) -> list[Box]:
    """Return a range that is merged, `A1:C3`; nothing where it is no range."""
    first, _, last = text.partition(":")
    a, b = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
    if not a or not b:
        return []
    top, bottom = sorted((int(a[2]), int(b[2])))
    left, right = sorted((column(a[1]), column(b[1])))
    return [(top, left, bottom, right)]
