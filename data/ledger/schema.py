"""The ledger's tables: rows are appended in batches, and only accounts and sessions change.

What a reader sees is, for each key, the row of the newest batch that was not withdrawn; `shipped`
batches, which come from the workspace's own files, lie under all others. A final figure outranks a
provisional one whatever their age.
"""

from datetime import UTC, datetime
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

from data import rows

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


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


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


def _batch() -> Column[int]:
    return Column("batch", ForeignKey("batch.id"), nullable=False, index=True)


def _said(name: str, columns: rows.Columns) -> Table:
    """Return a table of rows as a workspace's long table has them, and where each one stood."""
    texts = [Column(c, Text, nullable=False, default="") for c in columns]
    return Table(name, metadata, _id(), _batch(), *texts, Column("cell", Text, nullable=False))


# One row: which workspace this is the ledger of, and a number that every write makes greater.
ledger = Table(
    "ledger",
    metadata,
    Column("one", Integer, CheckConstraint("one = 1", name="one"), primary_key=True),
    Column("workspace", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("secret", Text, nullable=False),  # what cookies and forms are signed with
)

original = Table(  # a file as it was received
    "original",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
batch = Table(
    "batch",
    metadata,
    _id(),
    Column("kind", Text, nullable=False),  # shipped, sample, figures, boundaries, decisions
    Column("title", Text, nullable=False),
    Column("file", Text, nullable=False, default=""),  # its name, as text to be shown
    Column("original", ForeignKey("original.sha256")),
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
    Column("reason", Text, nullable=False, default=""),
)
figure = _said("figure", rows.FIGURES)
target = _said("target", rows.TARGETS)
status = _said("status", rows.STATUSES)
area = _said("area", rows.AREAS)
succession = _said("succession", rows.SUCCESSION)
alias = _said("alias", rows.ALIASES)
generation = Table(  # one edition of the boundaries; `said` is JSON as `data.settings.Generation`
    "generation",
    metadata,
    _id(),
    _batch(),
    Column("day", Text, nullable=False),
    Column("said", Text, nullable=False),
)
shape = Table(  # geometry is WKB in EPSG:4326, as accepted
    "shape",
    metadata,
    _id(),
    _batch(),
    Column("day", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("geometry", LargeBinary, nullable=False),
)
decision = Table(  # what a person answered to a doubt; the newest answer to a question stands
    "decision",
    metadata,
    _id(),
    _batch(),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
)
closing = Table(  # the newest row of a period says whether it is closed
    "closing",
    metadata,
    _id(),
    Column("period", Text, nullable=False),
    Column("closed", Integer, nullable=False),
    Column("account", ForeignKey("account.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("revision", Integer, nullable=False),
)

account = Table(
    "account",
    metadata,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False, default=""),  # the person's name, as it is shown
    Column("password", Text),  # an argon2 hash; none: only by a provider
    Column("subject", Text, unique=True),  # issuer and subject at an OpenID Connect provider
    Column("made_at", Moment, nullable=False),
    Column("ended_at", Moment),
)
right = Table(  # scope: a working group's id, an area's id, or nothing
    "right",
    metadata,
    Column("account", ForeignKey("account.id"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("scope", Text, primary_key=True, default=""),
)
session = Table(  # key: a digest of what the cookie holds
    "session",
    metadata,
    Column("key", Text, primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("ended_at", Moment),
)
attempt = Table(
    "attempt",
    metadata,
    _id(),
    Column("name", Text, nullable=False, index=True),
    Column("address", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("succeeded", Integer, nullable=False),
)
audit = Table(  # who did what, when, to what; detail is JSON
    "audit",
    metadata,
    _id(),
    Column("at", Moment, nullable=False),
    Column("account", ForeignKey("account.id")),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False, default="{}"),
)
