"""Workbooks of older Excel and of LibreOffice (.xls, .ods): values only, nothing run."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from data.intake.reading.grid import Box, Cell, Grid, Value, tidy
from geo.faults import Faulty, refuse


def read(content: bytes, name: str) -> list[Grid]:
    """Return the sheets of a workbook; Faulty if it cannot be read."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        hidden = {s.name for s in book.sheets_metadata if s.visible is not SheetVisibleEnum.Visible}
        return [_grid(sheet, sheet.name in hidden) for sheet in _sheets(book)]
    except PasswordError:
        raise Faulty([refuse("workbook_locked", name)]) from None
    except BaseException as error:  # calamine's own failures are no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise Faulty([refuse("workbook_unreadable", name)]) from None


def boxes(content: bytes) -> dict[str, tuple[Box, ...]]:
    """Return what is merged in each sheet of a workbook."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {sheet.name: _merged(sheet) or () for sheet in _sheets(book)}


def _sheets(book: CalamineWorkbook) -> Iterator[CalamineSheet]:
    for sheet in book.sheets_metadata:
        if sheet.typ is SheetTypeEnum.WorkSheet:
            yield book.get_sheet_by_name(sheet.name)


def _grid(sheet: CalamineSheet, hidden: bool) -> Grid:
    found = {}
    for row, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
        for column, given in enumerate(values, 1):
            value = _value(given)
            if value != "":
                found[row, column] = Cell(row, column, value)
    return Grid(sheet.name, found, _merged(sheet), hidden, formats=False)


def _merged(sheet: CalamineSheet) -> tuple[Box, ...] | None:
    ranges = sheet.merged_cell_ranges
    if ranges is None:
        return None
    return tuple((a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in ranges)


def _value(given: object) -> Value:
    match given:
        case bool():
            return str(given)
        case datetime():
            return given.date()
        case date() | int() | float():
            return given
        case _:
            return tidy(str(given))
