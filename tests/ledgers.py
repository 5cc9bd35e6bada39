"""Ledgers for tests: on SQLite, and on a real PostgreSQL that the tests start themselves."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from data.catalogue import rows
from data.ledger import chain
from data.ledger.database import Database, Writing
from data.ledger.place import driven
from data.ledger.rights import Actor, Right, Role
from data.ledger.schema import account, right
from data.records.batches import Content

REQUIRED = "ATLAS_REQUIRE_POSTGRES"
KINDS = ("sqlite", "postgresql")
USERS = ("postgres", "nobody")  # initdb refuses root: whoever of these there is runs it then
_numbers = count(1)


def binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL of this machine."""
    named = shutil.which("initdb")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    return Path(named).parent if named else found[-1].parent if found else None


def binaries_or_skip() -> Path:
    """Return them; without any skip, or fail where they are required."""
    found = binaries()
    if found is None:
        reason = "no PostgreSQL on this machine (initdb)"
        if os.environ.get(REQUIRED):
            pytest.fail(f"{REQUIRED} is set, and there is {reason}")
        pytest.skip(reason)
    return found


@contextmanager
def postgresql(binaries: Path, *, fsync: bool = False) -> Iterator[str]:
    """Run a server of its own on loopback, in a folder that goes away; give its address."""
    with standing(binaries, fsync=fsync) as server:
        yield server.url


@dataclass(frozen=True)
class Standing:
    """A server that can be killed and started again."""

    url: str
    folder: Path
    start: Callable[[], None]

    def kill(self) -> None:
        """End it and all its processes in one moment, as a computer does that loses its power."""
        pid = int((self.folder / "postmaster.pid").read_text().split()[0])
        first = psutil.Process(pid)
        own = [first, *first.children(recursive=True)]
        for one in own:
            with suppress(psutil.NoSuchProcess):  # it went with the first
                one.kill()
        psutil.wait_procs(own)


@contextmanager
def standing(binaries: Path, *, fsync: bool = False) -> Iterator[Standing]:
    """Run a server of its own on loopback, in a folder that goes away; give it."""
    user = _ordinary_user()
    with tempfile.TemporaryDirectory(prefix="atlas-pg-") as name, socket.socket() as free:
        folder = Path(name)
        if user:
            shutil.chown(folder, user.pw_uid, user.pw_gid)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()

        def run(program: str, *arguments: str) -> None:
            command = [str(binaries / program), "-D", str(folder / "data"), *arguments]
            done = subprocess.run(
                command,
                cwd=folder,
                user=user.pw_uid if user else None,
                group=user.pw_gid if user else None,
                extra_groups=[] if user else None,
                env=os.environ | {"LC_ALL": "C", "HOME": name},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
            assert done.returncode == 0, done.stderr.decode()

        run("initdb", "-U", "atlas", "--auth=trust", "--encoding=UTF8", "--no-sync")
        settings = f"-p {port} -k {folder} -h 127.0.0.1 -c fsync={fsync} -c max_connections=200"
        url = f"postgresql://atlas@127.0.0.1:{port}/postgres"
        start = partial(run, "pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", settings)
        start()
        try:
            yield Standing(url, folder / "data", start)
        finally:
            run("pg_ctl", "stop", "-w", "-m", "immediate")


def _ordinary_user() -> Any:
    """Return who is to run the server if we are root; None: we ourselves."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd  # which Windows does not have

    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(known[name] for name in USERS if name in known)


def empty(kind: str, folder: Path, request: pytest.FixtureRequest, *, stays: bool = False) -> str:
    """Return the address of a new, empty database of a kind; it goes with its test, or stays."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'ledger.sqlite'}"
    return _created(request.getfixturevalue("postgresql"), "template0", None if stays else request)


def copied(url: str, folder: Path, request: pytest.FixtureRequest) -> str:
    """Return the address of a copy of a database that nobody has open."""
    if url.startswith("sqlite:///"):
        copy = shutil.copy(url.removeprefix("sqlite:///"), folder / "ledger.sqlite")
        return f"sqlite:///{copy}"
    return _created(url, url.rpartition("/")[2], request)


def _created(server: str, template: str, test: pytest.FixtureRequest | None) -> str:
    name, address = f"ledger_{next(_numbers)}", server.replace("+psycopg", "").rpartition("/")[0]

    def run(statement: str) -> None:
        with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
            connection.execute(statement.encode())

    run(f"CREATE DATABASE {name} TEMPLATE {template}")
    if test:
        test.addfinalizer(lambda: run(f"DROP DATABASE {name} WITH (FORCE)"))
    return driven(f"{address}/{name}")


def signed_up(database: Database, name: str, *rights: Right) -> Actor:
    """Make an account with these rights, and return it as it acts."""
    with database.writing() as writing:
        number = _account(writing, name)
        for own in rights:
            values = {"account": number, "role": own.role, "scope": own.scope}
            writing.connection.execute(right.insert().values(values))
            chain.right(writing, number, own.role, own.scope, given=True)
    return Actor(number, name, rights=frozenset(rights))


def _account(writing: Writing, name: str) -> int:
    made = writing.connection.execute(account.insert().values(name=name, made_at=writing.at))
    assert made.inserted_primary_key
    return int(made.inserted_primary_key[0])


OFFICE, ADMINISTRATOR = Right(Role.OFFICE), Right(Role.ADMINISTRATOR)


def figures(*given: tuple, file: str = "march.xlsx", original: bytes | None = None) -> Content:
    """Return a batch of figures: each is `(indicator, area, period, value, qualifier, status)`."""
    rows_ = {"figures": table(rows.FIGURES, given, file)}
    return Content(file, rows_, file=file, original=original)


def table(columns: rows.Columns, given: tuple[tuple, ...], file: str = "march.xlsx"):
    """Return a long table of rows that may lack their last cells; each stands in a cell."""
    frame = rows.empty(columns)
    for n, row in enumerate(given, 5):
        said: Mapping[str, str] = dict(zip(columns, map(str, row), strict=False))
        frame.loc[n - 5] = dict.fromkeys(columns, "") | said | {"where": f"{file}:Sheet1!C{n}"}
    return frame
