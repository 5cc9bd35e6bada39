"""The command line of accounts and the audit trail: `python -m data user …`, `… audit`."""

import argparse
import getpass
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from data.accounts import changes, listed, trail
from data.commands import terminal, workspaces
from data.ledger.database import Writing
from data.ledger.rights import ROLES, Actor, Right, Role
from data.outputs import trail as outputs
from data.records.opening import open_ledger, opened
from data.words import DASH, N_, Words
from geo.faults import Fault, Faulty, refuse
from geo.files.whole import write


def add_to(commands: Any, shared: argparse.ArgumentParser, words: Words) -> None:
    """Add `user` and `audit` to the commands of `python -m data`."""
    own = argparse.ArgumentParser(add_help=False, parents=[shared, terminal.acting(words)])
    user = terminal.add(commands, "user", words("accounts: who may do what"), shared)
    _add_deeds(user.add_subparsers(required=True), own, words)
    two = terminal.add(commands, "audit", words("who did what, when, to what"), own)
    two.add_argument("--format", choices=list(outputs.FORMATS), default="csv")
    since, until = words("2026-01-31, or with a time"), words("the trail before this moment")
    two.add_argument("--since", type=datetime.fromisoformat, help=since)
    two.add_argument("--until", type=datetime.fromisoformat, help=until)
    two.add_argument("out", type=Path, nargs="?", help=words("the file that it goes to"))
    two.set_defaults(run=audit)


def _add_deeds(deeds: Any, own: argparse.ArgumentParser, words: Words) -> None:
    named = argparse.ArgumentParser(add_help=False, parents=[own])
    named.add_argument("name", help=words("of the account"))
    one = terminal.add(deeds, "add", words("make one; the first needs no --as"), named)
    one.add_argument("--title", default="", help=words("the person's name, as it is shown"))
    only = words("it signs in at a provider only")
    one.add_argument("--no-password", action="store_true", help=only)
    _ask_for_right(one, words, required=False)
    _ask_for_password(one, words)
    one.set_defaults(run=add)
    one = terminal.add(deeds, "password", words("give it another password"), named)
    _ask_for_password(one, words)
    one.set_defaults(run=password)
    one = terminal.add(deeds, "grant", words("give it a role"), named)
    _ask_for_right(one, words)
    one.set_defaults(run=grant)
    one = terminal.add(deeds, "revoke", words("take a role from it"), named)
    _ask_for_right(one, words)
    one.set_defaults(run=revoke)
    for name, what, run in (
        ("disable", words("end it and its sessions"), disable),
        ("enable", words("let it be used again"), enable),
        ("unlock", words("lift its lock after wrong tries, or that of an address"), unlock),
    ):
        terminal.add(deeds, name, what, named).set_defaults(run=run)
    one = terminal.add(deeds, "link", words("say who it is at a provider"), named)
    one.add_argument("--issuer", required=True, metavar="URL")
    subject = words("the provider's own id of the person")
    one.add_argument("--subject", required=True, help=subject)
    one.set_defaults(run=link)
    terminal.add(deeds, "list", words("show all accounts"), own).set_defaults(run=list_all)


def add(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Make an account."""
    right = Right(Role(asked.role), asked.scope) if asked.role else None
    known = _scopes()
    secret = None if asked.no_password else _password(asked, words)
    new = changes.New(asked.name, asked.title, secret, right)
    _write(asked, lambda writing, actor: changes.add(writing, actor, new, known))
    return _done(words)


def password(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Give an account another password."""
    secret = _password(asked, words)
    _write(asked, lambda writing, actor: changes.set_password(writing, actor, asked.name, secret))
    return _done(words)


def grant(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Give an account a role."""
    right, known = _right(asked), _scopes()
    _write(asked, lambda writing, actor: changes.grant(writing, actor, asked.name, right, known))
    return _done(words)


def revoke(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Take a role from an account."""
    right = _right(asked)
    _write(asked, lambda writing, actor: changes.revoke(writing, actor, asked.name, right))
    return _done(words)


def disable(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """End an account and its sessions."""
    _write(asked, lambda writing, actor: changes.disable(writing, actor, asked.name))
    return _done(words)


def enable(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Let an account be used again."""
    _write(asked, lambda writing, actor: changes.enable(writing, actor, asked.name))
    return _done(words)


def unlock(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Lift the lock of a name or an address."""
    _write(asked, lambda writing, actor: changes.unlock(writing, actor, asked.name))
    return _done(words)


def link(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Say who an account is at a provider."""
    who = (asked.name, asked.issuer, asked.subject)
    _write(asked, lambda writing, actor: changes.link(writing, actor, *who))
    return _done(words)


def list_all(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Print every account with its roles."""
    with closing(opened(workspaces.chosen())) as database, database.reading() as connection:
        actor = terminal.actor(connection, asked)
        for found in listed(connection, actor):
            roles = [f"{words(ROLES[r.role])} {r.scope}".strip() for r in found.rights]
            ended = words(N_("disabled")) if found.ended_at else ""
            print("\t".join((found.name, found.title, ", ".join(roles) or DASH, ended)).rstrip())
    return ()


def audit(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Print the audit trail, or write it to a file."""
    if asked.out is None and asked.format != "csv":
        raise Faulty([refuse("format_needs_file")])
    with closing(opened(workspaces.chosen())) as database, database.reading() as connection:
        actor = terminal.actor(connection, asked)
        since, until = (m and words.clock.there(m) for m in (asked.since, asked.until))
        found = trail.read(connection, actor, since=since, until=until)
    content = outputs.FORMATS[asked.format](words, found)
    if asked.out is None:
        print(content.decode("utf-8-sig"), end="")
    else:
        write(asked.out, content)
    return ()


def _ask_for_right(parser: argparse.ArgumentParser, words: Words, *, required: bool = True) -> None:
    roles = [role.value for role in Role]
    scope = words("a working group's id, or an area as code@day")
    parser.add_argument("--role", choices=roles, required=required)
    parser.add_argument("--scope", default="", help=scope)


def _ask_for_password(parser: argparse.ArgumentParser, words: Words) -> None:
    given = words("read it from standard input, in UTF-8")
    parser.add_argument("--password-stdin", action="store_true", help=given)


def _right(asked: argparse.Namespace) -> Right:
    return Right(Role(asked.role), asked.scope)


def _scopes() -> changes.Scopes:
    """Return what a role may be limited to: also areas that came into the ledger later."""
    with closing(open_ledger(workspaces.chosen())) as ledger:
        return changes.scopes(ledger.snapshot())


def _password(asked: argparse.Namespace, words: Words) -> str:
    """Return a new password; never from an argument, which every user of the machine can read."""
    if asked.password_stdin:
        try:
            return sys.stdin.buffer.readline().decode("utf-8-sig").rstrip("\r\n")
        except UnicodeDecodeError:
            raise Faulty([refuse("password_not_utf8")]) from None
    if not sys.stdin.isatty():
        raise Faulty([refuse("password_not_asked")])
    given = getpass.getpass(words(N_("New password: ")))
    if getpass.getpass(words(N_("Once more: "))) != given:
        raise Faulty([refuse("password_not_repeated")])
    return given


def _write(asked: argparse.Namespace, do: Callable[[Writing, Actor | None], None]) -> None:
    """Do one thing to accounts, as the account that `--as` names, asked for in the same step."""
    with (
        closing(opened(workspaces.chosen())) as database,
        database.writing(shown=False) as writing,
    ):
        actor = terminal.actor(writing.connection, asked)
        do(writing, actor)


def _done(words: Words) -> Sequence[Fault]:
    print(words(N_("Done.")))
    return ()
