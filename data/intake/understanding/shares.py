"""Shares of a plan or of another year, worked out again: never taken, asked where they differ."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from openpyxl.utils import get_column_letter

from data.catalogue.vocabulary import Measure
from data.intake.reading.grid import Cell, Grid
from data.intake.understanding.drafts import Draft
from data.intake.understanding.findings import ACCEPT, Decisions, Findings
from geo.faults import ask

_DONE = (Measure.ACTUAL, Measure.TO_DATE)
_NEAR = Decimal("0.06")  # of one per cent: a share is shown with one decimal
_ROUNDED = Decimal("0.51")  # of one per cent, where it is shown without decimals


def check(
    grid: Grid,
    shares: Mapping[Cell, Decimal],
    before: Mapping[Cell, Decimal],
    read: Sequence[tuple[Draft, Decimal]],
    decisions: Decisions,
    findings: Findings,
) -> None:
    """Pass over each share; ask once a column about those that no plan of their row comes to.

    What no row with one plan and its result stands beside cannot be worked out, and is passed.
    """
    wrong: dict[int, list[Cell]] = {}
    rows: dict[int, list[tuple[Draft, Decimal]]] = {}
    for draft, value in read:
        rows.setdefault(draft.cell.row, []).append((draft, value))
    earlier: dict[int, list[Decimal]] = {}
    for cell, value in before.items():
        earlier.setdefault(cell.row, []).append(value)
    for cell, share in shares.items():
        own = [(d, v) for d, v in rows.get(cell.row, ()) if d.indicator]
        if len({(d.indicator.slug, d.area.id) for d, _ in own if d.indicator}) == 1:
            plans = [v for d, v in own if d.measure is Measure.PLAN and v]
            plans += [v for v in earlier.get(cell.row, ()) if v]
            done = [v for d, v in own if d.measure in _DONE]
            if plans and done and not any(_is(share, cell, a, b) for a in done for b in plans):
                wrong.setdefault(cell.column, []).append(cell)
                continue
        findings.skip(grid.address(cell), "share")
    for column, cells in wrong.items():
        letter = get_column_letter(column)
        key = f"share:{grid.sheet}!{letter}"
        places = [grid.address(c) for c in cells]
        if decisions.get(key) == ACCEPT:
            for place in places:
                findings.skip(place, "share")
            continue
        fault = ask("share_differs", places[0], column=letter, found=cells[0].text)
        findings.ask(key, fault, places, [ACCEPT])


def _is(share: Decimal, cell: Cell, done: Decimal, plan: Decimal) -> bool:
    """Say whether a share is what was done by its plan, as 80 or 0,8, or how much it is over it."""
    true = done / plan * 100
    fractions = [share * 100] if cell.percent else [share, share * 100]
    shown = _NEAR if share != share.to_integral_value() else _ROUNDED
    return any(abs(s - t) <= shown for s in fractions for t in (true, true - 100))
