"""A database that is locked, full of connections, away or broken: bounded, in words, no address."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import ledgers
import psycopg
import pytest
import sqlalchemy as sa

from data.ledger import engines
from data.ledger.database import Database
from data.ledger.schema import ledger as table
from data.messages import say
from data.words import Words
from geo.faults import Faulty

HERE, SHORT = "here", 0.5  # seconds


@pytest.fixture
def database(url):
    made = Database(url, HERE, patience=SHORT)
    yield made
    made.close()


@contextmanager
def another_writes(url):
    """Hold the lock that writers wait for, as another program does that is stuck."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
    else:
        connection = psycopg.connect(url.replace("+psycopg", ""))
        connection.execute("SELECT * FROM ledger FOR UPDATE")
    try:
        yield
    finally:
        connection.close()


def writes(database) -> str:
    try:
        with database.writing():
            return ""
    except Faulty as error:
        [fault] = error.faults
        return fault.code


def test_a_writer_waits_for_another_no_longer_than_promised_and_a_reader_not_at_all(database):
    with another_writes(database.url):
        assert writes(database) == "ledger_busy"
        assert database.revision() == 0
    assert writes(database) == ""


def test_a_crowd_of_writers_takes_no_connection_from_those_who_read(database):
    inside, go_on = threading.Event(), threading.Event()

    def write(_):
        inside.set()
        return writes(database)

    with another_writes(database.url), ThreadPoolExecutor(40) as crowd:
        said = crowd.map(write, range(40))
        assert inside.wait(60)
        assert [database.revision() for _ in range(20)] == [0] * 20
        assert list(said) == ["ledger_busy"] * 40
        go_on.set()
    assert writes(database) == ""


def test_where_no_connection_is_left_it_is_said_in_words(database):
    with ExitStack() as held:
        for _ in range(engines._READERS):
            held.enter_context(database.reading())
        with pytest.raises(Faulty, match="ledger_busy"):
            database.revision()
        assert writes(database) == "", "whoever writes has one of their own"
    assert database.revision() == 1


def test_a_lock_that_another_holds_on_a_table_is_waited_for_no_longer(database, url):
    if url.startswith("sqlite"):
        pytest.skip("SQLite has one lock for all")
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute("LOCK TABLE account")
        with pytest.raises(Faulty, match="ledger_busy"), database.writing() as writing:
            writing.connection.execute(sa.text("INSERT INTO account VALUES (9)"))


@pytest.fixture
def on_server(request, tmp_path):
    """Return the address of an empty database on a server."""
    return ledgers.empty("postgresql", tmp_path, request)


def test_a_connection_that_the_server_ends_is_said_and_the_next_one_works(on_server):
    database = Database(on_server, HERE)
    with pytest.raises(Faulty, match="ledger_away"), database.reading() as connection:
        own = connection.scalar(sa.text("SELECT pg_backend_pid()"))
        with psycopg.connect(on_server.replace("+psycopg", "")) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [own])
        connection.execute(sa.select(table))
    assert database.revision() == 0
    database.close()


@pytest.mark.parametrize(
    "wrong",
    [
        {"port": 1},
        {"host": "no-such-host.invalid"},
        {"database": "no_such_database"},
        {"username": "no_such_user"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_no_trouble_names_the_user_the_host_or_the_port_of_the_database(on_server, wrong):
    address = sa.make_url(on_server).set(**({"username": "atlas", "password": "hush"} | wrong))
    with pytest.raises(Faulty) as error:
        Database(address.render_as_string(hide_password=False), HERE, patience=2)
    [fault] = error.value.faults
    assert fault.code == "ledger_away"
    told = " ".join([fault.where, *say(fault, Words("en")), *map(str, fault.values.values())])
    secrets = (address.username, address.host, str(address.port), address.database, "hush")
    assert not [one for one in secrets if one in told]


def test_a_trouble_is_logged_once_with_what_the_database_said(on_server, caplog):
    address = sa.make_url(on_server).set(database="not_there_at_all").render_as_string()
    for _ in range(3):
        with pytest.raises(Faulty):
            Database(address, HERE)
    assert len([one for one in caplog.messages if "not_there_at_all" in one]) == 1


def test_a_file_that_cannot_be_written_is_named_by_its_name_alone(tmp_path):
    (tmp_path / "ledger.sqlite").mkdir()
    with pytest.raises(Faulty) as error:
        Database(f"sqlite:///{tmp_path / 'ledger.sqlite'}", HERE)
    [fault] = error.value.faults
    assert (fault.code, fault.where) == ("ledger_unreachable", "ledger.sqlite")
    assert str(tmp_path) not in " ".join(say(fault, Words("en")))
