"""One sheet read: from its grid to figures, with every question and every fault on the way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data.catalogue.vocabulary import Measure
from data.figures.snapshot import Snapshot
from data.intake.reading.grid import Cell, Grid
from data.intake.understanding import cumulative, numbers, totals
from data.intake.understanding.cumulative import Read
from data.intake.understanding.drafts import Draft, Drafts
from data.intake.understanding.findings import Decisions, Findings, Taken
from data.intake.understanding.layout import Layout, tables, understand
from data.intake.understanding.lexicon import Lexicon
from data.intake.understanding.lines import Line, Sort, lines
from data.intake.understanding.numbers import Style, written
from data.intake.understanding.outliers import PERCENT, Figure
from data.intake.understanding.places import Places
from data.intake.understanding.sheet_says import SheetSays
from data.intake.understanding.values import Values
from geo.faults import refuse

EVERY = 500  # rows after which progress is told


@dataclass(frozen=True)
class Setting:
    """What the sheets of one file are read with."""

    file: str
    snapshot: Snapshot
    lexicon: Lexicon
    places: Places
    decisions: Decisions
    findings: Findings
    day: date
    told: Callable[[str, float], None]  # the sheet, and how much of it is done


def read(grid: Grid, setting: Setting) -> tuple[list[Taken], list[Figure]]:
    """Return what a sheet says, before it is checked as a table; the rest is in the findings."""
    findings = setting.findings
    if grid.hidden:
        return _passed(grid, findings, "hidden")
    taken: list[Taken] = []
    figures: list[Figure] = []
    for part in tables(grid, setting.lexicon):
        own, counted = _table(part, setting)
        taken += own
        figures += counted
    return taken, figures


def _table(grid: Grid, setting: Setting) -> tuple[list[Taken], list[Figure]]:
    findings = setting.findings
    layout = understand(grid, setting.lexicon)
    if layout is None:
        if any(c.is_number for c in grid.cells.values()):
            where = f"{grid.sheet}!{next(iter(grid.cells.values())).place}"
            findings.refuse(where, refuse("sheet_without_heading", where, sheet=grid.sheet))
            return _passed(grid, findings, "unread")
        return _passed(grid, findings, "text")
    _set_aside(layout, findings)
    rows = list(lines(layout, setting.lexicon))
    for line in rows:
        _set_aside_line(grid, line, findings)
    return _figures(layout, rows, setting)


def _passed(grid: Grid, findings: Findings, why: str) -> tuple[list[Taken], list[Figure]]:
    for cell in grid.cells.values():
        findings.skip(grid.address(cell), why)
    return [], []


def _set_aside(layout: Layout, findings: Findings) -> None:
    for cell in layout.titles:
        findings.skip(layout.grid.address(cell), "title")
    for row in layout.heading:
        for cell in layout.grid.row(row):
            findings.skip(layout.grid.address(cell), "heading")


def _set_aside_line(grid: Grid, line: Line, findings: Findings) -> None:
    for cell in line.others:
        findings.skip(grid.address(cell), "label")
    if line.sort in (Sort.TEXT, Sort.NUMBERING):
        for cell in line.values:
            findings.skip(grid.address(cell), line.sort)


def _figures(layout: Layout, rows: Sequence[Line], s: Setting) -> tuple[list[Taken], list[Figure]]:
    grid = layout.grid
    values = Values(grid, s.lexicon, s.decisions, s.findings)
    says = SheetSays(layout, s.lexicon, s.places, s.decisions, s.findings, s.file, s.day)
    drafts = Drafts(layout, s.lexicon, s.places, s.decisions, s.findings, says)
    told = [line for line in rows if line.sort is Sort.VALUES]
    sums = [line for line in rows if line.sort is Sort.TOTAL]
    found: list[Draft] = []
    for n, line in enumerate(told):
        if n % EVERY == 0:
            s.told(grid.sheet, n / len(told))
        found += drafts.of(line)
    used = {d.cell for d in found} | {c for line in sums for c in line.values}
    waiting = {cell for d in s.findings.doubtful for cell in d.cells}
    asked = [c for line in told for c in line.values if grid.address(c) in waiting]
    styles = values.styles(sorted(used | set(asked), key=lambda c: (c.row, c.column)))
    for cell in asked:
        if cell not in used:
            _unreadable(cell, values, styles)
    read_ = _values(found, values, styles)
    added = _totals(sums, values, styles, s.findings)
    counted = [(d, v) for d, v in read_ if isinstance(v, Decimal)]
    mapped = {d.area.id: s.places.is_mapped(d.area) for d, _ in counted}
    if not any(line.text for line in told):
        counted, upper = totals.upper(counted, mapped)
        added += upper
    totals.check(grid, added, counted, s.decisions, s.findings)
    words = [(d, v) for d, v in read_ if isinstance(v, str)]
    plain = cumulative.resolved(
        [(d, grid.address(d.cell), v) for d, v in counted], s.snapshot, s.decisions, s.findings
    )
    taken = [_taken(d, where, written(v)) for d, where, v in plain if v is not None]
    taken += [_taken(d, grid.address(d.cell), v) for d, v in words]
    return taken, [f for r in plain if (f := _figure(r))]


def _unreadable(cell: Cell, values: Values, styles: Mapping[int, Style | None]) -> None:
    """Say what is wrong with a cell even though it is not known yet what it is of."""
    if cell.lacking or (isinstance(cell.value, date)):
        values.unreadable(cell, None)
    assert cell.column in styles


def _values(
    drafts: Sequence[Draft], values: Values, styles: Mapping[int, Style | None]
) -> list[tuple[Draft, Decimal | str]]:
    """Return the drafts whose cells have a value, in the catalogue's unit; words as they are."""
    found: list[tuple[Draft, Decimal | str]] = []
    groups: dict[tuple[int, str], list[tuple[Draft, Decimal]]] = {}
    for draft in drafts:
        if values.is_mark(draft.cell):
            meant = values.empty(draft.cell)
            if meant:
                values.findings.skip(values.grid.address(draft.cell), "missing")
            if meant is False and not (draft.indicator and draft.indicator.categories):
                found.append((draft, Decimal(0)))
        elif draft.criterion:
            status = values.lexicon.status(draft.cell.text)
            found.append((draft, status or draft.cell.text))
        elif draft.indicator and draft.indicator.categories:
            _word(draft, values, found)
        else:
            _number(draft, values, styles, groups)
    for (column, _), group in groups.items():
        found += _scaled(column, group, values)
    return found


def _word(draft: Draft, values: Values, found: list[tuple[Draft, Decimal | str]]) -> None:
    assert draft.indicator is not None
    if word := values.word(draft.cell, draft.indicator):
        found.append((draft, word))
    else:
        values.unreadable(draft.cell, draft.indicator)


def _number(
    draft: Draft,
    values: Values,
    styles: Mapping[int, Style | None],
    groups: dict[tuple[int, str], list[tuple[Draft, Decimal]]],
) -> None:
    cell, indicator = draft.cell, draft.indicator
    assert indicator is not None
    number = None if cell.lacking else values.number(cell, styles[cell.column])
    share = cell.percent or PERCENT in cell.text
    if number is not None and share and indicator.unit.vi.strip() != PERCENT:
        where = values.grid.address(cell)
        text = f"{written(number * 100)}%" if cell.percent else cell.text
        fault = refuse("cell_is_a_share", where, found=text, unit=indicator.unit)
        values.findings.refuse(where, fault)
    elif number is not None:
        groups.setdefault((cell.column, indicator.slug), []).append((draft, number))
    elif styles[cell.column] is not None or not numbers.unsure(cell.text):
        values.unreadable(cell, indicator)


def _scaled(
    column: int, group: Sequence[tuple[Draft, Decimal]], values: Values
) -> list[tuple[Draft, Decimal | str]]:
    """Return the values of one indicator's cells of a column in the catalogue's unit."""
    indicator = group[0][0].indicator
    if indicator is None or indicator.unit.vi.strip() != PERCENT:
        return [(d, n * d.times) for d, n in group]
    shown = values.percentages(column, indicator, [(d.cell, n) for d, n in group])
    if shown is None:
        return []
    return [(d, shown[d.cell] * d.times) for d, _ in group]


def _totals(
    sums: Sequence[Line], values: Values, styles: Mapping[int, Style | None], findings: Findings
) -> list[tuple[Cell, Decimal]]:
    """Return the numbers of total rows; what is none there is passed."""
    found = []
    for cell in (c for line in sums for c in line.values):
        number = None if cell.lacking else values.number(cell, styles[cell.column])
        if number is None or cell.percent:
            findings.skip(values.grid.address(cell), "total")
        else:
            found.append((cell, number))
    return found


def _taken(draft: Draft, where: str, value: str) -> Taken:
    kind = "targets" if draft.measure is Measure.PLAN else "figures"
    line = draft.line
    return Taken(
        kind="statuses" if draft.criterion else kind,
        indicator=draft.indicator.slug if draft.indicator else "",
        area=draft.area.id,
        period=str(draft.period),
        value=value,
        cell=where,
        as_written=draft.cell.text,
        criterion=draft.criterion,
        qualifier=line.qualifier,
        status=line.status or ("provisional" if draft.provisional else ""),
        source=line.source,
        note=line.note,
    )


def _figure(read: Read) -> Figure | None:
    draft, where, value = read
    if draft.indicator is None or value is None:
        return None
    return Figure(draft.indicator, draft.area, draft.period, draft.measure, value, where)
