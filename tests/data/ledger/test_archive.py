"""What is backed up comes back whole, on either kind of database, or not at all."""

import hashlib
import json
import stat
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import ledgers
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import OFFICE, figures, signed_up
from reliability import backing_up
from told import NA_SON

from data.intake.deciding.pending import Pending, keep
from data.ledger import chain, members, place
from data.ledger.archive import MANIFEST, backup, restore
from data.ledger.database import Database
from data.ledger.rights import Action
from data.ledger.schema import (
    PASSING,
    account,
    attempt,
    batch,
    metadata,
    original,
    session,
)
from data.ledger.schema import audit as trail
from data.records import shapes as kept_shapes
from data.records import withdraw
from data.records.append import append
from data.records.closing import close
from data.records.opening import Ledger
from geo.faults import Faulty

CATTLE = "livestock_cattle_head"
HERE = "dien_bien_dong"
LASTING = [table for table in metadata.sorted_tables if table not in PASSING]


@pytest.fixture
def lived_in(ledger):
    """Return a ledger in which there is something of every kind."""
    who = signed_up(ledger.database, "Lan Nguyễn", OFFICE)
    for n in range(3):
        content = figures((CATTLE, NA_SON, 2018, n), original=f"Tệp số {n}\0".encode())
        number = append(ledger.database, ledger.files, who, content)
    withdraw.withdraw(ledger.database, ledger.files, who, number, "a slip")
    close(ledger.database, who, "2018")
    with ledger.database.writing() as writing:
        own = {"key": "k", "account": who.account, "made_at": writing.at, "expires_at": writing.at}
        writing.connection.execute(session.insert().values(own))
        tried = {"name": "lan", "address": "::1", "at": writing.at, "succeeded": 0}
        writing.connection.execute(attempt.insert().values(tried))
    keep(ledger.database, who, Action.ENTER, Pending("Tệp.xlsx", b"\0"))
    return ledger


@pytest.fixture(params=ledgers.KINDS)
def target(request, tmp_path):
    """Return the address of an empty database of each kind."""
    folder = tmp_path / "target"
    folder.mkdir()
    return ledgers.empty(request.param, folder, request)


@pytest.fixture(scope="module")
def archive(tmp_path_factory, filled, files, request):
    """Return a backup of the shipped workspace, to be spoiled: it is the same from either kind."""
    folder = tmp_path_factory.mktemp("archive")
    database = Database(filled("sqlite", folder, request), files.settings.id)
    backup(database, folder / "b.zip")
    database.close()
    return folder / "b.zip"


def everything(database):
    """Return every row of every table that lasts, as it stands there."""
    with database.reading() as connection:
        return {t.name: [tuple(row) for row in connection.execute(_raw(t))] for t in LASTING}


def _raw(table):
    columns, keys = (map(sa.column, c.keys()) for c in (table.c, table.primary_key.columns))
    return sa.select(*columns).select_from(sa.table(table.name)).order_by(*keys)


def rewritten(path, folder, changed=None, added=None):
    """Return a copy of an archive, in a folder, in which some members say another thing."""
    copy = folder / "copy.zip"
    with ZipFile(path) as old, ZipFile(copy, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = (changed or {}).get(name, lambda content: content)(old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in (added or {}).items():
            new.writestr(name, content)
    return copy


def refused(path, target, workspace=HERE):
    """Return the codes for which an archive is refused; nothing may have been written."""
    with pytest.raises(Faulty) as error:
        restore(path, target, workspace)
    database = Database(target, workspace)
    assert [name for name, rows in everything(database).items() if rows] == ["ledger"]
    database.close()
    return {fault.code for fault in error.value.faults}


def test_a_backup_restores_to_the_same_rows_on_each_kind_of_database(lived_in, target, tmp_path):
    before = everything(lived_in.database)
    assert all(rows for name, rows in before.items() if name not in ("decision", "veil"))
    counts = backup(lived_in.database, tmp_path / "b.zip")
    assert restore(tmp_path / "b.zip", target, HERE).rows == counts
    restored = Database(target, HERE)
    assert everything(restored) == before
    with restored.reading() as connection:
        for table in PASSING:  # whoever was signed in signs in again
            assert connection.execute(sa.select(table)).first() is None
    after = Ledger(restored, lived_in.files)
    assert after.snapshot().version == lived_in.snapshot().version
    restored.close()


def test_what_is_appended_after_a_restore_goes_on_from_there(lived_in, target, tmp_path):
    backup(lived_in.database, tmp_path / "b.zip")
    restore(tmp_path / "b.zip", target, HERE)
    database = Database(target, HERE)
    who = signed_up(database, "minh", OFFICE)
    number = append(database, lived_in.files, who, figures((CATTLE, NA_SON, 2018, 77)))
    with lived_in.database.reading() as connection:
        last = connection.scalar(sa.text("SELECT max(id) FROM batch"))
    assert number == last + 1
    database.close()


MOMENTS = st.datetimes(timezones=st.just(UTC)) | st.just(datetime(2019, 6, 30, tzinfo=UTC))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(st.tuples(MOMENTS, st.text(max_size=20)), max_size=4),
    files=st.sets(st.binary(max_size=20), max_size=3),
    shapes=st.lists(st.binary(max_size=20), max_size=3),
    subject=st.none() | st.text(),
)
def test_what_is_backed_up_restored_and_backed_up_again_is_the_same(
    tmp_path_factory, said, files, shapes, subject
):
    folder = tmp_path_factory.mktemp("law")
    one, other = (f"sqlite:///{folder / name}.sqlite" for name in ("one", "other"))
    database = Database(one, HERE)
    with database.writing() as writing:
        put = writing.connection.execute
        put(account.insert().values(name="lan", subject=subject, made_at=writing.at))
        for at, text in said:
            put(trail.insert().values(at=at, action=text, subject=text, detail=text))
        for n in files:
            own = {"sha256": hashlib.sha256(n).hexdigest(), "size": len(n), "content": n}
            put(original.insert().values(own))
            chain.original(writing.connection, own["sha256"])
        of = {"kind": "shipped", "title": "", "made_at": writing.at, "revision": 1}
        number = put(batch.insert().values(of)).inserted_primary_key[0]
        for n in shapes:
            own = {"batch": number, "day": "2009-04-01", "area": "", "geometry": n}
            put(kept_shapes.KIND.table.insert().values(own))
        chain.batch(writing, number, ["shape"] if shapes else [])
    backup(database, folder / "b.zip")
    restore(folder / "b.zip", other, HERE)
    restored = Database(other, HERE)
    assert everything(restored) == everything(database)
    backup(restored, folder / "c.zip")
    with ZipFile(folder / "b.zip") as before, ZipFile(folder / "c.zip") as after:
        kept = [{n: z.read(n) for n in z.namelist() if n != MANIFEST} for z in (before, after)]
    assert kept[0] == kept[1]
    restored.close()
    database.close()


def test_a_backup_is_one_state_whatever_is_written_meanwhile(lived_in, tmp_path):
    who = signed_up(lived_in.database, "minh", OFFICE)
    stop = threading.Event()
    written = []

    def write():
        while not stop.is_set():
            content = figures((CATTLE, NA_SON, 2018, len(written)), (CATTLE, NA_SON, 2019, 1))
            written.append(append(lived_in.database, lived_in.files, who, content))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for n in range(4):
            backup(lived_in.database, tmp_path / f"{n}.zip")
    finally:
        stop.set()
        writer.join()
    for n in range(4):
        with ZipFile(tmp_path / f"{n}.zip") as archive:
            tables = {
                name: [
                    json.loads(line) for line in archive.read(f"tables/{name}.jsonl").splitlines()
                ]
                for name in ("batch", "figure", "ledger")
            }
        newest = max(batch["revision"] for batch in tables["batch"])
        assert newest <= tables["ledger"][0]["revision"]
        mine = [r for r in tables["figure"] if r["batch"] in set(written)]
        whole = {
            batch: sum(r["batch"] == batch for r in mine) for batch in {r["batch"] for r in mine}
        }
        assert set(whole.values()) <= {2}


def test_a_backup_is_for_its_owner_only_and_leaves_no_half_of_a_file(ledger, tmp_path):
    backup(ledger.database, tmp_path / "b.zip")
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o600
    assert not list(tmp_path.glob("**/*part*")) + list(tmp_path.glob(".atlas-*"))
    with pytest.raises(Faulty, match="archive_unwritable"):
        backup(ledger.database, tmp_path / "b.zip" / "in a file that is no folder.zip")
    (tmp_path / "there").mkdir()
    with pytest.raises(Faulty, match="archive_unwritable"):
        backup(ledger.database, tmp_path / "there")
    assert not list(tmp_path.glob("**/*part*")), "what could not be put in its place is gone"
    backup(ledger.database, tmp_path / "a new folder" / "b.zip")
    assert (tmp_path / "a new folder" / "b.zip").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a server of processes is POSIX")
def test_two_processes_that_back_up_to_one_path_leave_a_whole_file_at_every_moment(
    lived_in, tmp_path
):
    """The slower one is stopped in the middle of its file while the faster one finishes its own."""
    path, url = tmp_path / "b.zip", lived_in.database.url
    slower, halfway, go_on = backing_up.started(url, HERE, path)
    assert halfway.wait(60)
    who = signed_up(lived_in.database, "minh", OFFICE)
    append(lived_in.database, lived_in.files, who, figures((CATTLE, NA_SON, 2018, 77)))
    faster = backup(lived_in.database, path)
    assert restore(path, f"sqlite:///{tmp_path / 'faster.sqlite'}", HERE).rows == faster
    go_on.set()
    slower.join()
    assert slower.exitcode == 0
    told = restore(path, f"sqlite:///{tmp_path / 'slower.sqlite'}", HERE).rows
    assert told["batch"] == faster["batch"] - 1
    assert not list(tmp_path.glob(".atlas-*"))


def test_a_backup_that_cannot_be_read_back_is_not_kept(ledger, tmp_path, monkeypatch):
    path = tmp_path / "b.zip"
    backup(ledger.database, path)
    before, keep = path.read_bytes(), members.keep_originals

    def spoil(connection, archive):
        """Write as a disk does that says it has written what it has not."""
        keep(connection, archive)
        archive.fp.flush()
        with Path(archive.filename).open("rb+") as file:
            file.seek(200)
            file.write(b"\0" * 1000)

    monkeypatch.setattr(members, "keep_originals", spoil)
    with pytest.raises(Faulty, match="archive_not_read_back"):
        backup(ledger.database, path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.glob("*.zip")] == ["b.zip"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are POSIX")
def test_a_ledgers_file_and_what_lies_beside_it_are_for_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_VAR", str(tmp_path / "var"))
    old = tmp_path / "old.sqlite"
    Database(f"sqlite:///{old}", HERE).close()
    old.chmod(0o644)  # as earlier versions left it
    for url in (place.url(HERE), f"sqlite:///{old}"):
        database = Database(url, HERE)
        with database.writing(), database.reading():
            file = Path(database.engine.url.database)
            there = [f for f in file.parent.glob(f"{file.name}*") if f.is_file()]
            assert {f.name.removeprefix(file.name) for f in there} == {"", "-wal", "-shm"}
            assert {stat.S_IMODE(f.stat().st_mode) for f in there} == {0o600}
        database.close()
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700


def test_a_backup_that_holds_the_ledger_of_another_workspace_is_refused(archive, target, tmp_path):
    def named(content):
        return content.replace(HERE.encode(), b"somewhere_else")

    def told(content):
        lines = named(ZipFile(archive).read("tables/ledger.jsonl"))
        manifest = json.loads(content)
        manifest["tables"]["ledger"]["sha256"] = hashlib.sha256(lines).hexdigest()
        return json.dumps(manifest).encode()

    other = rewritten(archive, tmp_path, {"tables/ledger.jsonl": named, MANIFEST: told})
    assert refused(other, target) == {"ledger_of_another"}


def test_a_ledger_that_holds_something_is_not_filled(ledger, tmp_path):
    backup(ledger.database, tmp_path / "b.zip")
    before = everything(ledger.database)
    with pytest.raises(Faulty, match="ledger_not_empty"):
        restore(tmp_path / "b.zip", ledger.database.url, HERE)
    assert everything(ledger.database) == before


def test_the_backup_of_another_workspace_is_refused(archive, target):
    assert refused(archive, target, "elsewhere") == {"ledger_of_another"}


@pytest.mark.parametrize(
    ("member", "change"),
    [
        ("tables/figure.jsonl", lambda content: content[: len(content) // 2]),
        ("tables/figure.jsonl", lambda content: content.replace(b"3514", b"3515")),
        ("tables/figure.jsonl", lambda _: None),
        ("tables/batch.jsonl", lambda _: b""),
        ("tables/batch.jsonl", lambda _: b"nonsense"),
        (MANIFEST, lambda _: None),
        (MANIFEST, lambda _: b"{}"),
        (MANIFEST, lambda content: content.replace(b"commune-atlas-ledger", b"other")),
    ],
)
def test_a_damaged_backup_is_refused_whole(archive, target, tmp_path, member, change):
    assert refused(rewritten(archive, tmp_path, {member: change}), target) == {"archive_damaged"}


def test_a_file_received_that_is_not_what_it_was_is_refused(lived_in, target, tmp_path):
    backup(lived_in.database, tmp_path / "b.zip")
    with ZipFile(tmp_path / "b.zip") as archive:
        name = next(n for n in archive.namelist() if n.startswith("originals/"))
    spoiled = rewritten(tmp_path / "b.zip", tmp_path, {name: lambda _: b"other"})
    assert refused(spoiled, target) == {"archive_damaged"}


@pytest.mark.parametrize("name", ["../../x", "originals/../x", "/etc/x", "tables/other.jsonl"])
def test_a_backup_with_a_strange_path_is_refused(archive, target, tmp_path, name):
    strange = rewritten(archive, tmp_path, added={name: b"x"})
    assert refused(strange, target) == {"archive_strange"}


def test_a_backup_of_every_earlier_version_is_brought_up_to_date(lived_in, target, tmp_path):
    before = everything(lived_in.database)
    backup(lived_in.database, tmp_path / "b.zip")
    later = ("link", "veil")
    lines = b'{"key": "k", "account": 1}\n'  # as it was when sessions were backed up too

    def older(content):
        told = json.loads(content)
        tables = told["tables"] | {"session": {"rows": 1, "sha256": ""}}
        tables = {name: said for name, said in tables.items() if name not in later}
        return json.dumps(told | {"schema": "0001", "tables": tables}).encode()

    gone = {f"tables/{name}.jsonl": lambda _: None for name in later}
    own = {MANIFEST: older, **gone}
    old = rewritten(tmp_path / "b.zip", tmp_path, own, {"tables/session.jsonl": lines})
    found = restore(old, target, HERE).proof
    assert (found.faults, found.older) == ([], found.links), "all of it is chained now"
    restored = Database(target, HERE)
    after = everything(restored)
    assert all(after[name] == rows for name, rows in before.items() if name not in later)
    with restored.reading() as connection:
        for table in PASSING:
            assert connection.execute(sa.select(table)).first() is None
    restored.close()


def test_a_backup_of_a_newer_program_is_refused(archive, target, tmp_path):
    other = {MANIFEST: lambda content: content.replace(b'"schema": "', b'"schema": "9')}
    assert refused(rewritten(archive, tmp_path, other), target) == {"archive_of_other_version"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"not a zip at all"])
def test_what_is_no_archive_is_refused(target, tmp_path, content):
    (tmp_path / "b.zip").write_bytes(content)
    assert refused(tmp_path / "b.zip", target) == {"archive_damaged"}
    with pytest.raises(Faulty, match="path_missing"):
        restore(tmp_path / "none.zip", target, HERE)
