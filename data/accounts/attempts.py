"""Tries to sign in: how many wrong ones are let through, for a name and from an address."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection

from data.accounts import AHEAD
from data.ledger import audit
from data.ledger.database import Writing
from data.ledger.schema import attempt
from geo.faults import Faulty, refuse

# Ten tries are more than a person needs who has mistyped; at ten each quarter of an hour, a guesser
# needs a thousand days for a million guesses, and whoever is locked out waits for a coffee.
WINDOW = timedelta(minutes=15)
OF_NAME = 10
# An office often has one address for all its computers, so that more is let through.
OF_ADDRESS = 100
_KEPT = timedelta(days=1)  # what is older locks nobody; the audit trail keeps who was locked out
_LONGEST = 200  # of a name or an address that is written down: both are what a stranger sends


def begin(writing: Writing, name: str, address: str, at: datetime) -> int:
    """Write down a try, wrong until it is known to be right; Faulty where there were too many.

    So tries that are made at the same moment count each other. What is refused here is not
    written down: the lock passes, however often somebody knocks.
    """
    name, address = name[:_LONGEST], address[:_LONGEST]
    of_name = _wrong(writing.connection, attempt.c.name == name, at)
    if of_name >= OF_NAME or (
        address and _wrong(writing.connection, attempt.c.address == address, at) >= OF_ADDRESS
    ):
        raise Faulty([refuse("sign_in_locked", minutes=int(WINDOW.total_seconds() // 60))])
    if of_name == OF_NAME - 1:
        audit.record(writing, None, "sign_in_locked", name, address=address)
    counts = attempt.c.at.between(at - _KEPT, at + AHEAD)
    writing.connection.execute(attempt.delete().where(~counts))
    made = attempt.insert().values(name=name, address=address, at=at, succeeded=0)
    return int(writing.connection.execute(made.returning(attempt.c.id)).scalar_one())


def succeed(writing: Writing, number: int) -> None:
    """Say of a try that it was right."""
    right = attempt.update().where(attempt.c.id == number).values(succeeded=1)
    writing.connection.execute(right)


def _wrong(connection: Connection, whose: sa.ColumnElement[bool], at: datetime) -> int:
    asked = sa.select(sa.func.count()).select_from(attempt)
    asked = asked.where(whose, attempt.c.succeeded == 0)
    asked = asked.where(attempt.c.at > at - WINDOW, attempt.c.at <= at + AHEAD)
    return int(connection.execute(asked).scalar_one())
