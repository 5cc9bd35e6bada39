"""What an archive holds: tables as lines, known by their checksum, and files as they came."""

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from zipfile import ZipFile

import sqlalchemy as sa
from sqlalchemy import Connection, Table

from data.ledger.schema import Moment, original

ORIGINALS = "originals/"  # files as they were received, each under its checksum
AT_ONCE = 500  # rows


def dump(connection: Connection, table: Table, archive: ZipFile) -> dict[str, Any]:
    """Write a table as one line a row; return how many, and their checksum."""
    digest, count = hashlib.sha256(), 0
    asked = sa.select(*_columns(table)).order_by(*table.primary_key)
    found = connection.execute(asked, execution_options={"yield_per": AT_ONCE})
    with archive.open(member(table.name), "w", force_zip64=True) as lines:
        for row in found.mappings():
            text = json.dumps({k: _plain(v) for k, v in row.items()}, ensure_ascii=False)
            line = text.encode() + b"\n"
            digest.update(line)
            lines.write(line)
            count += 1
    return {"rows": count, "sha256": digest.hexdigest()}


def keep_originals(connection: Connection, archive: ZipFile) -> None:
    """Write every file as it was received, under its checksum."""
    for sha256 in connection.scalars(sa.select(original.c.sha256)).all():
        content = sa.select(original.c.content).where(original.c.sha256 == sha256)
        archive.writestr(f"{ORIGINALS}{sha256}", connection.scalar(content) or b"")


def load(connection: Connection, table: Table, archive: ZipFile, said: Mapping[str, Any]) -> int:
    """Fill a table from its lines; ValueError if they are not those that were written."""
    digest, count, waiting = hashlib.sha256(), 0, []
    readers = {c.name: _reader(c) for c in _columns(table)}
    with archive.open(member(table.name)) as lines:
        for line in lines:
            digest.update(line)
            row = json.loads(line)
            if set(row) != set(readers):
                raise ValueError(table.name)
            waiting.append({k: readers[k](v) for k, v in row.items()})
            if table.name == original.name:
                waiting[-1]["content"] = content(archive, waiting[-1]["sha256"])
            count += 1
            if len(waiting) == AT_ONCE or table.name == original.name:
                connection.execute(table.insert(), waiting)
                waiting = []
    if waiting:
        connection.execute(table.insert(), waiting)
    if (count, digest.hexdigest()) != (said["rows"], said["sha256"]):
        raise ValueError(table.name)
    return count


def look_at(archive: ZipFile, name: str, said: Mapping[str, Any]) -> None:
    """Read a table's lines back; ValueError if they are not those that were written."""
    digest, count = hashlib.sha256(), 0
    with archive.open(member(name)) as lines:
        for line in lines:
            digest.update(line)
            count += 1
            if name == original.name:
                content(archive, json.loads(line)["sha256"])
    if (count, digest.hexdigest()) != (said["rows"], said["sha256"]):
        raise ValueError(name)


def content(archive: ZipFile, sha256: str) -> bytes:
    """Return a file as it was received; ValueError if it is another one."""
    content = archive.read(f"{ORIGINALS}{sha256}")
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(sha256)
    return content


def member(name: str) -> str:
    """Return under which name a table's lines are in an archive."""
    return f"tables/{name}.jsonl"


def _columns(table: Table) -> list[sa.Column[Any]]:
    """Return the columns that go into a table's lines: the content of a file is one of its own."""
    apart = (original.name, original.c.content.name)
    return [column for column in table.c if (table.name, column.name) != apart]


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
