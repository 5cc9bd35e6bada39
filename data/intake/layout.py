"""How a sheet is laid out: its heading, what each column holds and says, what the sheet says."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from data.intake import moment as moments
from data.intake import numbers
from data.intake.grid import Cell, Grid
from data.intake.lexicon import Lexicon, Said
from data.intake.moment import Moment, of_period
from data.intake.places import Label
from data.intake.vocabulary import Measure, Role
from data.periods import Kind, parse
from data.rows import FIGURES, STATUSES, TARGETS
from geo.names import fold

NOTHING, NOWHERE = Said(), Label()
LOOKED_AT = 40  # rows in which a heading may begin
KEYS = (Role.AREA, Role.CODE, Role.NAME, Role.INDICATOR)  # of a row
TEMPLATES = {"figures": FIGURES, "targets": TARGETS, "statuses": STATUSES}


@dataclass(frozen=True)
class Column:
    """One column: its role, or what its heading says of the values in it."""

    number: int
    text: str
    role: Role | None = None
    said: Said = NOTHING
    label: Label = NOWHERE  # of the area, where areas stand side by side
    first: date | None = None  # the first of a month, in a format that hides what it is shown as
    total: bool = False


@dataclass(frozen=True)
class Layout:
    """How a sheet is to be read; `first` is the row after the heading."""

    grid: Grid
    columns: dict[int, Column]
    first: int
    heading: tuple[int, ...] = ()
    titles: tuple[Cell, ...] = ()  # above the heading
    moments: tuple[Moment, ...] = ()  # what sheet and titles say of the period, each once
    unit: str = ""
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
    anchor = _anchor(grid, lexicon)
    if anchor is None:
        return None
    rows = _block(grid, lexicon, anchor)
    columns = _columns(grid, lexicon, rows)
    roles = {c.role: c.number for c in reversed(columns.values()) if c.role}
    titles = tuple(c for (row, _), c in sorted(grid.cells.items()) if row < rows[0])
    spoken = [(grid.sheet, True), *((c.text, False) for c in titles)]
    return Layout(
        grid,
        columns,
        rows[-1] + 1,
        tuple(rows),
        titles,
        tuple(dict.fromkeys(_moments(spoken, lexicon))),
        next((u for c in titles if (u := _unit(c.text, lexicon))), ""),
        any(lexicon.speaks_of_plans(text) for text, _ in spoken),
        tuple(dict.fromkeys(_labels(spoken, lexicon))),
        _only(lexicon.said(text).indicator for text, _ in spoken),
        roles=roles,
    )


def tables(grid: Grid, lexicon: Lexicon) -> list[Grid]:
    """Return the tables of a sheet, each with the lines above it, the first ones for all of them.

    A row with the words of a heading further down begins another table.
    """
    if grid.text(1, 1) in TEMPLATES:
        return [grid]
    heads = [row for row in range(1, grid.height + 1) if _is_heading(grid, lexicon, row)]
    starts = [r for n, r in enumerate(heads) if n == 0 or heads[n - 1] < r - 1]
    cuts = [_title_of(grid, lexicon, row) for row in starts[1:]]
    if not cuts:
        return [grid]
    above = {place: c for place, c in grid.cells.items() if place[0] < starts[0]}
    made = []
    for first, end in zip([1, *cuts], [*cuts, grid.height + 1], strict=True):
        own = {place: c for place, c in grid.cells.items() if first <= place[0] < end}
        made.append(replace(grid, cells=above | own))
    return made


def _is_heading(grid: Grid, lexicon: Lexicon, row: int) -> bool:
    """Say whether a row has two words of a heading, one that rows are told by among them."""
    cells = grid.row(row)
    if not any(lexicon.role(c.text) in KEYS for c in cells if not c.is_number):
        return False
    return sum(bool(lexicon.role(c.text)) or lexicon.said(c.text).something for c in cells) > 1


def _title_of(grid: Grid, lexicon: Lexicon, row: int) -> int:
    """Return the first of the lines of text above a heading that belong to it."""
    while row > 1 and not any(
        c.is_number or lexicon.is_place(c.text) or lexicon.is_total(c.text)
        for c in grid.row(row - 1)
    ):
        row -= 1
    return row


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


def _anchor(grid: Grid, lexicon: Lexicon) -> int | None:
    """Return the row with most words of a heading, one that a row can be told by among them."""
    best, score = None, 0
    for row in range(1, min(grid.height, LOOKED_AT) + 1):
        words = {c.column: c.text for c in grid.row(row) if not _is_body(c, grid)}
        known = sum(bool(lexicon.role(t)) or lexicon.said(t).something for t in words.values())
        keyed = any(lexicon.role(t) in KEYS for t in words.values())
        if keyed and len(words) > 1 and known > score:
            best, score = row, known
    return best if best is not None else _above_the_first_place(grid, lexicon)


def _above_the_first_place(grid: Grid, lexicon: Lexicon) -> int | None:
    """Return the row above the first of several areas that stand one below the other."""
    column, rows = _place_column(grid, lexicon)
    above = [r for r in range(1, rows[0]) if grid.row(r)] if len(rows) > 1 else []
    while above and lexicon.is_total(grid.text(above[-1], column)):
        above.pop()
    return above[-1] if above else None


def _place_column(grid: Grid, lexicon: Lexicon) -> tuple[int, list[int]]:
    """Return the column in which most areas stand, and their rows."""
    places: dict[int, list[int]] = {}
    for cell in grid.cells.values():
        if isinstance(cell.value, str) and lexicon.is_place(cell.text):
            places.setdefault(cell.column, []).append(cell.row)
    column = max(places, key=lambda c: len(places[c]), default=1)
    return column, sorted(places.get(column, ()))


def _is_body(cell: Cell, grid: Grid) -> bool:
    """Say whether a cell is a number that is no year: those stand below a heading."""
    text = cell.text
    number = cell.is_number or re.fullmatch(r"[\d.,]+", text) is not None
    return number and not re.fullmatch(r"(?:19|20)\d\d", text) and grid.typed == cell.is_number


def _block(grid: Grid, lexicon: Lexicon, anchor: int) -> list[int]:
    """Return the rows of a heading: those above and below the anchor that belong to it."""
    keys = [c.column for c in grid.row(anchor) if lexicon.role(c.text) in KEYS]
    key = keys[0] if keys else min((c.column for c in grid.row(anchor)), default=1)
    rows = [anchor]
    while rows[0] > 1 and _heads(grid, lexicon, rows[0] - 1, key):
        rows.insert(0, rows[0] - 1)
    while rows[-1] < grid.height and _continues(grid, lexicon, rows[-1] + 1, key, anchor):
        rows.append(rows[-1] + 1)
    return rows


def _heads(grid: Grid, lexicon: Lexicon, row: int, key: int) -> bool:
    """Say whether a row above is part of the heading: a title begins before its columns do."""
    cells = grid.row(row)
    if not cells or any(_is_body(c, grid) for c in cells):
        return False
    if any(_unit(c.text, lexicon) and lexicon.unit(c.text) == "" for c in cells):
        return False
    before = [c for c in cells if c.column <= key]
    known = [lexicon.role(c.text) or lexicon.said(c.text).something for c in cells]
    return any(known) and all(lexicon.role(c.text) for c in before)


def _continues(grid: Grid, lexicon: Lexicon, row: int, key: int, anchor: int) -> bool:
    """Say whether a row below is part of the heading: it has no key of its own, and no values."""
    cells = grid.row(row)
    own = grid.cells.get((row, key))
    if not cells or (own and not (lexicon.role(own.text) or _same_text(grid, own, anchor))):
        return False
    if any(_is_body(c, grid) and not _small(c) for c in cells):
        return False
    if all(c.column <= key for c in cells):
        return False
    if any(lexicon.is_place(c.text) or lexicon.is_total(c.text) for c in cells):
        return False
    return _numbers_criteria(grid, lexicon, cells) or not any(_is_body(c, grid) for c in cells)


def _numbers_criteria(grid: Grid, lexicon: Lexicon, cells: Sequence[Cell]) -> bool:
    """Say whether a row numbers criteria: "1", "2" under their common heading."""
    above = (f"{grid.text(c.row - 1, c.column)} {c.text}" for c in cells)
    return any(lexicon.said(text).criterion for text in above)


def _small(cell: Cell) -> bool:
    return cell.text.isdecimal() and len(cell.text) <= 2


def _same_text(grid: Grid, cell: Cell, row: int) -> bool:
    return cell.text == grid.text(row, cell.column)


def _columns(grid: Grid, lexicon: Lexicon, rows: Sequence[int]) -> dict[int, Column]:
    texts = {n: list(_texts(grid, rows, n)) for n in range(1, grid.width + 1)}
    said = {lexicon.role(t) for several in texts.values() for t in several}
    by_indicator = any({lexicon.role(t) for t in s} == {Role.INDICATOR} for s in texts.values())
    found: dict[int, Column] = {}
    for number, several in texts.items():
        column = _column(number, several, lexicon, by_indicator)
        if by_indicator and column.role is Role.NAME and _is_unit(several, lexicon):
            column = replace(column, role=Role.UNIT)
        if not grid.formats:
            column = replace(column, first=_first(grid, rows, number))
        if column.role in {c.role for c in found.values()} - {Role.NOTE, Role.PERIOD}:
            column = replace(column, role=None)  # a second one of a role is a question
        found[number] = column
    if not said & set(KEYS):
        place = _place_column(grid, lexicon)[0]
        found[place] = replace(found[place], role=Role.NAME)
    return _stated(found)


def _first(grid: Grid, rows: Sequence[int], number: int) -> date | None:
    """Return the first of a month that a heading has: it may be a day, or stand for the month."""
    days = [c.value for row in rows if (c := grid.at(row, number)) and isinstance(c.value, date)]
    return next((d for d in days if d.day == 1), None)


def _is_unit(texts: Sequence[str], lexicon: Lexicon) -> bool:
    """Say whether a heading that means areas elsewhere means units beside indicators."""
    words = {w.casefold() for w in lexicon.words.columns.get(Role.UNIT, ())}
    return any(t.casefold() in words for t in texts)


def _stated(columns: dict[int, Column]) -> dict[int, Column]:
    """In a long table of criteria the status is the value; in one of figures it is not."""
    if any(c.role is Role.CRITERION for c in columns.values()):
        return {
            n: replace(c, role=None, said=Said(measure=Measure.ACTUAL))
            if c.role is Role.STATUS
            else c
            for n, c in columns.items()
        }
    return columns


def _texts(grid: Grid, rows: Sequence[int], number: int) -> Iterator[str]:
    """Yield the texts of a heading over a column, each once, from top to bottom.

    Where a format does not tell what is merged, a text also stands over the empty cells beside it.
    """
    last = ""
    for row in rows:
        text = grid.text(row, number)
        if not text and grid.merged is None and row != rows[-1]:
            below = any(grid.text(r, number) for r in rows if r > row)
            left = [n for n in range(number, 0, -1) if grid.text(row, n)]
            text = grid.text(row, left[0]) if below and left else ""
        if text and text != last:
            yield text
            last = text


def _column(number: int, texts: Sequence[str], lexicon: Lexicon, by_indicator: bool) -> Column:
    whole = " ".join(texts)
    role = lexicon.role(whole) or (lexicon.role(texts[-1]) if texts else None)
    said = lexicon.said(whole) if whole else Said()
    if role and not said.criterion and not any(lexicon.said(t).indicator for t in texts):
        return Column(number, whole, role)
    texts = [t for t in texts if lexicon.role(t) is not Role.INDICATOR]  # a heading over headings
    if any(lexicon.is_total(t) for t in texts):
        return Column(number, whole, total=True)
    if by_indicator and (places := [t for t in texts if lexicon.is_place(t)]):
        rest = _merged([t for t in texts if t not in places], lexicon)
        return Column(number, whole, said=rest, label=Label(name=places[-1]))
    return Column(number, whole, said=said if said.something else _merged(texts, lexicon))


def _merged(texts: Sequence[str], lexicon: Lexicon) -> Said:
    """Return what several texts of one heading say together, the lower ones more closely."""
    found = Said()
    for text in texts:
        own = lexicon.said(text)
        found = Said(
            own.indicator or found.indicator,
            own.criterion or found.criterion,
            own.measure or found.measure,
            own.moment.within(found.moment),
            own.unit or found.unit,
            own.provisional or found.provisional,
            " ".join(t for t in (found.rest, own.rest) if t),
        )
    return found


def _moments(spoken: Sequence[tuple[str, bool]], lexicon: Lexicon) -> Iterator[Moment]:
    """Yield what a sheet's name and titles say of the period; the day of a letter is none.

    A day counts where it is said that the figures are of it; the name of a sheet is taken whole.
    """
    untils = [w.casefold() for w in lexicon.words.periods.until]
    for text, is_name in spoken:
        low = text.casefold()
        for moment in _all_moments(text, lexicon):
            day_of_letter = not is_name and not any(u in low for u in untils)
            if moment.kind is Kind.DAY and day_of_letter:
                continue
            complete = moment.year or moment.number or moment.day
            if complete and (is_name or not lexicon.is_letterhead(text)):
                yield moment


def _all_moments(text: str, lexicon: Lexicon) -> Iterator[Moment]:
    """Yield every period that a line names: of "2018, and the plan for 2019" both."""
    moment, rest = moments.find(text, lexicon.words.periods)
    while moment.kind is not None:
        yield moment
        moment, rest = moments.find(rest, lexicon.words.periods)


def _only(slugs: Iterable[str]) -> str:
    """Return the one indicator that is named, or nothing."""
    named = {slug for slug in slugs if slug}
    return named.pop() if len(named) == 1 else ""


def _labels(spoken: Sequence[tuple[str, bool]], lexicon: Lexicon) -> Iterator[Label]:
    for text, is_name in spoken:
        if is_name and lexicon.is_place(text):
            yield Label(name=text)
        elif not is_name:
            yield from (Label(name=name) for name in lexicon.places_in(text))


def _unit(text: str, lexicon: Lexicon) -> str:
    """Return the unit that a line above the table says: "unit: ha"."""
    head, colon, tail = text.strip("() ").partition(":")
    return lexicon.unit(tail) if colon and lexicon.role(head.strip()) is Role.UNIT else ""
