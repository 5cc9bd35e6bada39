"""What every command has in common: its language, its help, and the account that it acts as."""

import argparse
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from data.words import LANGUAGES, Words
from geo.faults import Fault, refuse

if TYPE_CHECKING:  # a list of commands is answered before what they do is loaded
    from sqlalchemy import Connection

    from data.ledger.database import Database
    from data.ledger.rights import Actor

Say = Callable[[str], str]
DEFAULT = next(iter(LANGUAGES))


def language(arguments: Sequence[str] | None) -> str:
    """Return the language that a command line asks for: its help is made before it is parsed."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    early.add_argument("--lang", nargs="?")
    asked = early.parse_known_args(arguments)[0].lang
    return asked if asked in LANGUAGES else DEFAULT


def shared(words: Say) -> argparse.ArgumentParser:
    """Return the options of every command: help, and the language."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("-h", "--help", action="help", help=words("show this help and end"))
    languages = words("language of what is said")
    options.add_argument("--lang", choices=list(LANGUAGES), default=DEFAULT, help=languages)
    return options


def acting(words: Words) -> argparse.ArgumentParser:
    """Return the option of every command that may need an account."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument(
        "--as", dest="acting", metavar="NAME", help=words("the account that does it")
    )
    return options


def add(
    commands: Any, name: str, what: str, *parents: argparse.ArgumentParser
) -> argparse.ArgumentParser:
    """Add a command that says what it does, in the list of all and in its own help."""
    made: argparse.ArgumentParser = commands.add_parser(
        name, parents=parents, add_help=False, help=what, description=what
    )
    return made


def acting_on(database: "Database", asked: argparse.Namespace) -> "Actor | None":
    """Return the account that `--as` names, as it is in a ledger now."""
    with database.reading() as connection:
        return actor(connection, asked)


def actor(connection: "Connection", asked: argparse.Namespace) -> "Actor | None":
    """Return the account that `--as` names, if it names one; Faulty where there is none such."""
    from data.accounts import actor_named

    return actor_named(connection, asked.acting) if asked.acting else None


def line(parts: Iterable[object]) -> str:
    """Return parts as one line, without what would move the cursor of whoever reads it."""
    texts = (str(part) for part in parts)
    return "  ".join("".join(c if c.isprintable() else "?" for c in t) for t in texts if t)


def told(faults: Iterable[Fault]) -> list[Fault]:
    """Return faults as they are said here, where nobody signs in but names an account."""
    return [refuse("account_not_named") if f.code == "not_signed_in" else f for f in faults]
