"""Accounts and the audit trail by the command line, as the person who runs it uses them."""

import csv
import io
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import commands
import openpyxl
import pandas as pd
import pytest
from ledgers import ADMINISTRATOR, signed_up

from data.__main__ import main
from data.accounts import trail
from data.ledger.audit import record
from data.outputs import trail as outputs
from data.words import LANGUAGES, Words

ROOT = Path(__file__).parents[3]
PASSWORD = "một câu dễ nhớ"


pytestmark = [
    pytest.mark.clock,
    pytest.mark.usefixtures("kept_in_var", "quick_passwords"),  # none has an account yet
]


@pytest.fixture
def run(capsys):
    """Return how to run a command whose input is a pipe: its exit code, and what it says."""

    def ran(*arguments: str, given: bytes = f"{PASSWORD}\n".encode()) -> tuple[int, str]:
        code = commands.run(*arguments, "--lang", "en", given=given)
        return code, capsys.readouterr().out

    return ran


def test_the_first_account_then_others_each_by_an_administrator(run):
    add = ("user", "add")
    assert run(*add, "lan", "--password-stdin")[0] == 1, "the first one is an administrator"
    first = ("--role", "administrator", "--password-stdin", "--title", "Nguyễn Thị Lan")
    assert run(*add, "lan", *first) == (0, "Done.\n")
    code, said = run(*add, "nam", "--password-stdin")
    assert (code, "--as NAME" in said) == (1, True)
    editor = ("--role", "group_editor", "--scope", "WG6", "--password-stdin", "--as", "lan")
    assert run(*add, "nam", *editor)[0] == 0
    code, said = run("user", "list", "--as", "lan")
    assert said.splitlines() == [
        "lan\tNguyễn Thị Lan\tAdministrator", "nam\tnam\tEditor of a working group WG6",
    ]  # fmt: skip
    assert run("user", "disable", "nam", "--as", "nam")[0] == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [(b"short\n", "too short"), (b"", "too short"), (b"m\xe2t kh\xe2u d\xe0i\n", "UTF-8")],
)  # fmt: skip
def test_a_password_that_cannot_be_used_is_explained(run, given, said):
    arguments = ("user", "add", "lan", "--role", "administrator", "--password-stdin")
    code, told = run(*arguments, given=given)
    assert code == 1
    assert said in told


def test_a_password_comes_through_a_real_pipe():
    command = [sys.executable, "-m", "data", "user", "add", "lan", "--role", "administrator"]
    done = subprocess.run(
        [*command, "--password-stdin"],
        input=f"{PASSWORD}\n".encode(),
        cwd=ROOT,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""


def test_a_password_is_never_an_argument_and_without_a_terminal_it_is_not_waited_for(run):
    code, said = run("user", "add", "lan", "--role", "administrator")
    assert code == 1
    assert "--password-stdin" in said
    assert run("user", "add", "lan", "--role", "administrator", "--password", PASSWORD)[0] == 2


def test_a_password_typed_twice_differently_is_not_taken(monkeypatch, capsys):
    typed = iter(["một câu dễ nhớ", "một câu dễ quên"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))
    assert main(["user", "add", "lan", "--role", "administrator", "--lang", "en"]) == 1
    assert "not the same" in capsys.readouterr().out


def test_the_trail_is_taken_away_by_an_administrator_as_text_that_nothing_runs(tmp_path, capsys):
    hostile = "=cmd|' /C calc'!A0"
    first = ["--role", "administrator", "--no-password", "--title", hostile]
    assert main(["user", "add", "lan", *first]) == 0
    assert main(["user", "add", "nam", "--no-password", "--as", "lan"]) == 0
    capsys.readouterr()
    assert main(["audit", "--as", "nam"]) == 1
    assert main(["audit"]) == 1
    capsys.readouterr()
    assert main(["audit", "--as", "lan", "--lang", "en"]) == 0
    lines = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert lines[0] == ["When", "Who", "What was done", "To what", "Details"]
    assert [line[1:4] for line in lines[1:4]] == [
        ["lan", "Account added", "nam"],
        ["lan", "Role granted", "lan"],
        ["lan", "Account added", "lan"],
    ]
    file = tmp_path / "trail.xlsx"
    assert main(["audit", "--as", "lan", "--format", "xlsx"]) == 1
    assert main(["audit", "--as", "lan", "--format", "xlsx", str(file)]) == 0
    sheet = openpyxl.load_workbook(file).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert any(hostile in cell.value for cell in cells)
    assert {cell.data_type for cell in cells} == {"s"}
    assert main(["audit", "--as", "lan", str(tmp_path / "trail.csv")]) == 0
    assert (tmp_path / "trail.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_line_is_told_in_the_readers_language_and_a_persons_words_as_they_are():
    at = datetime(2026, 11, 25, tzinfo=UTC)
    rows = [
        (at, "lan", "right_granted", "nam", {"role": "office", "scope": ""}),
        (at, "lan", "withdraw", "7", {"reason": "Map"}),
        (at, "", "append", "1", {"kind": "sample"}),
    ]
    told = outputs.said(Words("vi"), pd.DataFrame(rows, columns=list(trail.COLUMNS)))
    assert list(told.iloc[:, 4]) == ["vai trò: Văn phòng", "lý do: Map", "loại: số liệu mẫu"]


def test_what_a_stranger_typed_as_a_name_is_text_in_the_table():
    row = (datetime(2026, 11, 25, tzinfo=UTC), "", "sign_in_locked", "=cmd|x", {"address": "@x"})
    found = pd.DataFrame([row], columns=list(trail.COLUMNS))
    [_, line] = csv.reader(io.StringIO(outputs.to_csv(Words("en"), found).decode("utf-8-sig")))
    assert len(line) == 5
    assert line[2:] == ["Sign-in locked after wrong tries", "'=cmd|x", "address: @x"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_deed_can_be_chosen_twice(language):
    said = [Words(language)(deed) for deed in trail.DEEDS]
    assert len(set(said)) == len(said)


def test_one_choice_finds_a_deed_by_each_of_its_codes(opened):
    database = opened()
    who = signed_up(database, "lan", ADMINISTRATOR)
    with database.writing() as writing:
        for number, code in enumerate(("withdraw", "batch_withdrawn", "close")):
            record(writing, who, code, number)
    with database.reading() as connection:
        found = trail.read(connection, who, deed="Batch withdrawn")
    assert list(found["subject"]) == ["1", "0"]
    assert set(outputs.said(Words("en"), found)["What was done"]) == {"Batch withdrawn"}
