"""Where the ledger of a workspace is: a file of its own under `var/`, or a server's database."""

import os
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa

from geo.faults import Faulty, refuse

ROOT = Path(__file__).parent.parent.parent


def url(workspace: str) -> str:
    """Return the address of a workspace's ledger: `ATLAS_DATABASE_URL`, or a file, its folder made.

    Faulty where the address cannot be read or the folder cannot be made.
    """
    named = os.environ.get("ATLAS_DATABASE_URL")
    return driven(named) if named else _file(var() / f"{workspace}.sqlite")


def named() -> tuple[str, str]:
    """Return what the environment says of it, as it is written: another place if it differs."""
    return os.environ.get("ATLAS_DATABASE_URL", ""), os.environ.get("ATLAS_VAR", "")


def var() -> Path:
    """Return the folder of what the program keeps: `ATLAS_VAR`, or `var` beside the program."""
    named = os.environ.get("ATLAS_VAR")
    return Path(named).expanduser() if named else ROOT / "var"


def driven(named: str) -> str:
    """Return an address with the driver that is installed here, whichever one it names."""
    try:
        found = sa.make_url(named.replace("postgres://", "postgresql://", 1))
    except (sa.exc.ArgumentError, ValueError):
        raise Faulty([refuse("ledger_address_unreadable", "ATLAS_DATABASE_URL")]) from None
    if found.get_backend_name() == "postgresql":
        found = found.set(drivername="postgresql+psycopg")
    elif found.get_backend_name() != "sqlite":
        raise Faulty([refuse("ledger_address_unreadable", "ATLAS_DATABASE_URL")])
    return found.render_as_string(hide_password=False)


def keep_private(file: Path) -> None:
    """Let only its owner read a ledger's file, and what SQLite puts beside it, which goes by it.

    It is made where there is none. One that is there is never opened here: as it is closed, this
    process would lose all its locks on it. What belongs to another account stays as it is.
    """
    with suppress(OSError):  # whoever cannot write there is told so when it is opened
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    for own in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        with suppress(OSError):
            own.chmod(0o600)


def _file(path: Path) -> str:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.parent == ROOT / "var":  # of a folder that somebody chose, they say who may look
            path.parent.chmod(0o700)
    except OSError:
        raise Faulty([refuse("ledger_unreachable", path.name, reason=path.parent)]) from None
    return sa.URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)
