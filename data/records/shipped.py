"""What the workspace's own files say, as two batches under all others: real rows, and samples."""

import hashlib
import json
from dataclasses import replace
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
from data.ledger.schema import BatchKind, batch, withdrawal
from data.records import batches, registry
from data.records.batches import Content
from data.records.editions import generations
from data.words import N_

# Kept in English, and put into the reader's words where they are shown.
FILES, SAMPLES = N_("Files of the workspace"), N_("Sample figures of the workspace")
CHANGED = N_("The files of the workspace have changed")
# What the files of the first ledgers were known by, also where there was nothing of it.
FOUNDING = ("figure", "target", "status", "area", "succession", "alias")


def bring(database: Database, folder: Path, files: Snapshot) -> None:
    """Append what the files of a workspace say, if that is not what the ledger has of them.

    The batches of an earlier state are withdrawn. Samples that a person withdrew stay away.
    """
    said = {BatchKind.SHIPPED: _real(folder, files), BatchKind.SAMPLE: _samples(files)}
    with database.reading() as connection:
        if not _new(connection, said):
            return
    with database.writing() as writing:
        for kind, content in _new(writing.connection, said).items():
            _replace(writing, kind, content)


def _new(connection: Connection, said: dict[BatchKind, Content]) -> dict[BatchKind, Content]:
    """Return what the ledger does not have as it is said now."""
    found = {kind: _latest(connection, kind) for kind in said}
    left = {kind for kind, row in found.items() if row and row.withdrawn and row.account}
    held = {kind: row.checksum for kind, row in found.items() if row and not row.withdrawn}
    return {
        kind: content
        for kind, content in said.items()
        if kind not in left and held.get(kind, _NOTHING) != content.checksum
    }


def _latest(connection: Connection, kind: BatchKind) -> sa.Row[Any] | None:
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


def _replace(writing: Writing, kind: BatchKind, content: Content) -> None:
    before = _latest(writing.connection, kind)
    if before and not before.withdrawn:
        batches.withdraw(writing, before.id, CHANGED)
        audit.record(writing, None, "batch_withdrawn", before.id, reason=CHANGED)
    if content.checksum != _NOTHING:
        number = batches.keep(writing, kind, content)
        audit.record(writing, None, "batch_appended", number, kind=kind)


def _real(folder: Path, files: Snapshot) -> Content:
    areas, _ = rows.read_csv(folder / "areas.csv", rows.AREAS)
    successions, _ = territory.optional(folder / "succession.csv", rows.SUCCESSION)
    aliases, _ = territory.optional(folder / "aliases.csv", rows.ALIASES)
    editions = {str(day): files.settings.boundaries[day] for day in files.generations}
    shapes = {str(day): frame for day, frame in files.generations.items()}
    return _known(
        FILES,
        {
            **_tables(files, sample=False),
            "areas": areas,
            "successions": successions,
            "aliases": aliases,
            **generations.table(editions, shapes),
        },
    )


def _samples(files: Snapshot) -> Content:
    return _known(SAMPLES, _tables(files, sample=True))


def _tables(files: Snapshot, *, sample: bool) -> dict[str, pd.DataFrame]:
    """Return the rows of each long table that are samples, or all others, as text."""
    made = {}
    for name, kind in registry.SHOWN.items():
        frame = getattr(files, name)
        own = frame.loc[frame["sample"] == sample, [*kind.names, "where"]]
        made[kind.name] = own.astype(str)
    return made


def _known(title: str, rows: dict[str, pd.DataFrame]) -> Content:
    """Return what files say, known by all of it in the way in which ledgers have always kept it.

    Else every ledger would take the files for others when the program changes.
    """
    content, digest = Content(title, rows), hashlib.sha256()
    for kind in registry.KINDS:
        frame = content.of(kind)
        if kind.located and (kind.stored in FOUNDING or len(frame)):
            texts = frame[[*kind.names, "where"]].to_numpy().tolist()
            digest.update(json.dumps([kind.stored, texts]).encode())
    shapes = content.of(registry.BY_NAME["shapes"])
    for edition in content.of(registry.BY_NAME["editions"]).to_dict("records"):
        own = shapes[shapes["day"] == edition["day"]]
        digest.update(f"{edition['day']} {edition['said']}".encode())
        digest.update(b"".join(own["geometry"].tolist()))
        digest.update("|".join(own["area"]).encode())
    digest.update(json.dumps({}).encode())
    return replace(content, known_by=digest.hexdigest())


_NOTHING = _known("", {}).checksum
