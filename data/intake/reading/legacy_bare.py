"""Workbooks of older Excel whose looks are damaged: values alone, by one library or another."""

from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

import xlrd
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from data.intake.reading import formats
from data.intake.reading.grid import Cell, Grid, tidy
from data.intake.reading.limits import MOST_CELLS, Allowance


def read(content: bytes, name: str) -> list[Grid]:
    """Return the sheets without their looks, where these are damaged."""
    book = xlrd.open_workbook(
        file_contents=content, ragged_rows=True, logfile=StringIO(), ignore_workbook_corruption=True
    )
    allowance, made = Allowance(name), []
    for sheet in book.sheets():
        cells = {}
        for row in range(sheet.nrows):
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
    return made


def read_by_calamine(content: bytes, name: str) -> list[Grid]:
    """Return the sheets as another library reads them, of values alone."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    made = []
    for told in book.sheets_metadata:
        if told.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(told.name)
        if sheet.total_height * sheet.total_width > MOST_CELLS:
            raise Allowance(name).exhausted()
        cells = {}
        for row, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
            for column, given in enumerate(values, 1):
                if (value := _value(given)) != "":
                    cells[row, column] = Cell(row, column, value)
        hidden = told.visible is not SheetVisibleEnum.Visible
        made.append(Grid(told.name, cells, None, hidden, formats=False))
    return made


def _value(given: object) -> Any:
    match given:
        case bool():
            return str(given)
        case datetime():
            return given.date()
        case date() | int() | float():
            return given
        case _:
            return tidy(str(given))
