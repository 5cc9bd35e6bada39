"""`python -m data pending list|put-away`: files that were brought and are not yet accepted."""

import argparse
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from data.commands import terminal, workspaces
from data.intake.deciding import pending
from data.ledger.rights import Action
from data.messages import say
from data.records.opening import opened
from data.words import N_, Words
from geo.faults import Fault, refuse

ACTIONS = (Action.ENTER.name, Action.BOUNDARIES.name)


def add_to(commands: Any, shared: argparse.ArgumentParser, words: Words) -> None:
    """Add `pending` to the commands of `python -m data`."""
    own = argparse.ArgumentParser(add_help=False, parents=[shared, terminal.acting(words)])
    what = words("files that were brought and not accepted")
    deeds = terminal.add(commands, "pending", what, shared).add_subparsers(required=True)
    terminal.add(deeds, "list", words("show whose file waits"), own).set_defaults(run=list_all)
    one = terminal.add(deeds, "put-away", words("forget the file of an account"), own)
    one.add_argument("name", help=words("of the account"))
    one.add_argument("what", choices=ACTIONS, help=words("what it was brought for"))
    one.set_defaults(run=put_away)


def list_all(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Print every file that waits: whose, for what, how large, since when, how its reader ended."""
    with closing(opened(workspaces.chosen())) as database:
        for one in pending.everybodys(database, terminal.acting_on(database, asked)):
            ended = one.ended
            why = say(refuse(ended["code"], **ended["values"]), words)[0] if ended else ""
            size = f"{words.number(one.size / 1e6, 1)} MB"
            since = words.moment(one.at)
            print(terminal.line((one.name, one.action, one.file, size, since, why)))
    return ()


def put_away(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Forget the file that an account has brought."""
    with closing(opened(workspaces.chosen())) as database:
        actor = terminal.acting_on(database, asked)
        pending.put_away(database, actor, asked.name, asked.what)
    print(words(N_("Done.")))
    return ()
