"""Formulas that nobody calculated: a library wrote them, without a value or with a zero for one."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from data.intake.reading.grid import Cell, Grid

Place = tuple[int, int, int]  # the number of the sheet, row, column


@dataclass
class Formulas:
    """The formulas of a workbook, gathered while it is read.

    Without a value a formula was not calculated. With a zero it may not have been either: so it is
    where the workbook asks to be calculated when it is opened, or where all its formulas are zero
    and nothing shows that a program that calculates has saved it.
    """

    trusted: bool = False  # a program that calculates has saved it
    asks: bool = False  # to be calculated when it is opened
    zeros: dict[Place, str] = field(default_factory=dict)
    valued: int = 0

    def calculated(self, place: Place, value: object, text: str) -> None:
        """Hear of a formula that has a value."""
        if value == 0 and not isinstance(value, str):
            self.zeros[place] = text
        else:
            self.valued += 1

    def marked(self, grids: Iterable[Grid]) -> list[Grid]:
        """Return the sheets, with the zeros flagged that nobody calculated."""
        doubtful = not self.trusted and self.zeros and (self.asks or not self.valued)
        if not doubtful:
            return list(grids)
        made = []
        for n, grid in enumerate(grids):
            own = {(r, c): text for (s, r, c), text in self.zeros.items() if s == n}
            cells = {**grid.cells, **{p: lacking(*p, text) for p, text in own.items()}}
            made.append(replace(grid, cells=cells))
        return made


def lacking(row: int, column: int, text: str) -> Cell:
    """Return the cell of a formula that was never calculated; it says the formula."""
    return Cell(row, column, f"={text.removeprefix('=')}", lacking="formula")
