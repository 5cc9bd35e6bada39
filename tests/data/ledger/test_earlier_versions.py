"""What earlier versions kept and backed up is brought up to date, and not a row of it is lost."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import ledgers
import pytest
import sqlalchemy as sa
from ledgers import figures
from told import NA_SON

from data.accounts import actor_named, sessions
from data.catalogue.periods import parse
from data.ledger.archive import MANIFEST, backup, restore
from data.ledger.database import Database, tables_at, versions
from data.ledger.schema import PASSING, BatchKind, batch
from data.records import closing as periods
from data.records.append import append
from data.records.opening import Ledger
from data.records.withdraw import withdraw
from geo.faults import Faulty

ROOT = Path(__file__).parents[3]
GOLDEN = Path(__file__).parent / "golden"
VERSIONS = sorted(file.stem for file in GOLDEN.glob("*.zip"))
OLDEST, NEWEST = VERSIONS[0], VERSIONS[-1]
HERE, CATTLE, PASSWORD = "dien_bien_dong", "livestock_cattle_head", "a ledger of long ago"
FLEETING = {table.name for table in PASSING}

pytestmark = pytest.mark.clock


def golden(version):
    """Return what a ledger of that version holds: the columns and the rows of each table."""
    with closing(sqlite3.connect(f"file:{GOLDEN / version}.sqlite?mode=ro", uri=True)) as file:
        asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'"
        told = {}
        for (name,) in file.execute(asked).fetchall():
            found = file.execute(f'SELECT * FROM "{name}"')
            told[name] = tuple(c[0] for c in found.description), sorted(found.fetchall(), key=repr)
    return told


def rows(database, name, columns):
    """Return what a table has in these columns, as it stands there."""
    asked = sa.select(*map(sa.column, columns)).select_from(sa.table(name))
    with database.reading() as connection:
        return sorted((tuple(row) for row in connection.execute(asked)), key=repr)


def everything(database):
    """Return every row of every table that lasts, as it stands there."""
    tables = [table for table in tables_at("head") if table.name not in FLEETING]
    return {table.name: rows(database, table.name, table.c.keys()) for table in tables}


def restored(archive, url):
    restore(archive, url, HERE)
    return Database(url, HERE)


@pytest.fixture(params=VERSIONS)
def version(request):
    """Return each version of the tables that there was before."""
    return request.param


@pytest.fixture(params=["ledger on sqlite", *(f"archive on {kind}" for kind in ledgers.KINDS)])
def earlier(request, version, tmp_path):
    """Return the ledger of an earlier version, opened as it is or restored from its backup."""
    what, kind = request.param.split(" on ")
    if what == "ledger":
        shutil.copy(GOLDEN / f"{version}.sqlite", tmp_path / "ledger.sqlite")
        database = Database(f"sqlite:///{tmp_path / 'ledger.sqlite'}", HERE)
    else:
        database = restored(GOLDEN / f"{version}.zip", ledgers.empty(kind, tmp_path, request))
    database.of_backup = what == "archive"
    yield database
    database.close()


@pytest.fixture(params=ledgers.KINDS)
def elsewhere(request, tmp_path):
    """Return the address of an empty database of each kind."""
    (tmp_path / "elsewhere").mkdir()
    return ledgers.empty(request.param, tmp_path / "elsewhere", request)


def test_what_is_tested_with_holds_something_in_every_table_of_its_version(version):
    told = golden(version)
    assert {name: columns for name, (columns, _) in told.items()} == {
        table.name: tuple(table.c.keys()) for table in tables_at(version)
    }
    assert all(rows for _, rows in told.values())


def test_the_tables_of_a_version_stay_what_its_migrations_say(earlier, version):
    assert earlier.of_backup is not None, "one was brought up to date, or restored"
    kinds = {type(column.type) for table in tables_at(version) for column in table.c}
    assert not [kind for kind in kinds if kind.__module__.startswith("data.")]


def test_every_row_of_an_earlier_version_is_still_there(earlier, version):
    for name, (columns, told) in golden(version).items():
        passed = name in FLEETING and earlier.of_backup  # whoever was signed in signs in again
        assert rows(earlier, name, columns) == ([] if passed else told), name


def test_what_an_earlier_version_kept_is_shown_and_work_goes_on_with_it(earlier, files):
    ledger, now = Ledger(earlier, files), datetime.now(UTC)
    assert sessions.sign_in(earlier, "lan", PASSWORD, "::1", now)
    with earlier.reading() as connection:
        office = actor_named(connection, "lan")
        last = connection.scalar(sa.select(sa.func.max(batch.c.id)))
        own = sa.select(batch.c.id).where(batch.c.kind == BatchKind.FIGURES).limit(1)
        first = connection.scalar(own.order_by(batch.c.id))
    before = ledger.snapshot()
    assert periods.late(before, [parse("2018")]) == {parse("2018"): 0}
    number = append(earlier, files, office, figures((CATTLE, NA_SON, "2018", "77")))
    assert number == last + 1
    withdraw(earlier, files, office, first, "of long ago")
    periods.close(earlier, office, "2019")
    after = ledger.snapshot()
    said = after.figures[after.figures["indicator"] == CATTLE]
    assert set(zip(said["area"], said["value"], said["batch"], strict=True)) == {
        (NA_SON, "77", number)
    }
    assert periods.late(after, [parse("2018")]) == {parse("2018"): 1}
    with earlier.reading() as connection:
        assert periods.closed(connection).keys() == {parse("2018"), parse("2019")}


def test_what_was_brought_up_to_date_is_backed_up_and_restored_as_it_is(
    earlier, elsewhere, tmp_path
):
    backup(earlier, tmp_path / "b.zip")
    again = restored(tmp_path / "b.zip", elsewhere)
    assert everything(again) == everything(earlier)
    backup(again, tmp_path / "c.zip")
    with ZipFile(tmp_path / "b.zip") as one, ZipFile(tmp_path / "c.zip") as other:
        assert set(one.namelist()) == set(other.namelist())
        assert all(one.read(n) == other.read(n) for n in one.namelist() if n != MANIFEST)
    again.close()


@pytest.fixture(scope="module")
def next_version(tmp_path_factory):
    """Return a copy of the program in which tables have a new column, and there is a new one."""
    copy = tmp_path_factory.mktemp("next")
    for room in ("geo", "data"):
        left_out = shutil.ignore_patterns("__pycache__", "scripts")
        shutil.copytree(ROOT / room, copy / room, ignore=left_out)
    own = copy / "data" / "records" / "contract.py", copy / "data" / "ledger" / "schema.py"
    for file, before, now in (
        (own[0], 'own.append(Stored("cell", Plain, nullable=False))',
         'own += [Stored("cell", Plain, nullable=False),'
         ' Stored("remark", Plain, default="as ever")]'),
        (own[1], 'Column("revision", Integer, nullable=False),\n    Column("secret"',
         'Column("revision", Integer, nullable=False),\n'
         '    Column("zone", Plain, default="here"),\n    Column("secret"'),
    ):  # fmt: skip
        text = file.read_text("utf-8")
        assert text.count(before) == 1
        file.write_text(text.replace(before, now), "utf-8")
    batch = "Column('batch', ForeignKey('batch.id'), nullable=False, index=True)"
    invented = f"Table('invented', metadata, numbered(), {batch})"
    own[1].write_text(f"{own[1].read_text('utf-8')}\n{invented}\n", "utf-8")
    newest = max(versions())
    migration = copy / "data" / "ledger" / "migrations" / "versions" / "9999_invented.py"
    migration.write_text(NEXT.format(newest=newest), "utf-8")
    return copy


NEXT = '''"""What a later version adds."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{newest}"


def upgrade():
    for table in ("figure", "target", "status", "area", "succession", "alias"):
        op.add_column(table, sa.Column("remark", sa.Text()))
    op.add_column("ledger", sa.Column("zone", sa.Text()))
    op.create_table(
        "invented",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("batch", sa.Integer(), sa.ForeignKey("batch.id")),
    )
    op.execute("INSERT INTO invented (batch) SELECT id FROM batch")
'''


def run_in(program, folder, database, *command):
    """Run a command of a copy of the program on a database."""
    own = {"ATLAS_VAR": str(folder), "ATLAS_DATABASE_URL": database}
    done = subprocess.run(
        [sys.executable, "-m", "data", *command],
        cwd=program,
        env=os.environ | own,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def kept(url, name, columns):
    """Return what a table of a later version has in these columns."""
    engine = sa.create_engine(url)
    asked = sa.select(*map(sa.column, columns)).select_from(sa.table(name))
    with engine.connect() as connection:
        found = sorted((tuple(row) for row in connection.execute(asked)), key=repr)
    engine.dispose()
    return found


def test_a_backup_of_before_a_column_was_added_still_restores(next_version, url, tmp_path):
    run_in(next_version, tmp_path, url, "restore", str(GOLDEN / f"{OLDEST}.zip"))
    for name, (columns, told) in golden(OLDEST).items():
        assert kept(url, name, columns) == ([] if name in FLEETING else told), name
    assert len(kept(url, "invented", ["batch"])) == len(golden(OLDEST)["batch"][1])


def test_a_new_column_and_a_new_table_are_backed_up_without_being_mentioned(
    next_version, elsewhere, tmp_path
):
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    run_in(next_version, tmp_path, url, "restore", str(GOLDEN / f"{NEWEST}.zip"))
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as file, file:
        file.execute("UPDATE figure SET remark = 'của sau này'")
    run_in(next_version, tmp_path, url, "backup", str(tmp_path / "next.zip"))
    run_in(next_version, tmp_path, elsewhere, "restore", str(tmp_path / "next.zip"))
    for name, columns in {"invented": ("id", "batch"), "figure": ("id", "remark")}.items():
        assert kept(elsewhere, name, columns) == kept(url, name, columns) != []


def changed(path, name, change):
    """Return a copy of a golden backup in which a table has other lines, and says so."""
    with ZipFile(GOLDEN / f"{NEWEST}.zip") as old, ZipFile(path, "w", ZIP_DEFLATED) as new:
        told, member = json.loads(old.read(MANIFEST)), f"tables/{name}.jsonl"
        there = old.read(member).splitlines() if member in old.namelist() else []
        lines = b"".join(json.dumps(change(json.loads(n))).encode() + b"\n" for n in there)
        told["tables"][name] = {"rows": len(there), "sha256": hashlib.sha256(lines).hexdigest()}
        for other in set(old.namelist()) - {member, MANIFEST}:
            new.writestr(other, old.read(other))
        new.writestr(member, lines)
        new.writestr(MANIFEST, json.dumps(told))
    return path


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("figure", lambda row: row | {"remark": "of a later version"}, "archive_damaged"),
        ("account", lambda row: {k: v for k, v in row.items() if k != "title"}, "archive_damaged"),
        ("audit", lambda row: row | {"at": "yesterday"}, "archive_damaged"),
        ("shape", lambda row: row | {"geometry": "~"}, "archive_damaged"),
        ("batch", lambda row: row | {"account": 99}, "archive_damaged"),
        ("invented", lambda row: row, "archive_strange"),
    ],
)
def test_what_its_version_has_no_place_for_is_refused_and_nothing_dropped_in_silence(
    url, tmp_path, name, change, code
):
    with pytest.raises(Faulty) as error:
        restore(changed(tmp_path / "b.zip", name, change), url, HERE)
    assert [fault.code for fault in error.value.faults] == [code]
    database = Database(url, HERE)
    assert [name for name, rows in everything(database).items() if rows] == ["ledger"]
    database.close()


def test_tables_of_other_programs_in_the_same_database_are_neither_backed_up_nor_in_the_way(
    url, elsewhere, tmp_path
):
    for address in (url, elsewhere):
        engine = sa.create_engine(address)
        with engine.begin() as connection:
            connection.execute(sa.text("CREATE TABLE of_another (id integer)"))
            connection.execute(sa.text("INSERT INTO of_another VALUES (1)"))
        engine.dispose()
    one = restored(GOLDEN / f"{NEWEST}.zip", url)
    assert "of_another" not in backup(one, tmp_path / "b.zip")
    other = restored(tmp_path / "b.zip", elsewhere)
    assert everything(other) == everything(one)
    one.close()
    other.close()


def test_a_ledger_that_a_newer_program_brought_up_to_date_meanwhile_is_not_backed_up(url, tmp_path):
    database = restored(GOLDEN / f"{NEWEST}.zip", url)
    with database.writing() as writing:
        writing.connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Faulty, match="ledger_newer"):
        backup(database, tmp_path / "b.zip")
    assert not list(tmp_path.glob("b.zip*"))
    database.close()
