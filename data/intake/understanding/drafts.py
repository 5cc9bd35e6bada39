"""What each cell is a figure of: said by its row, its column and its sheet together, or asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from openpyxl.utils import get_column_letter

from data.catalogue.indicators import Indicator
from data.catalogue.periods import Kind, Period, parse
from data.catalogue.vocabulary import Measure, Role
from data.intake.reading.grid import Cell
from data.intake.understanding.columns import Column
from data.intake.understanding.findings import ACCEPT, LEAVE_OUT, Decisions, Findings
from data.intake.understanding.layout import Layout
from data.intake.understanding.lexicon import Lexicon
from data.intake.understanding.lines import Line, valued
from data.intake.understanding.looks import Looks
from data.intake.understanding.moment import NONE, Moment
from data.intake.understanding.places import Label, Places
from data.intake.understanding.scaling import Scaling
from data.intake.understanding.sheet_says import SheetSays
from geo.areas import Area
from geo.areas.names import fold
from geo.faults import Fault, ask, refuse


@dataclass(frozen=True)
class Draft:
    """One cell with all that is known of it; its value is read later."""

    cell: Cell
    line: Line
    column: Column
    area: Area
    period: Period
    measure: Measure
    indicator: Indicator | None = None
    criterion: str = ""
    times: Decimal = Decimal(1)  # from the unit of the file to the unit of the catalogue
    provisional: bool = False


@dataclass
class Drafts:
    """The cells of one sheet, each with what it is of; asks what only a person can say."""

    layout: Layout
    lexicon: Lexicon
    places: Places
    decisions: Decisions
    findings: Findings
    says: SheetSays
    totals: list[Cell] = field(default_factory=list)  # at the ends of rows
    shares: list[Cell] = field(default_factory=list)  # of plans, or of what was before
    foreign: dict[date, str] = field(default_factory=dict)  # a name of another day, by its own
    before: list[Cell] = field(default_factory=list)  # figures of another year, beside its own
    _answers: dict[tuple[int, str], Measure | None] = field(default_factory=dict)

    def of(self, line: Line) -> Iterator[Draft]:
        """Yield a draft for each cell that may be taken; the others are asked of or passed."""
        for cell in line.values:
            if draft := self._draft(line, cell, self.layout.columns[cell.column]):
                yield draft

    def of_one_generation(self, found: Sequence[Draft]) -> list[Draft]:
        """Return the drafts without those of a name that two generations share; asks of these.

        Where another row of their table only makes sense for another generation, nothing of them
        is taken silently.
        """
        kept = []
        for draft in found:
            since, where = (
                self.places.since(draft.period.last),
                self.layout.grid.address(draft.cell),
            )
            label = draft.column.label or draft.line.label
            if since not in self.foreign or not self.places.is_shared(label, draft.area):
                kept.append(draft)
                continue
            key = f"generation:{self.layout.grid.sheet}:{since}"
            answer = self.decisions.get(key)
            if answer == ACCEPT:
                kept.append(draft)
            elif answer == LEAVE_OUT:
                self.findings.skip(where, "left_out")
            else:
                fault = ask("sheet_of_another_generation", where, sheet=self.layout.grid.sheet,
                            found=self.foreign[since], day=draft.period.last)  # fmt: skip
                self.findings.ask(key, fault, [where], [ACCEPT, LEAVE_OUT])
        return kept

    def _draft(self, line: Line, cell: Cell, column: Column) -> Draft | None:
        where = self.layout.grid.address(cell)
        measure = None if column.total else self._measure(line, column, where)
        if column.total or measure is Measure.SHARE:
            (self.totals if column.total else self.shares).append(cell)
            return None
        if measure is Measure.BEFORE:
            self.before.append(cell)
            return None
        if column.number not in self._with_values:
            self.findings.skip(where, "text")
            return None
        if self._looks.stops(cell, where):
            return None
        if self._divided(where) or self._over(line, column, where):
            return None
        subject = self._subject(line, column, where)
        period, to_date = self._period(line, column, measure, where)
        if period is not None and self.says.ahead(period, measure, where):
            return None
        area = self._area(line, column, period, where)
        if subject is None or measure is None or period is None or area is None:
            return None
        indicator, criterion = subject
        times = self._scaling.times(line, cell, column, indicator, where)
        if times is None:
            return None
        if to_date and measure is Measure.ACTUAL:
            measure = Measure.TO_DATE
        provisional = column.said.provisional or line.said.provisional
        return Draft(cell, line, column, area, period, measure, indicator, criterion, times,
                     provisional)  # fmt: skip

    @cached_property
    def _scaling(self) -> Scaling:
        return Scaling(self.layout, self.lexicon, self.decisions, self.findings)

    @cached_property
    def _looks(self) -> Looks:
        return Looks(self.layout, self.decisions, self.findings)

    @cached_property
    def _with_values(self) -> frozenset[int]:
        """The columns in which anything is a number, or that say what they hold."""
        grid, first = self.layout.grid, self.layout.first
        numbered = {c for (row, c), cell in grid.cells.items() if row >= first and valued(cell)}
        told = {c.number for c in self.layout.columns.values() if c.said.indicator}
        told |= {c.number for c in self.layout.columns.values() if c.said.criterion}
        if (
            Role.CRITERION in self.layout.roles or self.layout.of_criteria
        ):  # marks, and communes side by side
            told |= {c.number for c in self.layout.columns.values() if c.label}
        plain = {
            c.number for c in self.layout.columns.values() if c.said.measure and c.said.something
        }
        return frozenset(numbered | told | plain)

    def _measure(self, line: Line, column: Column, where: str) -> Measure | None:
        said = column.said.measure or line.said.measure
        indicator = self.lexicon.catalogue.indicators.get(column.said.indicator)
        if column.said.unit == "%" and indicator and indicator.unit.vi != "%":
            return Measure.SHARE
        if column.said.unit == "%" and not column.said.indicator and not self._by_area:
            return Measure.SHARE
        told = self._told(column, line.over)
        return told or said or self.says.measure(where)

    def _told(self, column: Column, over: str) -> Measure | None:
        """Return what was answered of a column and the row over its cells; looked up once."""
        asked = column.number, over
        if asked not in self._answers:
            keys = [self._key(column), *([self._over_key(over)] if over else [])]
            known = (a for key in keys if (a := self.decisions.get(key)) in list(Measure))
            self._answers[asked] = next((Measure(a) for a in known if a), None)
        return self._answers[asked]

    @property
    def _by_area(self) -> bool:
        return Role.INDICATOR not in self.layout.roles

    def _divided(self, where: str) -> bool:
        """Say whether a column that nobody knows may divide the rows of an area; asks."""
        open_ = False
        for column in self.layout.splits:
            key = f"text:{self.layout.form}:{fold(column.text)}"
            answer = self.decisions.get(key)
            if answer == LEAVE_OUT:
                self.findings.skip(where, "left_out")
            elif answer != ACCEPT:
                fault = ask("text_column_unknown", where, found=column.text)
                self.findings.ask(key, fault, [where], [ACCEPT, LEAVE_OUT])
            open_ |= answer != ACCEPT
        return open_

    def _over(self, line: Line, column: Column, where: str) -> bool:
        """Say whether a row over this one may make another thing of it; asks, once for them all."""
        over = line.over or (line.under if _contradicted(line, column) else "")
        if not over:
            return False
        planned = self.lexicon.speaks_of_plans(over)
        key = self._over_key(over) if planned else f"over:{self.layout.form}"
        answers = (Measure.PLAN, Measure.ACTUAL) if planned else (ACCEPT,)
        answer = self.decisions.get(key)
        if answer == LEAVE_OUT:
            self.findings.skip(where, "left_out")
        elif answer not in answers:
            code = "section_of_plans" if planned else "section_unknown"
            self.findings.ask(key, ask(code, where, found=over), [where], (*answers, LEAVE_OUT))
        return answer not in answers

    def _over_key(self, over: str) -> str:
        return f"over:{self.layout.form}:{fold(over)}"

    def _subject(
        self, line: Line, column: Column, where: str
    ) -> tuple[Indicator | None, str] | None:
        """Return the indicator or the criterion that a cell is of; None where it is asked."""
        criterion = column.said.criterion or line.said.criterion
        if criterion and not column.said.rest:
            return None, criterion
        if line.text or Role.INDICATOR in self.layout.roles:
            key = f"heading:{fold(line.text)}"
            slug = self._slug(key, line.text, line.said.indicator, where, line.said.rest)
            if slug and self._strange(column, where):
                return None
        elif column.said.indicator or column.said.rest or not column.text:
            said = column.said
            slug = self._slug(self._key(column), column.text, said.indicator, where, said.rest)
        else:
            slug = line.context.indicator or self.says.indicator(where)
        known = self.lexicon.catalogue.indicators.get(slug or "")
        if slug and known is None:
            self.findings.refuse(where, refuse("indicator_unknown", where, found=slug))
        return (known, "") if known else None

    def _slug(self, key: str, text: str, slug: str, where: str, rest: str) -> str | None:
        """Return the slug that a text means, or None and a question."""
        if answer := self.decisions.get(key):
            if answer == LEAVE_OUT:
                self.findings.skip(where, "left_out")
                return None
            return answer
        if slug and not rest:
            return slug
        alike = self.lexicon.indicators.near(rest or text)
        near = tuple(dict.fromkeys((*([slug] if slug else []), *alike)))
        titles = [self.lexicon.catalogue[s].title for s in near]
        like = "heading_like" if titles else "heading_unknown"
        fault = ask(like if text else "heading_missing", where, found=text, proposed=titles)
        others = (s for s in self.lexicon.catalogue.indicators if s not in near)
        reported = [s for s in others if self.lexicon.catalogue[s].is_given]
        self.findings.ask(key, fault, [where], (*near, *reported, LEAVE_OUT))
        return None

    def _key(self, column: Column) -> str:
        """Return the key of what a column's heading means: in this form, and in no other."""
        if column.text:
            return f"heading:{self.layout.form}:{fold(column.text)}"
        return f"column:{self.layout.grid.sheet}!{get_column_letter(column.number)}"

    def _strange(self, column: Column, where: str) -> bool:
        """Say whether a column beside indicators has a heading that is not understood; asks."""
        if column.text and not column.said.rest and not column.said.indicator:
            return False
        key = self._key(column)
        answer = self.decisions.get(key)
        if answer in list(Measure):
            return False
        if answer == LEAVE_OUT:
            self.findings.skip(where, "left_out")
            return True
        code = "measure_unknown" if column.text else "heading_missing"
        answers = (Measure.ACTUAL, Measure.PLAN, Measure.TO_DATE, LEAVE_OUT)
        fault = ask(code, where, found=column.text, proposed="")
        self.findings.ask(key, fault, [where], answers)
        return True

    def _period(
        self, line: Line, column: Column, measure: Measure | None, where: str
    ) -> tuple[Period | None, bool]:
        """Return the period of a cell, and whether it counts from the start of the year."""
        if line.unclear:
            self.findings.refuse(where, refuse("period_unreadable", where, found=line.unclear))
            return None, False
        if column.first:
            return self._shown(column.first, column, where), measure is Measure.TO_DATE
        own = column.said.moment.within(line.said.moment)
        if measure is Measure.PLAN and own.kind is None:
            own = Moment(Kind.YEAR)
        own = self.says.completed(own, where, measure is Measure.TO_DATE or own.to_date)
        period = own.period
        if period is None and own is not NONE:
            self.says.ask_period(own, where, get_column_letter(column.number))
        to_date = own.to_date or measure is Measure.TO_DATE
        return period, to_date

    def _shown(self, first: date, column: Column, where: str) -> Period | None:
        """Return what the first of a month in a heading stands for, or ask."""
        letter = get_column_letter(column.number)
        key = f"period:{self.layout.grid.sheet}!{letter}"
        answers = (f"{first:%Y-%m}", first.isoformat())
        if (answer := self.decisions.get(key)) in answers:
            return parse(answer)
        fault = ask("month_or_day", where, column=letter, found=first)
        self.findings.ask(key, fault, [where], answers)
        return None

    def _area(self, line: Line, column: Column, period: Period | None, where: str) -> Area | None:
        if period is None:
            return None
        label: Label = column.label or line.label
        if not label and not self._by_place:
            return self.says.area(period.last, where)
        if not label:
            fault = ask("row_without_area", where, row=line.row)
            return self._answered(f"row:{self.layout.grid.sheet}!{line.row}", fault, where, period)
        placed = self.places.find(label, period.last)
        if self.places.is_foreign(label, period.last):  # whatever was answered
            self.foreign.setdefault(self.places.since(period.last), str(label))
        if placed.area is None and placed.fault:
            self.findings.ask(placed.key, placed.fault, [where], placed.answers)
        elif placed.area is None:
            self.findings.skip(where, "left_out")
        return placed.area

    @property
    def _by_place(self) -> bool:
        return any(r in self.layout.roles for r in (Role.AREA, Role.CODE, Role.NAME))

    def _answered(self, key: str, fault: Fault, where: str, period: Period) -> Area | None:
        answer = self.decisions.get(key, "")
        if answer == LEAVE_OUT:
            self.findings.skip(where, "left_out")
            return None
        if found := self.places.known(answer):
            return found
        answers = (*self.places.ids(period.last), LEAVE_OUT)
        self.findings.ask(key, fault, [where], answers)
        return None


def _contradicted(line: Line, column: Column) -> bool:
    """Say whether the rows over a figure say something of it that its column says otherwise."""
    over, own = line.context, column.said
    told = [(over.indicator, own.indicator), (over.criterion, own.criterion),
            (over.measure, own.measure), (over.moment.year, own.moment.year)]  # fmt: skip
    if over.moment.kind is own.moment.kind:
        told.append((over.moment.number, own.moment.number))
    return any(a and b and a != b for a, b in told)
