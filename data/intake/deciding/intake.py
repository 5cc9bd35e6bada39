"""A file taken in: what a page previews, a person decides on, and a ledger appends."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from data.catalogue import Catalogue, rows
from data.figures import tables
from data.figures.snapshot import Snapshot
from data.figures.tables import Context
from data.intake.deciding.decided import Decided
from data.intake.reading import opening
from data.intake.reading.grid import Grid
from data.intake.understanding import outliers, sheet
from data.intake.understanding.findings import (
    ACCEPT,
    LEAVE_OUT,
    Decisions,
    Doubt,
    Findings,
    Passed,
    Refusal,
    Taken,
)
from data.intake.understanding.lexicon import Lexicon
from data.intake.understanding.places import Places
from data.intake.understanding.sheet import Setting
from geo.areas.names import fold
from geo.faults import Fault, Faulty, ask, refuse

KINDS = {"figures": rows.FIGURES, "targets": rows.TARGETS, "statuses": rows.STATUSES}
_SAID = {"figures": "value", "targets": "target", "statuses": "status"}
_CHECKS = {"figures": tables.figures, "targets": tables.targets, "statuses": tables.statuses}
_OPENED, _STEP = 0.1, 0.8  # of the work: the file is open, all sheets are read
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Intake:
    """All that became of one file; a cell that is not empty is in one of the four lists."""

    file: str
    checksum: str  # SHA-256
    taken: tuple[Taken, ...] = ()
    doubtful: tuple[Doubt, ...] = ()
    refused: tuple[Refusal, ...] = ()
    passed: tuple[Passed, ...] = ()
    sheets: tuple[Grid, ...] = ()
    notes: tuple[Fault, ...] = ()  # good to know
    used: Mapping[str, str] = field(default_factory=dict)  # the answers that decided something

    @property
    def whole(self) -> bool:
        """Say whether something is taken, and nothing is refused or must be decided."""
        return bool(self.taken) and not self.doubtful and not self.refused

    @property
    def faults(self) -> list[Fault]:
        """Everything that is to be said, questions once each."""
        own = [*(r.fault for r in self.refused), *(d.fault for d in self.doubtful)]
        return [*own, *self.notes]

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """Return the texts of the file as they are written, by what questions call them."""
        cells = (c for grid in self.sheets for c in grid.cells.values())
        texts = {c.value for c in cells if isinstance(c.value, str)}
        return {fold(text): text for text in sorted(texts)}

    def states(self) -> Mapping[str, str]:
        """Return of each cell what became of it: passed, taken, doubtful or refused."""
        found = {p.cell: "passed" for p in self.passed} | {t.cell: "taken" for t in self.taken}
        found |= {cell: "doubtful" for d in self.doubtful for cell in d.cells}
        return found | {r.cell: "refused" for r in self.refused}

    def rows(self, kind: str) -> pd.DataFrame:
        """Return what is taken as rows of `rows.FIGURES`, `TARGETS` or `STATUSES`, with `where`."""
        return _table(self.file, kind, [t for t in self.taken if t.kind == kind])


def take(
    content: bytes | Path,
    name: str,
    snapshot: Snapshot,
    *,
    decisions: Decisions | None = None,
    day: date | None = None,
    progress: Progress | None = None,
) -> Intake:
    """Read a file of figures against a workspace; nothing is kept, and nothing raises.

    `decisions` are answers by the keys of doubts, an empty one is none; `day` is today, for
    proposals of periods; `progress` is told each step and how much of the work is done.
    """
    told = progress or (lambda *_: None)
    told("opening", 0.0)
    data = content.read_bytes() if isinstance(content, Path) else content
    empty = Intake(name, hashlib.sha256(data).hexdigest())
    try:
        grids, notes = opening.read(data, name)
    except Faulty as error:
        return replace(empty, refused=tuple(Refusal(f.where, f) for f in error.faults))
    findings, given = Findings(), Decided(decisions or {})
    lexicon, places = Lexicon(snapshot), Places(snapshot, given)
    today = day or date.today()
    drafts: list[Taken] = []
    figures: list[outliers.Figure] = []
    for n, grid in enumerate(grids):

        def part(sheet_: str, share: float, n: int = n) -> None:
            told(sheet_, _OPENED + (_STEP - _OPENED) * (n + share) / len(grids))

        setting = Setting(name, snapshot, lexicon, places, given, findings, today, part)
        own, counted = sheet.read(grid, setting)
        drafts += own
        figures += counted
    told("checking", _STEP)
    findings.taken += _checked(drafts, snapshot, findings)
    told("comparing", 0.9)
    _strange(figures, snapshot, given, findings)
    _twice(findings, given)
    if not (findings.taken or findings.doubtful or findings.refused):
        findings.refuse(name, refuse("file_without_figures", name))
    told("done", 1.0)
    return replace(
        empty,
        taken=tuple(findings.taken),
        doubtful=tuple(findings.doubtful),
        refused=tuple(findings.refused),
        passed=tuple(findings.passed),
        sheets=tuple(grids),
        notes=tuple(notes),
        used=given.used,
    )


def _table(file: str, kind: str, taken: Sequence[Taken]) -> pd.DataFrame:
    columns = KINDS[kind]
    made = [_row(t, kind) | {"where": f"{file}:{t.cell}"} for t in taken]
    for row in made:
        row["source"] = row["source"] or row["where"]
    return pd.DataFrame(made, columns=[*columns, "where"], dtype=str).fillna("")


def _row(taken: Taken, kind: str) -> dict[str, str]:
    said = vars(taken)
    return {c: said.get(c, "") for c in KINDS[kind]} | {_SAID[kind]: taken.value}


def _checked(drafts: Sequence[Taken], snapshot: Snapshot, findings: Findings) -> Iterator[Taken]:
    """Yield what the checks of every long table let pass; what they find is laid to its cell."""
    context = Context(snapshot.catalogue, snapshot.areas, snapshot.settings.level)
    for kind, check in _CHECKS.items():
        own = [t for t in drafts if t.kind == kind]
        if not own:
            continue
        table = _table("", kind, own)
        given = [bool(t.source) for t in own]
        # A fault is said once a file and indicator: here each row is a file of its own.
        alone = pd.Series([f"{n}!" for n in range(len(own))], index=table.index, dtype=str)
        source = table["source"].where(pd.Series(given, index=table.index), alone)
        _, faults = check(table.assign(where=alone, source=source), context)
        wrong: dict[int, list[Fault]] = {}
        for fault in faults:
            if fault.code != "row_twice":  # asked about later: which of the cells holds?
                wrong.setdefault(int(fault.where.rstrip("!")), []).append(fault)
        for n, taken in enumerate(own):
            for fault in wrong.get(n, ()):
                findings.refuse(taken.cell, _titled(fault, taken.cell, snapshot.catalogue))
            if n not in wrong:
                yield taken


def _titled(fault: Fault, cell: str, catalogue: Catalogue) -> Fault:
    """Return what is wrong with a row as it is said of a cell, to who knows titles and no ids."""
    titles: dict[object, object] = {key: i.title for key, i in catalogue.indicators.items()}
    titles |= {key: found.title for key, found in catalogue.criteria_sets.items()}
    told = {
        key: titles.get(value, value) if isinstance(value, str) else value
        for key, value in fault.values.items()
    }
    return replace(fault, where=cell, values=told)


def _strange(
    figures: Sequence[outliers.Figure], snapshot: Snapshot, decisions: Decisions, findings: Findings
) -> None:
    """Ask about figures that may be right and are more often not; they wait for the answer."""
    there = {t.cell for t in findings.taken}
    waiting: set[str] = set()
    for figure, fault in outliers.strange([f for f in figures if f.where in there], snapshot):
        key = f"{fault.code}:{figure.key}"
        answer = decisions.get(key)
        if answer == ACCEPT:
            continue
        waiting.add(figure.where)
        if answer == LEAVE_OUT:
            findings.skip(figure.where, "left_out")
        else:
            findings.ask(key, fault, [figure.where], [ACCEPT, LEAVE_OUT])
    findings.taken[:] = [t for t in findings.taken if t.cell not in waiting]


def _twice(findings: Findings, decisions: Decisions) -> None:
    """Ask which cell holds where several give one figure; the same value twice is given once."""
    same: dict[tuple[str, ...], list[Taken]] = {}
    for taken in findings.taken:
        same.setdefault((*taken.key, taken.status), []).append(taken)
    dropped: set[str] = set()
    for several in same.values():
        if len(several) == 1:
            continue
        first, *others = several
        if all(o.value == first.value for o in others):
            dropped |= {o.cell for o in others}
            for other in others:
                findings.skip(other.cell, "repeated")
            continue
        key = "twice:" + ":".join((*first.key, *(t.value for t in several)))
        cells = [t.cell for t in several]
        chosen = decisions.get(key)
        dropped |= {c for c in cells if c != chosen}
        if chosen not in cells:
            fault = ask("figure_twice", first.cell, values=[t.as_written for t in several])
            findings.ask(key, fault, cells, cells)
    findings.taken[:] = [t for t in findings.taken if t.cell not in dropped]
