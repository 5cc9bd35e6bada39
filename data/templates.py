"""The workbook that an office fills in: one row an area, one column a figure of a period.

Each sheet says in A1 what it holds (`figures`, `targets`, `statuses`). Column A below it marks the
row of what is measured (`indicator`, or `criterion`), the row of periods (`period`), and then one
row for each area by its id. An empty cell says nothing: it is not zero.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
import pandas as pd
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from data import tables
from data.assess import VERDICTS, Verdict
from data.catalogue import Catalogue, Status
from data.words import LANGUAGES, N_, Words
from geo.areas import Area
from geo.faults import Fault, refuse

KINDS = {tables.FIGURES: "figures", tables.TARGETS: "targets", tables.STATUSES: "statuses"}
SHEETS = {"figures": N_("Figures"), "targets": N_("Plans"), "statuses": N_("Criteria")}
_SAID = {"figures": "value", "targets": "target", "statuses": "status"}
_GREY = PatternFill("solid", fgColor="EEF3F8")


def read(path: Path, columns: tuple[str, ...]) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the filled cells of the sheets of one kind as the rows of a long table, as text."""
    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError):
        return tables.empty(columns), [refuse("workbook_unreadable", path.name)]
    kind = KINDS[columns]
    sheets = [s for s in book.worksheets if str(s["A1"].value).strip() == kind]
    rows = [row for sheet in sheets for row in _rows(sheet, path.name, kind)]
    faults = [f for sheet in sheets for f in _headless(sheet, path.name, kind)]
    if not any(str(s["A1"].value).strip() in SHEETS for s in book.worksheets):
        faults.append(refuse("workbook_no_template", path.name, known=", ".join(SHEETS)))
    if not rows:
        return tables.empty(columns), faults
    return pd.DataFrame(rows).reindex(columns=[*columns, "where"], fill_value=""), faults


def write(path: Path, areas: Sequence[Area], catalogue: Catalogue, day: date, words: Words) -> None:
    """Write an empty workbook for these areas: a column for each indicator that is reported."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    reported = [i for i in catalogue if i.origin is None]
    heads = [(i.slug, f"{words.text(i.title)} ({words.unit(i)})") for i in reported]
    for kind in ("figures", "targets"):
        _sheet(book, kind, "indicator", heads, str(day.year), areas, words)
    criteria = catalogue.criteria_on(day)
    if criteria is not None:
        numbers = [(str(c.number), words.text(c.title)) for c in criteria.criteria]
        _sheet(book, "statuses", "criterion", numbers, str(day), areas, words)
    book.save(path)


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
        sheet.append([area.id, area.title])
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
        area = _text(sheet.cell(row[0].row, 1).value)
        for cell in row:
            said = _status(_text(cell.value)) if kind == "statuses" else _text(cell.value)
            if said and area:
                yield {
                    "area": area,
                    measured: _text(sheet.cell(keys, cell.column).value),
                    "period": _text(sheet.cell(periods, cell.column).value),
                    _SAID[kind]: said,
                    "source": _place(file, sheet, cell),
                    "where": _place(file, sheet, cell),
                }


def _measured(kind: str) -> str:
    return "criterion" if kind == "statuses" else "indicator"


def _place(file: str, sheet: Worksheet, cell: Cell) -> str:
    return f"{file}:{sheet.title}!{cell.coordinate}"


def _row_of(sheet: Worksheet, word: str) -> int | None:
    return next((c.row for c in sheet["A"] if _text(c.value) == word), None)


def _text(value: object) -> str:
    """Return a cell as the long table has it: whole numbers without a point, days as ISO."""
    match value:
        case None:
            return ""
        case bool():
            return str(value)
        case datetime():
            return value.date().isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).strip()


def _status(said: str) -> str:
    """Return the status that a word of any language stands for, or the word as it was."""
    for language in LANGUAGES:
        for status in Status:
            if said.casefold() in (status, Words(language)(VERDICTS[Verdict(status)]).casefold()):
                return status
    return said
