"""The workbook that an office fills in: one row an area, one column a figure of a period.

Each sheet says in A1 what it holds (`figures`, `targets`, `statuses`). Column A below it marks the
row of what is measured (`indicator`, or `criterion`), the row of periods (`period`), and then one
row for each area by its id. An empty cell says nothing: it is not zero.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
import pandas as pd
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from data.catalogue import Catalogue, rows
from data.catalogue.criteria import CriteriaSet, Status
from data.catalogue.indicators import Indicator
from data.catalogue.periods import Period
from data.figures.assess import VERDICTS, Verdict
from data.words import LANGUAGES, N_, Words
from data.words.spreadsheets import as_text, printable
from geo.areas import Area
from geo.faults import Fault, refuse

KINDS = {"figures": rows.FIGURES, "targets": rows.TARGETS, "statuses": rows.STATUSES}
SHEETS = {"figures": N_("Figures"), "targets": N_("Plans"), "statuses": N_("Criteria")}
_SAID = {"figures": "value", "targets": "target", "statuses": "status"}
_GREY = PatternFill("solid", fgColor="EEF3F8")
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
    for kind, columns in KINDS.items():
        sheets = [s for s in book.worksheets if _text(s["A1"]) == kind]
        faults += [fault for sheet in sheets for fault in _headless(sheet, path.name, kind)]
        filled = [row for sheet in sheets for row in _rows(sheet, path.name, kind)]
        if sheets:
            found[columns] = pd.DataFrame(filled, columns=[*columns, "where"], dtype=str).fillna("")
    if not found:
        faults.append(refuse("workbook_no_template", path.name, known=", ".join(KINDS)))
    return found, faults


def blank(
    areas: Sequence[Area],
    indicators: Sequence[Indicator],
    period: Period,
    words: Words,
    criteria: CriteriaSet | None = None,
) -> bytes:
    """Return an empty workbook (.xlsx) for these areas, indicators and one period.

    It has a sheet for the figures and one for the plans, and one for the criteria of a set where
    one is given. Indicators that are made from others are left out: nobody can fill them in.
    """
    book = openpyxl.Workbook()
    book.remove(book.active)
    heads = _heads([i for i in indicators if i.origin is None], words)
    for kind in ("figures", "targets") if heads else ():
        _sheet(book, kind, "indicator", heads, str(period), areas, words)
    if criteria is not None or not heads:
        _criteria(book, criteria, str(period), areas, words)
    into = BytesIO()
    book.save(into)
    return into.getvalue()


def write(path: Path, areas: Sequence[Area], catalogue: Catalogue, day: date, words: Words) -> None:
    """Write an empty workbook for these areas: a column for each indicator that is reported.

    Its periods are empty too: whoever fills it in says of when the figures are. `day` chooses the
    set of criteria.
    """
    book = openpyxl.Workbook()
    book.remove(book.active)
    heads = _heads([i for i in catalogue if i.origin is None], words)
    for kind in ("figures", "targets"):
        _sheet(book, kind, "indicator", heads, "", areas, words)
    if (criteria := catalogue.criteria_on(day)) is not None:
        _criteria(book, criteria, "", areas, words)
    book.save(path)


def _heads(indicators: Sequence[Indicator], words: Words) -> list[tuple[str, str]]:
    units = {i.slug: f" ({words.unit(i)})" if words.unit(i) else "" for i in indicators}
    return [(i.slug, words.text(i.title) + units[i.slug]) for i in indicators]


def _criteria(
    book: openpyxl.Workbook,
    criteria: CriteriaSet | None,
    period: str,
    areas: Sequence[Area],
    words: Words,
) -> None:
    numbers = [
        (str(c.number), words.text(c.title)) for c in (criteria.criteria if criteria else ())
    ]
    _sheet(book, "statuses", "criterion", numbers, period, areas, words)


def _sheet(
    book: openpyxl.Workbook,
    kind: str,
    measured: str,
    heads: Sequence[tuple[str, str]],
    period: str,
    areas: Sequence[Area],
    words: Words,
) -> None:
    sheet = book.create_sheet(words(SHEETS[kind]))
    sheet.append([kind, words(N_("One row a commune. Leave a cell empty where nothing is known."))])
    sheet.append(["", "", *(title for _, title in heads)])
    sheet.append([measured, "", *(key for key, _ in heads)])
    sheet.append(
        ["period", words(N_("2018, 2018-Q2, 2018-06 or 2018-06-30")), *([period] * len(heads))]
    )
    for area in areas:
        sheet.append([area.id, printable(area.title)])
    as_text(sheet)
    for cell in sheet[4]:
        cell.number_format = "@"  # text: Excel would make a day of "2018-06"
    for row in sheet.iter_rows(min_row=1, max_row=4):
        for cell in row:
            cell.fill, cell.font = _GREY, Font(bold=cell.row == 2)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet["A"]:
        cell.font = Font(color="8090A0", size=9)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 18, 30
    for n in range(len(heads)):
        sheet.column_dimensions[get_column_letter(n + 3)].width = 22
    sheet.freeze_panes = "C5"


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
                    _SAID[kind]: _status(said) if kind == "statuses" else said,
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
