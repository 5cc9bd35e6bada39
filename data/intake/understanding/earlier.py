"""Figures of an earlier time beside a table's own, held against what was reported then."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from openpyxl.utils import get_column_letter

from data.catalogue.indicators import Indicator
from data.catalogue.periods import Kind, Period, months_before, parse
from data.catalogue.vocabulary import Measure
from data.figures.cells import cells
from data.figures.snapshot import Snapshot
from data.intake.reading.grid import Cell
from data.intake.understanding.beside import real
from data.intake.understanding.drafts import Draft
from data.intake.understanding.findings import ACCEPT, Decisions, Findings
from data.intake.understanding.layout import Layout
from data.intake.understanding.numbers import exact, plain
from geo.areas import Area
from geo.faults import ask

_DONE = (Measure.ACTUAL, Measure.TO_DATE)


def check(
    layout: Layout,
    before: Mapping[Cell, Decimal],
    read: Sequence[tuple[Draft, Decimal]],
    snapshot: Snapshot,
    decisions: Decisions,
    findings: Findings,
) -> None:
    """Ask once a column about figures of an earlier time that differ from what was reported.

    "Năm trước", "cùng kỳ", "tháng trước" leave open of which days they are: a figure differs if
    something real was reported of any of the days that may be meant, and none of it is the same.
    """
    rows: dict[int, list[Draft]] = {}
    for draft, _ in read:
        if draft.indicator and draft.measure in _DONE:
            rows.setdefault(draft.cell.row, []).append(draft)
    wrong: dict[int, list[tuple[Cell, Decimal]]] = {}
    for cell, value in before.items():
        said = layout.columns[cell.column].said.indicator
        own = [d for d in rows.get(cell.row, ()) if d.indicator and said in ("", d.indicator.slug)]
        if len({(d.indicator.slug, d.area.id) for d in own if d.indicator}) == 1:
            known = [k / d.times for d in own for k in _known(snapshot, d)]
            if known and not any(_shown(k, value) for k in known):
                wrong.setdefault(cell.column, []).append((cell, known[0]))
    for column, several in wrong.items():
        letter = get_column_letter(column)
        key = f"earlier:{layout.grid.sheet}!{letter}"
        if decisions.get(key) != ACCEPT:
            first, known_ = several[0]
            places = [layout.grid.address(cell) for cell, _ in several]
            fault = ask("earlier_differs", places[0], column=letter, found=first.text,
                        known=plain(known_))  # fmt: skip
            findings.ask(key, fault, places, [ACCEPT])


def _shown(known: Decimal, value: Decimal) -> bool:
    """Say whether a value is what is known, in as many decimals as it is written with."""
    half = Decimal(5).scaleb(min(0, int(value.as_tuple().exponent)) - 1)  # of its last decimal
    return abs(known - value) <= half


def _known(snapshot: Snapshot, draft: Draft) -> Iterator[Decimal]:
    """Yield what is really known of the days that may be meant, the likeliest first."""
    assert draft.indicator is not None
    own = list(real(snapshot.reported(draft.indicator.slug).get(draft.area.id, ())))
    for period in _meant(draft.period):
        yield from (exact(f.number) for f in own if (f.start, f.end) == (period.start, period.end))
    for day in (months_before(draft.period.last, 12), date(draft.period.start.year - 1, 12, 31)):
        yield from _to_date(snapshot, draft.indicator, draft.area, day)


def _meant(period: Period) -> Iterator[Period]:
    """Yield the same period a year before, the one just before it, and the whole year before."""
    year = period.start.year - 1
    if period.kind is not Kind.DAY and year >= date.min.year:
        yield parse(str(period).replace(str(period.start.year), f"{year:04}", 1))
    if period.kind is Kind.MONTH and period.start > date.min:
        yield parse(f"{months_before(period.start, 1):%Y-%m}")
    if year >= date.min.year:
        yield parse(f"{year:04}")


def _to_date(snapshot: Snapshot, indicator: Indicator, area: Area, day: date) -> Iterator[Decimal]:
    cell = cells(snapshot, indicator, day, [area]).get(area.id)
    if cell and cell.exact and not cell.sample and cell.as_of == day:
        yield exact(cell.value)
