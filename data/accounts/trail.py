"""The audit trail as an administrator reads it."""

import json
from collections.abc import Mapping
from datetime import datetime

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data.accounts import folded, still
from data.ledger.database import Database
from data.ledger.rights import Action, Actor, require
from data.ledger.schema import account, audit
from data.words import N_

# What is done, in words, and by which codes it is written down, those of earlier versions last.
DEEDS: Mapping[str, tuple[str, ...]] = {
    N_("Account added"): ("account_added",),
    N_("Account disabled"): ("account_disabled",),
    N_("Account enabled"): ("account_enabled",),
    N_("Account linked to a provider"): ("account_linked",),
    N_("Batch brought in"): ("batch_appended", "append"),
    N_("Batch withdrawn"): ("batch_withdrawn", "withdraw"),
    N_("File put away unread"): ("file_put_away",),
    N_("Password changed"): ("password_changed",),
    N_("Period closed"): ("period_closed", "close"),
    N_("Period opened again"): ("period_reopened", "reopen"),
    N_("Record put into another state"): ("record_moved",),
    N_("Role granted"): ("right_granted",),
    N_("Role revoked"): ("right_revoked",),
    N_("Signed in"): ("signed_in",),
    N_("Signed out"): ("signed_out",),
    N_("Sign-in locked after wrong tries"): ("sign_in_locked",),
    N_("Sign-in unlocked"): ("sign_in_unlocked",),
}
COLUMNS = ("at", "account", "action", "subject", "detail")


def read(
    connection: Connection,
    actor: Actor | None,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    name: str = "",
    deed: str = "",
    most: int | None = None,
) -> pd.DataFrame:
    """Return the trail, the newest first, for whoever may read it.

    Columns: `at` (UTC), `account` (its name, or empty), `action`, `subject`, `detail` (a mapping).
    `since` is within, `until` is not; `deed` is one of `DEEDS`; `most` rows at the most.
    """
    require(actor, Action.READ_AUDIT)
    asked = sa.select(audit.c.at, account.c.name, audit.c.action, audit.c.subject, audit.c.detail)
    asked = asked.select_from(audit.outerjoin(account)).order_by(audit.c.id.desc())
    if since:
        asked = asked.where(audit.c.at >= since)
    if until:
        asked = asked.where(audit.c.at < until)
    if name:
        asked = asked.where(account.c.name == folded(name))
    if deed:
        asked = asked.where(audit.c.action.in_(DEEDS[deed]))
    rows = connection.execute(asked.limit(most))
    found = [(r.at, r.name or "", r.action, r.subject, json.loads(r.detail)) for r in rows]
    return pd.DataFrame(found, columns=list(COLUMNS))


def newest(
    database: Database, actor: Actor | None, *, name: str, deed: str, most: int
) -> pd.DataFrame:
    """Return so many lines of the trail, the newest, for an actor who may still read it."""
    with database.reading() as connection:
        now = still(connection, actor)
        return read(connection, now, name=name, deed=deed, most=most)


def whole(database: Database, actor: Actor | None) -> pd.DataFrame:
    """Return all of the trail, for an actor who may still read it; else Faulty."""
    with database.reading() as connection:
        return read(connection, still(connection, actor))
