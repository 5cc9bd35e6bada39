"""The table of a view as a file that people take away; what a file once said stays text in it."""

import csv
import io
from datetime import date

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from data.catalogue.indicators import Indicator
from data.figures.snapshot import Snapshot
from data.words import N_, Words
from data.words.spreadsheets import as_text, plain, printable

HEADINGS = {
    "place": N_("Place"),
    "area": N_("Area id"),
    "title": N_("Commune"),
    "value": N_("Value"),
    "class": N_("Class"),
    "plan": N_("Plan"),
    "verdict": N_("Verdict"),
    "day": N_("Figures up to"),
    "note": N_("Note"),
}


def to_csv(
    words: Words, now: Snapshot, indicator: Indicator, day: date, rows: pd.DataFrame
) -> bytes:
    """Return UTF-8 with BOM, so that Excel shows the letters; numbers with a point."""
    out = io.StringIO("\ufeff", newline="")
    out.seek(0, io.SEEK_END)
    csv.writer(out).writerow([plain(_title(words, now, indicator, day))])
    _named(words, rows).map(plain).to_csv(out, index=False, lineterminator="\r\n")
    return out.getvalue().encode()


def to_xlsx(
    words: Words, now: Snapshot, indicator: Indicator, day: date, rows: pd.DataFrame
) -> bytes:
    """Return a workbook: title, unit and marks above the table, real numbers, nothing to run."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = words(N_("Figures"))
    sheet.append([printable(_title(words, now, indicator, day))])
    sheet.append([words(N_("Unit: {unit}"), unit=words.unit(indicator) or words(N_("status")))])
    sheet.append([])
    named = _named(words, rows)
    sheet.append(list(named.columns))
    for row in named.itertuples(index=False):
        sheet.append([None if pd.isna(v) else printable(v) for v in row])
    as_text(sheet)
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, float):
                cell.number_format = "#,##0" + ("." + "0" * indicator.decimals).rstrip(".")
    sheet["A1"].font = Font(bold=True, size=14)
    for cell in sheet[4]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="EEF3F8")
        cell.alignment = Alignment(wrap_text=True)
    for n, column in enumerate(named.columns, 1):
        longest = max([len(str(column)), *(len(str(v)) for v in named[column])])
        sheet.column_dimensions[get_column_letter(n)].width = min(longest + 2, 50)
    sheet.freeze_panes = "A5"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _title(words: Words, now: Snapshot, indicator: Indicator, day: date) -> str:
    place = words.text(now.settings.title_on(day))
    return f"{words.text(indicator.title)} – {place} – {words.day(day)}"


def _named(words: Words, rows: pd.DataFrame) -> pd.DataFrame:
    kept = rows[list(HEADINGS)]
    return kept.rename(columns={key: words(said) for key, said in HEADINGS.items()})
