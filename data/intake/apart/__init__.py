"""Files read in a process of their own: whatever is in one, only its reader can die of it.

Each of these is like the function of its name that reads within this process, with the same
arguments and answers; that a reader did not come to its end is one more fault of the file.
"""

import hashlib
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from data.catalogue.lot_layout import Layout
from data.figures.snapshot import Snapshot
from data.intake.apart.process import Job
from data.intake.apart.readers import READERS
from data.intake.boundaries import inspecting
from data.intake.boundaries import lots as forest
from data.intake.boundaries.lots import Lots
from data.intake.deciding import intake
from data.intake.deciding.intake import Intake
from data.intake.understanding.findings import Decisions, Refusal
from geo.faults import Faulty
from geo.shapes.boundaries import Choices, Inspection, Progress, silent
from geo.shapes.succession import Proposal

# What a reader ends with that did not come to its end: the file is not read again by itself.
ENDED = ("reader_out_of_memory", "reader_out_of_time", "reader_ended", "reader_failed")
WAITS = "waiting"  # the step that is told while other files are read
Look = Callable[[Snapshot, Path, Choices, Progress], Inspection]


def warm() -> None:
    """Start a reader ahead: somebody is about to bring a file."""
    READERS.warm()


def take(
    content: bytes | Path,
    name: str,
    snapshot: Snapshot,
    *,
    decisions: Decisions | None = None,
    day: date | None = None,
    progress: intake.Progress = lambda *_: None,
) -> Intake:
    """Read a file of figures against a workspace: see `intake.take`."""
    data = content.read_bytes() if isinstance(content, Path) else content
    today = day or snapshot.settings.clock.today()  # of this process, whose clock it is
    what = partial(intake.take, data, name, snapshot, decisions=decisions, day=today)
    job = Job(what, name, snapshot.settings.limits.workbook)
    try:
        found: Intake = READERS.read(job, progress, lambda: progress(WAITS, 0.0))
    except Faulty as error:
        refused = tuple(Refusal(name, fault) for fault in error.faults)
        return Intake(name, hashlib.sha256(data).hexdigest(), refused=refused)
    return found


def look(
    how: Look, now: Snapshot, path: Path, choices: Choices, progress: Progress = silent
) -> Inspection:
    """Look at a boundary file in one of the ways of `inspecting`."""
    what = partial(how, now, path.absolute(), choices)
    job = Job(what, path.name, now.settings.limits.boundaries)
    try:
        found: Inspection = READERS.read(job, progress, lambda: progress(WAITS))
    except Faulty as error:
        return Inspection(faults=error.faults)
    return found


def succession(now: Snapshot, found: Inspection) -> Proposal | None:
    """Propose what the areas of a file succeed; Faulty where that needs more than is allowed."""
    job = Job(partial(_succession, now, found), "", now.settings.limits.boundaries)
    proposal: Proposal | None = READERS.read(job)
    return proposal


def lots(
    now: Snapshot, plan: Layout, path: Path, choices: Choices, *, year: int | None = None
) -> Lots:
    """Sum the lots of a layer by commune: see `lots.inspect`."""
    what = partial(_lots, now, plan, path.absolute(), choices, year=year)
    job = Job(what, path.name, now.settings.limits.boundaries)
    try:
        found: Lots = READERS.read(job)
    except Faulty as error:
        return Lots(faults=error.faults)
    return found


def _succession(now: Snapshot, found: Inspection, progress: Progress) -> Proposal | None:  # noqa: ARG001
    return inspecting.succession(now, found)


def _lots(*what: object, progress: Progress, **said: object) -> Lots:  # noqa: ARG001
    return forest.inspect(*what, **said)  # type: ignore[arg-type]
