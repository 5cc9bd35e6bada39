"""The ledger's own tables: batches and what is round them; only accounts and sessions change.

The tables of records are declared where each kind of record is: see `data.records.contract`.
"""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)


class BatchKind(StrEnum):
    """What a batch is: the workspace's own files, or what people brought.

    A batch of records of another kind has the name of that kind.
    """

    SAMPLE = "sample"  # made-up figures of the workspace's files
    SHIPPED = "shipped"  # all else in the workspace's files
    FIGURES = "figures"
    BOUNDARIES = "boundaries"
    DECISIONS = "decisions"


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Plain(TypeDecorator[str]):
    """A text that every database can hold: a NUL and half a character are left out, or a mark."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write what can be written."""
        if value is None:
            return None
        return value.replace("\0", "").encode("utf-8", "replace").decode()


class Moment(TypeDecorator[datetime]):
    """A moment as text in UTC, `2019-06-30T08:15:00.000000+00:00`: it sorts, on any database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write an aware moment; nobody knows which one a naive one is."""
        if value is None:
            return None
        assert value.tzinfo is not None, "a moment without its time zone"
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Read it back, in UTC."""
        return None if value is None else datetime.fromisoformat(value)


def numbered() -> Column[int]:
    """Return the column that numbers the rows of a table."""
    return Column("id", Integer, primary_key=True, autoincrement=True)


# One row: which workspace this is the ledger of, and a number that every write makes greater.
ledger = Table(
    "ledger",
    metadata,
    Column("one", Integer, CheckConstraint("one = 1", name="one"), primary_key=True),
    Column("workspace", Plain, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("secret", Plain, nullable=False),  # what cookies and forms are signed with
)

original = Table(  # a file as it was received
    "original",
    metadata,
    Column("sha256", Plain, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
batch = Table(
    "batch",
    metadata,
    numbered(),
    Column("kind", Plain, nullable=False),  # a `BatchKind`, or the name of a kind of record
    Column("title", Plain, nullable=False),
    Column("file", Plain, nullable=False, default=""),  # its name, as text to be shown
    Column("original", ForeignKey("original.sha256")),
    Column("checksum", Plain, nullable=False, default=""),  # of what it brought, to know it again
    Column("account", ForeignKey("account.id")),  # none: the program itself
    Column("made_at", Moment, nullable=False),
    Column("revision", Integer, nullable=False),
)
withdrawal = Table(
    "withdrawal",
    metadata,
    Column("batch", ForeignKey("batch.id"), primary_key=True),
    Column("account", ForeignKey("account.id")),
    Column("at", Moment, nullable=False),
    Column("reason", Plain, nullable=False, default=""),
    Column("revision", Integer, nullable=False),
)
closing = Table(  # the newest row of a period says whether it is closed
    "closing",
    metadata,
    numbered(),
    Column("period", Plain, nullable=False),
    Column("closed", Integer, nullable=False),
    Column("account", ForeignKey("account.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("revision", Integer, nullable=False),
)

link = Table(  # of the chain: what a row held when it was written; said is JSON
    "link",
    metadata,
    numbered(),
    Column("what", Plain, nullable=False),
    Column("of", Plain, nullable=False),  # the key of the row
    Column("version", Plain, nullable=False),  # of the tables, which says their columns
    Column("older", Integer, nullable=False),  # it was there before there was a chain
    Column("said", Plain, nullable=False),
    Column("hash", Plain, nullable=False),  # of all this and of the hash before it
)
veil = Table(  # a salt for what is personal in a row, or when that was erased what stands for it
    "veil",
    metadata,
    Column("stored", Plain, primary_key=True),
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("column", Plain, primary_key=True),
    Column("salt", Plain, nullable=False),
    Column("digest", Plain, nullable=False),
)

account = Table(
    "account",
    metadata,
    numbered(),
    Column("name", Plain, nullable=False, unique=True),
    Column("title", Plain, nullable=False, default=""),  # the person's name, as it is shown
    Column("password", Plain),  # an argon2 hash; none: only by a provider
    Column("subject", Plain, unique=True),  # issuer and subject at an OpenID Connect provider
    Column("made_at", Moment, nullable=False),
    Column("ended_at", Moment),
)
right = Table(  # scope: a working group's id, an area's id, or nothing
    "right",
    metadata,
    Column("account", ForeignKey("account.id"), primary_key=True),
    Column("role", Plain, primary_key=True),
    Column("scope", Plain, primary_key=True, default=""),
)
session = Table(  # key: a digest of what the cookie holds
    "session",
    metadata,
    Column("key", Plain, primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("ended_at", Moment),
)
pending = Table(  # brought and not yet accepted: one file an account and action; `said` is JSON
    "pending",
    metadata,
    Column("account", ForeignKey("account.id"), primary_key=True),
    Column("action", Plain, primary_key=True),
    Column("file", Plain, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("said", Plain, nullable=False),
    Column("at", Moment, nullable=False),
)
attempt = Table(
    "attempt",
    metadata,
    numbered(),
    Column("name", Plain, nullable=False, index=True),
    Column("address", Plain, nullable=False),
    Column("at", Moment, nullable=False),
    Column("succeeded", Integer, nullable=False),
    # One that has signed in under this name; none: all others, which are counted together.
    Column("device", Plain, nullable=False, default="", server_default=""),
)
# What is of the moment, and no part of a backup.
PASSING = (session, pending, attempt)
audit = Table(  # who did what, when, to what; detail is JSON
    "audit",
    metadata,
    numbered(),
    Column("at", Moment, nullable=False),
    Column("account", ForeignKey("account.id")),
    Column("action", Plain, nullable=False),
    Column("subject", Plain, nullable=False),
    Column("detail", Plain, nullable=False, default="{}"),
)
