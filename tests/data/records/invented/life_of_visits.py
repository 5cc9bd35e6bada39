"""The life of an invented kind of record, in a copy of the program to which it was added."""

import sys
from dataclasses import replace

import pytest
import sqlalchemy as sa
from ledgers import OFFICE, empty, signed_up
from people import PASSWORD, user
from served import served
from told import NA_SON, PU_NHI

from data.__main__ import main
from data.ledger.archive import backup, restore
from data.ledger.database import Database
from data.ledger.rights import Actor, Right, Role, may
from data.outputs import given_out
from data.outputs import records as outputs
from data.records import batches, originals, registry, withdraw
from data.records.history import history
from data.records.opening import Ledger
from data.records.reading import of
from data.records.single import bring, move
from data.words import Words
from geo.faults import Faulty

VISITS = registry.BY_NAME["visits"]
ROW = {"day": "2019-03-02", "group": "WG6", "area": NA_SON, "who": "Lò Văn A", "about": "trồng"}
KEY = (ROW["day"], "WG6", NA_SON)
FILE = ("biên bản.pdf", b"%PDF-\x00")


@pytest.fixture
def people(ledger):
    """Return who is who: two working groups, the office, and an administrator."""
    rights = {
        "six": Right(Role.GROUP_EDITOR, "WG6"),
        "five": Right(Role.GROUP_EDITOR, "WG5"),
        "office": OFFICE,
        "minh": Right(Role.ADMINISTRATOR),
    }
    return {name: signed_up(ledger.database, name, right) for name, right in rights.items()}


@pytest.fixture
def visit(ledger, people):
    return bring(ledger.database, ledger.files, people["six"], VISITS, ROW, FILE)


def seen(ledger, actor):
    return of(ledger.database, VISITS, actor).to_dict("records")


def codes(error):
    return [fault.code for fault in error.value.faults]


def test_it_is_kept_with_who_and_begins_in_its_first_state(ledger, people, visit):
    (row,) = seen(ledger, people["six"])
    assert (row["about"], row["state"], row["batch"]) == ("trồng", "arranged", visit)


@pytest.mark.parametrize(("name", "reads"), [("six", 1), ("five", 0), ("office", 1), ("minh", 0)])
def test_only_who_may_reads_it_wherever_it_could_be_found(ledger, people, visit, name, reads):
    actor, database = people[name], ledger.database
    assert len(seen(ledger, actor)) == reads
    assert len(history(database, VISITS, KEY, actor)) == reads
    with database.reading() as connection:
        listed = {b.id for b in batches.batches(connection, actor=actor)}
        table = outputs.table(connection, VISITS, actor, Words("en"))
    assert (visit in listed) == bool(reads)
    assert len(table) == reads
    number = seen(ledger, people["six"])[0]["id"]
    key = f"visits-{number}"
    if reads:
        file, pieces = given_out.give(database, actor, "record", key, Words("en"))
        assert (file, b"".join(pieces)) == FILE
    else:
        with pytest.raises(Faulty, match="file_not_here"):
            given_out.give(database, actor, "record", key, Words("en"))


@pytest.mark.usefixtures("visit")
def test_nobody_who_is_not_signed_in_finds_anything(ledger):
    assert seen(ledger, None) == []
    with pytest.raises(Faulty):
        originals.of_record(ledger.database, None, VISITS, 1)
    now = ledger.snapshot()
    assert not any("trồng" in str(vars(now)[name]) for name in ("_figures", "_targets"))


def test_what_it_is_limited_to_is_part_of_its_key():
    with pytest.raises(AssertionError, match="hide another"):
        replace(VISITS, key=("day",), stored="other")


def test_it_makes_nobodys_page_be_drawn_anew(ledger, people):
    before = ledger.snapshot().version
    bring(ledger.database, ledger.files, people["six"], VISITS, ROW)
    assert ledger.snapshot().version == before


@pytest.mark.usefixtures("visit")
def test_an_export_holds_nothing_about_a_person(ledger, people):
    with ledger.database.reading() as connection:
        content = outputs.to_csv(connection, VISITS, people["office"], Words("vi")).decode()
    assert "trồng" in content and "Lò Văn A" not in content
    assert "Tổ công tác" in content, "its headings are in the reader's language"


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("deed", VISITS.deeds, ids=str)
def test_each_role_does_what_the_declaration_says(deed, role):
    actor = Actor(1, "x", rights=frozenset({Right(role, "WG6")}))
    assert may(actor, deed, group="WG6", area=NA_SON) == (role in deed.roles)


def test_who_may_not_bring_it_is_told_and_nothing_is_kept(ledger, people):
    for name in ("five", "minh"):
        with pytest.raises(Faulty) as error:
            bring(ledger.database, ledger.files, people[name], VISITS, ROW)
        assert codes(error) == ["not_allowed"]
    assert seen(ledger, people["office"]) == []


def test_all_that_is_wrong_is_said_at_once(ledger, people):
    wrong = ROW | {"day": "", "area": "99999@1900-01-01", "state": "made"}
    with pytest.raises(Faulty) as error:
        bring(ledger.database, ledger.files, people["office"], VISITS, wrong)
    assert {"record_without", "word_unknown", "record_state_given"} <= set(codes(error))


@pytest.mark.usefixtures("visit")
def test_a_change_of_state_is_a_row_with_its_reason_and_only_along_a_way(ledger, people):
    database, files = ledger.database, ledger.files
    with pytest.raises(Faulty, match="not_allowed"):
        move(database, files, people["six"], VISITS, KEY, "cancelled", "mưa")
    with pytest.raises(Faulty, match="record_unknown"):
        move(database, files, people["five"], VISITS, KEY, "made")
    move(database, files, people["office"], VISITS, KEY, "cancelled", "mưa")
    with pytest.raises(Faulty, match="record_cannot_move"):
        move(database, files, people["six"], VISITS, KEY, "made")
    now, before = history(database, VISITS, KEY, people["six"])
    assert (now.row["state"], now.row["reason"], now.who, now.shown) == (
        "cancelled", "mưa", "office", True,
    )  # fmt: skip
    assert (before.row["state"], before.shown) == ("arranged", False)


def test_what_is_withdrawn_shows_what_was_there_before(ledger, people, visit):
    database, files = ledger.database, ledger.files
    moved = move(database, files, people["six"], VISITS, KEY, "made")
    before = ledger.snapshot().version
    withdraw.withdraw(database, files, people["six"], moved, "nhầm")
    assert ledger.snapshot().version == before
    assert seen(ledger, people["six"])[0]["state"] == "arranged"
    with pytest.raises(Faulty, match="batch_unknown"):
        withdraw.withdraw(database, files, people["five"], visit)
    withdraw.withdraw(database, files, people["office"], visit)
    assert seen(ledger, people["six"]) == []


@pytest.mark.usefixtures("visit")
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_it_is_in_a_backup_and_comes_back_as_it_was(ledger, people, kind, tmp_path, request):
    backup(ledger.database, tmp_path / "b.zip")
    (tmp_path / "new").mkdir()
    target = empty(kind, tmp_path / "new", request)
    restore(tmp_path / "b.zip", target, ledger.files.settings.id)
    database = Database(target, ledger.files.settings.id)
    again = Ledger(database, ledger.files)
    assert seen(again, people["six"]) == seen(ledger, people["six"])
    number = seen(again, people["six"])[0]["id"]
    _name, pieces = originals.of_record(database, people["six"], VISITS, number)
    assert b"".join(pieces) == FILE[1]
    database.close()


def test_the_command_line_knows_it(kept_in_var, files, tmp_path, capsys):
    database = Database(kept_in_var, files.settings.id)
    signed_up(database, "lan", OFFICE)
    signed_up(database, "minh", Right(Role.ADMINISTRATOR))
    database.close()
    table = tmp_path / "visits.csv"
    table.write_text(f"day,group,area,about\n2019-03-02,WG6,{PU_NHI},trồng\n", "utf-8")

    def told(*arguments):
        code = main(["records", *arguments])
        return code, capsys.readouterr().out

    assert told("add", "visits", str(table), "--commit", "--as", "minh")[0] == 1
    assert told("add", "visits", str(table), "--commit", "--as", "lan")[0] == 0
    assert "trồng" in told("list", "visits", "--as", "lan")[1]
    assert "trồng" not in told("list", "visits")[1]
    assert "trồng" not in told("list", "visits", "--as", "minh")[1]
    key = ("2019-03-02", "WG6", PU_NHI)
    assert told("move", "visits", "made", *key, "--as", "lan")[0] == 0
    assert told("history", "visits", *key, "--as", "lan")[1].count("trồng") == 2
    out = tmp_path / "out.csv"
    assert told("export", "visits", str(out), "--as", "lan")[0] == 0
    assert "trồng" in out.read_text("utf-8-sig")


def test_the_migrations_make_its_table(ledger):
    with ledger.database.reading() as connection:
        there = {column["name"] for column in sa.inspect(connection).get_columns("visit")}
    assert there == set(VISITS.table.c.keys())
    assert sys.modules["data.records.visits"]


def test_its_page_is_in_the_menu_of_whom_it_is_of_use_to_and_keeps_what_is_typed(browser, tmp_path):
    for name, role in (("hoa", ("--role", "office")), ("tam", ("--role", "reader"))):
        if name == "hoa":
            user(tmp_path, "add", "lan", "--role", "administrator", "--password-stdin")
        user(tmp_path, "add", name, *role, "--password-stdin", "--as", "lan")
    with served(tmp_path) as address:

        def opened(name):
            page = browser.new_context(locale="vi-VN").new_page()
            page.goto(f"{address}/sign-in?next=visits")
            page.fill("input[name=name]", name)
            page.fill("input[name=password]", PASSWORD)
            page.click("button")
            page.wait_for_selector("h1")
            return page

        page = opened("hoa")
        page.get_by_role("heading", name="Chuyến đi cơ sở").wait_for()
        page.get_by_text("Chuyến đi cơ sở", exact=True).first.wait_for()
        page.get_by_label("Ngày").fill("2019-03-02")
        page.get_by_label("Nội dung").fill("trồng <b>rừng</b>")
        for label, option in (("Tổ công tác", "Rừng"), ("Xã", "Xã Na Son")):
            page.get_by_role("combobox", name=label).first.click()
            page.get_by_role("option", name=option).first.click()
        page.get_by_role("button", name="Lưu lại").click()
        page.get_by_role("cell", name="trồng <b>rừng</b>").first.wait_for()
        other = opened("tam")
        other.get_by_text("Đăng nhập bằng tài khoản được xem mục này").wait_for()
        assert other.locator("a", has_text="Chuyến đi cơ sở").count() == 0
