"""Workbooks of older Excel whose looks are damaged: their values alone."""

from io import StringIO

import xlrd

from data.intake.reading import formats
from data.intake.reading.grid import Cell, Grid, tidy
from data.intake.reading.limits import Allowance


def read(content: bytes, name: str) -> list[Grid]:
    """Return the sheets without their looks, where these are damaged."""
    book = xlrd.open_workbook(
        file_contents=content,
        ragged_rows=True,
        on_demand=True,
        logfile=StringIO(),
        ignore_workbook_corruption=True,
    )
    allowance, made = Allowance(name), []
    for n in range(book.nsheets):
        sheet = book.sheet_by_index(n)
        cells = {}
        for row in range(sheet.nrows):
            allowance.take("visited", sheet.row_len(row))
            for column, cell in enumerate(sheet.row(row), 1):
                value = cell.value
                if cell.ctype == xlrd.XL_CELL_DATE:
                    value = formats.moment(value, formats.section("yyyy-mm-dd", value))
                elif cell.ctype == xlrd.XL_CELL_TEXT:
                    value = tidy(value)
                if cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) and value != "":
                    allowance.take("cells")
                    cells[row + 1, column] = Cell(row + 1, column, value)
        made.append(Grid(sheet.name, cells, None, sheet.visibility != 0, formats=False))
        book.unload_sheet(n)
    return made
