"""The sheets of a file as the officer knows them, with what became of each cell."""

from collections.abc import Iterable, Mapping

import streamlit as st
from markupsafe import Markup

from components.state.language import _, words
from components.text import html
from data.intake.deciding.intake import Intake
from data.intake.reading.grid import Cell, Grid, letters
from data.words import N_

MOST_ROWS, MOST_COLUMNS = 120, 30
STATES = {  # the sign and the word of each state; the look is in style.css
    "taken": ("✔", N_("taken")),
    "doubtful": ("?", N_("to be decided")),
    "refused": ("✘", N_("refused")),
    "passed": ("", N_("no figure")),
}


def show(intake: Intake) -> None:
    """Show each sheet; of a long one the rows that a person must look at come first."""
    shown = [grid for grid in intake.sheets if grid.cells]
    if not shown:  # the file could not be opened, and it is said why
        return
    states = intake.states()
    st.html(_key())
    names = [html.plain(grid.sheet) for grid in shown]
    places = st.tabs(names) if len(names) > 1 else [st.container() for _name in names]
    for place, grid in zip(places, shown, strict=True):
        rows = _rows(grid, states)
        place.html(table(grid, states, rows))
        if len(rows) < grid.height:
            n, of = words().number(len(rows)), words().number(grid.height)
            place.caption(_("Rows shown: {n} of {of}.", n=n, of=of))


def table(grid: Grid, states: Mapping[str, str], rows: Iterable[int]) -> Markup:
    """Return a sheet as a table with its own letters and numbers; every text is escaped."""
    columns = range(1, min(grid.width, MOST_COLUMNS) + 1)
    head = Markup("").join(Markup("<th>{}</th>").format(letters(c)) for c in columns)
    body = Markup("").join(
        Markup("<tr><th>{}</th>{}</tr>").format(
            row, Markup("").join(_cell(grid, states, row, c) for c in columns)
        )
        for row in rows
    )
    form = '<div class="scroll"><table class="sheet"><tr><th></th>{}</tr>{}</table></div>'
    return Markup(form).format(head, body)


def _cell(grid: Grid, states: Mapping[str, str], row: int, column: int) -> Markup:
    cell = grid.cells.get((row, column))
    if cell is None:
        return Markup("<td></td>")
    state = states.get(grid.address(cell), "passed")
    form = '<td class="{}" title="{}"><span>{}</span> {}</td>'
    return Markup(form).format(state, _(STATES[state][1]), STATES[state][0], _shown(cell))


def _shown(cell: Cell) -> str:
    """Return what a cell says, a number as the reader's own spreadsheet writes it."""
    if not isinstance(cell.value, int | float) or isinstance(cell.value, bool):
        return cell.text
    decimals = len(f"{cell.value:.6f}".rstrip("0").partition(".")[2])
    return words().number(cell.value, decimals)


def _rows(grid: Grid, states: Mapping[str, str]) -> list[int]:
    """Return the rows to show: all of a short sheet, else its beginning and what needs a look."""
    if grid.height <= MOST_ROWS:
        return list(range(1, grid.height + 1))
    asking = {
        cell.row
        for cell in grid.cells.values()
        if states.get(grid.address(cell)) in ("doubtful", "refused")
    }
    wanted = sorted({*range(1, MOST_ROWS // 2), *sorted(asking)[: MOST_ROWS // 2]})
    return wanted[:MOST_ROWS]


def _key() -> Markup:
    form = '<span class="state {}">{} {}</span>'
    said = (Markup(form).format(state, sign, _(word)) for state, (sign, word) in STATES.items())
    return Markup('<p class="states">{}</p>').format(Markup(" ").join(said))
