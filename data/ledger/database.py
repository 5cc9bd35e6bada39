"""One ledger, opened: SQLite or PostgreSQL, read as one state, written by one at a time."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock, RLock
from time import monotonic

import sqlalchemy as sa
from alembic import command, util
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table

from data.ledger import engines, troubles
from data.ledger.schema import ledger
from geo.faults import Faulty, refuse

MIGRATIONS = Path(__file__).parent / "migrations"
PATIENCE = 10  # seconds that a writer waits for others, and a reader for a free connection
OPENING = 60  # seconds to wait for another server that brings the tables up to date
_LOCK = 7_204_519_113  # any number of its own: the first start of two servers at once
NEWEST = "head"
_MIGRATING = RLock()  # alembic has one context for all threads
_VERSION_TABLE = "alembic_version"  # of the migrations themselves


@dataclass(frozen=True)
class Writing:
    """One transaction: all of it is kept, or nothing; `revision` is the one that it makes."""

    connection: Connection
    revision: int
    at: datetime


class Database:
    """A ledger of one workspace, at the newest version of its tables."""

    def __init__(
        self, url: str, workspace: str, version: str = NEWEST, *, patience: float = PATIENCE
    ):
        """Open it, made or brought up to date if need be; Faulty if it is of another workspace.

        An older `version` of the tables is for what fills them, says whose they are, and then
        brings them up to date.
        """
        self.url, self.workspace, self._version, self._patience = url, workspace, version, patience
        self.engine, self._writers = engines.readers(url, patience), engines.writers(url, patience)
        self._turn = Lock()  # of the writers of this process, before they ask the database
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
        """Return what it may be called where anybody reads it: a file's name, or what server."""
        own = self.engine.url
        return Path(own.database or "").name if own.host is None else own.get_backend_name()

    def _upgraded(self) -> None:
        with self.filling() as connection:
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
        with self._began() as connection:
            yield connection

    @contextmanager
    def writing(self, *, shown: bool = True, patience: float | None = None) -> Iterator[Writing]:
        """Give a transaction; writers come one after the other, so what was read still holds.

        Faulty for whoever has waited in vain for so many seconds.

        What no page shows to all (`shown` false: sessions, attempts, accounts) makes no revision,
        so that nobody's page is drawn anew because somebody signs in.
        """
        waits = self._patience if patience is None else patience
        with self._taking_turns(waits) as left, self._began(left) as connection:
            row = sa.select(ledger.c.revision).with_for_update()
            revision = connection.execute(row).scalar_one() + 1
            yield Writing(connection, revision, datetime.now(UTC))
            if shown:
                connection.execute(ledger.update().values(revision=revision))

    @contextmanager
    def filling(self) -> Iterator[Connection]:
        """Give a transaction for filling an empty ledger: its revision comes with its rows."""
        with self._taking_turns(OPENING) as left, self._began(left) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.set_config("statement_timeout", "0", True)))
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            yield connection

    def revision(self) -> int:
        """Return the number that every write makes greater."""
        with self.reading() as connection:
            return int(connection.execute(sa.select(ledger.c.revision)).scalar_one())

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()
        self._writers.dispose()

    @contextmanager
    def _taking_turns(self, patience: float) -> Iterator[float]:
        """Let the writers of this process come one by one; give the seconds that are left."""
        until = monotonic() + patience
        if not self._turn.acquire(timeout=patience):
            raise Faulty([troubles.busy(self.title, patience)])
        try:
            yield max(0.1, until - monotonic())
        finally:
            self._turn.release()

    @contextmanager
    def _began(self, waits: float | None = None) -> Iterator[Connection]:
        """Give a transaction that waits so many seconds for other writers; none: one that reads."""
        engine = self.engine if waits is None else self._writers
        options: dict[str, object] = {engines.WAITS: waits}
        if engine.dialect.name == "postgresql":
            level = "REPEATABLE READ" if waits is None else "READ COMMITTED"
            options["isolation_level"] = level
        try:
            connected = engine.connect().execution_options(**options)
            with connected as connection, connection.begin():
                yield connection
        except sa.exc.SQLAlchemyError as error:  # not there, not readable, locked for too long
            found = troubles.fault(error, self.title, waits or self._patience)
            if found is None:
                raise
            raise Faulty([found]) from None
        except Exception as error:  # of what cannot be understood, since it is not what it was?
            if isinstance(error, Faulty) or not self._broken():
                raise
            raise Faulty([troubles.damaged(self.title)]) from None

    def _broken(self) -> bool:
        """Say whether an SQLite file is damaged, where something went wrong that should not."""
        if self.engine.dialect.name != "sqlite":
            return False
        try:
            with self.engine.connect() as connection:
                return str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()) != "ok"
        except (sa.exc.SQLAlchemyError, UnicodeDecodeError):
            return True


def upgrade(connection: Connection, version: str = NEWEST) -> None:
    """Bring the tables to a version, the newest if none is named; what they hold stays."""
    config = _config()
    config.attributes["connection"] = connection
    with _MIGRATING:
        command.upgrade(config, version)


@cache
def tables_at(version: str) -> tuple[Table, ...]:
    """Return the tables as they were at a version, those that others refer to first.

    The migrations say it, not a database: in one there may be tables of other programs.
    """
    engine, found = sa.create_engine("sqlite://"), sa.MetaData()
    with engine.begin() as connection:
        upgrade(connection, version)
        found.reflect(connection)
    engine.dispose()
    return tuple(table for table in found.sorted_tables if table.name != _VERSION_TABLE)


@cache
def newest() -> str:
    """Return the version of the tables that the program itself has."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


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
