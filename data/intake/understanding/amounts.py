"""What the cells of a sheet say once it is known what they are of: numbers, words, statuses."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from data.intake.reading.grid import Cell
from data.intake.understanding import numbers
from data.intake.understanding.drafts import Draft
from data.intake.understanding.findings import Findings
from data.intake.understanding.lines import Line
from data.intake.understanding.numbers import Style, written
from data.intake.understanding.outliers import PERCENT
from data.intake.understanding.values import Values
from geo.faults import refuse

Styles = Mapping[int, Style | None]  # how the numbers of each column are written


def unreadable(cell: Cell, values: Values, styles: Styles) -> None:
    """Say what is wrong with a cell even though it is not known yet what it is of."""
    if cell.lacking or (isinstance(cell.value, date)):
        values.unreadable(cell, None)
    assert cell.column in styles


def of(
    drafts: Sequence[Draft], values: Values, styles: Styles, form: str
) -> list[tuple[Draft, Decimal | str]]:
    """Return the drafts whose cells have a value, in the catalogue's unit; words as they are."""
    found: list[tuple[Draft, Decimal | str]] = []
    groups: dict[tuple[int, str], list[tuple[Draft, Decimal]]] = {}
    for draft in drafts:
        if draft.criterion:
            if status := values.status(draft.cell, form):
                found.append((draft, status))
        elif values.is_mark(draft.cell):
            meant = values.empty(draft.cell)
            if meant:
                values.findings.skip(values.grid.address(draft.cell), "missing")
            if meant is False and not (draft.indicator and draft.indicator.categories):
                found.append((draft, Decimal(0)))
        elif draft.indicator and draft.indicator.categories:
            _word(draft, values, found)
        else:
            _number(draft, values, styles, groups)
    for (column, _), group in groups.items():
        found += _scaled(column, group, values)
    return found


def _word(draft: Draft, values: Values, found: list[tuple[Draft, Decimal | str]]) -> None:
    assert draft.indicator is not None
    if word := values.word(draft.cell, draft.indicator):
        found.append((draft, word))
    else:
        values.unreadable(draft.cell, draft.indicator)


def _number(
    draft: Draft,
    values: Values,
    styles: Styles,
    groups: dict[tuple[int, str], list[tuple[Draft, Decimal]]],
) -> None:
    cell, indicator = draft.cell, draft.indicator
    assert indicator is not None
    number = None if cell.lacking else values.number(cell, styles[cell.column])
    share = cell.percent or PERCENT in cell.text or cell.look.unit == PERCENT
    if number is not None and share and indicator.unit.vi.strip() != PERCENT:
        where = values.grid.address(cell)
        text = f"{written(number * 100)}%" if cell.percent else cell.text
        fault = refuse("cell_is_a_share", where, found=text, unit=indicator.unit)
        values.findings.refuse(where, fault)
    elif number is not None:
        groups.setdefault((cell.column, indicator.slug), []).append((draft, number))
    elif styles[cell.column] is not None or not numbers.unsure(cell.text):
        values.unreadable(cell, indicator)


def _scaled(
    column: int, group: Sequence[tuple[Draft, Decimal]], values: Values
) -> list[tuple[Draft, Decimal | str]]:
    """Return the values of one indicator's cells of a column in the catalogue's unit."""
    indicator = group[0][0].indicator
    if indicator is None or indicator.unit.vi.strip() != PERCENT:
        return [(d, n * d.times) for d, n in group]
    shown = values.percentages(column, indicator, [(d.cell, n) for d, n in group])
    if shown is None:
        return []
    return [(d, shown[d.cell] * d.times) for d, _ in group if d.cell in shown]


def of_totals(
    sums: Sequence[Line], values: Values, styles: Styles, findings: Findings
) -> list[tuple[Cell, Decimal]]:
    """Return the numbers of total rows; what is none there is passed."""
    found = []
    for cell in (c for line in sums for c in line.values):
        number = None if cell.lacking else values.number(cell, styles[cell.column])
        if number is None or cell.percent:
            findings.skip(values.grid.address(cell), "total")
        else:
            found.append((cell, number))
    return found


def of_cells(cells: Iterable[Cell], values: Values, styles: Styles) -> dict[Cell, Decimal]:
    """Return the numbers of cells that are held against others; what is none is not in it."""
    read = {c: None if c.lacking else values.number(c, styles[c.column]) for c in cells}
    return {cell: number for cell, number in read.items() if number is not None}
