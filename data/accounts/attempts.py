"""Tries to sign in: how many wrong ones are let through, for a name and from an address."""

from collections.abc import Collection
from dataclasses import dataclass
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
OF_NAME = 10  # of all unknown devices together, and of each that is known
# An office often has one address for all its computers, so that more is let through.
OF_ADDRESS = 100
_KEPT = timedelta(days=1)  # what is older locks nobody; the audit trail keeps who was locked out
_LONGEST = 200  # of a name or an address that is written down: both are what a stranger sends


@dataclass(frozen=True)
class Locked:
    """A name, or an address, from which nobody unknown signs in until then."""

    what: str
    until: datetime


def begin(writing: Writing, name: str, address: str, at: datetime, device: str = "") -> int:
    """Write down a try, wrong until it is known to be right; Faulty where there were too many.

    So tries that are made at the same moment count each other. What is refused here is not
    written down: the lock passes, however often somebody knocks. A `device` that has signed in
    under this name has tries of its own, which strangers cannot use up, nor those who share its
    address.
    """
    name, address = name[:_LONGEST], address[:_LONGEST]
    stranger = attempt.c.device == ""
    own = (attempt.c.name == name) & (attempt.c.device == device)
    of_name = _wrong(writing.connection, own, at)
    of_address = 0
    if address and not device:
        theirs = (attempt.c.address == address) & stranger
        of_address = _wrong(writing.connection, theirs, at)
    if of_name >= OF_NAME or of_address >= OF_ADDRESS:
        raise Faulty([refuse("sign_in_locked", minutes=int(WINDOW.total_seconds() // 60))])
    if of_name == OF_NAME - 1:
        audit.record(writing, None, "sign_in_locked", name, address=address)
    counts = attempt.c.at.between(at - _KEPT, at + AHEAD)
    writing.connection.execute(attempt.delete().where(~counts))
    row = {"name": name, "address": address, "at": at, "succeeded": 0, "device": device}
    made = attempt.insert().values(row).returning(attempt.c.id)
    return int(writing.connection.execute(made).scalar_one())


def succeed(writing: Writing, number: int) -> None:
    """Say of a try that it was right."""
    right = attempt.update().where(attempt.c.id == number).values(succeeded=1)
    writing.connection.execute(right)


def locked(connection: Connection, at: datetime) -> list[Locked]:
    """Return the names and the addresses that are locked now, and until when."""
    asked = sa.select(attempt.c.name, sa.func.min(attempt.c.at)).where(_counts(at))
    names = asked.group_by(attempt.c.name, attempt.c.device).having(sa.func.count() >= OF_NAME)
    asked = sa.select(attempt.c.address, sa.func.min(attempt.c.at)).where(_counts(at))
    strangers = asked.where(attempt.c.address != "", attempt.c.device == "")
    several = strangers.group_by(attempt.c.address).having(sa.func.count() >= OF_ADDRESS)
    rows = [*connection.execute(names), *connection.execute(several)]
    return sorted({Locked(what, first + WINDOW) for what, first in rows}, key=lambda x: x.what)


def lift(writing: Writing, spelled: Collection[str]) -> bool:
    """Forget the wrong tries of a name or an address, spelled so or so; False if there are none."""
    own = [one[:_LONGEST] for one in spelled]
    theirs = attempt.c.name.in_(own) | attempt.c.address.in_(own)
    gone = attempt.delete().where(theirs, attempt.c.succeeded == 0)
    return bool(writing.connection.execute(gone).rowcount)


def _wrong(connection: Connection, whose: sa.ColumnElement[bool], at: datetime) -> int:
    asked = sa.select(sa.func.count()).select_from(attempt).where(whose, _counts(at))
    return int(connection.execute(asked).scalar_one())


def _counts(at: datetime) -> sa.ColumnElement[bool]:
    """Say of a try that it was wrong, and not long ago."""
    return (attempt.c.succeeded == 0) & (attempt.c.at > at - WINDOW) & (attempt.c.at <= at + AHEAD)
