"""Rows of sums: never taken as figures, but held against the rows that they add up."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from data.intake.reading.grid import Cell, Grid
from data.intake.understanding.drafts import Draft
from data.intake.understanding.findings import ACCEPT, Decisions, Findings
from data.intake.understanding.numbers import plain, written
from geo.faults import ask


def check(
    grid: Grid,
    totals: Sequence[tuple[Cell, Decimal]],
    read: Sequence[tuple[Draft, Decimal]],
    decisions: Decisions,
    findings: Findings,
) -> None:
    """Ask about each total that is not the sum of the rows of its column.

    Only where the figures of a column are of one indicator that adds up over areas.
    """
    columns: dict[int, list[tuple[Draft, Decimal]]] = {}
    for draft, value in read:
        columns.setdefault(draft.cell.column, []).append((draft, value))
    open_ = {cell for d in findings.doubtful for cell in d.cells}
    open_ |= {r.cell for r in findings.refused}
    unsure = {c.column for c in grid.cells.values() if grid.address(c) in open_}
    for cell, total in totals:
        where = grid.address(cell)
        rows = columns.get(cell.column, [])
        if cell.column in unsure or not _adds_up(rows):  # until all its rows are known
            findings.skip(where, "total")
            continue
        found = sum((value for _, value in rows), Decimal(0))
        key = f"total:{where}:{written(total)}"
        if abs(found - total) <= _tolerance(rows) or decisions.get(key) == ACCEPT:
            findings.skip(where, "total")
        else:
            fault = ask("total_differs", where, found=plain(total), sum=plain(found))
            findings.ask(key, fault, [where], [ACCEPT])


def _adds_up(rows: Sequence[tuple[Draft, Decimal]]) -> bool:
    indicators = {d.indicator.slug: d.indicator for d, _ in rows if d.indicator}
    return len(indicators) == 1 and next(iter(indicators.values())).over_areas == "sum"


def _tolerance(rows: Sequence[tuple[Draft, Decimal]]) -> Decimal:
    """Return by how much rounded rows may miss a rounded total."""
    exponents = [value.as_tuple().exponent for _, value in rows]
    places = max((-e for e in exponents if isinstance(e, int) and e < 0), default=0)
    return Decimal(1).scaleb(-places) * len(rows) / 2 if places else Decimal(0)


def upper(
    read: Sequence[tuple[Draft, Decimal]], mapped: Mapping[str, bool]
) -> tuple[list[tuple[Draft, Decimal]], list[tuple[Cell, Decimal]]]:
    """Return the figures without those of an upper area that stands among its own parts, and those.

    A row "the district" below its communes is their total.
    """
    lower = {d.cell.column for d, _ in read if mapped[d.area.id]}
    kept, sums = [], []
    for draft, value in read:
        if not mapped[draft.area.id] and draft.cell.column in lower:
            sums.append((draft.cell, value))
        else:
            kept.append((draft, value))
    return kept, sums
