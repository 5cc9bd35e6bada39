"""How a table is laid out: its heading, what each column says, what the sheet says of it all."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from data.catalogue.periods import parse
from data.catalogue.rows import FIGURES, STATUSES, TARGETS
from data.catalogue.vocabulary import Measure, Role
from data.intake.reading.grid import Cell, Grid
from data.intake.understanding import columns as heads
from data.intake.understanding import heading, numbers, titles, unit_lines
from data.intake.understanding.columns import Column
from data.intake.understanding.lexicon import Lexicon, Said
from data.intake.understanding.moment import Moment, of_period
from data.intake.understanding.places import Label
from data.intake.understanding.unit_lines import UnitLine
from geo.areas.names import fold

TEMPLATES = {"figures": FIGURES, "targets": TARGETS, "statuses": STATUSES}


@dataclass(frozen=True)
class Layout:
    """How a sheet is to be read; `first` is the row after the heading."""

    grid: Grid
    columns: dict[int, Column]
    first: int
    heading: tuple[int, ...] = ()
    titles: tuple[Cell, ...] = ()  # above the heading
    moments: tuple[Moment, ...] = ()  # what sheet and titles say of the period, each once
    unit: UnitLine | None = None  # what a line above the table, or its corner, says
    of_criteria: bool = False  # title or heading speaks of criteria
    several: bool = False  # a line speaks of two periods together
    plans: bool = False  # sheet or title speaks of plans
    labels: tuple[Label, ...] = ()  # areas that sheet or titles name
    indicator: str = ""  # that sheet or a title names, if it is one
    kind: str = ""  # of a filled template
    roles: dict[Role, int] = field(default_factory=dict)

    @cached_property
    def form(self) -> str:
        """What tells this form from others, whatever its month: by this are answers kept.

        "Area" as a heading means one thing under one title, and another under another.
        """
        titles = [c.text for c in self.titles]
        heads = [c.text for c in self.columns.values()]
        name = "" if self.labels or self.moments else self.grid.sheet
        said = "|".join(fold(re.sub(r"\d+", "", t)) for t in (name, *titles, *heads))
        return hashlib.blake2b(said.encode(), digest_size=4).hexdigest()

    @cached_property
    def splits(self) -> Sequence[Column]:
        """Columns of text before the first value that nobody knows: they may divide an area."""
        body = [c for (row, _), c in self.grid.cells.items() if row >= self.first]
        numbered = {c.column for c in body if c.is_number or numbers.readings(c.text)}
        filled = {c.column for c in body}
        values = [n for n, c in self.columns.items() if c.role is None and n in numbered]
        unknown = [c for n, c in self.columns.items() if c.role is None and n not in numbered]
        return [
            c
            for c in unknown
            if c.number in filled and c.said.rest and c.number < min(values, default=0)
        ]


def understand(grid: Grid, lexicon: Lexicon) -> Layout | None:
    """Return how a sheet is laid out; None where no heading is found."""
    if (kind := grid.text(1, 1)) in TEMPLATES:
        return _template(grid, kind)
    rows = heading.find(grid, lexicon)
    if rows is None:
        return None
    criteria = _of_criteria(grid, rows, lexicon)
    columns = heads.columns(grid, lexicon, rows, criteria)
    roles = {c.role: c.number for c in reversed(columns.values()) if c.role}
    above = tuple(c for (row, _), c in sorted(grid.cells.items()) if row < rows[0])
    spoken = [(grid.sheet, True), *((c.text, False) for c in above)]
    return Layout(
        grid,
        columns,
        rows[-1] + 1,
        tuple(rows),
        above,
        tuple(dict.fromkeys(titles.periods(spoken, lexicon))),
        unit_lines.first(_of_units(grid, above, rows, columns), lexicon),
        criteria,
        titles.several(spoken, lexicon),
        any(lexicon.speaks_of_plans(text) for text, _ in spoken),
        tuple(dict.fromkeys(titles.labels(spoken, lexicon))),
        titles.only(titles.indicator(text, lexicon) for text, _ in spoken),
        roles=roles,
    )


def _of_criteria(grid: Grid, rows: Sequence[int], lexicon: Lexicon) -> bool:
    """Say whether a table is of criteria: its title or its heading says so."""
    words = [w.casefold() for w in lexicon.words.columns.get(Role.CRITERION, ())]
    texts = [grid.sheet, *(c.text for (row, _), c in grid.cells.items() if row <= rows[-1])]
    return any(w in text.casefold() for w in words for text in texts)


def _of_units(
    grid: Grid, above: Sequence[Cell], rows: Sequence[int], columns: Mapping[int, Column]
) -> Iterator[str]:
    """Yield the lines that may say the unit of a table: above it, or in its corner."""
    yield from (c.text for c in above)
    corner = [c for row in rows for c in grid.row(row) if columns[c.column].role]
    yield from (c.text for c in corner if columns[c.column].role is not Role.UNIT)


def tables(grid: Grid, lexicon: Lexicon) -> list[Grid]:
    """Return the tables of a sheet; a filled template is one."""
    return [grid] if grid.text(1, 1) in TEMPLATES else heading.tables(grid, lexicon)


def _template(grid: Grid, kind: str) -> Layout | None:
    """Return the layout of the shipped template, which says itself where everything is."""
    marks = {grid.text(row, 1): row for row in range(grid.height, 0, -1)}
    measured = Role.CRITERION if kind == "statuses" else Role.INDICATOR
    if measured not in marks or "period" not in marks:
        return None
    columns = {1: Column(1, "", Role.AREA), 2: Column(2, "", Role.NOTE)}
    measure = Measure.PLAN if kind == "targets" else Measure.ACTUAL
    for number in range(3, grid.width + 1):
        slug, text = grid.text(marks[measured], number), grid.text(marks["period"], number)
        try:
            said = Said(measure=measure, moment=of_period(parse(text)))
        except ValueError:
            said = Said(measure=measure, rest=text)
        said = (
            replace(said, criterion=slug) if kind == "statuses" else replace(said, indicator=slug)
        )
        columns[number] = Column(number, slug, said=said)
    last = max(marks[measured], marks["period"])
    heading = tuple(range(1, last + 1))
    roles = {Role.AREA: 1}
    return Layout(grid, columns, last + 1, heading, kind=kind, roles=roles)
