"""What goes wrong between the program and its database, as a fault that names no address.

Whoever reads a page is told what it means for them; the log of the server says the rest.
"""

import logging
import sqlite3
from time import monotonic

import sqlalchemy as sa

from geo.faults import Fault, refuse

MAY_PASS = ("ledger_away", "ledger_busy", "ledger_full", "ledger_unreachable")
TROUBLES = (*MAY_PASS, "ledger_damaged")  # of which nothing is mended by itself
_BUSY, _DAMAGED, _FULL = {5, 6}, {11, 26}, {13}  # of SQLite: the last byte of its code
# Of PostgreSQL: a lock or a statement that took too long, no connection left, a deadlock.
_STATES_BUSY = {"55P03", "57014", "53300", "40P01"}
_STATES_DAMAGED, _STATES_FULL = {"XX001", "XX002"}, {"53100"}
_AWAY = ("08", "57P")  # the connection is lost, or the server goes down or comes up
_log = logging.getLogger(__name__)
_said: dict[str, float] = {}  # what was logged, and when: a page that mends itself asks often
_AGAIN = 60  # seconds


def fault(error: sa.exc.SQLAlchemyError, title: str, patience: float) -> Fault | None:
    """Return what an error means; None where it is no trouble of the database but of the program.

    `patience`: how many seconds were waited.
    """
    if isinstance(error, sa.exc.TimeoutError):  # all connections are in use
        return busy(title, patience)
    if not isinstance(error, sa.exc.DBAPIError):
        return None
    found = _of_sqlite(error, title, patience) or _of_server(error, title, patience)
    if found:
        _tell(str(error.orig).strip())
    return found


def busy(title: str, patience: float) -> Fault:
    """Return that others were waited for in vain."""
    return refuse("ledger_busy", title, seconds=round(patience))


def damaged(title: str) -> Fault:
    """Return that a database does not hold what it held."""
    return refuse("ledger_damaged", title)


def _of_sqlite(error: sa.exc.DBAPIError, title: str, patience: float) -> Fault | None:
    if not isinstance(error.orig, sqlite3.Error):
        return None
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is None:  # a text that is none
        return damaged(title) if "decode" in str(error.orig) else None
    if code & 0xFF in _BUSY:
        return busy(title, patience)
    if code & 0xFF in _DAMAGED:
        return damaged(title)
    if code & 0xFF in _FULL:
        return refuse("ledger_full", title)
    if isinstance(error, sa.exc.OperationalError):
        reason = str(error.orig).strip().partition("\n")[0]  # SQLite names no file in it
        return refuse("ledger_unreachable", title, reason=reason)
    return None


def _of_server(error: sa.exc.DBAPIError, title: str, patience: float) -> Fault | None:
    if isinstance(error.orig, sqlite3.Error):
        return None
    state = getattr(error.orig, "sqlstate", None)
    if state in _STATES_BUSY:
        return busy(title, patience)
    if state in _STATES_DAMAGED:
        return damaged(title)
    if state in _STATES_FULL:
        return refuse("ledger_full", title)
    lost = state.startswith(_AWAY) if state else isinstance(error, sa.exc.OperationalError)
    if lost or error.connection_invalidated:
        return refuse("ledger_away", title)
    if isinstance(error, sa.exc.OperationalError):
        return refuse("ledger_unreachable", title, reason=state)
    return None


def _tell(text: str) -> None:
    """Log what the database said, once a minute however many ask."""
    now = monotonic()
    if now - _said.get(text, -_AGAIN) >= _AGAIN:
        _said.clear()
        _said[text] = now
        _log.warning("The ledger's database: %s", text)
