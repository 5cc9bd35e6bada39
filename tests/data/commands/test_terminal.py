"""What all commands have in common: help in the language asked for, and the account that acts."""

import argparse
import subprocess
import sys
from collections.abc import Iterator

import pytest
from ledgers import ADMINISTRATOR, signed_up
from told import ROOT

from data.__main__ import _parser, main
from data.commands import overview
from data.ledger.database import Database
from data.words import Words

VI, EN = Words("vi"), Words("en")


def done_by(code: str) -> str:
    """Return what a fresh Python prints that runs this."""
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    return made.stdout.decode()


def parsers(top: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield a parser and those of all its commands, with the commands of these."""
    yield top
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from parsers(below)


def helped(words: Words) -> list[tuple[str, str]]:
    """Return each command and option that says what it is for, and what it says."""
    found = [(p.prog, p.description) for p in parsers(_parser(words))]
    return found + [
        (f"{p.prog} {a.dest}", a.help)
        for p in parsers(_parser(words))
        for a in p._actions
        if a.help
    ]


def test_every_command_and_option_is_explained_in_both_languages():
    vi, en = helped(VI), helped(EN)
    assert [where for where, _ in vi] == [where for where, _ in en]
    assert all(said for _, said in vi)
    examples = {"2009-04-01", "2018, 2018-Q2, 2018-06, 2018-06-30"}
    alike = {one for (_, one), (_, other) in zip(vi, en, strict=True) if one == other}
    assert alike == examples


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--help"], "Dòng lệnh của chương trình"),
        (["check", "--help"], "cột chứa mã"),
        (["user", "add", "--help"], "tài khoản thực hiện"),
        (["--lang", "en", "--help"], "The command line of the project"),
        (["export", "--help", "--lang", "en"], "other programs"),
    ],
)
def test_help_is_in_vietnamese_unless_another_language_is_asked_for(arguments, said, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0
    assert said in " ".join(capsys.readouterr().out.split())


@pytest.fixture
def kept(kept_in_var, files):
    """Use a ledger of its own with one account."""
    database = Database(kept_in_var, files.settings.id)
    signed_up(database, "lan", ADMINISTRATOR)
    database.close()


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "arguments",
    [
        "user list", "user add nam --no-password", "user grant lan --role office",
        "user revoke lan --role office", "user disable lan", "user enable lan",
        "user link lan --issuer i --subject s", "audit", "withdraw 2", "close 2018", "reopen 2018",
    ],
)  # fmt: skip
def test_what_needs_an_account_says_how_one_is_named(arguments, capsys):
    capsys.readouterr()
    assert main([*arguments.split(), "--lang", "en"]) == 1
    said = capsys.readouterr().out
    assert "--as NAME" in said
    assert "sign" not in said.lower()


@pytest.mark.usefixtures("kept")
def test_a_role_without_its_scope_is_told_which_scopes_there_are(capsys):
    asked = ["user", "grant", "lan", "--as", "lan", "--lang", "en", "--role"]
    capsys.readouterr()
    assert main([*asked, "group_editor"]) == 1
    said = capsys.readouterr().out
    assert "WG1: Livestock" in said and "WG8: Workers" in said
    assert main([*asked, "commune_editor"]) == 1
    said = capsys.readouterr().out
    assert "03203@2009-04-01: Thị trấn Điện Biên Đông" in said
    assert "03203@2025-07-01: Xã Na Son" in said


@pytest.mark.parametrize("words", [VI, EN], ids=["vi", "en"])
def test_the_list_of_commands_that_is_answered_at_once_is_that_of_all_commands(words):
    assert overview.told(["--lang", words.language, "-h"]) == _parser(words).format_help()
    short = [a for a in (["--help"], ["-h"], ["--lang", "en", "-h"]) if overview.asked(a)]
    assert len(short) == 3
    assert not overview.asked([]) and not overview.asked(["check", "--help"])


def test_the_list_of_commands_loads_nothing_that_commands_need():
    code = (
        "import runpy, sys; sys.argv = ['data', '--help']\n"
        "try: runpy.run_module('data', run_name='__main__')\n"
        "finally: assert not {'pandas', 'sqlalchemy', 'openpyxl', 'pydantic'} & set(sys.modules)"
    )
    assert done_by(code).startswith("usage: python -m data")
