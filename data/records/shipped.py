"""What the workspace's own files say, as two batches under all others: real rows, and samples."""

from pathlib import Path
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data import territory
from data.catalogue import rows
from data.figures.snapshot import Snapshot
from data.ledger import audit
from data.ledger.database import Database, Writing
from data.ledger.schema import Kind, batch, withdrawal
from data.records import batches
from data.records.batches import Content, Edition
from data.words import N_

# Kept in English, and put into the reader's words where they are shown.
FILES, SAMPLES = N_("Files of the workspace"), N_("Sample figures of the workspace")
CHANGED = N_("The files of the workspace have changed")


def bring(database: Database, folder: Path, files: Snapshot) -> None:
    """Append what the files of a workspace say, if that is not what the ledger has of them.

    The batches of an earlier state are withdrawn. Samples that a person withdrew stay away.
    """
    said = {Kind.SHIPPED: _real(folder, files), Kind.SAMPLE: _samples(files)}
    with database.reading() as connection:
        if not _new(connection, said):
            return
    with database.writing() as writing:
        for kind, content in _new(writing.connection, said).items():
            _replace(writing, kind, content)


def _new(connection: Connection, said: dict[Kind, Content]) -> dict[Kind, Content]:
    """Return what the ledger does not have as it is said now."""
    found = {kind: _latest(connection, kind) for kind in said}
    left = {kind for kind, row in found.items() if row and row.withdrawn and row.account}
    held = {kind: row.checksum for kind, row in found.items() if row and not row.withdrawn}
    return {
        kind: content
        for kind, content in said.items()
        if kind not in left and held.get(kind, Content("").checksum) != content.checksum
    }


def _latest(connection: Connection, kind: Kind) -> sa.Row[Any] | None:
    """Return the newest batch of a kind: its checksum, whether it is withdrawn, and by whom."""
    gone = withdrawal.c.batch.is_not(None).label("withdrawn")
    asked = (
        sa.select(batch.c.id, batch.c.checksum, gone, withdrawal.c.account)
        .outerjoin(withdrawal, withdrawal.c.batch == batch.c.id)
        .where(batch.c.kind == kind)
        .order_by(batch.c.id.desc())
        .limit(1)
    )
    return connection.execute(asked).one_or_none()


def _replace(writing: Writing, kind: Kind, content: Content) -> None:
    before = _latest(writing.connection, kind)
    if before and not before.withdrawn:
        batches.withdraw(writing, before.id, CHANGED)
        audit.record(writing, None, "batch_withdrawn", before.id, reason=CHANGED)
    if content.checksum != Content("").checksum:
        number = batches.keep(writing, kind, content)
        audit.record(writing, None, "batch_appended", number, kind=kind)


def _real(folder: Path, files: Snapshot) -> Content:
    areas, _ = rows.read_csv(folder / "areas.csv", rows.AREAS)
    successions, _ = territory.optional(folder / "succession.csv", rows.SUCCESSION)
    aliases, _ = territory.optional(folder / "aliases.csv", rows.ALIASES)
    editions = [
        Edition(str(day), files.settings.boundaries[day], shapes)
        for day, shapes in files.generations.items()
    ]
    return Content(
        FILES,
        **_tables(files, sample=False),
        areas=areas,
        successions=successions,
        aliases=aliases,
        editions=editions,
    )


def _samples(files: Snapshot) -> Content:
    return Content(SAMPLES, **_tables(files, sample=True))


def _tables(files: Snapshot, *, sample: bool) -> dict[str, pd.DataFrame]:
    """Return the rows of each long table that are samples, or all others, as text."""
    named = {"figures": rows.FIGURES, "targets": rows.TARGETS, "statuses": rows.STATUSES}
    made = {}
    for name, columns in named.items():
        frame = getattr(files, name)
        made[name] = frame.loc[frame["sample"] == sample, [*columns, "where"]].astype(str)
    return made
