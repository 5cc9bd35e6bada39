"""Rows of sums: never taken as figures, but held against the rows that they add up."""

import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal

from data.intake.reading.grid import Cell, Grid
from data.intake.understanding.drafts import Draft
from data.intake.understanding.findings import ACCEPT, Decisions, Findings
from data.intake.understanding.numbers import plain, written
from geo.faults import ask

Part = tuple[Draft, Decimal]  # a figure that a total may be a sum of


def check(
    grid: Grid,
    totals: Sequence[tuple[Cell, Decimal]],
    read: Sequence[Part],
    decisions: Decisions,
    findings: Findings,
) -> None:
    """Ask about each total that is the sum of no rows of its column that it may be of.

    It may be of all of them, of those down to it, or of those below it, until the next total. Only
    where the figures are of one indicator that adds up over areas.
    """
    columns: dict[int, list[Part]] = {}
    for draft, value in read:
        columns.setdefault(draft.cell.column, []).append((draft, value))
    open_ = _open(findings)
    unsure = {c.column for c in grid.cells.values() if grid.address(c) in open_}
    rows_of_totals = sorted({cell.row for cell, _ in totals})
    for cell, total in totals:
        where = grid.address(cell)
        rows = columns.get(cell.column, [])
        several = [p for p in _parts(cell.row, rows, rows_of_totals) if _adds_up(p, "over_areas")]
        if cell.column in unsure or not several:  # until all its rows are known
            findings.skip(where, "total")
        else:
            _held(where, total, several, decisions, findings)


def check_rows(
    grid: Grid,
    totals: Sequence[tuple[Cell, Decimal]],
    read: Sequence[Part],
    decisions: Decisions,
    findings: Findings,
) -> None:
    """Ask about each total at the end of a row that is not the sum of the row's figures."""
    rows: dict[int, list[Part]] = {}
    for draft, value in read:
        rows.setdefault(draft.cell.row, []).append((draft, value))
    open_ = _open(findings)
    unsure = {c.row for c in grid.cells.values() if grid.address(c) in open_}
    for cell, total in totals:
        own = rows.get(cell.row, [])
        periods, areas = {str(d.period) for d, _ in own}, {d.area.id for d, _ in own}
        over = "over_time" if len(areas) == 1 and len(periods) > 1 else "over_areas"
        single = len(periods) == 1 or len(areas) == 1
        if cell.row in unsure or not single or len(own) < 2 or not _adds_up(own, over):
            findings.skip(grid.address(cell), "total")
        else:
            _held(grid.address(cell), total, [own], decisions, findings)


def _held(
    where: str,
    total: Decimal,
    several: Sequence[Sequence[Part]],
    decisions: Decisions,
    findings: Findings,
) -> None:
    """Pass a total over that is the sum of some of what it may be of, or ask about it."""
    sums = [sum((value for _, value in parts), Decimal(0)) for parts in several]
    near = [abs(s - total) <= _tolerance(p) for s, p in zip(sums, several, strict=True)]
    key = f"total:{where}:{written(total)}"
    if any(near) or decisions.get(key) == ACCEPT:
        findings.skip(where, "total")
    else:
        fault = ask("total_differs", where, found=plain(total), sum=plain(sums[0]))
        findings.ask(key, fault, [where], [ACCEPT])


def _parts(row: int, rows: Sequence[Part], totals: Sequence[int]) -> list[list[Part]]:
    """Return what a total may be the sum of: rows above it, below it, all; none that is empty."""
    above = max((t for t in totals if t < row), default=0)
    below = min((t for t in totals if t > row), default=sys.maxsize)
    several = [
        [p for p in rows if above < p[0].cell.row < row],
        [p for p in rows if row < p[0].cell.row < below],
        list(rows),
    ]
    return [parts for parts in several if parts]


def _open(findings: Findings) -> set[str]:
    """Return the cells of which something must be decided, or that are refused."""
    asked = {cell for d in findings.doubtful for cell in d.cells}
    return asked | {r.cell for r in findings.refused}


def _adds_up(parts: Sequence[Part], over: str) -> bool:
    indicators = {d.indicator.slug: d.indicator for d, _ in parts if d.indicator}
    measures = {d.measure for d, _ in parts}
    if len(indicators) != 1 or len(measures) != 1:
        return False
    return bool(getattr(next(iter(indicators.values())), over) == "sum")


def _tolerance(rows: Sequence[Part]) -> Decimal:
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
