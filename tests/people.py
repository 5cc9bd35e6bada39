"""People with accounts, made as the person makes them who runs the program."""

from pathlib import Path

from commands import done
from served import environment_of

from data.ledger.rights import Action, Deed

PASSWORD = "một câu dễ nhớ"
DEEDS = [deed for deed in vars(Action).values() if isinstance(deed, Deed)]
HOSTILE = "Lan <script>alert(1)</script>"


def user(folder: Path, *arguments: str) -> None:
    """Do what the person who runs it does in a terminal."""
    done("user", *arguments, given=f"{PASSWORD}\n".encode(), **environment_of(folder))


def accounts(folder: Path) -> None:
    """Make an administrator and an editor of a group."""
    first = ("--role", "administrator", "--title", HOSTILE, "--password-stdin")
    user(folder, "add", "lan", *first)
    editor = ("--role", "group_editor", "--scope", "WG6", "--title", "Nam", "--password-stdin")
    user(folder, "add", "nam", *editor, "--as", "lan")
