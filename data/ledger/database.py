"""One ledger, opened: SQLite or PostgreSQL, read as one state, written by one at a time."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import command, util
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Table, event

from data.ledger import place
from data.ledger.schema import ledger
from geo.faults import Faulty, refuse

MIGRATIONS = Path(__file__).parent / "migrations"
PATIENCE = 30  # seconds that a writer waits for another
_LOCK = 7_204_519_113  # any number of its own: the first start of two servers at once
_WRITES = "ledger_writes"
NEWEST = "head"
_VERSION_TABLE = "alembic_version"  # of the migrations themselves


@dataclass(frozen=True)
class Writing:
    """One transaction: all of it is kept, or nothing; `revision` is the one that it makes."""

    connection: Connection
    revision: int
    at: datetime


class Database:
    """A ledger of one workspace, at the newest version of its tables."""

    def __init__(self, url: str, workspace: str, version: str = NEWEST):
        """Open it, made or brought up to date if need be; Faulty if it is of another workspace.

        An older `version` of the tables is for what fills them, says whose they are, and then
        brings them up to date.
        """
        self.url, self.workspace, self._version = url, workspace, version
        self.engine = _engine(url)
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        try:
            self._upgraded()
        except util.CommandError:  # alembic does not know its version
            raise Faulty([refuse("ledger_newer", self.title)]) from None

    @property
    def title(self) -> str:
        """Return the address as it may be shown: without its password."""
        return self.engine.url.render_as_string()

    def _upgraded(self) -> None:
        with self._began(writes=True) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            upgrade(connection, self._version)
            found = connection.execute(sa.select(ledger.c.workspace)).scalar_one_or_none()
            if found not in (None, self.workspace):
                asked = self.workspace
                raise Faulty([refuse("ledger_of_another", found, found=found, asked=asked)])
            if found is None and self._version == NEWEST:
                _claim(connection, self.workspace)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state, whatever is written meanwhile."""
        with self._began(writes=False) as connection:
            yield connection

    @contextmanager
    def writing(self, *, shown: bool = True) -> Iterator[Writing]:
        """Give a transaction; writers come one after the other, so what was read still holds.

        What no page shows to all (`shown` false: sessions, attempts, accounts) makes no revision,
        so that nobody's page is drawn anew because somebody signs in.
        """
        with self._began(writes=True) as connection:
            row = sa.select(ledger.c.revision).with_for_update()
            revision = connection.execute(row).scalar_one() + 1
            yield Writing(connection, revision, datetime.now(UTC))
            if shown:
                connection.execute(ledger.update().values(revision=revision))

    @contextmanager
    def filling(self) -> Iterator[Connection]:
        """Give a transaction for filling an empty ledger: its revision comes with its rows."""
        with self._began(writes=True) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            yield connection

    def revision(self) -> int:
        """Return the number that every write makes greater."""
        with self.reading() as connection:
            return int(connection.execute(sa.select(ledger.c.revision)).scalar_one())

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    @contextmanager
    def _began(self, *, writes: bool) -> Iterator[Connection]:
        options: dict[str, object] = {_WRITES: writes}
        if self.engine.dialect.name == "postgresql":
            options["isolation_level"] = "READ COMMITTED" if writes else "REPEATABLE READ"
        try:
            connected = self.engine.connect().execution_options(**options)
            with connected as connection, connection.begin():
                yield connection
        except sa.exc.OperationalError as error:  # not there, not readable, locked for too long
            reason = str(error.orig).strip().partition("\n")[0]
            raise Faulty([refuse("ledger_unreachable", self.title, reason=reason)]) from None


def _engine(url: str) -> Engine:
    engine = sa.create_engine(url, pool_pre_ping=True)
    if engine.dialect.name == "sqlite":
        if (file := engine.url.database) not in (None, "", ":memory:"):
            place.keep_private(Path(file))
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sa.engine.interfaces.DBAPIConnection, _record: object) -> None:
    """Set a new SQLite connection: we begin transactions, readers do not wait for a writer.

    `synchronous` stays FULL: what was accepted is on the disk, whatever happens to the power.
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", f"busy_timeout = {PATIENCE}000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def upgrade(connection: Connection, version: str = NEWEST) -> None:
    """Bring the tables to a version, the newest if none is named; what they hold stays."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def tables_at(version: str) -> list[Table]:
    """Return the tables as they were at a version, those that others refer to first.

    The migrations say it, not a database: in one there may be tables of other programs.
    """
    engine, found = sa.create_engine("sqlite://"), sa.MetaData()
    with engine.begin() as connection:
        upgrade(connection, version)
        found.reflect(connection)
    engine.dispose()
    return [table for table in found.sorted_tables if table.name != _VERSION_TABLE]


def versions() -> set[str]:
    """Return every version that the tables ever had, up to the program's own."""
    return {found.revision for found in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _claim(connection: Connection, workspace: str) -> None:
    connection.execute(
        ledger.insert().values(
            one=1,
            workspace=workspace,
            made_at=datetime.now(UTC),
            revision=0,
            secret=secrets.token_urlsafe(32),
        )
    )
