"""A file taken in: what a page previews, a person decides on, and a ledger appends."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from data.figures.snapshot import Snapshot
from data.intake.deciding import checks
from data.intake.deciding.decided import Decided
from data.intake.deciding.long import long
from data.intake.reading import opening
from data.intake.reading.grid import Grid
from data.intake.understanding import sheet
from data.intake.understanding.beside import Figure
from data.intake.understanding.findings import (
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
from geo.faults import Fault, Faulty, refuse

_OPENED, _READ = 0.1, 0.8  # of the work: the file is open, all sheets are read
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
        return long(self.file, kind, [t for t in self.taken if t.kind == kind])


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
    today = day or snapshot.settings.clock.today()
    setting = Setting(name, snapshot, lexicon, places, given, findings, today, told)
    drafts, figures = _read(grids, setting, told)
    told("checking", _READ)
    findings.taken += checks.allowed(drafts, snapshot, findings)
    told("comparing", 0.9)
    checks.ask_of_strange(figures, snapshot, given, findings)
    checks.ask_of_repeated(findings, given)
    if not (findings.taken or findings.doubtful or findings.refused):
        findings.refuse(name, refuse("file_without_figures", name))
    findings.settle()
    told("done", 1.0)
    return replace(
        empty,
        taken=tuple(findings.taken),
        doubtful=tuple(findings.doubtful),
        refused=tuple(findings.refused),
        passed=tuple(findings.passed),
        sheets=tuple(grids),
        notes=(*notes, *findings.notes),
        used=given.used,
    )


def _read(
    grids: Sequence[Grid], setting: Setting, told: Progress
) -> tuple[list[Taken], list[Figure]]:
    """Return what all sheets say, as each says it; how much of them is read is told."""
    taken: list[Taken] = []
    figures: list[Figure] = []
    for n, grid in enumerate(grids):

        def part(name: str, share: float, n: int = n) -> None:
            told(name, _OPENED + (_READ - _OPENED) * (n + share) / len(grids))

        own, counted = sheet.read(grid, replace(setting, told=part))
        taken += own
        figures += counted
    return taken, figures
