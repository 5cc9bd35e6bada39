"""How a database is connected to: for those who read, and apart from them for those who write.

However many writers wait for one another, there is a connection for whoever reads.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, event

from data.ledger import place

WAITS = "ledger_waits"  # seconds that a transaction which writes waits for others; none: it reads
_READERS = 15  # connections at the most; one page run holds one for some thousandths of a second
_STATEMENT = 60  # seconds of one statement of a writer on a server
_IDLE = 300  # seconds between two of them: a batch of a whole country is checked in between


def readers(url: str, patience: float) -> Engine:
    """Return what gives connections to those who read."""
    more: dict[str, Any] = {"pool_size": 5, "max_overflow": _READERS - 5, "pool_timeout": patience}
    return _engine(url, patience, more)


def writers(url: str, patience: float) -> Engine:
    """Return what gives a connection to whoever writes: one at a time."""
    return _engine(url, patience, {"pool_size": 1, "max_overflow": 1, "pool_timeout": patience})


def _engine(url: str, patience: float, more: dict[str, Any]) -> Engine:
    server = sa.make_url(url).get_backend_name() == "postgresql"
    if server:
        waits = {"connect_timeout": max(2, round(patience)), "keepalives_idle": 30}
        more["connect_args"] = waits | {"tcp_user_timeout": round(1000 * patience)}
    engine = sa.create_engine(url, pool_pre_ping=True, **more)
    if server:
        event.listen(engine, "begin", _begin_on_server)
    else:
        if (file := engine.url.database) not in (None, "", ":memory:"):
            place.keep_private(Path(file))
        event.listen(engine, "connect", _prepared(patience))
        event.listen(engine, "begin", _begin)
    return engine


def _prepared(patience: float) -> Callable[[Any, object], None]:
    def prepare(connection: sa.engine.interfaces.DBAPIConnection, _record: object) -> None:
        """Set a new SQLite connection: we begin transactions, readers do not wait for a writer.

        `synchronous` stays FULL: what was accepted is on the disk, whatever happens to the power.
        """
        connection.isolation_level = None
        cursor = connection.cursor()
        busy = f"busy_timeout = {round(1000 * patience)}"
        for pragma in (busy, "journal_mode = WAL", "foreign_keys = ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return prepare


def _begin(connection: Connection) -> None:
    waits = connection.get_execution_options().get(WAITS)
    if waits is None:
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {round(1000 * waits)}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_on_server(connection: Connection) -> None:
    """Let a writer wait for nobody without end, and nobody wait without end for a writer."""
    waits = connection.get_execution_options().get(WAITS)
    if waits is None:
        return
    limits = {
        "lock_timeout": waits,
        "statement_timeout": _STATEMENT,
        "idle_in_transaction_session_timeout": _IDLE,
    }
    said = (f"set_config('{name}', '{round(1000 * s)}', true)" for name, s in limits.items())
    connection.exec_driver_sql(f"SELECT {', '.join(said)}")
