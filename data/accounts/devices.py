"""Devices from which somebody has signed in: each keeps a signed note of that, and the ledger none.

Tries from such a device are counted apart: strangers who guess lock nobody out who has been here.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from data.accounts import AHEAD
from data.ledger import signing
from data.ledger.database import Database

KNOWN = timedelta(days=90)  # a season: who comes back later is counted with the strangers once
MOST = 12  # accounts of one device: of a shared tablet, those who signed in last
_PURPOSE = "device"


@dataclass(frozen=True)
class Device:
    """What a browser keeps: a name of its own, and when each account last signed in there."""

    id: str
    seen: Mapping[int, datetime] = field(default_factory=dict)

    def knows(self, account: int, at: datetime) -> bool:
        """Say whether this account signed in here not long ago."""
        then = self.seen.get(account)
        return then is not None and at - KNOWN < then <= at + AHEAD


STRANGER = Device("")


def of_browser(database: Database, cookie: str) -> Device:
    """Return the device whose cookie this is; another one has not been here."""
    if not cookie:
        return STRANGER
    with database.reading() as connection:
        return _read(signing.unsigned(signing.secret(connection), _PURPOSE, cookie))


def noted(connection: Connection, device: Device, account: int, at: datetime) -> str:
    """Return the cookie of a device on which an account has just signed in."""
    latest = sorted({**device.seen, account: at}.items(), key=lambda one: one[1])[-MOST:]
    said = {"id": device.id or secrets.token_urlsafe(16)}
    seen = {str(number): then.isoformat(timespec="seconds") for number, then in latest}
    text = json.dumps(said | {"seen": seen})
    return signing.signed(signing.secret(connection), _PURPOSE, text)


def _read(said: str | None) -> Device:
    if said is None:
        return STRANGER
    found = json.loads(said)
    seen = {int(n): datetime.fromisoformat(then) for n, then in found["seen"].items()}
    return Device(found["id"], seen)
