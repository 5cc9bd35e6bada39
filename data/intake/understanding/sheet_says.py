"""What a sheet as a whole says of its figures: period, area, indicator, plans; or it is asked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import PurePath

from data.catalogue.periods import Kind, Period, month_of, months_before, parse
from data.catalogue.vocabulary import Measure
from data.intake.understanding import moment as moments
from data.intake.understanding.findings import ACCEPT, LEAVE_OUT, Decisions, Findings
from data.intake.understanding.layout import Layout
from data.intake.understanding.lexicon import Lexicon
from data.intake.understanding.moment import NONE, Moment, of_period
from data.intake.understanding.places import Places
from geo.areas import Area
from geo.faults import ask

_PLANNED = 10  # years for which plans are made
_FIRST = (Kind.MONTH, Kind.QUARTER, Kind.DAY, Kind.YEAR)  # the month of a day is what is reported


@dataclass
class SheetSays:
    """The facts of one sheet that hold for all its cells, where a cell does not say its own."""

    layout: Layout
    lexicon: Lexicon
    places: Places
    decisions: Decisions
    findings: Findings
    file: str
    day: date

    @property
    def _sheet(self) -> str:
        return self.layout.grid.sheet

    def measure(self, where: str) -> Measure | None:
        """Return what figures are whose heading does not say it: a sheet of plans asks."""
        if not self.layout.plans:
            return Measure.ACTUAL
        key = f"measure:{self._sheet}"
        if (answer := self.decisions.get(key)) in list(Measure):
            return Measure(answer)
        self.findings.ask(
            key,
            ask("plan_or_actual", where, sheet=self._sheet),
            [where],
            (Measure.ACTUAL, Measure.PLAN),
        )
        return None

    def indicator(self, where: str) -> str | None:
        """Return the indicator of a sheet whose columns name none."""
        if self.layout.indicator:
            return self.layout.indicator
        key = f"indicator:{self._sheet}"
        if answer := self.decisions.get(key):
            return None if answer == LEAVE_OUT else answer
        near = [
            s
            for c in self.layout.titles
            for s in self.lexicon.indicators.near(self.lexicon.said(c.text).rest)
        ]
        catalogue = self.lexicon.catalogue
        others = [s for s in catalogue.indicators if catalogue[s].is_given]
        answers = dict.fromkeys((*near, *others, LEAVE_OUT))
        fault = ask("sheet_without_indicator", where, sheet=self._sheet)
        self.findings.ask(key, fault, [where], answers)
        return None

    def area(self, day: date, where: str) -> Area | None:
        """Return the area of a sheet that has neither rows nor columns of areas, or ask."""
        key = f"area:{self._sheet}"
        if found := self.places.known(self.decisions.get(key, "")):
            return found
        placed = [self.places.find(label, day).area for label in self.layout.labels]
        named = list(dict.fromkeys(a for a in placed if a))
        mapped = [a for a in named if self.places.is_mapped(a)]
        if len(mapped) == 1 or (len(named) == 1 and not mapped):
            return (mapped or named)[0]
        code = "sheet_of_several_areas" if mapped else "sheet_without_area"
        answers = dict.fromkeys((*(a.id for a in named), *self.places.ids(day)))
        fault = ask(code, where, sheet=self._sheet, proposed=self.places.called(named))
        self.findings.ask(key, fault, [where], answers)
        return None

    def ahead(self, period: Period, measure: Measure | None, where: str) -> bool:
        """Say whether a figure is of days that have not come, a plan of years far off; asks."""
        far = period.start.year > self.day.year + _PLANNED
        if not (far if measure is Measure.PLAN else period.start > self.day):
            return False
        key = f"ahead:{period}"
        answer = self.decisions.get(key)
        if answer == LEAVE_OUT:
            self.findings.skip(where, "left_out")
        elif answer != ACCEPT or measure is not Measure.PLAN:
            fault = ask("period_ahead", where, period=period)
            answers = [ACCEPT, LEAVE_OUT] if measure is Measure.PLAN else [LEAVE_OUT]
            self.findings.ask(key, fault, [where], answers)
        return answer != ACCEPT or measure is not Measure.PLAN

    def completed(self, own: Moment, where: str, to_date: bool = False) -> Moment:
        """Return a cell's moment with what it lacks taken from its sheet; NONE if asked."""
        if own.period:
            return own
        sheet = self._together if to_date and self.layout.several else self._moment
        years = {m.year for m in self.layout.moments if m.year}
        if sheet is None and own.kind and len(years) == 1:  # it is only the year that is lacking
            sheet = Moment(year=years.pop())
        if sheet is None:  # the sheet contradicts itself
            self._contradiction(where)
            return NONE
        found = own.within(sheet)
        if found.period is None and (year := self.decisions.get(f"year:{self._sheet}", "")):
            found = replace(found, year=int(year) if year.isdecimal() else None)
        if found.period is None and found.kind is None:
            self._unsaid(where)
            return NONE
        return found

    def ask_period(self, moment: Moment, where: str, column: str) -> None:
        """Ask for what a cell's period lacks: the year of the sheet, or all of it."""
        if moment.kind and moment.year is None and (moment.number or moment.kind is Kind.YEAR):
            fault = ask("year_missing", where, sheet=self._sheet)
            self.findings.ask(f"year:{self._sheet}", fault, [where], self._years)
            return
        fault = ask("column_without_period", where, column=column, sheet=self._sheet)
        self.findings.ask(f"period:{self._sheet}", fault, [where], self._periods)

    def _unsaid(self, where: str) -> None:
        fault = ask("sheet_without_period", where, sheet=self._sheet)
        self.findings.ask(f"period:{self._sheet}", fault, [where], self._periods)

    def _contradiction(self, where: str) -> None:
        years = Moment(year=next((m.year for m in self.layout.moments if m.year), None))
        found = [p for m in self.layout.moments if (p := m.within(years).period)]
        fault = ask("sheet_of_two_periods", where, sheet=self._sheet, found=found)
        answers = dict.fromkeys([*map(str, found), *self._periods])
        self.findings.ask(f"period:{self._sheet}", fault, [where], answers)

    @cached_property
    def _moment(self) -> Moment | None:
        """What name and titles say together; None where two of them cannot both be."""
        try:
            return of_period(parse(self.decisions.get(f"period:{self._sheet}", "")))
        except ValueError:
            pass
        return None if self.layout.several else self._together

    @property
    def _together(self) -> Moment | None:
        """What two spans that end on one day have in common is how a figure to date ends."""
        found = NONE
        for other in sorted(self.layout.moments, key=_rank):
            if _contradict(found, other):
                return None
            found = found.within(other) if found.kind else other
        return found

    @cached_property
    def _named(self) -> Moment:
        """What the name of the file says: good enough to propose, not to decide."""
        spaced = PurePath(self.file).stem.replace("_", " ").replace("-", " ")
        return moments.find(spaced, self.lexicon.words.periods)[0]

    @property
    def _years(self) -> Iterable[str]:
        named = [self._named.year] if self._named.year else []
        return dict.fromkeys(f"{y:04}" for y in (*named, self.day.year, self.day.year - 1))

    @property
    def _periods(self) -> list[str]:
        named = self._named.within(Moment(year=self.day.year)).period
        before = month_of(months_before(self.day, 1))
        proposed = (named, before, parse(f"{self.day.year:04}"), parse(f"{self.day.year - 1:04}"))
        return list(dict.fromkeys(str(p) for p in proposed if p))


def _rank(moment: Moment) -> int:
    return _FIRST.index(moment.kind) if moment.kind else len(_FIRST)


def _contradict(a: Moment, b: Moment) -> bool:
    """Say whether two moments cannot be of one period: June and May, 2018 and 2017."""
    years = a.year and b.year and a.year != b.year
    numbers = a.kind == b.kind and a.number and b.number and a.number != b.number
    days = a.day and b.day and a.day != b.day
    months = {
        m.day.month if m.day else m.number for m in (a, b) if m.kind in (Kind.DAY, Kind.MONTH)
    }
    mixed = {a.kind, b.kind} == {Kind.MONTH, Kind.QUARTER}
    return bool(years or numbers or days or mixed or len(months) > 1)
