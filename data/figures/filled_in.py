"""A workbook that an office filled in, read cell by cell as rows of long tables.

`data.figures.templates` says how it is laid out.
"""

import unicodedata
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
import pandas as pd
from openpyxl.cell.cell import Cell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from data.catalogue import rows
from data.catalogue.criteria import Status
from data.figures.assess import VERDICTS, Verdict
from data.words import LANGUAGES, Words
from geo.faults import Fault, refuse

COLUMNS = {"figures": rows.FIGURES, "targets": rows.TARGETS, "statuses": rows.STATUSES}
_SAYS = {"figures": "value", "targets": "target", "statuses": "status"}
_BROKEN = (BadZipFile, InvalidFileException, KeyError, OSError, SyntaxError, TypeError, ValueError)


def read(path: Path) -> tuple[dict[rows.Columns, pd.DataFrame], list[Fault]]:
    """Return the filled cells of a workbook as the rows of long tables, as text, by their columns.

    A formula stays the text that it is, and so is no number: what it came to depends on who
    calculated it last.
    """
    try:
        book = openpyxl.load_workbook(path)
    except _BROKEN:  # whatever openpyxl stumbles over in a file that is no workbook
        return {}, [refuse("workbook_unreadable", path.name)]
    found: dict[rows.Columns, pd.DataFrame] = {}
    faults: list[Fault] = []
    for kind, columns in COLUMNS.items():
        sheets = [s for s in book.worksheets if _text(s["A1"]) == kind]
        faults += [fault for sheet in sheets for fault in _headless(sheet, path.name, kind)]
        filled = [row for sheet in sheets for row in _rows(sheet, path.name, kind)]
        if sheets:
            found[columns] = pd.DataFrame(filled, columns=[*columns, "where"], dtype=str).fillna("")
    if not found:
        faults.append(refuse("workbook_no_template", path.name, known=", ".join(COLUMNS)))
    return found, faults


def _headless(sheet: Worksheet, file: str, kind: str) -> Iterator[Fault]:
    """Yield what a sheet lacks to be understood."""
    for word in (_measured(kind), "period"):
        if _row_of(sheet, word) is None:
            yield refuse("workbook_no_row", f"{file}:{sheet.title}", word=word)


def _rows(sheet: Worksheet, file: str, kind: str) -> Iterator[dict[str, str]]:
    measured = _measured(kind)
    keys, periods = _row_of(sheet, measured), _row_of(sheet, "period")
    if keys is None or periods is None:
        return
    for row in sheet.iter_rows(min_row=max(keys, periods) + 1, min_col=3):
        area = _text(sheet.cell(row[0].row, 1))
        for cell in row:
            if said := _text(cell):
                place = f"{file}:{sheet.title}!{cell.coordinate}"
                yield {
                    "area": area,
                    measured: _text(sheet.cell(keys, cell.column)),
                    "period": _text(sheet.cell(periods, cell.column)),
                    _SAYS[kind]: _status(said) if kind == "statuses" else said,
                    "source": place,
                    "where": place,
                }


def _measured(kind: str) -> str:
    return "criterion" if kind == "statuses" else "indicator"


def _row_of(sheet: Worksheet, word: str) -> int | None:
    return next((c.row for c in sheet["A"] if _text(c) == word), None)


def _text(cell: Cell) -> str:
    """Return a cell as the long table has it: whole numbers without a point, days as ISO.

    A number that Excel shows as a share is written as it is shown, and so is none: whoever typed
    85 % may have meant 85.
    """
    match cell.value:
        case None:
            return ""
        case datetime() as day:
            form = cell.number_format.lower()
            return day.date().isoformat()[: 10 if "d" in form else 7]  # Excel's day of "2018-06"
        case int() | float() as number if "%" in cell.number_format:
            return f"{number:%}"
        case float() as number if number.is_integer():
            return str(int(number))
        case ArrayFormula() as formula:
            return str(formula.text)
        case value:
            return unicodedata.normalize("NFC", str(value)).strip()


@cache
def _status(said: str) -> str:
    """Return the status that a word of any language stands for, or the word as it was."""
    for language in LANGUAGES:
        for status in Status:
            if said.casefold() in (status, Words(language)(VERDICTS[Verdict(status)]).casefold()):
                return status
    return said
