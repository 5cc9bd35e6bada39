"""Cells as values: the style of a column, percentages, marks for nothing, words of an indicator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openpyxl.utils import get_column_letter

from data.catalogue.criteria import Status
from data.catalogue.indicators import Indicator
from data.intake.reading.grid import Cell, Grid
from data.intake.understanding import numbers
from data.intake.understanding.findings import Decisions, Findings
from data.intake.understanding.lexicon import Lexicon
from data.intake.understanding.numbers import Style
from geo.areas.names import fold
from geo.faults import ask, refuse

PERCENT = "%"
SHARE, WHOLE = "0,85", "85"  # how a column writes eighty-five per cent
MISSING, ZERO = "missing", "zero"


@dataclass
class Values:
    """How the cells of one sheet are read as values; asks what only a person can say."""

    grid: Grid
    lexicon: Lexicon
    decisions: Decisions
    findings: Findings

    def styles(self, cells: Sequence[Cell]) -> Mapping[int, Style | None]:
        """Return the style of each column; asks of those that could be read in two ways."""
        found: dict[int, Style | None] = {}
        for column in sorted({c.column for c in cells}):
            typed = [c for c in cells if c.column == column and isinstance(c.value, str)]
            texts = [c.text for c in typed if not c.lacking and numbers.readings(c.text)]
            found[column] = self._style(column, typed, texts)
        return found

    def _style(self, column: int, typed: Sequence[Cell], texts: Sequence[str]) -> Style | None:
        key = f"numbers:{self.grid.sheet}!{get_column_letter(column)}"
        if self.decisions.get(key) in list(Style):
            return Style(self.decisions[key])
        style = numbers.style(texts)
        if style is None:
            comma, point = (numbers.examples(texts, s) for s in (Style.COMMA, Style.POINT))
            cells = [self.grid.address(c) for c in typed if numbers.unsure(c.text)]
            letter = get_column_letter(column)
            fault = ask("numbers_ambiguous", cells[0], column=letter, comma=comma, point=point)
            self.findings.ask(key, fault, cells, [s.value for s in Style])
        return style

    def number(self, cell: Cell, style: Style | None) -> Decimal | None:
        """Return the number of a cell; None where it is none, or a person must say which."""
        if cell.is_number:
            assert isinstance(cell.value, int | float)
            return numbers.exact(cell.value)
        if style is None and not numbers.unsure(cell.text):  # the same in both styles
            style = Style.COMMA
        return numbers.read(cell.text, style) if style else None

    def empty(self, cell: Cell) -> bool | None:
        """Say whether a mark means that nothing is known; False where it means zero, None: asked.

        Only for cells that hold a mark.
        """
        marks = self.lexicon.words.marks
        if cell.text in marks.missing:
            return True
        key = f"dash:{self.grid.sheet}"
        if answer := self.decisions.get(key):
            return answer != ZERO
        where = self.grid.address(cell)
        self.findings.ask(
            key, ask("dash_ambiguous", where, found=cell.text), [where], [MISSING, ZERO]
        )
        return None

    def is_mark(self, cell: Cell) -> bool:
        """Say whether a cell holds a mark instead of a number."""
        marks = self.lexicon.words.marks
        return cell.text in (*marks.missing, *marks.asked)

    def percentages(
        self, column: int, indicator: Indicator, read: Sequence[tuple[Cell, Decimal]]
    ) -> dict[Cell, Decimal] | None:
        """Return the values of a percentage's cells, 85 for eighty-five; None where it is asked.

        A cell that is shown as a percentage is what it shows; "0.85" alone may be either.
        """
        plain = [
            (c, n) for c, n in read
            if not c.percent and PERCENT not in c.text and c.look.unit != PERCENT
        ]  # fmt: skip
        small = [(c, n) for c, n in plain if 0 < n <= 1]
        mixed = bool(small) and len(small) < len([n for _, n in plain if n])
        shown = {c: n * 100 if c.percent else n for c, n in read}
        if not small or any(n < 0 for _, n in plain):
            return shown
        key = f"percent:{self.grid.sheet}!{get_column_letter(column)}:{indicator.slug}"
        answer = self.decisions.get(key, "")
        if answer in (SHARE, WHOLE):
            return shown | {c: n * (100 if answer == SHARE else 1) for c, n in small}
        cells = [self.grid.address(c) for c, _ in (small if mixed else plain)]
        letter, found = get_column_letter(column), small[0][0].text
        beside = next((c.text for c, n in plain if n > 1), "")
        code = "percent_mixed" if mixed else "percent_ambiguous"
        fault = ask(code, cells[0], column=letter, found=found, beside=beside)
        self.findings.ask(key, fault, cells, [SHARE, WHOLE])
        if not mixed:
            return None
        return {c: n for c, n in shown.items() if self.grid.address(c) not in cells}

    def status(self, cell: Cell, form: str) -> Status | None:
        """Return the standing that a cell gives a criterion; what a mark means is asked once."""
        text = cell.text
        if status := self.lexicon.status(text):
            return status
        where = self.grid.address(cell)
        if text in self.lexicon.words.marks.missing and not (text.isalpha() and len(text) == 1):
            self.findings.skip(where, "missing")
            return None
        key = f"mark:{form}:{fold(text) or text}"
        answer = self.decisions.get(key)
        if answer == MISSING:
            self.findings.skip(where, "missing")
        elif answer in list(Status):
            return Status(answer)
        else:
            fault = ask("mark_unknown", where, found=text)
            self.findings.ask(key, fault, [where], [*Status, MISSING])
        return None

    def word(self, cell: Cell, indicator: Indicator) -> str | None:
        """Return the category of an indicator of words that a cell names."""
        said = cell.text.casefold()
        for category in indicator.categories:
            if said in {category.id, category.title.vi.casefold(), category.title.en.casefold()}:
                return category.id
        return None

    def unreadable(self, cell: Cell, indicator: Indicator | None) -> None:
        """Refuse a cell that is no value, by what it is."""
        where = self.grid.address(cell)
        if cell.lacking:
            fault = refuse(f"cell_{cell.lacking}", where, found=cell.text)
        elif isinstance(cell.value, date):
            fault = refuse("cell_is_a_day", where, found=cell.value)
        elif indicator is not None and indicator.categories:
            known = [c.title for c in indicator.categories]
            fault = refuse("cell_is_no_word", where, found=cell.text, known=known)
        else:
            fault = refuse("cell_is_no_number", where, found=cell.text)
        self.findings.refuse(where, fault)
