"""What goes out to a browser and comes back signed, so that nobody else can have made it."""

import hashlib

import sqlalchemy as sa
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import Connection

from data.ledger.database import Database
from data.ledger.schema import ledger


def secret(connection: Connection) -> str:
    """Return what this ledger signs with."""
    return str(connection.execute(sa.select(ledger.c.secret)).scalar_one())


def sealed(database: Database, purpose: str, text: str) -> str:
    """Return a text with the signature of this ledger, good for one purpose only."""
    with database.reading() as connection:
        own = secret(connection)
    return signed(own, purpose, text)


def unsealed(database: Database, purpose: str, given: str) -> str | None:
    """Return the text that this ledger signed for this purpose; None if it did not."""
    with database.reading() as connection:
        own = secret(connection)
    return unsigned(own, purpose, given)


def signed(secret: str, purpose: str, text: str) -> str:
    """Return a text with its signature, good for one purpose only."""
    return str(_signer(secret, purpose).dumps(text))


def unsigned(secret: str, purpose: str, given: str) -> str | None:
    """Return the text that was signed for this purpose; None if it was not, or was changed."""
    try:
        found = _signer(secret, purpose).loads(given)
    except BadData:
        return None
    return found if isinstance(found, str) else None


def _signer(secret: str, purpose: str) -> URLSafeSerializer:
    how = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeSerializer(secret, salt=purpose, signer_kwargs=how)
