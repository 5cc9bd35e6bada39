"""The empty workbook that an office fills in: one row an area, one column a figure of a period.

Each sheet says in A1 what it holds (`figures`, `targets`, `statuses`). Column A below it marks the
row of what is measured (`indicator`, or `criterion`), the row of periods (`period`), and then one
row for each area by its id. An empty cell says nothing: it is not zero.
"""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from data.catalogue import Catalogue
from data.catalogue.criteria import CriteriaSet
from data.catalogue.indicators import Indicator
from data.catalogue.periods import Period
from data.words import N_, Words
from data.words.spreadsheets import as_text, printable
from geo.areas import Area

SHEETS = {"figures": N_("Figures"), "targets": N_("Plans"), "statuses": N_("Criteria")}
_GREY = PatternFill("solid", fgColor="EEF3F8")


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
    heads = _heads([i for i in indicators if i.is_given], words)
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
    heads = _heads([i for i in catalogue if i.is_given], words)
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
