"""Backup and restore: a whole ledger as one archive that any database can be filled from."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import sqlalchemy as sa
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, Table

from data.ledger import members, proof
from data.ledger.database import Database, tables_at, upgrade, versions
from data.ledger.proof import NOBODY, Proof, Trust
from data.ledger.schema import PASSING, Moment, link, metadata
from data.ledger.schema import ledger as own
from geo.faults import Faulty, refuse
from geo.files.whole import whole

FORMAT, VERSION = "commune-atlas-ledger", 1
MANIFEST = "manifest.json"
_BROKEN = (BadZipFile, zlib.error, KeyError, ValueError, TypeError, EOFError, OSError)


def backup(database: Database, path: Path) -> dict[str, int]:
    """Write one archive of all that lasts in the ledger, as one state; return the rows by table.

    Who is signed in just now is no part of it, nor what is not yet accepted. The program may go on
    meanwhile. The file appears once it was read back whole, or not at all, readable by its owner
    only: it holds what accounts sign in with.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Faulty([refuse("archive_unwritable", path, reason=error.strerror)]) from None
    with whole(path, private=True) as part:
        with database.reading() as connection, ZipFile(part, "w", ZIP_DEFLATED) as archive:
            tables = _write(connection, archive, database.title)
        _read_back(part, path)
    return {name: table["rows"] for name, table in tables.items()}


@dataclass(frozen=True)
class Restored:
    """What was restored: the rows by table, and what the chain said of them."""

    rows: dict[str, int]
    proof: Proof


def restore(
    path: Path, url: str, workspace: str, trust: Trust = NOBODY, *, anyway: bool = False
) -> Restored:
    """Fill an empty ledger from an archive, all or nothing; return what was restored.

    Faulty if a row is not as it was written, unless it is to be restored `anyway`.

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
                return _fill(database, tables, archive, manifest, trust, anyway=anyway)
            finally:
                database.close()
    except FileNotFoundError:
        raise Faulty([refuse("path_missing", path)]) from None
    except Faulty:
        raise
    except (*_BROKEN, sa.exc.IntegrityError, sa.exc.StatementError):
        raise Faulty([refuse("archive_damaged", path)]) from None


def chain_of(path: Path) -> tuple[str, ...]:
    """Return the hashes of an archive's chain, in their order; Faulty where it has none."""
    try:
        with ZipFile(path) as archive:
            if link.name not in _read_manifest(archive)["tables"]:
                raise Faulty([refuse("archive_without_chain", path)])
            lines = archive.read(members.member(link.name)).splitlines()
            return tuple(json.loads(line)["hash"] for line in lines)
    except FileNotFoundError:
        raise Faulty([refuse("path_missing", path)]) from None
    except Faulty:
        raise
    except _BROKEN:
        raise Faulty([refuse("archive_damaged", path)]) from None


def _write(connection: Connection, archive: ZipFile, title: str) -> dict[str, dict[str, Any]]:
    """Write one state of a ledger; return what is told of each of its tables."""
    schema = _schema(connection)
    if schema not in versions():  # another server brought it up to date meanwhile
        raise Faulty([refuse("ledger_newer", title)])
    tables = {t.name: members.dump(connection, t, archive) for t in _lasting(schema)}
    members.keep_originals(connection, archive)
    manifest = _manifest(connection, schema, tables)
    archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return tables


def _read_back(part: Path, path: Path) -> None:
    """Read what was written as a restore would; Faulty if it is not what the ledger holds."""
    try:
        with ZipFile(part) as archive:
            for name, said in _read_manifest(archive)["tables"].items():
                members.look_at(archive, name, said)
    except (*_BROKEN, Faulty):
        raise Faulty([refuse("archive_not_read_back", path)]) from None


def _lasting(version: str) -> list[Table]:
    """Return what lasts of the tables of a version, with its columns and no others.

    Of a moment all is read that was ever written; it is kept as it always is.
    """
    passing, own = {table.name for table in PASSING}, MetaData()
    lasting = [t.to_metadata(own) for t in tables_at(version) if t.name not in passing]
    for table in lasting:  # copies: those of the version are everybody's
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
        raise Faulty([refuse("archive_strange", path, name=members.member(strange[0]))])
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


def _read_manifest(archive: ZipFile) -> dict[str, Any]:
    """Return what an archive says of itself; Faulty if it is none of ours."""
    manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
    if (manifest["format"], manifest["version"]) != (FORMAT, VERSION):
        raise Faulty([refuse("archive_damaged", archive.filename)])
    tables = {members.member(name) for name in manifest["tables"]}
    for name in set(archive.namelist()) - tables - {MANIFEST}:
        if (
            not name.startswith(members.ORIGINALS)
            or not name.removeprefix(members.ORIGINALS).isalnum()
        ):
            raise Faulty([refuse("archive_strange", archive.filename, name=name)])
    return manifest


def _fill(
    database: Database,
    tables: Sequence[Table],
    archive: ZipFile,
    manifest: Mapping[str, Any],
    trust: Trust,
    *,
    anyway: bool,
) -> Restored:
    with database.filling() as connection:
        if manifest["schema"] != _schema(connection):  # one with newer tables is in use
            raise Faulty([refuse("ledger_not_empty", database.title)])
        if any(_filled(connection, table) for table in tables if table.name != own.name):
            raise Faulty([refuse("ledger_not_empty", database.title)])
        connection.execute(own.delete())
        told = manifest["tables"]
        done = {t.name: members.load(connection, t, archive, told[t.name]) for t in tables}
        if (found := connection.scalar(sa.select(own.c.workspace))) != manifest["workspace"]:
            asked = manifest["workspace"]
            raise Faulty([refuse("ledger_of_another", archive.filename, found=found, asked=asked)])
        if connection.dialect.name == "postgresql":
            _count_on(connection, tables)
        upgrade(connection)
        found = proof.walk(connection)
        wrong = [*found.faults, *trust.doubts(connection)]
        if wrong and not anyway:
            raise Faulty(wrong)
        return Restored(done, found)


def _filled(connection: Connection, table: Table) -> bool:
    return bool(connection.scalar(sa.select(sa.func.count()).select_from(table)))


def _count_on(connection: Connection, tables: Sequence[Table]) -> None:
    """Let PostgreSQL give the next rows the numbers after those that were restored."""
    for table in tables:
        if "id" in table.c:
            sequence = sa.func.pg_get_serial_sequence(f'"{table.name}"', "id")
            highest = sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0) + 1).scalar_subquery()
            connection.execute(sa.select(sa.func.setval(sequence, highest, False)))
