"""Breaks off each deed at each of its writes, and looks whether all of it is there, or nothing.

`python tests/reliability/faults.py [--most N]`: SIGKILL at the n-th call that writes, a file that
may grow no further, an SQLite of so many pages; a PostgreSQL that is cut off after the n-th
message. Prints a table: points, as before, as after, other.
"""

import argparse
import ctypes
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing as ended
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import ledgers  # noqa: E402
import psycopg  # noqa: E402
import sqlalchemy as sa  # noqa: E402
from reliability import importer  # noqa: E402
from reliability.proxy import proxied  # noqa: E402
from sqlalchemy import event  # noqa: E402

from data.accounts import actor_named  # noqa: E402
from data.intake.deciding import pending  # noqa: E402
from data.intake.deciding.pending import Pending  # noqa: E402
from data.ledger import proof  # noqa: E402
from data.ledger.archive import backup, restore  # noqa: E402
from data.ledger.database import Database, tables_at, upgrade  # noqa: E402
from data.ledger.place import driven  # noqa: E402
from data.ledger.rights import Action  # noqa: E402
from data.ledger.schema import ledger as table  # noqa: E402
from data.records import closing, shipped  # noqa: E402
from data.records.append import append  # noqa: E402
from data.records.withdraw import withdraw  # noqa: E402
from geo.faults import Faulty  # noqa: E402

HERE = importer.FILES.settings.id
GOLDEN = ROOT / "tests" / "data" / "ledger" / "golden"
NAME = "importer"
SIZES = 24  # of a file that may grow no further: a database is long, and its pages are alike
SAID = 3  # the exit code of a child that was refused in words
State = dict[str, Any]


@dataclass(frozen=True)
class Deed:
    """Something that is written: how it is prepared, done, and what of it is to be seen after."""

    name: str
    do: Callable[[str, Path], None]  # the address of the ledger, the folder beside it
    prepare: Callable[[str, Path], None]


@dataclass
class Seen:
    """What came of breaking a deed off in one way."""

    deed: str
    how: str
    writes: int = 0  # points that there are
    points: int = 0  # points at which it was broken off
    before: int = 0
    after: int = 0
    said: int = 0  # broken off in words, where the program lived
    other: int = 0

    @property
    def line(self) -> str:
        """Return it as a line of the table."""
        tried = (self.writes, self.points, self.before, self.after, self.said, self.other)
        told = (self.deed, self.how, *tried)
        return "| " + " | ".join(map(str, told)) + " |"


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """Open a ledger as the next start does."""
    with ended(Database(url, HERE, patience=5)) as database:
        yield database


def actor(database: Database):
    """Return who does it all."""
    with database.reading() as connection:
        return actor_named(connection, NAME)


def lived_in(url: str, _folder: Path) -> None:
    """Make a ledger with two batches and a file that waits."""
    with opened(url) as database:
        shipped.bring(database, importer.SHIPPED, importer.FILES)
        who = ledgers.signed_up(database, NAME, ledgers.OFFICE)
        for number in (1, 2):
            append(database, importer.FILES, who, importer.content(NAME, number))
        pending.keep(database, who, Action.ENTER, Pending("waits.xlsx", b"PK" * 3000, {"a": 1}))


def appended(url: str, _folder: Path) -> None:
    """Bring a batch, as the command line does."""
    with opened(url) as database:
        append(database, importer.FILES, actor(database), importer.content(NAME, 3))


def accepted(url: str, _folder: Path) -> None:
    """Accept what waits, as the page does: one batch, then what was held is put away."""
    with opened(url) as database:
        who = actor(database)
        held = pending.find(database, who, Action.ENTER)
        assert held
        then = pending.dropping(Action.ENTER, held)
        append(database, importer.FILES, who, importer.content(NAME, 3), then=then)


def withdrawn(url: str, _folder: Path) -> None:
    """Take a batch back."""
    with opened(url) as database:
        with database.reading() as connection:
            number = connection.scalar(sa.text("SELECT max(id) FROM batch"))
        withdraw(database, importer.FILES, actor(database), int(number or 0), "a slip")


def closed(url: str, _folder: Path) -> None:
    """Close a period."""
    with opened(url) as database:
        closing.close(database, actor(database), "2018")


def brought(url: str, _folder: Path) -> None:
    """Bring a file that then waits, in place of another."""
    with opened(url) as database:
        who = actor(database)
        pending.keep(database, who, Action.ENTER, Pending("new.xlsx", b"\1\2" * 9000))


def put_away(url: str, _folder: Path) -> None:
    """Put away what waits."""
    with opened(url) as database:
        who = actor(database)
        held = pending.find(database, who, Action.ENTER)
        assert held
        pending.drop(database, who, Action.ENTER, held)


def backed_up(url: str, folder: Path) -> None:
    """Back it up over an earlier backup."""
    with opened(url) as database:
        backup(database, folder / "b.zip")


def with_a_backup(url: str, folder: Path) -> None:
    """Make a ledger, a backup, and then go on."""
    lived_in(url, folder)
    backed_up(url, folder)
    appended(url, folder)


def of_long_ago(url: str, _folder: Path) -> None:
    """Make a ledger of an earlier version."""
    if url.startswith("sqlite"):
        shutil.copy(GOLDEN / "0002.sqlite", url.removeprefix("sqlite:///"))
        return
    _as_it_was(url)


def _as_it_was(url: str) -> None:
    """Fill a server's database with the tables of long ago, as they were."""
    engine = sa.create_engine(url)
    with engine.begin() as connection, sqlite3.connect(GOLDEN / "0002.sqlite") as old:
        upgrade(connection, "0002")
        for own in tables_at("0002"):
            found = old.execute(f'SELECT * FROM "{own.name}"')
            rows = [dict(zip(own.c.keys(), row, strict=True)) for row in found]
            if rows:
                connection.execute(own.insert(), rows)
            if "id" in own.c and connection.dialect.name == "postgresql":
                highest = max((row["id"] for row in rows), default=0) + 1
                own_sequence = sa.func.pg_get_serial_sequence(f'"{own.name}"', "id")
                connection.execute(sa.select(sa.func.setval(own_sequence, highest, False)))
    engine.dispose()


def migrated(url: str, _folder: Path) -> None:
    """Open it with today's program."""
    with opened(url):
        pass


def nothing(_url: str, folder: Path) -> None:
    """Have a backup beside an empty database."""
    made = f"sqlite:///{folder / 'other.sqlite'}"
    lived_in(made, folder)
    backed_up(made, folder)


def restored(url: str, folder: Path) -> None:
    """Fill an empty ledger from it."""
    restore(folder / "b.zip", url, HERE)


DEEDS = (
    Deed("append", appended, lived_in),
    Deed("accept on the page", accepted, lived_in),
    Deed("withdraw", withdrawn, lived_in),
    Deed("close", closed, lived_in),
    Deed("bring", brought, lived_in),
    Deed("put away", put_away, lived_in),
    Deed("migrate", migrated, of_long_ago),
    Deed("backup", backed_up, with_a_backup),
    Deed("restore", restored, nothing),
)


def state(url: str, folder: Path) -> State:
    """Return what a ledger holds, but for moments and chance; it must be sound and as written."""
    version = _version(url)
    with opened(url) as database, database.reading() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert proof.walk(connection).faults == []
        found: State = {
            t.name: connection.scalar(sa.select(sa.func.count()).select_from(t))
            for t in tables_at("head")
        }
        found["version"] = version if found["batch"] else ""  # made, and not yet filled
        found["revision"] = connection.scalar(sa.select(table.c.revision))
        waits = connection.execute(sa.text("SELECT file, length(content) FROM pending"))
        found["waits"] = [tuple(row) for row in waits]
    if (folder / "b.zip").exists():
        again = f"sqlite:///{folder / 'again.sqlite'}"
        found["backup"] = restore(folder / "b.zip", again, HERE).rows
        for file in folder.glob("again.sqlite*"):
            file.unlink()
    return found


def _version(url: str) -> str:
    """Return the version of the tables as they lie there, before anybody opens them."""
    engine = sa.create_engine(url)
    try:
        with engine.connect() as connection:
            return str(connection.scalar(sa.text("SELECT version_num FROM alembic_version")))
    except sa.exc.DBAPIError:
        return ""
    finally:
        engine.dispose()


def spread(last: int, most: int) -> list[int]:
    """Return the points from 1 to the last one, or so many of them evenly."""
    several = min(last, most)
    return sorted({1 + n * (last - 1) // max(1, several - 1) for n in range(several)})


# --- SQLite -------------------------------------------------------------------------------------


def in_a_child(do: Callable[[], object]) -> tuple[int, str]:
    """Do it in a forked process; return how it ended (a signal is negative), and what it said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code, said = 0, ""
        try:
            said = str(do() or "")
        except Faulty as error:
            code, said = SAID, str(error)
        except BaseException as error:
            code, said = 1, repr(error)
        os.write(writing, said.encode()[:4000])
        os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as heard:
        said = heard.read().decode(errors="replace")
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


class Sqlite:
    """One deed on a file: prepared once, copied for each point, broken off, looked at."""

    def __init__(self, deed: Deed, folder: Path, shim: ctypes.CDLL):
        self.deed, self.shim = deed, shim
        self.base, self.work = folder / "base", folder / "work"
        self.base.mkdir()
        deed.prepare(self._url(self.base), self.base)
        self.before = self._state(self._copied())
        work = self._copied()
        code, said = in_a_child(lambda: self._do(work, 0) or shim.shim_seen())
        assert code == 0, said
        self.calls = int(said)
        self.pages = self._pages(self.base), self._pages(work)
        self.largest = max(f.stat().st_size for f in work.iterdir())
        self.after = self._state(work)
        assert self.before != self.after

    def killed(self, most: int, *, torn: bool) -> Seen:
        """Kill it at each call that writes; `torn`: with half of it written."""
        seen = Seen(self.deed.name, "SIGKILL in the middle of" if torn else "SIGKILL before")
        seen.writes = self.calls
        for n in spread(self.calls, most):
            work = self._copied()
            code, said = in_a_child(lambda n=n, w=work: self._do(w, n, torn=torn))
            if code not in (0, -signal.SIGKILL):
                said = f"{n}: {code} {said}"
            self._count(seen, work, code, said, n)
        return seen

    def limited(self, most: int) -> Seen:
        """Let no file grow beyond a size, of each step of it."""
        seen = Seen(self.deed.name, "RLIMIT_FSIZE", self.largest // 512)

        def do(work: Path, size: int) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
            self._do(work, 0)

        for n in spread(self.largest // 512, min(most, SIZES)):
            work = self._copied()
            code, said = in_a_child(lambda n=n, w=work: do(w, 512 * n))
            self._count(seen, work, code, said, 512 * n)
        return seen

    def full(self, most: int) -> Seen:
        """Let the database have no more pages than so many."""
        first, last = self.pages
        seen = Seen(self.deed.name, "max_page_count", last - first + 1)

        def do(work: Path, pages: int) -> None:
            def limit(connection: Any, _record: object) -> None:
                connection.execute(f"PRAGMA max_page_count = {pages}")

            event.listen(sa.engine.Engine, "connect", limit)
            self._do(work, 0)

        for n in spread(last - first + 1, most):
            work = self._copied()
            code, said = in_a_child(lambda n=n, w=work: do(w, first + n - 1))
            self._count(seen, work, code, said, first + n - 1)
        return seen

    def _do(self, work: Path, n: int, *, torn: bool = False) -> None:
        self.shim.shim_arm(n, int(torn))
        self.deed.do(self._url(work), work)

    def _count(self, seen: Seen, work: Path, code: int, said: str, point: int) -> None:
        seen.points += 1
        seen.said += code == SAID
        if code not in (0, SAID, -signal.SIGKILL):
            print(f"{seen.deed}, {seen.how} {point}: {said}", file=sys.stderr)
            seen.other += 1
            return
        count(seen, lambda: self._state(work), self.before, self.after, point)

    def _copied(self) -> Path:
        shutil.rmtree(self.work, ignore_errors=True)
        return Path(shutil.copytree(self.base, self.work))

    def _state(self, folder: Path) -> State:
        return state(self._url(folder), folder)

    @staticmethod
    def _url(folder: Path) -> str:
        return f"sqlite:///{folder / 'ledger.sqlite'}"

    @staticmethod
    def _pages(folder: Path) -> int:
        with ended(sqlite3.connect(folder / "ledger.sqlite")) as connection:
            return int(connection.execute("PRAGMA page_count").fetchone()[0])


def count(
    seen: Seen, look: Callable[[], State], before: State, after: State, point: object
) -> None:
    """Look at what is left, and count whether it is as before or as after."""
    try:
        found = look()
    except Exception as error:
        print(f"{seen.deed}, {seen.how} {point}: {error!r}", file=sys.stderr)
        seen.other += 1
        return
    seen.before += found == before
    seen.after += found == after
    if found not in (before, after):
        differs = {k: (before.get(k), v, after.get(k)) for k, v in found.items()}
        differs = {k: v for k, v in differs.items() if len({*map(repr, v)}) > 1}
        print(f"{seen.deed}, {seen.how} {point}: {differs}", file=sys.stderr)
        seen.other += 1


def on_sqlite(deeds: Sequence[Deed], most: int) -> Iterator[Seen]:
    """Break off deeds on files; to be run where the shim is preloaded."""
    shim = ctypes.CDLL(os.environ["LD_PRELOAD"])
    for deed in deeds:
        with tempfile.TemporaryDirectory(prefix="atlas-faults-") as name:
            own = Sqlite(deed, Path(name), shim)
            yield own.killed(most, torn=False)
            yield own.killed(most, torn=True)
            yield own.limited(most)
            yield own.full(most)


def built(folder: Path) -> Path | None:
    """Return the shim, compiled; None where there is no compiler."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        return None
    shim, source = folder / "shim.so", Path(__file__).with_name("shim.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", shim, source, "-ldl"], check=True)
    return shim


def apart(shim: Path, deeds: Sequence[str], most: int) -> list[Seen]:
    """Run a process of its own that preloads the shim, and return what it has seen."""
    command = [sys.executable, __file__, "--most", str(most), "--deeds", *deeds, "--json"]
    own = {"LD_PRELOAD": str(shim), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, env=os.environ | own, stdout=subprocess.PIPE, check=True)
    return [Seen(**json.loads(line)) for line in done.stdout.splitlines()]


# --- PostgreSQL ---------------------------------------------------------------------------------


class Server:
    """One deed on a server: a database as a template, cut off after each message, looked at."""

    def __init__(self, deed: Deed, server: str, folder: Path):
        self.deed, self.server, self.folder = deed, server.rpartition("/")[0], folder
        self._run("CREATE DATABASE base TEMPLATE template0")
        deed.prepare(driven(f"{self.server}/base"), folder)
        self._keep()
        self.before = self._state(self._copied())
        self.messages = 0
        for _ in range(2):  # not always the same number: what was prepared once is not again
            url = self._copied()
            with proxied(url) as (through, proxy):
                deed.do(through, folder)
                self.messages = max(self.messages, proxy.seen)
            self._alone()
        self.after = self._state(url)
        assert self.before != self.after

    def cut(self, most: int, *, answered: bool) -> Seen:
        """Cut it off at each message; `answered`: the server still does what that one says."""
        how = "cut off after message" if answered else "cut off before message"
        seen = Seen(self.deed.name, f"PostgreSQL {how}", self.messages)
        for n in spread(self.messages, most):
            url = self._copied()
            seen.points += 1
            try:
                with proxied(url) as (through, proxy):
                    proxy.arm(n, answered=answered)
                    self.deed.do(through, self.folder)
            except Faulty:
                seen.said += 1
            except Exception as error:
                print(f"{seen.deed}, {seen.how} {n}: {error!r}", file=sys.stderr)
                seen.other += 1
                continue
            self._alone()
            count(seen, lambda u=url: self._state(u), self.before, self.after, n)
        return seen

    def close(self) -> None:
        """Leave nothing behind."""
        for name in ("work", "base"):
            self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _copied(self) -> str:
        self._run("DROP DATABASE IF EXISTS work WITH (FORCE)")
        self._run("CREATE DATABASE work TEMPLATE base")
        for file in self.folder.glob("b.zip*"):
            file.unlink()
        if self._kept is not None:
            (self.folder / "b.zip").write_bytes(self._kept)
        return driven(f"{self.server}/work")

    def _keep(self) -> None:
        file = self.folder / "b.zip"
        self._kept = file.read_bytes() if file.exists() else None

    def _alone(self) -> None:
        """Wait until the server has let go of all that it was told."""
        asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'work'"
        with psycopg.connect(f"{self.server}/postgres", autocommit=True) as connection:
            while connection.execute(asked).fetchone() != (0,):
                connection.execute("SELECT pg_sleep(0.02)")

    def _state(self, url: str) -> State:
        return state(url, self.folder)

    def _run(self, statement: str) -> None:
        with psycopg.connect(f"{self.server}/postgres", autocommit=True) as connection:
            connection.execute(statement.encode())


def on_server(deeds: Sequence[Deed], server: str, most: int) -> Iterator[Seen]:
    """Break off deeds on a server."""
    for deed in deeds:
        with tempfile.TemporaryDirectory(prefix="atlas-faults-") as name:
            own = Server(deed, server, Path(name))
            try:
                yield own.cut(most, answered=False)
                yield own.cut(most, answered=True)
            finally:
                own.close()


def main() -> int:
    """Run it on each kind of database; return 1 where anything is neither as before nor after."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=10**6, help="points of each deed and way")
    parser.add_argument("--deeds", nargs="*", default=[deed.name for deed in DEEDS])
    parser.add_argument("--json", action="store_true", help="on SQLite, in this process")
    asked = parser.parse_args()
    deeds = [deed for deed in DEEDS if deed.name in asked.deeds]
    wrong = 0
    if asked.json:
        for seen in on_sqlite(deeds, asked.most):
            print(json.dumps(vars(seen)), flush=True)
        return 0
    print("| deed | how | points | tried | as before | as after | in words | other |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        if shim := built(Path(name)):
            for one in deeds:
                for seen in apart(shim, [one.name], asked.most):
                    print(seen.line, flush=True)
                    wrong += seen.other
    if binaries := ledgers.binaries():
        with ledgers.postgresql(binaries) as server:
            for seen in on_server(deeds, server, asked.most):
                print(seen.line, flush=True)
                wrong += seen.other
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
