"""Workbooks of older Excel (.xls): values as they are shown, nothing run."""

from dataclasses import replace
from io import StringIO
from typing import Any

import xlrd

from data.intake.reading import formats, legacy_bare, runs
from data.intake.reading.formats import EPOCH, EPOCH_1904, GENERAL
from data.intake.reading.formulas import Formulas, lacking
from data.intake.reading.grid import PLAIN, Cell, Grid, Look
from data.intake.reading.legacy_formulas import Scanned
from data.intake.reading.limits import Allowance
from data.intake.reading.runs import Height, Run
from data.intake.reading.styles import Style
from geo.faults import Faulty, refuse

_EMPTY = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
_HEIGHTS: dict[int, Height] = {1: "up", 2: "down"}


def read(content: bytes, name: str) -> list[Grid]:
    """Return the sheets of a workbook; Faulty if it cannot be read."""
    last: Exception | None = None
    for attempt in (_formatted, legacy_bare.read):  # where looks are damaged values may not be
        try:
            return attempt(content, name)
        except Faulty:
            raise
        except MemoryError:
            raise
        except Exception as error:  # whatever a library stumbles over in a file that is damaged
            if "encrypted" in str(error).lower() or "password" in type(error).__name__.lower():
                raise Faulty([refuse("workbook_locked", name)]) from None
            last = error
    raise Faulty([refuse("workbook_unreadable", name)]) from last


def _formatted(content: bytes, name: str) -> list[Grid]:
    book = xlrd.open_workbook(
        file_contents=content,
        formatting_info=True,
        ragged_rows=True,
        on_demand=True,
        logfile=StringIO(),
    )
    scanned = Scanned(content)
    found = Formulas(trusted=scanned.recalculated)
    allowance = Allowance(name)
    made = []
    for n in range(book.nsheets):  # one at a time is in the memory
        made.append(Sheet(n, book.sheet_by_index(n), book, scanned, found, allowance).grid())
        book.unload_sheet(n)
    return found.marked(made)


class Sheet:
    """One sheet as the library has it, made into cells."""

    def __init__(
        self, number: int, sheet: Any, book: Any, scanned: Scanned, formulas: Formulas,
        allowance: Allowance,
    ):  # fmt: skip
        self._number, self._sheet, self._book = number, sheet, book
        self._scanned, self._formulas, self._allowance = scanned, formulas, allowance
        self._epoch = EPOCH_1904 if book.datemode else EPOCH
        self._styles: dict[int, Style] = {}

    def grid(self) -> Grid:
        """Return the cells of the sheet."""
        sheet, cells = self._sheet, {}
        for row in range(sheet.nrows):
            kinds = sheet.row_types(row)
            self._allowance.take("visited", len(kinds))
            for column, kind in enumerate(kinds):
                if kind not in _EMPTY and (made := self._made(row, column, kind)):
                    self._allowance.take("cells")
                    cells[row + 1, column + 1] = made
        boxes = [(a + 1, c + 1, b, d) for a, b, c, d in sheet.merged_cells]
        hidden_rows = frozenset(r + 1 for r, i in sheet.rowinfo_map.items() if i.hidden)
        hidden_columns = frozenset(c + 1 for c, i in sheet.colinfo_map.items() if i.hidden)
        return Grid(
            sheet.name,
            cells,
            self._allowance.merged(boxes),
            sheet.visibility != 0,
            hidden_rows=hidden_rows & {row for row, _ in cells},
            hidden_columns=hidden_columns & {column for _, column in cells},
        ).uncovered()

    def _made(self, row: int, column: int, kind: int) -> Cell | None:
        place = (self._number, row, column)
        given = self._sheet.cell_value(row, column)
        if place in self._scanned.formulas and given == "":
            if self._scanned.formulas[place]:
                return lacking(row + 1, column + 1, "…")
            # An empty text: the formula came to one, or a library that did not calculate wrote it.
            self._formulas.calculated((self._number, row + 1, column + 1), 0, "…")
            return None
        made = self._valued(row, column, kind, given)
        if made and place in self._scanned.formulas:
            self._formulas.calculated((self._number, row + 1, column + 1), made.value, "…")
        return made

    def _valued(self, row: int, column: int, kind: int, given: Any) -> Cell | None:
        style = self._style(self._sheet.cell_xf_index(row, column))
        look, percent = PLAIN, False
        value: Any = given
        if kind == xlrd.XL_CELL_ERROR:
            text = xlrd.error_text_from_code.get(given, "#")
            return Cell(row + 1, column + 1, text, lacking="error")
        if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            if not style.plain:
                value, percent, look = formats.shown(given, style.code, self._epoch)
        elif kind == xlrd.XL_CELL_BOOLEAN:
            value = str(bool(given))
        else:
            value, look = self._text(row, column, str(given))
            if not value:
                return None
        if style.struck:
            look = replace(look, withdrawn=True)
        return Cell(row + 1, column + 1, value, percent, look=look)

    def _text(self, row: int, column: int, text: str) -> tuple[str, Look]:
        parts = self._sheet.rich_text_runlist_map.get((row, column))
        if not parts:
            return runs.plain(text)
        own = self._book.xf_list[self._sheet.cell_xf_index(row, column)].font_index
        starts = [0, *(offset for offset, _ in parts)]
        fonts = [own, *(font for _, font in parts)]
        ends = [*starts[1:], len(text)]
        return runs.said(
            self._run(text[a:b], font) for a, b, font in zip(starts, ends, fonts, strict=True)
        )

    def _run(self, text: str, font: int) -> Run:
        look = self._book.font_list[font] if font < len(self._book.font_list) else None
        if look is None:
            return Run(text)
        return Run(text, _HEIGHTS.get(look.escapement, ""), bool(look.struck_out))

    def _style(self, index: int) -> Style:
        if index not in self._styles:
            own = self._book.xf_list[index]
            code = self._book.format_map.get(own.format_key)
            font = self._book.font_list[own.font_index]
            self._styles[index] = Style(code.format_str if code else GENERAL, bool(font.struck_out))
        return self._styles[index]
