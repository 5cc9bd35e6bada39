"""The chain: each batch, withdrawal, closing, change of a right and file is bound to all before it.

A link says what a row held when it was written, by a checksum, and its hash goes over the link
before it: whoever changes a row afterwards must make every later link anew, and the last hash,
which somebody has noted elsewhere, is another one then. `data.ledger.proof` walks it.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from data.ledger.database import Writing, newest, tables_at
from data.ledger.schema import link, metadata, veil

Form = Mapping[str, Sequence[str]]  # the columns of each table that is chained
Row = Sequence[Any]
Veils = Mapping[tuple[str, int], Mapping[str, str]]  # of a row: what stands for its columns
Said = Mapping[str, Any]
OWN = ("batch", "withdrawal", "closing")
APART = {*OWN, "link", "veil"}
PERSONAL = "personal"  # in the `info` of a column
START = "0" * 64
_MARK = 8  # hexadecimal digits that a row is found again by
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=bytes.hex).encode


@cache
def form(version: str) -> Form:
    """Return what is chained at a version of the tables: rows of batches, and what is done."""
    found = {t.name: tuple(t.c.keys()) for t in tables_at(version)}
    return {
        name: columns
        for name, columns in found.items()
        if name in OWN or (name not in APART and {"id", "batch"} <= set(columns))
    }


def batch(writing: Writing, number: int, tables: Iterable[str]) -> None:
    """Chain a batch that was just written, with its rows in these tables."""
    connection, own = writing.connection, form(newest())
    for name in tables:
        _veil(connection, name, number)
    said = {"batch": checksum(row_of(connection, own, "batch", number))}
    for name in sorted(tables):
        found = rows(connection, own, name, number)
        veils = veils_of(connection, name, [row[0] for row in found])
        shut = [veiled(name, own[name], row, veils) for row in found]
        said[name] = checksum(*shut)
        said[f"{name} marks"] = "".join(checksum(row)[:_MARK] for row in shut)
    add(connection, [("batch", str(number), said)])


def row(writing: Writing, name: str, key: object) -> None:
    """Chain a withdrawal or a closing that was just written."""
    said = {name: checksum(row_of(writing.connection, form(newest()), name, key))}
    add(writing.connection, [(name, str(key), said)])


def right(writing: Writing, account: int, role: str, scope: str, *, given: bool) -> None:
    """Chain that a right was given or taken."""
    add(writing.connection, [("right", f"{account} {role} {scope}".strip(), {"given": int(given)})])


def original(connection: Connection, sha256: str) -> None:
    """Chain the checksum of a file."""
    add(connection, [("original", sha256, {})])


def add(
    connection: Connection,
    links: Iterable[tuple[str, str, Said]],
    version: str | None = None,
    *,
    older: bool = False,
) -> None:
    """Add links at the end; `older`: of rows that were there before there was a chain."""
    last = sa.select(link.c.hash).order_by(link.c.id.desc()).limit(1)
    before, made = connection.scalar(last) or START, []
    for what, of, said in links:
        told = {"what": what, "of": of, "version": version or newest(), "older": int(older)}
        told["said"] = _encode(said)
        before = hashed(before, told)
        made.append(told | {"hash": before})
    if made:
        connection.execute(link.insert(), made)


def hashed(before: str, told: Mapping[str, Any]) -> str:
    """Return the hash of a link, which goes over that of the one before it."""
    parts = [before, *(told[name] for name in ("what", "of", "version", "older", "said"))]
    return hashlib.sha256(_encode(parts).encode()).hexdigest()


def checksum(*rows: Row) -> str:
    """Return the checksum of rows: of each as JSON has it, with a comma between two."""
    return Summing().add(rows).digest()


class Summing:
    """A checksum of rows that come little by little."""

    def __init__(self) -> None:
        self._sum, self._first = hashlib.sha256(), True

    def add(self, rows: Sequence[Row]) -> "Summing":
        """Go on with these rows: plain tuples or lists."""
        if rows:
            text = _encode(rows)[1:-1]
            self._sum.update((text if self._first else f",{text}").encode())
            self._first = False
        return self

    def digest(self) -> str:
        """Return it."""
        return self._sum.hexdigest()


def marked(said: Said, name: str) -> list[str]:
    """Return what each row of a table was found again by, in its order."""
    marks = str(said.get(f"{name} marks", ""))
    return [marks[n : n + _MARK] for n in range(0, len(marks), _MARK)]


def mark(row: Row) -> str:
    """Return what a row is found again by."""
    return checksum(row)[:_MARK]


def rows(connection: Connection, own: Form, name: str, number: int) -> list[Row]:
    """Return the rows of a batch in one table, as they stand there; the first column is the id."""
    asked = select(own, name).where(sa.column("batch") == number)
    return [tuple(row) for row in connection.execute(asked.order_by(sa.column("id")))]


def row_of(connection: Connection, own: Form, name: str, key: object) -> Row:
    """Return a row of the ledger's own by its key, as it stands there; none is empty."""
    asked = select(own, name).where(sa.column(own[name][0]) == int(str(key)))
    return tuple(connection.execute(asked).first() or ())


def select(own: Form, name: str) -> sa.Select[Any]:
    """Return what asks for a table as it stands there, without what its columns mean."""
    columns: list[sa.ColumnElement[Any]] = [sa.column(column) for column in own[name]]
    return sa.select(*columns).select_from(sa.table(name))


def veils_of(connection: Connection, name: str, ids: Sequence[int] | None = None) -> Veils:
    """Return what stands in the chain for personal columns: a digest with its own grain of salt."""
    asked = sa.select(veil.c.row, veil.c.column, veil.c.salt, veil.c.digest)
    asked = asked.where(veil.c.stored == name).order_by(veil.c.row)
    if ids:
        asked = asked.where(veil.c.row.between(min(ids), max(ids)))
    several = groupby(connection.execute(asked), key=lambda found: found.row)
    return {
        (name, number): {v.column: v.digest or f"salt {v.salt}" for v in own}
        for number, own in several
    }


def veiled(name: str, columns: Sequence[str], row: Row, veils: Veils) -> Row:
    """Return a row with a digest in place of what is personal; of what was erased, the one kept."""
    own = veils.get((name, row[0]))
    if own is None:
        return row
    return [
        _salted(own[column], value) if column in own else value
        for column, value in zip(columns, row, strict=True)
    ]


def erase(writing: Writing, name: str, number: int) -> None:
    """Forget what is personal in a row, and the salt with it: the chain stays as it was."""
    connection, table = writing.connection, metadata.tables[name]
    of = (veil.c.stored == name) & (veil.c.row == number)
    for found in connection.execute(sa.select(veil).where(of, veil.c.salt != "")).all():
        value = connection.scalar(sa.select(table.c[found.column]).where(table.c.id == number))
        kept = veil.update().where(of, veil.c.column == found.column)
        connection.execute(kept.values(salt="", digest=_salted(f"salt {found.salt}", value)))
        connection.execute(table.update().where(table.c.id == number).values({found.column: ""}))


def _veil(connection: Connection, name: str, number: int) -> None:
    """Give each personal column of the rows of a batch its own grain of salt."""
    table = metadata.tables[name]
    personal = [column.name for column in table.c if column.info.get(PERSONAL)]
    if personal:
        ids = connection.scalars(sa.select(table.c.id).where(table.c.batch == number)).all()
        grain = {"stored": name, "digest": ""}
        salted = [
            {**grain, "row": n, "column": c, "salt": secrets.token_hex(16)}
            for n in ids
            for c in personal
        ]
        connection.execute(veil.insert(), salted)


def _salted(told: str, value: object) -> str:
    """Return the digest that stands for a value, or the one that is kept of what was erased."""
    kind, _, salt = told.partition(" ")
    if kind != "salt":
        return told
    return hashlib.sha256(f"{salt} {value}".encode()).hexdigest()
