"""Figures typed by hand as a workbook of a long table: numbers stay numbers, as they were typed."""

from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO

import openpyxl

from data.catalogue import rows
from data.catalogue.indicators import Indicator
from data.catalogue.periods import Period
from data.intake.understanding.values import PERCENT

VALUE = {"figures": "value", "targets": "target"}
_COLUMNS = {"figures": rows.FIGURES, "targets": rows.TARGETS}
_UNSAID = ("qualifier", "note", "source")
_SHARE = f"0.##########{PERCENT}"


def workbook(
    kind: str, indicator: Indicator, period: Period, values: Mapping[str, float | str], status: str
) -> bytes:
    """Return a workbook (.xlsx) of the values of one indicator and period, by area id.

    Values are in the indicator's unit; those of one of words are ids of its categories. `kind` is
    `figures` or `targets`, and `status` is of figures.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    columns = [c for c in _COLUMNS[kind] if c not in _UNSAID]
    sheet.append(columns)
    said = {"indicator": indicator.slug, "period": str(period), "status": status}
    percent = indicator.unit.vi.strip() == PERCENT
    for area, value in values.items():
        shown = _share(value) if percent and not isinstance(value, str) else value
        row = said | {"area": area, VALUE[kind]: shown}
        sheet.append([row[c] for c in columns])
        if percent:  # a number shown as a percentage is what it shows: nobody has to ask
            sheet.cell(sheet.max_row, columns.index(VALUE[kind]) + 1).number_format = _SHARE
    into = BytesIO()
    book.save(into)
    return into.getvalue()


def _share(value: float) -> float:
    """Return a percentage as a spreadsheet keeps it, without the noise of binary fractions."""
    return float(Decimal(repr(float(value))) / 100)
