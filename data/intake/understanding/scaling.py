"""By what numbers are multiplied to be in the catalogue's unit: what a table says of its units."""

from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl.utils import get_column_letter

from data.catalogue.indicators import Indicator
from data.intake.reading.grid import Cell
from data.intake.understanding.columns import Column
from data.intake.understanding.findings import LEAVE_OUT, Decisions, Findings
from data.intake.understanding.layout import Layout
from data.intake.understanding.lexicon import Lexicon
from data.intake.understanding.lines import Line
from data.intake.understanding.numbers import plain
from data.intake.understanding.values import PERCENT
from geo.areas.names import fold
from geo.faults import ask, note

SHOWN, KEPT = "shown", "kept"  # a number whose format hides thousands of it
_TIMES = ("1", "1000", "1000000", "0.001", "0.000001")  # what a unit may be multiplied by


@dataclass
class Scaling:
    """The units of one table; asks what only a person can say."""

    layout: Layout
    lexicon: Lexicon
    decisions: Decisions
    findings: Findings
    _scales: dict[tuple[str, str], Decimal | None] = field(default_factory=dict)

    def times(
        self, line: Line, cell: Cell, column: Column, indicator: Indicator | None, where: str
    ) -> Decimal | None:
        """Return by what the number of a cell is multiplied; None where that is asked."""
        times = self._times(line, cell, column, indicator, where)
        return self._unhidden(times, line, cell, column, where)

    def _times(
        self, line: Line, cell: Cell, column: Column, indicator: Indicator | None, where: str
    ) -> Decimal | None:
        """Return by what a number is to be multiplied to be in the catalogue's unit, or ask."""
        own = self._unit(line, cell, column)
        told = self.layout.unit if not own else None
        if indicator is None or not _units(indicator) or not (own or told):
            return Decimal(1)
        known = {u: t for u in ((own,) if own else told.units if told else ())
                 if (t := self._scale(u, indicator)) is not None}  # fmt: skip
        unit = next(iter(known), "") or own or (told.text if told else "")
        key = f"unit:{fold(unit) or unit}:{indicator.slug}"
        if not own and told and not told.units:  # what the line says is not understood
            key = f"unit:{fold(unit) or unit}"
        answer = self.decisions.get(key, "")
        if answer == LEAVE_OUT:
            self.findings.skip(where, "left_out")
            return None
        try:
            if answer:
                return Decimal(answer)
        except ArithmeticError:
            pass
        if len(set(known.values())) == 1:
            return self._told(unit, known[unit], indicator, where)
        code = "unit_differs" if own or (told and told.units) else "unit_unknown"
        fault = ask(code, where, found=unit, known=indicator.unit,
                    indicator=indicator.title)  # fmt: skip
        self.findings.ask(key, fault, [where], (*_TIMES, LEAVE_OUT))
        return None

    def _unhidden(
        self, times: Decimal | None, line: Line, cell: Cell, column: Column, where: str
    ) -> Decimal | None:
        """Return by what a number is multiplied whose format hides thousands of it, or ask.

        1500000 shown as 1,5 is 1,5 of a unit that says "million", and without one it may be either.
        """
        if times is None or not cell.look.thousands:
            return times
        above = self.layout.unit.units if self.layout.unit else ()
        unit = self._unit(line, cell, column) or next(iter(above), "")
        amount = self.lexicon.units.amount(unit) if unit else None
        hidden = Decimal(1000) ** cell.look.thousands
        if amount and amount.times >= hidden:
            return times
        key = f"format:{self.layout.grid.sheet}!{get_column_letter(cell.column)}"
        answer = self.decisions.get(key)
        if answer in (SHOWN, KEPT):
            return times if answer == SHOWN else times * hidden
        fault = ask("format_hides", where, found=cell.text, times=plain(hidden))
        self.findings.ask(key, fault, [where], [SHOWN, KEPT])
        return None

    def _unit(self, line: Line, cell: Cell, column: Column) -> str:
        """Return the unit that a cell, its column or its row says; all that contradict each other.

        A letter % of a number format says that a percentage is one, and is read as its value is.
        """
        shown = "" if cell.look.unit == PERCENT else cell.look.unit
        said = column.said.unit or line.said.unit
        if shown and said and self.lexicon.units.times(shown, said) != 1:
            return f"{said}; {shown}"
        return shown or said

    def _scale(self, unit: str, indicator: Indicator) -> Decimal | None:
        """Return what one of a unit is in the indicator's own; worked out once for all cells."""
        asked = unit, indicator.slug
        if asked not in self._scales:
            found = (self.lexicon.units.times(unit, own) for own in _units(indicator))
            self._scales[asked] = next((times for times in found if times is not None), None)
        return self._scales[asked]

    def _told(self, unit: str, times: Decimal, indicator: Indicator, where: str) -> Decimal:
        """Return by what numbers are multiplied; that they are is said, once a unit."""
        if times != 1:
            key = f"unit_scaled:{fold(unit) or unit}:{indicator.slug}"
            fault = note("unit_scaled", where, found=unit, known=indicator.unit,
                         indicator=indicator.title, times=plain(times))  # fmt: skip
            self.findings.tell(key, fault)
        return times


def _units(indicator: Indicator | None) -> list[str]:
    return [u for u in (indicator.unit.vi, indicator.unit.en) if u] if indicator else []
