"""Batches: what one file or one person brought at once, kept whole, and the list of them all."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import geopandas as gpd
import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection, Table

from data.catalogue import rows
from data.catalogue.settings import Generation
from data.ledger import schema
from data.ledger.database import Writing
from data.ledger.rights import Actor
from data.ledger.schema import Kind, account, batch, original, withdrawal


@dataclass(frozen=True)
class Edition:
    """One edition of the boundaries: `shapes` by area id, geometry in EPSG:4326, as accepted."""

    day: str  # from which it is in force
    said: Generation
    shapes: gpd.GeoDataFrame


@dataclass(frozen=True)
class Content:
    """What a batch brings: long tables as text (`data.rows`, each with `where`), and the rest."""

    title: str
    figures: pd.DataFrame = field(default_factory=lambda: rows.empty(rows.FIGURES))
    targets: pd.DataFrame = field(default_factory=lambda: rows.empty(rows.TARGETS))
    statuses: pd.DataFrame = field(default_factory=lambda: rows.empty(rows.STATUSES))
    areas: pd.DataFrame = field(default_factory=lambda: rows.empty(rows.AREAS))
    successions: pd.DataFrame = field(default_factory=lambda: rows.empty(rows.SUCCESSION))
    aliases: pd.DataFrame = field(default_factory=lambda: rows.empty(rows.ALIASES))
    editions: Sequence[Edition] = ()
    decisions: Mapping[str, str] = field(default_factory=dict)  # question: answer
    file: str = ""  # its name, to be shown
    original: bytes | None = None  # the file as it was received

    @property
    def long(self) -> Mapping[Table, pd.DataFrame]:
        """Return the long tables by the table of the ledger that keeps each."""
        said = (self.figures, self.targets, self.statuses)
        known = (self.areas, self.successions, self.aliases)
        return dict(zip(schema.LONG, (*said, *known), strict=True))

    @property
    def checksum(self) -> str:
        """Return what the same content is known by: of the file, else of all that it brings."""
        if self.original is not None:
            return hashlib.sha256(self.original).hexdigest()
        digest = hashlib.sha256()
        for table, frame in self.long.items():
            texts = frame[[*schema.LONG[table], "where"]].to_numpy().tolist()
            digest.update(json.dumps([table.name, texts]).encode())
        for edition in self.editions:
            digest.update(f"{edition.day} {edition.said.model_dump_json()}".encode())
            digest.update(b"".join(edition.shapes.geometry.to_wkb().tolist()))
            digest.update("|".join(edition.shapes.index).encode())
        digest.update(json.dumps(dict(self.decisions)).encode())
        return digest.hexdigest()


@dataclass(frozen=True)
class Batch:
    """One batch as the list has it."""

    id: int
    kind: Kind
    title: str
    file: str
    who: str  # empty: the program itself
    made_at: datetime
    rows: int
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""
    reason: str = ""


def keep(writing: Writing, kind: Kind, content: Content, actor: Actor | None = None) -> int:
    """Write a batch with all that it brings, and return its id; nothing is checked here."""
    connection = writing.connection
    number = connection.execute(
        batch.insert().values(
            kind=kind,
            title=content.title,
            file=content.file,
            original=_original(connection, content),
            checksum=content.checksum,
            account=actor.account if actor else None,
            made_at=writing.at,
            revision=writing.revision,
        )
    ).inserted_primary_key[0]  # type: ignore[index]
    for table, frame in content.long.items():
        texts = frame[[*schema.LONG[table], "where"]].rename(columns={"where": "cell"})
        _insert(connection, table, number, texts.to_dict("records"))
    for edition in content.editions:
        said = {"day": edition.day, "said": edition.said.model_dump_json()}
        _insert(connection, schema.generation, number, [said])
        _insert(connection, schema.shape, number, _shapes(edition))
    answers = [{"question": q, "answer": a} for q, a in content.decisions.items()]
    _insert(connection, schema.decision, number, answers)
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


def batches(
    connection: Connection, numbers: Collection[int] | None = None, *, newest: int | None = None
) -> list[Batch]:
    """Return all batches, the newest first; or those of these numbers, or so many of the newest."""
    wanted = sa.select(batch.c.id).order_by(batch.c.id.desc()).limit(newest)
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
            Kind(row.kind),
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
    """Return how many rows each of these batches brought."""
    found: dict[int, int] = {}
    for table in (*schema.LONG, schema.shape, schema.decision):
        counted = sa.select(table.c.batch, sa.func.count()).where(table.c.batch.in_(wanted))
        for number, rows_ in connection.execute(counted.group_by(table.c.batch)):
            found[number] = found.get(number, 0) + rows_
    return found


def _insert(
    connection: Connection, table: Table, number: int, records: Sequence[Mapping[Any, Any]]
) -> None:
    if records:
        connection.execute(table.insert(), [{"batch": number, **record} for record in records])


def _shapes(edition: Edition) -> list[dict[str, Any]]:
    wkb = edition.shapes.geometry.to_wkb()
    return [{"day": edition.day, "area": area, "geometry": g} for area, g in wkb.items()]


def _original(connection: Connection, content: Content) -> str | None:
    """Keep a file as it was received, once however often it comes, and return its checksum."""
    if content.original is None:
        return None
    sha256 = content.checksum
    if not connection.scalar(sa.select(original.c.size).where(original.c.sha256 == sha256)):
        size = len(content.original)
        connection.execute(
            original.insert().values(sha256=sha256, size=size, content=content.original)
        )
    return sha256
