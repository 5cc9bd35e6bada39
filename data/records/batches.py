"""Batches: what one file or one person brought at once, kept whole, and the list of them all."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data.ledger import chain
from data.ledger.database import Writing
from data.ledger.rights import Actor
from data.ledger.schema import account, batch, original, withdrawal
from data.records import registry
from data.records.contract import CONTENT, Kind, empty
from data.records.reading import readable_batches


@dataclass(frozen=True)
class Content:
    """What a batch brings: rows by the name of their kind, each with `where` it stood."""

    title: str
    rows: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    file: str = ""  # its name, to be shown
    original: bytes | None = None  # the file as it was received
    attached: Mapping[str, bytes] = field(default_factory=dict)  # files of records, by checksum
    known_by: str = ""  # what the same content is known by, where that is not worked out here

    def of(self, kind: Kind) -> pd.DataFrame:
        """Return the rows of a kind."""
        return self.rows.get(kind.name, empty(kind))

    def filled(self) -> Iterator[tuple[Kind, pd.DataFrame]]:
        """Yield each kind of which there are rows, with them."""
        for kind in registry.KINDS:
            if kind.name in self.rows and len(frame := self.rows[kind.name]):
                yield kind, frame

    @property
    def checksum(self) -> str:
        """Return what the same content is known by: of the file, else of all that it brings."""
        if self.known_by or self.original is not None:
            return self.known_by or sha256(self.original or b"")
        return sha256(b"".join(_digested(kind, frame) for kind, frame in self.filled()))


def sha256(content: bytes) -> str:
    """Return what bytes are known by."""
    return hashlib.sha256(content).hexdigest()


def _digested(kind: Kind, frame: pd.DataFrame) -> bytes:
    rows = frame[list(kind.names)].to_numpy().tolist()
    return json.dumps([kind.name, rows], default=bytes.hex).encode()


@dataclass(frozen=True)
class Batch:
    """One batch as the list has it."""

    id: int
    kind: str  # a `BatchKind`, or the name of a kind of record
    title: str
    file: str
    who: str  # empty: the program itself
    made_at: datetime
    rows: int
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""
    reason: str = ""


def keep(writing: Writing, what: str, content: Content, actor: Actor | None = None) -> int:
    """Write a batch with all that it brings, and return its id; nothing is checked here.

    `what` is what the batch is: a `BatchKind`, or the name of a kind of record.
    """
    connection = writing.connection
    own = {} if content.original is None else {sha256(content.original): content.original}
    for digest, file in (own | dict(content.attached)).items():
        _keep_file(connection, digest, file)
    number = connection.execute(
        batch.insert().values(
            kind=what,
            title=content.title,
            file=content.file,
            original=next(iter(own), None),
            checksum=content.checksum,
            account=actor.account if actor else None,
            made_at=writing.at,
            revision=writing.revision,
        )
    ).inserted_primary_key[0]  # type: ignore[index]
    for kind, frame in content.filled():
        columns = [*kind.names, *(["where"] if kind.located else [])]
        columns += [CONTENT] if kind.files else []
        rows = frame[columns].rename(columns={"where": "cell"}).to_dict("records")
        connection.execute(kind.table.insert(), [{"batch": number, **row} for row in rows])
    chain.batch(writing, number, [kind.stored for kind, _ in content.filled()])
    return int(number)


def withdraw(writing: Writing, number: int, reason: str, actor: Actor | None = None) -> None:
    """Take a batch back, so that what was there before shows again; nothing is checked here."""
    writing.connection.execute(
        withdrawal.insert().values(
            batch=number,
            account=actor.account if actor else None,
            at=writing.at,
            reason=reason,
            revision=writing.revision,
        )
    )
    chain.row(writing, "withdrawal", number)


def batches(
    connection: Connection,
    numbers: Collection[int] | None = None,
    *,
    newest: int | None = None,
    actor: Actor | None = None,
) -> list[Batch]:
    """Return all batches, the newest first; or those of these numbers, or so many of the newest.

    A batch that holds what this actor may not read is none of them.
    """
    wanted = sa.select(batch.c.id).order_by(batch.c.id.desc()).limit(newest)
    wanted = wanted.where(*readable_batches(actor))
    if numbers is not None:
        wanted = wanted.where(batch.c.id.in_(numbers))
    author, other = account.alias("author"), account.alias("other")
    asked = (
        sa.select(
            batch,
            withdrawal.c.at,
            withdrawal.c.reason,
            *_named(author, "who"),
            *_named(other, "by"),
        )
        .outerjoin(withdrawal, withdrawal.c.batch == batch.c.id)
        .outerjoin(author, author.c.id == batch.c.account)
        .outerjoin(other, other.c.id == withdrawal.c.account)
        .where(batch.c.id.in_(wanted))
        .order_by(batch.c.id.desc())
    )
    counts = _counts(connection, wanted)
    return [
        Batch(
            row.id,
            row.kind,
            row.title,
            row.file,
            row.who or "",
            row.made_at,
            counts.get(row.id, 0),
            row.at,
            row.by or "",
            row.reason or "",
        )
        for row in connection.execute(asked)
    ]


def _named(who: sa.FromClause, label: str) -> list[sa.ColumnElement[Any]]:
    return [sa.func.coalesce(sa.func.nullif(who.c.title, ""), who.c.name).label(label)]


def _counts(connection: Connection, wanted: sa.Select[tuple[int]]) -> dict[int, int]:
    """Return how many rows each of these batches brought; an edition is as many as its shapes."""
    found: dict[int, int] = {}
    for table in (kind.table for kind in registry.KINDS if kind.counted):
        counted = sa.select(table.c.batch, sa.func.count()).where(table.c.batch.in_(wanted))
        for number, rows_ in connection.execute(counted.group_by(table.c.batch)):
            found[number] = found.get(number, 0) + rows_
    return found


def _keep_file(connection: Connection, digest: str, content: bytes) -> None:
    """Keep a file as it was received, once however often it comes."""
    if connection.scalar(sa.select(original.c.size).where(original.c.sha256 == digest)) is None:
        row = {"sha256": digest, "size": len(content), "content": content}
        connection.execute(original.insert().values(row))
        chain.original(connection, digest)
