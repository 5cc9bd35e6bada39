"""Workbooks of today's Excel (.xlsx): values as last calculated, as they are shown, never run."""

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
from openpyxl.styles.numbers import is_date_format

from data.intake.reading.grid import Cell, Grid, Value, tidy
from data.intake.reading.legacy import boxes
from geo.faults import Faulty, refuse

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
MOST_VISITED = 10_000_000  # cells, those included that are only formatted
Place = tuple[str, int, int]  # sheet, row, column


def read(content: bytes, name: str) -> list[Grid]:
    """Return the sheets of a workbook; Faulty if it cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl would lose if it saved the file
            return _sheets(content)
    except Faulty:
        raise
    except Exception:  # whatever openpyxl stumbles over in a file that is damaged
        raise Faulty([refuse("workbook_unreadable", name)]) from None


def _sheets(content: bytes) -> list[Grid]:
    book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
    merged = boxes(content)
    sheets = {s.title: (s, list(_cells(s))) for s in book.worksheets}
    empty = _uncalculated(
        content, {(t, c.row, c.column) for t, (_, f) in sheets.items() for c in f}
    )
    made = []
    for title, (sheet, cells) in sheets.items():
        lacking = [Cell(r, c, text, lacking="formula") for t, r, c, text in empty if t == title]
        found = {(c.row, c.column): c for c in [*cells, *lacking]}
        hidden = sheet.sheet_state != "visible"
        made.append(Grid(title, found, merged.get(title, ()), hidden))
    return made


def _cells(sheet: Any) -> Iterator[Cell]:
    sheet.reset_dimensions()  # what a file says of its own size may be wrong
    visited = 0
    for row in sheet.iter_rows():
        visited += len(row)
        if visited > MOST_VISITED:
            raise Faulty([refuse("workbook_too_large", sheet.title, limit=MOST_VISITED)])
        for cell in row:
            if cell.value is None or cell.value == "":
                continue
            if cell.data_type == "e":
                yield Cell(cell.row, cell.column, str(cell.value), lacking="error")
            elif (value := _value(cell)) != "":
                shown = str(cell.number_format)
                percent = "%" in shown and isinstance(value, int | float)
                yield Cell(cell.row, cell.column, value, percent)


def _value(cell: Any) -> Value:
    """Return a cell's value; a day that is shown without its day is the month."""
    match cell.value:
        case bool() | time() as other:
            return str(other)
        case datetime() | date() as day:
            whole = day.date() if isinstance(day, datetime) else day
            shown = re.sub(r"\[[^\]]*\]|\"[^\"]*\"", "", str(cell.number_format)).lower()
            dated = is_date_format(shown) and "d" not in shown
            return whole.isoformat()[:7] if dated else whole
        case int() | float() as number:
            return number
        case other:
            return tidy(str(other))


def _uncalculated(content: bytes, known: set[Place]) -> list[tuple[str, int, int, str]]:
    """Return the formulas of a workbook in which no formula has a value: nobody calculated it.

    Where others have one, a formula without is an empty text.
    """
    with ZipFile(BytesIO(content)) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
        if not any(_FORMULA.search(archive.read(n)) for n in sheets):
            return []
    book = openpyxl.load_workbook(BytesIO(content), read_only=True)
    found = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        for row in sheet.iter_rows():
            found += [
                (sheet.title, c.row, c.column, tidy(str(getattr(c.value, "text", c.value))))
                for c in row
                if c.data_type == "f"
            ]
    calculated = any((t, r, c) in known for t, r, c, _ in found)
    return [] if calculated else found
