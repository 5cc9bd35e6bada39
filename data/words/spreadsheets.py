"""Texts as a spreadsheet takes them for texts: whatever a file once said, nothing of it is run."""

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet.worksheet import Worksheet

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what Excel would run at the start of a cell


def printable(value: object) -> object:
    """Return a text without the characters that no workbook can hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value


def as_text(sheet: Worksheet) -> None:
    """Make text of whatever a spreadsheet would take for a formula or an error."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type in "fe":
                cell.data_type = "s"


def plain(value: object) -> object:
    """Return a text so that a spreadsheet takes it for text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
