"""How cells look: struck out, merged over several, hidden, two numbers in one; asked or refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from data.catalogue.vocabulary import Role
from data.intake.reading.grid import Cell, Grid, letters
from data.intake.understanding import numbers
from data.intake.understanding.findings import ACCEPT, LEAVE_OUT, Decisions, Findings
from data.intake.understanding.layout import Layout
from geo.faults import ask, note, refuse

_TOLD = 5  # cells that are named in a note
_LABELS = (Role.AREA, Role.CODE, Role.NAME, Role.INDICATOR, Role.CRITERION, Role.PERIOD)


@dataclass
class Looks:
    """What a person sees of the cells of one table beside their values."""

    layout: Layout
    decisions: Decisions
    findings: Findings

    def stops(self, cell: Cell, where: str) -> bool:
        """Say whether a cell cannot be taken as it stands; asks, once a kind, or refuses it."""
        lines = [line for line in cell.look.lines if numbers.readings(line)]
        if len(lines) > 1:
            self.findings.refuse(where, refuse("cell_of_lines", where, found="; ".join(lines)))
            return True
        asked = [self._asked(kind, where) for kind in self._kinds(cell)]  # each of them
        return any(asked)

    def _kinds(self, cell: Cell) -> Iterator[str]:
        grid = self.layout.grid
        if cell.look.withdrawn or cell.row in self._struck_rows:
            yield "struck"
        if self._is_of_several(cell):
            yield "merged"
        if cell.look.covered or cell.look.unseen:
            yield "unseen"
        elif cell.row in grid.hidden_rows or cell.column in grid.hidden_columns:
            yield "hidden"

    def _asked(self, kind: str, where: str) -> bool:
        key = f"{kind}:{self.layout.grid.sheet}"
        answer = self.decisions.get(key)
        if answer == LEAVE_OUT:
            self.findings.skip(where, "left_out")
        elif answer != ACCEPT:
            fault = ask(f"cells_{kind}", where, sheet=self.layout.grid.sheet)
            answers = [LEAVE_OUT] if kind == "merged" else [ACCEPT, LEAVE_OUT]
            self.findings.ask(key, fault, [where], answers)
        return answer != ACCEPT or kind == "merged"

    @cached_property
    def _struck_rows(self) -> frozenset[int]:
        """The rows of which the name itself is struck out."""
        labels = {n for role, n in self.layout.roles.items() if role in _LABELS}
        cells = self.layout.grid.cells.values()
        return frozenset(c.row for c in cells if c.look.withdrawn and c.column in labels)

    def _is_of_several(self, cell: Cell) -> bool:
        """Say whether a cell is merged over rows of several names, or columns of several headings.

        One over the empty columns of its own heading, or the rows of one name, is of that alone.
        """
        grid = self.layout.grid
        box = grid.box(cell.row, cell.column)
        if box is None or box[:2] != (cell.row, cell.column) or box[:2] == box[2:]:
            return False
        rows = [r for r in range(box[0], min(box[2], grid.height) + 1) if grid.row(r)]
        columns = range(box[1], min(box[3], grid.width) + 1)
        heads = {c.text for n in columns if (c := self.layout.columns.get(n)) and c.text}
        return len({self._name(row) for row in rows}) > 1 or len(heads) > 1

    def _name(self, row: int) -> tuple[str, ...]:
        numbers_ = [n for role, n in self.layout.roles.items() if role in _LABELS]
        return tuple(self.layout.grid.text(row, n) for n in numbers_)


def tell(grid: Grid, findings: Findings) -> None:
    """Say of a sheet which cells have small raised text or struck-out text that was left out."""
    for kind in ("raised", "struck"):
        cells = [c for c in grid.cells.values() if getattr(c.look, kind)]
        if cells:
            some = [f"{letters(c.column)}{c.row} ({getattr(c.look, kind)})" for c in cells[:_TOLD]]
            found = ", ".join(some) + (" …" if len(cells) > _TOLD else "")
            fault = note(f"text_{kind}", grid.address(cells[0]), sheet=grid.sheet, found=found)
            findings.tell(f"{kind}:{grid.sheet}", fault)
