"""What was written is chained: a row that was changed, is gone or came in otherwise is named."""

import hashlib
import json
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import ledgers
import pytest
import sqlalchemy as sa
from commands import run
from ledgers import ADMINISTRATOR, OFFICE, figures, signed_up
from told import NA_SON

from data.accounts import changes
from data.ledger import chain, proof
from data.ledger.archive import MANIFEST, backup, restore
from data.ledger.database import Database, newest
from data.ledger.proof import Trust
from data.ledger.rights import Right, Role
from data.ledger.schema import link, veil
from data.records.append import append
from data.records.closing import close
from data.records.withdraw import withdraw
from geo.faults import Faulty

CATTLE, HERE = "livestock_cattle_head", "dien_bien_dong"
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def lived_in(ledger):
    """Return a ledger in which there is something of all that is chained."""
    database, files = ledger.database, ledger.files
    lan = signed_up(database, "lan", OFFICE, ADMINISTRATOR)
    signed_up(database, "nam", OFFICE)
    for n in range(3):
        rows = [(CATTLE, NA_SON, year, n) for year in (2016, 2017, 2018)]
        append(database, files, lan, figures(*rows, original=f"file {n}".encode()))
    with database.reading() as connection:
        newest = connection.scalar(sa.text("SELECT max(id) FROM batch"))
    withdraw(database, files, lan, newest, "a slip")
    close(database, lan, "2018")
    changes.do(database, lan, changes.grant, "nam", Right(Role.READER), {})
    changes.do(database, lan, changes.revoke, "nam", Right(Role.OFFICE))
    return ledger


def walked(database) -> proof.Proof:
    with database.reading() as connection:
        return proof.walk(connection)


def wrong(database) -> list[tuple[str, dict]]:
    return [(fault.code, dict(fault.values)) for fault in walked(database).faults]


def changed(database, statement, **values) -> None:
    with database.writing() as writing:
        writing.connection.execute(sa.text(statement), values)


def test_a_ledger_that_nobody_tampered_with_is_as_it_was_written(lived_in):
    found = walked(lived_in.database)
    assert (found.faults, found.older) == ([], 0)
    with lived_in.database.reading() as connection:
        hashes = connection.scalars(sa.select(link.c.hash).order_by(link.c.id)).all()
        told = set(connection.scalars(sa.select(link.c.what)))
    assert (found.links, found.head) == (len(hashes), hashes[-1])
    assert told == {"batch", "withdrawal", "closing", "right", "original"}


NEWEST = "(SELECT max(id) FROM batch)"
TAMPERED = {
    "a figure": (f"UPDATE figure SET value = '999' WHERE id = (SELECT min(id) FROM figure WHERE"
                 f" batch = {NEWEST})", "chain_row_changed"),
    "a figure gone": (f"DELETE FROM figure WHERE id = (SELECT min(id) FROM figure WHERE"
                      f" batch = {NEWEST})", "chain_rows_gone"),
    "a figure more": ("INSERT INTO figure (batch, indicator, area, period, value, qualifier,"
                      " status, source, note, cell) SELECT batch, indicator, area, period, '7',"
                      f" qualifier, status, source, note, cell FROM figure WHERE batch = {NEWEST}"
                      " AND period = '2018'", "chain_row_changed"),
    "rows of a kind that it brought none of": (
        f"INSERT INTO decision (batch, question, answer) SELECT {NEWEST}, 'q', 'a'",
        "chain_row_changed"),
    "whose a batch is": (f"UPDATE batch SET account = 2 WHERE id = {NEWEST}", "chain_changed"),
    "a shape": ("UPDATE shape SET area = 'x' WHERE id = (SELECT min(id) FROM shape)",
                "chain_row_changed"),
    "a reason": ("UPDATE withdrawal SET reason = 'another'", "chain_changed"),
    "a withdrawal gone": ("DELETE FROM withdrawal", "chain_gone"),
    "a withdrawal more": ("INSERT INTO withdrawal (batch, account, at, reason, revision) SELECT"
                          " min(id), 1, '2026', '', 1 FROM batch", "chain_strange"),
    "a closing": ("UPDATE closing SET period = '2017'", "chain_changed"),
    "a closing gone": ("DELETE FROM closing", "chain_gone"),
    "a right more": ("INSERT INTO \"right\" (account, role, scope) VALUES (2, 'office', '')",
                     "chain_strange"),
    "a right gone": ("DELETE FROM \"right\" WHERE account = 2", "chain_gone"),
    "a file": ("UPDATE original SET content = :zero", "chain_changed"),
    "a link": ("UPDATE link SET said = '{}' WHERE id = 2", "chain_link_changed"),
    "a link gone": ("DELETE FROM link WHERE id = 2", "chain_link_changed"),
}  # fmt: skip


@pytest.mark.parametrize(("statement", "code"), TAMPERED.values(), ids=TAMPERED)
def test_what_was_changed_past_the_program_is_found(lived_in, statement, code):
    values = {"zero": b"\0"} if ":zero" in statement else {}
    changed(lived_in.database, statement, **values)
    assert code in {code for code, _ in wrong(lived_in.database)}


def test_the_very_row_is_named(lived_in):
    with lived_in.database.reading() as connection:
        asked = f"SELECT max(id), {NEWEST} FROM figure"
        row, number = connection.execute(sa.text(asked)).one()
    changed(lived_in.database, f"UPDATE figure SET note = 'x' WHERE id = {row}")
    said = {"row": row, "table": "figure", "batch": number}
    assert wrong(lived_in.database) == [("chain_row_changed", said)]


def forged(path, folder):
    """Return a copy of a backup in which a figure is another, and all checksums are made again."""
    copy = folder / "forged.zip"
    with ZipFile(path) as old, ZipFile(copy, "w", ZIP_DEFLATED) as new:
        manifest = json.loads(old.read(MANIFEST))
        for name in set(old.namelist()) - {MANIFEST}:
            content = old.read(name)
            if name == "tables/figure.jsonl":
                *others, last = content.splitlines()
                row = json.loads(last) | {"value": "999"}
                content = b"\n".join([*others, json.dumps(row).encode()]) + b"\n"
                manifest["tables"]["figure"]["sha256"] = hashlib.sha256(content).hexdigest()
            new.writestr(name, content)
        new.writestr(MANIFEST, json.dumps(manifest))
    return copy


def test_a_backup_that_was_changed_with_its_checksums_is_not_restored_but_knowingly(
    lived_in, tmp_path
):
    backup(lived_in.database, tmp_path / "b.zip")
    other = f"sqlite:///{tmp_path / 'other.sqlite'}"
    with pytest.raises(Faulty, match="chain_row_changed"):
        restore(forged(tmp_path / "b.zip", tmp_path), other, HERE)
    assert restore(tmp_path / "b.zip", other, HERE).proof.head == walked(lived_in.database).head
    again = f"sqlite:///{tmp_path / 'again.sqlite'}"
    found = restore(tmp_path / "forged.zip", again, HERE, anyway=True)
    assert [fault.code for fault in found.proof.faults] == ["chain_row_changed"]


def doubts(database, trust) -> list[str]:
    with database.reading() as connection:
        return [fault.code for fault in trust.doubts(connection)]


def test_whoever_makes_the_whole_chain_anew_is_found_by_what_was_noted_before(lived_in, tmp_path):
    database = lived_in.database
    backup(database, tmp_path / "b.zip")
    held = Trust(walked(database).head), Trust(before=_hashes(database))
    lan = signed_up(database, "hoa", OFFICE)
    append(database, lived_in.files, lan, figures((CATTLE, NA_SON, 2018, 5)))
    assert [doubts(database, trust) for trust in held] == [[], []], "it has only gone on"
    changed(database, f"UPDATE figure SET value = '999' WHERE batch = {NEWEST} - 1")
    _chained_anew(database)
    assert wrong(database) == [], "the chain alone does not show it"
    assert doubts(database, held[0]) == ["chain_head_unknown"]
    assert doubts(database, held[1]) == ["chain_of_another"]


def _hashes(database):
    with database.reading() as connection:
        return connection.scalars(sa.select(link.c.hash).order_by(link.c.id)).all()


def _chained_anew(database) -> None:
    with database.writing() as writing:
        writing.connection.execute(link.delete())
        proof.older(writing.connection, chain.form(newest()), newest())


def test_a_ledger_of_before_the_chain_is_chained_when_it_is_brought_up_to_date(url):
    restore(GOLDEN / "0002.zip", url, HERE)
    database = Database(url, HERE)
    found = walked(database)
    assert found.faults == []
    assert found.links == found.older > 0
    office = signed_up(database, "hoa", OFFICE)
    close(database, office, "2016")
    found = walked(database)
    assert found.links == found.older + 2
    changed(database, "UPDATE shape SET area = 'x' WHERE id = (SELECT min(id) FROM shape)")
    assert [code for code, _ in wrong(database)] == ["chain_row_changed"]
    database.close()


def test_the_chain_of_a_ledger_is_the_same_on_each_kind_of_database(lived_in, tmp_path, request):
    """What SQLite and PostgreSQL give for a row is one thing."""
    backup(lived_in.database, tmp_path / "b.zip")
    for kind in ledgers.KINDS:
        folder = tmp_path / kind
        folder.mkdir()
        target = ledgers.empty(kind, folder, request)
        assert restore(tmp_path / "b.zip", target, HERE).proof.faults == []


def test_what_is_personal_is_erased_and_the_chain_stays_as_it_was(lived_in, monkeypatch):
    database = lived_in.database
    [note] = [column for column in chain.metadata.tables["figure"].c if column.name == "note"]
    monkeypatch.setitem(note.info, chain.PERSONAL, True)
    who = signed_up(database, "hoa", OFFICE)
    rows = figures((CATTLE, NA_SON, 2018, 5), (CATTLE, NA_SON, 2019, 6))
    told = rows.rows["figures"].assign(note=["Bà Hoa, 0912 345 678", "Ông Nam"])
    append(database, lived_in.files, who, type(rows)("x", {"figures": told}))
    assert wrong(database) == []
    with database.reading() as connection:
        own = sa.text(f"SELECT id FROM figure WHERE batch = {NEWEST} ORDER BY id")
        first, second = connection.scalars(own)
    head = walked(database).head
    with database.writing() as writing:
        chain.erase(writing, "figure", first)
    assert (wrong(database), walked(database).head) == ([], head)
    with database.reading() as connection:
        kept = sa.text("SELECT note FROM figure WHERE id >= :first ORDER BY id")
        assert connection.scalars(kept, {"first": first}).all() == ["", "Ông Nam"]
        salts = sa.select(veil.c.salt).order_by(veil.c.row)
        erased, other = connection.scalars(salts)
    assert not erased
    assert other, "whoever has neither the salt nor the words cannot try names against the digest"
    changed(database, f"UPDATE figure SET note = 'Ông Ba' WHERE id = {second}")
    assert [code for code, _ in wrong(database)] == ["chain_row_changed"]


def test_the_commands_say_what_was_found_and_what_was_not_excluded(kept_in_var, tmp_path, capsys):
    def said(*command) -> tuple[int, str]:
        code = run(*command, "--lang", "en")
        return code, capsys.readouterr().out

    code, told = said("verify")
    head = told.split("The last one is ")[1].split()[0]
    assert code == 0
    assert "Only damage was excluded" in told
    assert said("backup", str(tmp_path / "b.zip"))[0] == 0
    for trust in (("--head", head), ("--against", str(tmp_path / "b.zip"))):
        code, told = said("verify", *trust)
        assert code == 0
        assert "Only damage" not in told
    code, told = said("verify", "--head", "0" * 64)
    assert (code, "no link with this hash" in told) == (1, True)
    code, told = said("verify", "--against", str(GOLDEN / "0002.zip"))
    assert (code, "before there was a chain" in told) == (1, True)
    database = Database(kept_in_var, HERE)
    changed(database, "UPDATE figure SET value = '999' WHERE id = 7")
    database.close()
    code, told = said("verify")
    assert code == 1
    assert "Row 7 of “figure” in batch" in told
    code, told = said("restore", str(tmp_path / "b.zip"))
    assert (code, "already holds something" in told) == (1, True)
