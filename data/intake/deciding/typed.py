"""Figures typed by hand as a workbook of a long table: texts, as they were typed."""

from collections.abc import Mapping
from io import BytesIO

import openpyxl

from data.catalogue import rows
from data.catalogue.indicators import Indicator
from data.catalogue.periods import Period
from data.intake.understanding import numbers
from data.intake.understanding.values import PERCENT

VALUE = {"figures": "value", "targets": "target"}
_COLUMNS = {"figures": rows.FIGURES, "targets": rows.TARGETS}
_UNSAID = ("qualifier", "note", "source")


def workbook(
    kind: str, indicator: Indicator, period: Period, values: Mapping[str, str], status: str
) -> bytes:
    """Return a workbook (.xlsx) of the values of one indicator and period, by area id.

    Values are texts in the indicator's unit, read by whatever reads the cells of any workbook;
    those of one of words are ids of its categories. `kind` is `figures` or `targets`, and `status`
    is of figures.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    columns = [c for c in _COLUMNS[kind] if c not in _UNSAID]
    sheet.append(columns)
    said = {"indicator": indicator.slug, "period": str(period), "status": status}
    percent = indicator.unit.vi.strip() == PERCENT
    for area, value in values.items():
        row = said | {"area": area, VALUE[kind]: _shared(value) if percent else value}
        sheet.append([row[c] for c in columns])
        sheet.cell(sheet.max_row, columns.index(VALUE[kind]) + 1).data_type = "s"  # no formula
    into = BytesIO()
    book.save(into)
    return into.getvalue()


def _shared(text: str) -> str:
    """Return a percentage as it is read: below the sign % of the heading 0,5 is 0,5 %."""
    return f"{text}{PERCENT}" if numbers.readings(text) and PERCENT not in text else text
