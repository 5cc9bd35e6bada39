"""A view as a workbook to print and to reckon with; what a file once said stays text in it."""

import io
from numbers import Number
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from data.catalogue.indicators import Indicator
from data.outputs.taken import Taken
from data.words import N_
from data.words.spreadsheets import as_text, printable

HEAD = 6  # the row of headings: above it title, place, day and filter, and a row that stays empty
NARROWEST, WIDEST = 9, 44
HIDDEN = "area"
NUMBERS = ("place", "value", "plan")
_BLUE, _LINE = "0B3C6B", Side(style="thin", color="B7C4D1")


def to_xlsx(taken: Taken) -> bytes:
    """Return a workbook: what it is above the table, real numbers, sources below, nothing to run.

    It can be read in again: title, day and headings are those of tables that offices send.
    """
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = taken.words(N_("Figures"))
    table = taken.table()
    above = [taken.title, taken.place, taken.of_when, taken.filtered, ""]
    rows = [[None if pd.isna(v) else v for v in row] for row in table.to_numpy(dtype=object)]
    lines: list[list[Any]] = [[line] for line in above]
    lines += [taken.heads(list(table.columns)), *rows]
    lines += [[line] for line in ("", *taken.below())]
    for line in lines:
        sheet.append([None if cell == "" else printable(cell) for cell in line])
    as_text(sheet)
    last = HEAD + len(table)
    _look(sheet, taken, last)
    for n, (column, cells) in enumerate(table.items(), 1):
        _column(sheet, n, str(column), cells, taken.indicator)
    _on_paper(sheet, taken, len(table.columns), last)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _look(sheet: Worksheet, taken: Taken, last: int) -> None:
    """Set the title, the headings and the lines of the table."""
    sheet["A1"].font = Font(bold=True, size=16, color=_BLUE)
    sheet["A2"].font = sheet["A3"].font = Font(bold=True)
    for cell in sheet[HEAD]:
        cell.font, cell.fill = Font(bold=True, color=_BLUE), PatternFill("solid", fgColor="EEF3F8")
    for row in sheet.iter_rows(min_row=HEAD, max_row=last):
        for cell in row:
            cell.border = Border(bottom=_LINE)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    for row in sheet.iter_rows(min_row=last + 1):
        row[0].font = Font(size=9, color="4A5763")
    if taken.address:
        sheet.cell(sheet.max_row, 1).hyperlink = printable(taken.address)


def _column(sheet: Worksheet, n: int, name: str, cells: pd.Series, indicator: Indicator) -> None:
    """Set the width of a column and how its numbers are written; the area's key is not seen."""
    own = sheet.column_dimensions[get_column_letter(n)]
    longest = max([NARROWEST, *(len(str(v)) + 2 for v in cells if pd.notna(v))])
    own.width, own.hidden = min(longest, WIDEST), name == HIDDEN
    decimals = "" if name == "place" else ("." + "0" * indicator.decimals).rstrip(".")
    for row in range(HEAD, HEAD + len(cells) + 1):
        cell = sheet.cell(row, n)
        assert isinstance(cell, Cell)
        if isinstance(cell.value, Number):
            cell.number_format = "#,##0" + decimals
        if name in NUMBERS and not (name == "value" and indicator.categories):
            cell.alignment = Alignment(horizontal="right", vertical="center", wrap_text=True)


def _on_paper(sheet: Worksheet, taken: Taken, columns: int, last: int) -> None:
    """Let it be filtered, and printed on A4 across, its headings on every page."""
    end = get_column_letter(columns)
    sheet.freeze_panes = f"A{HEAD + 1}"
    sheet.auto_filter.ref = f"A{HEAD}:{end}{last}"
    sheet.print_area = f"A1:{end}{sheet.max_row}"
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes
    sheet.oddFooter.left.text = taken.words(N_("Taken on {day}"), day=taken.words.day(taken.today))
    sheet.oddFooter.right.text = "&P/&N"
