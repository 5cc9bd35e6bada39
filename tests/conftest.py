"""What tests share: the shipped workspace, as files and as each kind of ledger shows it."""

import os
import sys
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import ledgers
import pytest
import time_machine
from argon2 import PasswordHasher
from hypothesis import settings
from served import chromium
from told import Shown

from data.accounts import passwords
from data.intake.apart.readers import READERS, Readers
from data.ledger.database import Database
from data.records import shipped, store
from data.records.opening import Ledger

settings.register_profile("busy", deadline=None)  # a busy machine is no counter-example
settings.load_profile("busy")
if ahead := os.environ.get("ATLAS_DAYS_AHEAD"):  # before a test or its module asks what day it is
    time_machine.travel(timedelta(days=int(ahead))).start()

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "data" / "dien_bien_dong"


@pytest.fixture(scope="session", autouse=True)
def files():
    """Return the workspace as its files are; nobody may change it.

    For what files say, and for programs that keep a ledger of their own: pages, command lines. Who
    loads it in a test gets what was read once, as long as no file of it is another one.
    """
    read, state, load = store.load(SHIPPED), store.fingerprint(SHIPPED), store.load

    def once(folder):
        known = folder == SHIPPED and store.fingerprint(folder) == state
        return read if known else load(folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "load", once)
        yield read


@pytest.fixture(scope="module")
def snapshot(request, shown):
    """Return what the pages show: the shipped workspace, out of a ledger on SQLite.

    Another kind of database shows the very same rows: tests/data/records/test_shown_alike.py.
    """
    return shown("sqlite", request)


@pytest.fixture(scope="session")
def shipped_folder():
    """Return the folder of the shipped workspace."""
    return SHIPPED


@pytest.fixture(scope="session", autouse=True)
def var(tmp_path_factory):
    """Keep what the program keeps out of the project's own folder, and off a real server."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_VAR", str(tmp_path_factory.mktemp("var")))
        patch.delenv("ATLAS_DATABASE_URL", raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def bytecode(tmp_path_factory):
    """Let the processes that the tests start keep what they compile, also where Python may not.

    Each of them would else compile all that it imports again, for three seconds. It is kept apart.
    """
    with pytest.MonkeyPatch.context() as patch:
        if sys.dont_write_bytecode:
            patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
            patch.setenv(
                "PYTHONPYCACHEPREFIX", str(tmp_path_factory.getbasetemp().parent / "bytecode")
            )
        yield


@pytest.fixture(scope="session", autouse=True)
def read_here():
    """Read files in the tests' own process: each would else start one, for three seconds.

    A test of what such a process is good for uses `readers_of_their_own`.
    """

    def read(job, told=lambda *_: None, _waits=None):
        return job.what(progress=told)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(READERS, "read", read)
        patch.setattr(READERS, "warm", lambda: None)
        yield


@pytest.fixture
def readers_of_their_own(monkeypatch):
    """Read files in processes of their own, as the program does."""
    for name in ("read", "warm"):
        monkeypatch.setattr(READERS, name, getattr(Readers, name).__get__(READERS))


@pytest.fixture(scope="module")
def quick_passwords():
    """Keep passwords so that they cost no time, but where a test asks how; return what keeps them.

    A test of how they are kept sets it in its place again.
    """
    with pytest.MonkeyPatch.context() as patch:
        strong, weak = passwords._HASHER, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "_HASHER", weak)
        passwords._nobodys.cache_clear()
        yield strong
    passwords._nobodys.cache_clear()


@pytest.fixture(autouse=True)
def main_module(monkeypatch):
    """Keep the program that runs the tests the main one: AppTest leaves a script in its place.

    A process that multiprocessing starts runs the main module's file again.
    """
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture(scope="module")
def browser():
    """Return a real browser, which can reach no host but the servers of this machine."""
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def postgresql():
    """Return the address of a PostgreSQL of our own; started by the first test that asks."""
    with ledgers.postgresql(ledgers.binaries_or_skip()) as address:
        yield address


@pytest.fixture(params=ledgers.KINDS)
def url(request, tmp_path):
    """Return the address of an empty database of each kind."""
    return ledgers.empty(request.param, tmp_path, request)


@pytest.fixture
def opened(url):
    """Return what opens that database for a workspace; all is closed in the end."""
    with ExitStack() as stack:

        def opening(workspace: str = "here") -> Database:
            database = Database(url, workspace)
            stack.callback(database.close)
            return database

        yield opening


@pytest.fixture(scope="session")
def filled(tmp_path_factory, files):
    """Return what gives the address of a new ledger that holds what the shipped workspace says."""
    made = {}  # by kind: one is filled once, and copied for each test

    def new(kind, folder, own):
        if kind not in made:
            made[kind] = ledgers.empty(kind, tmp_path_factory.mktemp("filled"), own, stays=True)
            database = Database(made[kind], files.settings.id)
            shipped.bring(database, SHIPPED, files)
            database.close()
        return ledgers.copied(made[kind], folder, own)

    return new


@pytest.fixture(scope="session")
def shown(tmp_path_factory, filled, files):
    """Return what gives what a ledger of a kind shows, read once."""
    made = {}

    def read(kind, own):
        if kind not in made:
            ledger, bare = (
                Database(address, files.settings.id)
                for address in (
                    filled(kind, tmp_path_factory.mktemp("shown"), own),
                    ledgers.empty(kind, tmp_path_factory.mktemp("bare"), own, stays=True),
                )
            )
            made[kind] = Shown.of(Ledger(ledger, files).snapshot(), bare)
            ledger.close()
        return made[kind]

    yield read
    for snapshot in made.values():
        snapshot.bare.close()


@pytest.fixture
def kept_in_var(tmp_path, monkeypatch, filled, files, request):
    """Return the address of such a ledger, which the commands of this test find by themselves."""
    var = tmp_path / "var"
    var.mkdir()
    made = Path(filled("sqlite", tmp_path, request).removeprefix("sqlite:///"))
    kept = made.rename(var / f"{files.settings.id}.sqlite")
    monkeypatch.setenv("ATLAS_VAR", str(var))
    return f"sqlite:///{kept}"


@pytest.fixture(params=ledgers.KINDS)
def ledger(request, tmp_path, filled, files):
    """Return a ledger of each kind that holds what the shipped workspace says."""
    made = Ledger(Database(filled(request.param, tmp_path, request), files.settings.id), files)
    yield made
    made.close()
