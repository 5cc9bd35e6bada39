"""Where the heading of a table is: the rows that name its columns, below titles, above figures."""

import re
from collections.abc import Sequence
from dataclasses import replace

from data.catalogue.vocabulary import Role
from data.intake.reading.grid import Cell, Grid
from data.intake.understanding import unit_lines
from data.intake.understanding.lexicon import Lexicon

LOOKED_AT = 40  # rows in which a heading may begin
KEYS = (Role.AREA, Role.CODE, Role.NAME, Role.INDICATOR)  # of a row


def find(grid: Grid, lexicon: Lexicon) -> list[int] | None:
    """Return the rows of a table's heading; None where there is none."""
    anchor = _anchor(grid, lexicon)
    return None if anchor is None else _block(grid, lexicon, anchor)


def tables(grid: Grid, lexicon: Lexicon) -> list[Grid]:
    """Return the tables of a sheet, each with the lines above it, the first ones for all of them.

    A row with the words of a heading further down begins another table.
    """
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


def _anchor(grid: Grid, lexicon: Lexicon) -> int | None:
    """Return the row with most words of a heading, one that a row can be told by among them."""
    best, score = None, 0
    for row in range(1, min(grid.height, LOOKED_AT) + 1):
        words = {c.column: c.text for c in grid.row(row) if not _is_body(c, grid)}
        known = sum(bool(lexicon.role(t)) or lexicon.said(t).something for t in words.values())
        roles = {lexicon.role(t) for t in words.values()}
        crossed = Role.CRITERION in roles and any(lexicon.is_place(t) for t in words.values())
        keyed = crossed or bool(roles & set(KEYS))
        if keyed and len(words) > 1 and known > score:
            best, score = row, known
    return best if best is not None else _above_the_first_place(grid, lexicon)


def _above_the_first_place(grid: Grid, lexicon: Lexicon) -> int | None:
    """Return the row above the first of several areas that stand one below the other."""
    column, rows = place_column(grid, lexicon)
    above = [r for r in range(1, rows[0]) if grid.row(r)] if len(rows) > 1 else []
    while above and lexicon.is_total(grid.text(above[-1], column)):
        above.pop()
    return above[-1] if above else None


def place_column(grid: Grid, lexicon: Lexicon) -> tuple[int, list[int]]:
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
    if any(unit_lines.find(c.text, lexicon) and not lexicon.unit(c.text) and
           not lexicon.said(c.text).something for c in cells):  # fmt: skip
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
    before = [c for c in cells if c.column <= key]
    if any(map(lexicon.is_place, (c.text for c in cells))) or any(
        lexicon.is_total(c.text) for c in before
    ):
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
