"""One sheet read: from its grid to figures, with every question and every fault on the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data.catalogue.vocabulary import Measure
from data.figures.snapshot import Snapshot
from data.intake.reading.grid import Grid
from data.intake.understanding import amounts, cumulative, earlier, looks, shares, totals
from data.intake.understanding.beside import Figure
from data.intake.understanding.cumulative import Read
from data.intake.understanding.drafts import Draft, Drafts
from data.intake.understanding.findings import Decisions, Findings, Taken
from data.intake.understanding.layout import Layout, tables, understand
from data.intake.understanding.lexicon import Lexicon
from data.intake.understanding.lines import Line, Sort, lines
from data.intake.understanding.numbers import written
from data.intake.understanding.places import Places
from data.intake.understanding.sections import Sections
from data.intake.understanding.sheet_says import SheetSays
from data.intake.understanding.values import Values
from geo.faults import note, refuse

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
        if any(c.is_number for c in grid.cells.values()):
            told = note("sheet_hidden", grid.sheet, sheet=grid.sheet)
            findings.tell(f"hidden:{grid.sheet}", told)
        return _passed(grid, findings, "hidden")
    looks.tell(grid, findings)
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
    rows = list(Sections(layout, setting.lexicon).told(list(lines(layout, setting.lexicon))))
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
    found = drafts.of_one_generation(found)
    aside = {*drafts.totals, *drafts.shares, *drafts.before}
    used = {d.cell for d in found} | {c for line in sums for c in line.values} | aside
    waiting = {cell for d in s.findings.doubtful for cell in d.cells}
    asked = [c for line in told for c in line.values if grid.address(c) in waiting]
    styles = values.styles(sorted(used | set(asked), key=lambda c: (c.row, c.column)))
    for cell in asked:
        if cell not in used:
            amounts.unreadable(cell, values, styles)
    read_ = amounts.of(found, values, styles, layout.form)
    added = amounts.of_totals(sums, values, styles, s.findings)
    counted = [(d, v) for d, v in read_ if isinstance(v, Decimal)]
    mapped = {d.area.id: s.places.is_mapped(d.area) for d, _ in counted}
    if not any(line.text for line in told):
        counted, upper = totals.upper(counted, mapped)
        added += upper
    totals.check(grid, added, counted, s.decisions, s.findings)
    numbers_ = amounts.of_cells(aside, values, styles)
    own = [(c, numbers_[c]) for c in drafts.totals if c in numbers_]
    totals.check_rows(grid, own, counted, s.decisions, s.findings)
    ratios = {c: numbers_[c] for c in drafts.shares if c in numbers_}
    before = {c: numbers_[c] for c in drafts.before if c in numbers_}
    shares.check(grid, ratios, before, counted, s.decisions, s.findings)
    earlier.check(layout, before, counted, s.snapshot, s.decisions, s.findings)
    for cell in aside - {c for c, _ in own} - set(ratios):
        why = {"comparison": drafts.before, "total": drafts.totals, "share": drafts.shares}
        s.findings.skip(grid.address(cell), next(w for w, cells in why.items() if cell in cells))
    words = [(d, v) for d, v in read_ if isinstance(v, str)]
    plain = cumulative.resolved(
        [(d, grid.address(d.cell), v) for d, v in counted], s.snapshot, s.decisions, s.findings
    )
    taken = [_taken(d, where, written(v)) for d, where, v in plain if v is not None]
    taken += [_taken(d, grid.address(d.cell), v) for d, v in words]
    return taken, [f for r in plain if (f := _figure(r))]


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
