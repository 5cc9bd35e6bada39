"""Backup and restore: a whole ledger as one archive that any database can be filled from."""

import base64
import hashlib
import json
import os
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import sqlalchemy as sa
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Table

from data.ledger.database import Database, tables_at, upgrade, versions
from data.ledger.schema import PASSING, Moment, metadata, original
from data.ledger.schema import ledger as own
from geo.faults import Faulty, refuse

FORMAT, VERSION = "commune-atlas-ledger", 1
MANIFEST = "manifest.json"
ORIGINALS = "originals/"  # files as they were received, each under its checksum
AT_ONCE = 500  # rows
_BROKEN = (BadZipFile, zlib.error, KeyError, ValueError, TypeError, EOFError, OSError)


def backup(database: Database, path: Path) -> dict[str, int]:
    """Write one archive of all that lasts in the ledger, as one state; return the rows by table.

    Who is signed in just now is no part of it, nor what is not yet accepted. The program may go on
    meanwhile. The file appears whole or not at all, readable by its owner only: it holds what
    accounts sign in with.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with database.reading() as connection, ZipFile(part, "w", ZIP_DEFLATED) as archive:
            part.chmod(0o600)
            schema = _schema(connection)
            if schema not in versions():  # another server brought it up to date meanwhile
                raise Faulty([refuse("ledger_newer", database.title)])
            tables = {t.name: _dump(connection, t, archive) for t in _lasting(schema)}
            _keep_originals(connection, archive)
            manifest = _manifest(connection, schema, tables)
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(path)
    except OSError as error:
        raise Faulty([refuse("archive_unwritable", path, reason=error.strerror)]) from None
    finally:
        with suppress(OSError):  # there is none, or no folder that it could be in
            part.unlink()
    return {name: table["rows"] for name, table in tables.items()}


def restore(path: Path, url: str, workspace: str) -> dict[str, int]:
    """Fill an empty ledger from an archive, all or nothing; return the rows by table.

    An archive of earlier tables fills just those, which are then brought up to date as any ledger
    is. Faulty if it is damaged, of another workspace or of a newer program, or if the ledger at
    `url` already holds something.
    """
    try:
        with ZipFile(path) as archive:
            manifest = _read_manifest(archive)
            if manifest["workspace"] != workspace:
                found = manifest["workspace"]
                raise Faulty([refuse("ledger_of_another", path, found=found, asked=workspace)])
            if manifest["schema"] not in versions():
                raise Faulty([refuse("archive_of_other_version", path)])
            tables = _told(path, manifest)
            database = Database(url, workspace, manifest["schema"])
            try:
                return _fill(database, tables, archive, manifest)
            finally:
                database.close()
    except FileNotFoundError:
        raise Faulty([refuse("path_missing", path)]) from None
    except Faulty:
        raise
    except (*_BROKEN, sa.exc.IntegrityError, sa.exc.StatementError):
        raise Faulty([refuse("archive_damaged", path)]) from None


def _lasting(version: str) -> list[Table]:
    """Return what lasts of the tables of a version, with its columns and no others.

    Of a moment all is read that was ever written; it is kept as it always is.
    """
    passing = {table.name for table in PASSING}
    lasting = [table for table in tables_at(version) if table.name not in passing]
    for table in lasting:
        now = metadata.tables.get(table.name)
        for column in table.c:
            known = None if now is None else now.c.get(column.name)
            if known is not None and isinstance(known.type, Moment):
                column.type = known.type
    return lasting


def _told(path: Path, manifest: Mapping[str, Any]) -> list[Table]:
    """Return the tables that an archive fills: all of its version; Faulty if it has others."""
    tables = _lasting(manifest["schema"])
    known = {table.name for table in (*tables, *PASSING)}
    if strange := sorted(set(manifest["tables"]) - known):
        raise Faulty([refuse("archive_strange", path, name=_member(strange[0]))])
    return tables


def _manifest(
    connection: Connection, schema: str, tables: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    row = connection.execute(sa.select(own.c.workspace, own.c.revision)).one()
    return {
        "format": FORMAT,
        "version": VERSION,
        "workspace": row.workspace,
        "schema": schema,
        "revision": row.revision,
        "made_at": datetime.now(UTC).isoformat(),
        "tables": tables,
    }


def _schema(connection: Connection) -> str | None:
    """Return the version of the tables."""
    return MigrationContext.configure(connection).get_current_revision()


def _dump(connection: Connection, table: Table, archive: ZipFile) -> dict[str, Any]:
    """Write a table as one line a row; return how many, and their checksum."""
    digest, count = hashlib.sha256(), 0
    asked = sa.select(*_columns(table)).order_by(*table.primary_key)
    found = connection.execute(asked, execution_options={"yield_per": AT_ONCE})
    with archive.open(_member(table.name), "w", force_zip64=True) as lines:
        for row in found.mappings():
            text = json.dumps({k: _plain(v) for k, v in row.items()}, ensure_ascii=False)
            line = text.encode() + b"\n"
            digest.update(line)
            lines.write(line)
            count += 1
    return {"rows": count, "sha256": digest.hexdigest()}


def _keep_originals(connection: Connection, archive: ZipFile) -> None:
    for sha256 in connection.scalars(sa.select(original.c.sha256)).all():
        content = sa.select(original.c.content).where(original.c.sha256 == sha256)
        archive.writestr(f"{ORIGINALS}{sha256}", connection.scalar(content) or b"")


def _read_manifest(archive: ZipFile) -> dict[str, Any]:
    """Return what an archive says of itself; Faulty if it is none of ours."""
    manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
    if (manifest["format"], manifest["version"]) != (FORMAT, VERSION):
        raise Faulty([refuse("archive_damaged", archive.filename)])
    tables = {_member(name) for name in manifest["tables"]}
    for name in set(archive.namelist()) - tables - {MANIFEST}:
        if not name.startswith(ORIGINALS) or not name.removeprefix(ORIGINALS).isalnum():
            raise Faulty([refuse("archive_strange", archive.filename, name=name)])
    return manifest


def _fill(
    database: Database, tables: Sequence[Table], archive: ZipFile, manifest: Mapping[str, Any]
) -> dict[str, int]:
    with database.filling() as connection:
        if manifest["schema"] != _schema(connection):  # one with newer tables is in use
            raise Faulty([refuse("ledger_not_empty", database.title)])
        if any(_filled(connection, table) for table in tables if table.name != own.name):
            raise Faulty([refuse("ledger_not_empty", database.title)])
        connection.execute(own.delete())
        told = manifest["tables"]
        done = {t.name: _load(connection, t, archive, told[t.name]) for t in tables}
        if connection.dialect.name == "postgresql":
            _count_on(connection, tables)
        upgrade(connection)
        return done


def _filled(connection: Connection, table: Table) -> bool:
    return bool(connection.scalar(sa.select(sa.func.count()).select_from(table)))


def _load(connection: Connection, table: Table, archive: ZipFile, said: Mapping[str, Any]) -> int:
    """Fill a table from its lines; ValueError if they are not those that were written."""
    digest, count, waiting = hashlib.sha256(), 0, []
    readers = {c.name: _reader(c) for c in _columns(table)}
    with archive.open(_member(table.name)) as lines:
        for line in lines:
            digest.update(line)
            row = json.loads(line)
            if set(row) != set(readers):
                raise ValueError(table.name)
            waiting.append({k: readers[k](v) for k, v in row.items()})
            if table.name == original.name:
                waiting[-1]["content"] = _content(archive, waiting[-1]["sha256"])
            count += 1
            if len(waiting) == AT_ONCE or table.name == original.name:
                connection.execute(table.insert(), waiting)
                waiting = []
    if waiting:
        connection.execute(table.insert(), waiting)
    if (count, digest.hexdigest()) != (said["rows"], said["sha256"]):
        raise ValueError(table.name)
    return count


def _content(archive: ZipFile, sha256: str) -> bytes:
    content = archive.read(f"{ORIGINALS}{sha256}")
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(sha256)
    return content


def _count_on(connection: Connection, tables: Sequence[Table]) -> None:
    """Let PostgreSQL give the next rows the numbers after those that were restored."""
    for table in tables:
        if "id" in table.c:
            sequence = sa.func.pg_get_serial_sequence(f'"{table.name}"', "id")
            highest = sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0) + 1).scalar_subquery()
            connection.execute(sa.select(sa.func.setval(sequence, highest, False)))


def _columns(table: Table) -> list[sa.Column[Any]]:
    """Return the columns that go into a table's lines: the content of a file is one of its own."""
    apart = (original.name, original.c.content.name)
    return [column for column in table.c if (table.name, column.name) != apart]


def _member(name: str) -> str:
    return f"tables/{name}.jsonl"


def _plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    match value:
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
        case datetime():
            return value.isoformat()
        case _:
            return value


def _reader(column: sa.Column[Any]) -> Callable[[Any], Any]:
    """Return what makes of JSON a value of this column."""
    read: Callable[[Any], Any]
    if isinstance(column.type, sa.LargeBinary):
        read = partial(base64.b64decode, validate=True)
    elif isinstance(column.type, Moment):
        read = datetime.fromisoformat
    else:
        return lambda value: value
    return lambda value: None if value is None else read(value)
