"""The rows below a heading: which say something of an area or an indicator, and which are text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.catalogue.periods import Kind
from data.catalogue.vocabulary import Role
from data.intake.reading.grid import Cell
from data.intake.understanding import numbers
from data.intake.understanding.layout import Layout
from data.intake.understanding.lexicon import Lexicon, Said
from data.intake.understanding.moment import NONE, Moment
from data.intake.understanding.places import Label

_NUMBERING = re.compile(r"\(?(?:[A-Z]|\d{1,2})(?:\s*=[\s\d()+*/x:.%-]*)?\)?")
UNSAID = Said()


class Sort(StrEnum):
    """What a row is."""

    VALUES = "values"
    TOTAL = "total"
    NUMBERING = "numbering"  # (1) (2) (3)
    TEXT = "text"  # a section, a note, a signature


@dataclass(frozen=True)
class Line:
    """One row: what it is of, what it says of its figures, and the cells that may be values."""

    row: int
    sort: Sort
    label: Label
    said: Said  # of the indicator, the period and the unit
    text: str  # the indicator as it is written
    values: tuple[Cell, ...]
    others: tuple[Cell, ...]
    qualifier: str = ""
    status: str = ""
    source: str = ""
    note: str = ""
    unclear: str = ""  # what stands for a period and is none
    context: Said = UNSAID  # of the rows that stand over it
    under: str = ""  # the text of the closest of these
    over: str = ""  # that of one that is not understood


def lines(layout: Layout, lexicon: Lexicon) -> Iterator[Line]:
    """Yield every row that is not empty, from top to bottom."""
    for row in range(layout.first, layout.grid.height + 1):
        if cells := layout.grid.row(row):
            yield _line(layout, lexicon, row, cells)


def _line(layout: Layout, lexicon: Lexicon, row: int, cells: Sequence[Cell]) -> Line:
    def text(role: Role) -> str:
        column = layout.roles.get(role)
        return layout.grid.text(row, column) if column else ""

    values = tuple(c for c in cells if layout.columns[c.column].role is None)
    label = Label(text(Role.AREA) or text(Role.CODE), text(Role.NAME))
    if text(Role.AREA) and not layout.kind and "@" not in text(Role.AREA):
        given = text(Role.AREA)  # a long table's area may be a code or a name
        label = Label(given, "") if given.removesuffix(".0").isdecimal() else Label("", given)
    period, unclear = _period(layout, lexicon, row)
    said = _said(lexicon, text(Role.INDICATOR), period, text(Role.UNIT))
    criterion = lexicon.criterion(text(Role.CRITERION)) or text(Role.CRITERION)
    if layout.of_criteria and not criterion and not text(Role.INDICATOR).isdecimal():
        criterion = lexicon.criterion(text(Role.INDICATOR))  # by its title
    heads = [text(r) for r in (Role.NUMBER, Role.NAME, Role.CODE, Role.AREA, Role.INDICATOR)]
    sort = Sort.VALUES
    if all(_NUMBERING.fullmatch(c.text) for c in cells) and _counts(cells):
        sort = Sort.NUMBERING
    elif any(lexicon.is_total(h) for h in heads):
        sort = Sort.TOTAL
    elif not any(map(valued, values)) and not (
        ((label and _placed(lexicon, label)) or criterion) and values
    ):
        sort = Sort.TEXT
    return Line(
        row,
        sort,
        label,
        Said(said.indicator, criterion or said.criterion, said.measure, said.moment, said.unit,
             said.provisional, said.rest),
        text(Role.INDICATOR),
        values,
        tuple(c for c in cells if c not in values),
        text(Role.QUALIFIER),
        text(Role.STATUS),
        text(Role.SOURCE),
        text(Role.NOTE) if not layout.kind else "",
        unclear,
    )  # fmt: skip


def _said(lexicon: Lexicon, indicator: str, period: Moment, unit: str) -> Said:
    named = lexicon.said(indicator)
    known = lexicon.unit(unit) or unit or named.unit
    moment = period.within(named.moment)
    return Said(
        named.indicator,
        named.criterion,
        named.measure,
        moment,
        known,
        named.provisional,
        named.rest,
    )


def _period(layout: Layout, lexicon: Lexicon, row: int) -> tuple[Moment, str]:
    """Return what the columns of periods say together, and what of that is not understood.

    A number may need its heading to be a period: 6 under "month".
    """
    found, unclear = NONE, ""
    for column in layout.columns.values():
        cell = layout.grid.at(row, column.number) if column.role is Role.PERIOD else None
        text = cell.text if cell else ""
        if cell and not layout.grid.formats and isinstance(cell.value, date):
            unclear = text if cell.value.day == 1 else unclear  # the day, or its month?
        said = lexicon.said(text)
        if text and (said.rest or said.moment == NONE):
            said = lexicon.said(f"{column.text} {text}")
        if text and (said.rest or said.moment == NONE or _contradict(found, said.moment)):
            unclear = text
        first, second = (said.moment, found) if found.kind is Kind.YEAR else (found, said.moment)
        found = first.within(second) if text else found
    return found, unclear


def _contradict(a: Moment, b: Moment) -> bool:
    return bool(a.year and b.year and a.year != b.year)


def _placed(lexicon: Lexicon, label: Label) -> bool:
    return bool(label.code) or lexicon.is_place(label.name)


def valued(cell: Cell) -> bool:
    """Say whether a cell may be a figure: a number however written, or what has lost its number."""
    return cell.is_number or bool(cell.lacking) or bool(numbers.readings(cell.text))


def _counts(cells: Sequence[Cell]) -> bool:
    """Say whether the numbers of a row are one, two, three …"""
    found = [re.sub(r"=.*|[()\s]", "", c.text) for c in cells]
    counted = [int(n) for n in found if n.isdecimal()]
    return len(counted) > 1 and counted == list(range(counted[0], counted[0] + len(counted)))
