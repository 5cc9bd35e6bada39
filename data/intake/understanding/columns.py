"""What the columns of a table hold: their roles, or what their headings say of the values."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.catalogue.vocabulary import Measure, Role
from data.intake.reading.grid import Grid
from data.intake.understanding.heading import KEYS, place_column
from data.intake.understanding.lexicon import Lexicon, Said
from data.intake.understanding.places import Label
from data.intake.understanding.titles import is_school_year

NOTHING, NOWHERE = Said(), Label()


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


def columns(
    grid: Grid, lexicon: Lexicon, rows: Sequence[int], of_criteria: bool = False
) -> dict[int, Column]:
    """Return the columns of a table by their numbers, given the rows of its heading."""
    texts = {n: list(_texts(grid, rows, n)) for n in range(1, grid.width + 1)}
    said = {lexicon.role(t) for several in texts.values() for t in several}
    across = any(lexicon.is_place(t) for several in texts.values() for t in several)
    told = [{lexicon.role(t) for t in several} for several in texts.values()]
    by_indicator = {Role.INDICATOR} in told or ({Role.CRITERION} in told and across)
    found: dict[int, Column] = {}
    for number, several in texts.items():
        column = _column(number, several, lexicon, by_indicator)
        if of_criteria and column.said.rest and (n := lexicon.criterion(several[-1])):
            column = replace(column, said=Said(criterion=n))
        if by_indicator and column.role is Role.NAME and _is_unit(several, lexicon):
            column = replace(column, role=Role.UNIT)
        if not grid.formats:
            column = replace(column, first=_first(grid, rows, number))
        if column.role in {c.role for c in found.values()} - {Role.NOTE, Role.PERIOD}:
            column = replace(column, role=None)  # a second one of a role is a question
        found[number] = column
    if not said & set(KEYS) and not (across and by_indicator):
        place = place_column(grid, lexicon)[0]
        found[place] = replace(found[place], role=Role.NAME)
    return _stated({**found, **dict(_wholes(found, texts, lexicon)), **dict(_of_schools(found))})


def _wholes(
    found: Mapping[int, Column], texts: Mapping[int, Sequence[str]], lexicon: Lexicon
) -> Iterator[tuple[int, Column]]:
    """Yield the columns of totals that are the whole of parts beside them, and no sum of columns.

    "Population: total, men, women" has a whole: what stands beside it is nothing known by itself.
    """
    if any(c.label for c in found.values()):  # communes side by side, and their total
        return
    for number, column in found.items():
        over = [t for t in texts[number] if not lexicon.is_total(t)]
        said = _merged(over, lexicon)
        if not column.total or (over and not said.indicator):
            continue
        beside = [c for n, c in found.items() if n > number and c.role is None and c.text]
        parts = [c for c in beside if not over or texts[c.number][: len(over)] == over]
        own = [texts[c.number][len(over) :] for c in parts]
        if any(o and not lexicon.said(" ".join(o)).something for o in own) or (over and not parts):
            yield number, replace(column, total=False, said=said)


def _of_schools(found: Mapping[int, Column]) -> Iterator[tuple[int, Column]]:
    """Yield the columns that are years of schools, where all that may be are: 2009-10, 2010-11."""
    months = [c for c in found.values() if re.fullmatch(r"\d{4}\s*[-–/.]\s*\d\d", c.text)]
    if all(is_school_year(c.text) for c in months):
        yield from ((c.number, replace(c, said=Said(rest=c.text))) for c in months)


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
