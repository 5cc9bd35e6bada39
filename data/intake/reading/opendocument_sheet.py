"""One sheet of an .ods read cell by cell: what is repeated, covered or hidden, and its look."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.intake.reading import formats, runs
from data.intake.reading.formats import GENERAL
from data.intake.reading.formulas import Formulas, lacking
from data.intake.reading.grid import PLAIN, Box, Cell, Grid, Look, tidy
from data.intake.reading.limits import MOST_COLUMNS, MOST_ROWS, Allowance
from data.intake.reading.marked import Attributes
from data.intake.reading.opendocument_styles import Styles, Texture
from data.intake.reading.runs import Run
from data.intake.reading.styles import Style
from data.intake.reading.worksheet import numeric

_PLAIN = Texture()
_HIDDEN = ("collapse", "filter")
_NUMBERS = ("float", "percentage", "currency")


@dataclass(frozen=True)
class Book:
    """What the sheets of a workbook share."""

    styles: Styles
    formulas: Formulas
    allowance: Allowance


class Paragraphs:
    """The text of one cell: its paragraphs, each with its runs."""

    def __init__(self, styles: Styles):
        self._styles = styles
        self.begin()

    def begin(self) -> None:
        """Hear that a cell begins."""
        self._runs: list[Run] = []
        self._textures: list[Texture] = []
        self.count = self._within = 0

    def start(self, name: str, given: Attributes) -> None:
        """Hear of a paragraph, a run, or a blank."""
        if name == "p" and not self._within:
            if self.count:
                self.text("\n")
            self.count += 1
        self._within += name == "p"
        if name == "span":
            above = self._textures[-1] if self._textures else _PLAIN
            self._textures.append(self._styles.texture(given.get("style-name", ""), above))
        elif name == "line-break":
            self.text("\n")
        elif name in ("s", "tab"):
            self.text(" ")

    def end(self, name: str) -> None:
        """Hear that a paragraph or a run ends."""
        self._within -= name == "p"
        if name == "span" and self._textures:
            self._textures.pop()

    def text(self, text: str) -> None:
        """Hear a text."""
        if self.count:
            look = self._textures[-1] if self._textures else _PLAIN
            self._runs.append(Run(text, look.height, look.struck))

    def said(self, text: str = "") -> tuple[str, Look]:
        """Return what the cell says, with its look; the text that is given, where it has none."""
        if not self._runs:
            return runs.plain(text) if text else ("", PLAIN)
        if all(not r.height and not r.struck for r in self._runs):
            return runs.plain("".join(r.text for r in self._runs))
        return runs.said(self._runs)


class Sheet:
    """The cells of one sheet, as they are told."""

    def __init__(self, given: Attributes, number: int, book: Book):
        self._title, self._number, self._book = given["name"], number, book
        self._hidden = book.styles.hides(given.get("style-name", ""))
        self._cells: dict[tuple[int, int], Cell] = {}
        self._boxes: list[Box] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._row = self._column = self._columns = 0
        self._repeated = 1  # the row
        self._row_style = ""
        self._ends: list[int] = []  # of columns that have one style, and the style
        self._styles: list[str] = []
        self._line: list[Cell] = []
        self._given: Attributes = {}
        self._paragraphs = Paragraphs(book.styles)
        self._open = False  # a cell

    def start(self, name: str, given: Attributes) -> None:
        """Hear of a column, a row, a cell or a part of it."""
        if name in ("table-cell", "covered-table-cell"):
            self._book.allowance.take("visited")
            self._given = {**given, "covered": name} if name.startswith("covered") else given
            self._paragraphs.begin()
            self._open = True
        elif self._open:
            self._paragraphs.start(name, given)
        elif name == "table-row":
            self._book.allowance.take("visited")
            self._row, self._column, self._line = self._row + 1, 0, []
            self._repeated = _count(given, "number-rows-repeated")
            self._row_style = given.get("default-cell-style-name", "")
            if given.get("visibility") in _HIDDEN:
                self._hidden_rows.add(self._row)
        elif name == "table-column":
            self._begin_columns(given)

    def _begin_columns(self, given: Attributes) -> None:
        self._book.allowance.take("visited")
        first = self._columns + 1
        self._columns += _count(given, "number-columns-repeated")
        self._ends.append(self._columns)
        self._styles.append(given.get("default-cell-style-name", ""))
        if given.get("visibility") in _HIDDEN:
            last = min(self._columns, MOST_COLUMNS)
            self._hidden_columns.update(range(first, last + 1))

    def text(self, text: str) -> None:
        """Hear a text within a cell."""
        if self._open:
            self._paragraphs.text(text)

    def end(self, name: str) -> None:
        """Hear that a cell or a row is whole."""
        if name in ("table-cell", "covered-table-cell"):
            self._keep(self._given, self._paragraphs)
            self._open = False
        elif self._open:
            self._paragraphs.end(name)
        elif name == "table-row":
            self._repeat()

    def _keep(self, given: Attributes, said: Paragraphs) -> None:
        count, first = _count(given, "number-columns-repeated"), self._column + 1
        self._column += count
        wide, high = _count(given, "number-columns-spanned"), _count(given, "number-rows-spanned")
        if wide > 1 or high > 1:
            self._boxes.append((self._row, first, self._row + high - 1, first + wide - 1))
        made = self._made(first, given, said)
        if made is None:
            return
        if self._column > MOST_COLUMNS:
            raise self._book.allowance.exhausted()
        if "covered" in given:
            made = replace(made, look=replace(made.look, covered=True))
        self._book.allowance.take("cells", count * self._repeated)
        self._line += [replace(made, column=c) if count > 1 else made
                       for c in range(first, first + count)]  # fmt: skip

    def _repeat(self) -> None:
        """Keep the cells of a row, as often as it is repeated."""
        last = self._row + self._repeated - 1
        if self._line and last > MOST_ROWS:
            raise self._book.allowance.exhausted()
        for row in range(self._row, last + 1) if self._line else ():
            for cell in self._line:
                own = cell if row == cell.row else replace(cell, row=row)
                self._cells[row, cell.column] = own
            if self._row in self._hidden_rows:
                self._hidden_rows.add(row)
        self._row = last

    def _made(self, column: int, given: Attributes, said: Paragraphs) -> Cell | None:
        """Return a cell; None where it holds nothing."""
        style = self._book.styles.cell(self._style(column, given))
        text, look = said.said(given.get("string-value", ""))
        kind, formula = given.get("value-type", ""), given.get("formula")
        if "error" in kind:
            return Cell(self._row, column, text or "#", lacking="error")
        if formula is not None and not kind:
            return lacking(self._row, column, _plain(formula))
        made = self._valued(column, kind, given, style, text, look)
        if made is None:
            return None
        if formula is not None:
            place = (self._number, self._row, column)
            self._book.formulas.calculated(place, made.value, _plain(formula))
        return replace(made, look=replace(made.look, withdrawn=True)) if style.struck else made

    def _valued(
        self, column: int, kind: str, given: Attributes, style: Style, text: str, look: Look
    ) -> Cell | None:
        number = numeric(given.get("value", "")) if kind in _NUMBERS else None
        if number is not None:
            code = style.code
            if code == GENERAL and kind == "percentage":
                code = "0%"
            elif style.plain:
                seen = Look(withdrawn=True) if look.withdrawn else PLAIN
                return Cell(self._row, column, number, look=seen)
            value, percent, seen = formats.shown(number, code)
            look = replace(seen, withdrawn=True) if look.withdrawn else seen
            return Cell(self._row, column, value, percent, look=look)
        if kind == "date" and given.get("date-value"):
            value = formats.written(given["date-value"], style.code)
            return Cell(self._row, column, value, look=PLAIN)
        if kind == "boolean":
            said = str(given.get("boolean-value", "false") == "true")
            return Cell(self._row, column, said, look=PLAIN)
        return Cell(self._row, column, text, look=look) if text else None

    def _style(self, column: int, given: Attributes) -> str:
        """Return the style of a cell: its own, that of its row, or that of its column."""
        if own := given.get("style-name") or self._row_style:
            return own
        n = bisect_left(self._ends, column)
        return self._styles[n] if n < len(self._styles) else ""

    def grid(self) -> Grid:
        """Return the sheet, once all of it was told."""
        merged = self._book.allowance.merged(self._boxes)
        rows = frozenset(self._hidden_rows & {row for row, _ in self._cells})
        columns = frozenset(self._hidden_columns & {column for _, column in self._cells})
        return Grid(
            self._title, self._cells, merged, self._hidden, hidden_rows=rows, hidden_columns=columns
        ).uncovered()


def _count(given: Mapping[str, str], what: str) -> int:
    if what not in given:
        return 1
    text = given[what]
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def _plain(formula: str) -> str:
    """Return a formula as it is read: `of:=SUM([.C3:.C5])` without what its writer adds."""
    return tidy("=" + formula.partition("=")[2]) if "=" in formula else tidy(formula)
