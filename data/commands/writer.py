"""Who writes from the command line: the account that is named, or for a trial nobody yet."""

import argparse
from collections.abc import Iterator

from data.commands import terminal
from data.ledger.database import Database
from data.ledger.rights import Actor, Right, Role
from geo.faults import Fault, Faulty, note, refuse

# What is tried before it is said who does it is held against all but rights.
ANYBODY = Actor(0, "", rights=frozenset({Right(Role.OFFICE), Right(Role.ADMINISTRATOR)}))


def writer(database: Database, asked: argparse.Namespace) -> Actor:
    """Return the account that `--as` names; Faulty where one is needed and not there."""
    with database.reading() as connection:
        found = terminal.actor(connection, asked)
    if found is None and asked.commit:
        raise Faulty([refuse("account_not_named")])
    return found or ANYBODY


def outcome(
    asked: argparse.Namespace, actor: Actor, batch: int | None, *, ready: bool
) -> Iterator[Fault]:
    """Yield what came of it: the batch that it is, that it could be one, or that it waits."""
    if actor is ANYBODY:
        yield note("import_by_nobody")
    if batch is not None:
        yield note("import_kept", batch=batch)
    else:
        yield note("import_tried" if ready else "import_waits", asked.path.name)
