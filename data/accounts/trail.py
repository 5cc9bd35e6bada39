"""The audit trail as an administrator reads it and takes it away."""

import io
import json
from collections.abc import Callable, Mapping
from datetime import datetime

import pandas as pd
import sqlalchemy as sa
from openpyxl import Workbook
from sqlalchemy import Connection

from data.accounts import folded, still
from data.figures.templates import SHEETS
from data.ledger.database import Database
from data.ledger.rights import ROLES, Action, Actor, require
from data.ledger.schema import account, audit
from data.words import DASH, N_, Words
from data.words.spreadsheets import as_text, plain, printable

# What is done, in words, and by which codes it is written down, those of earlier versions last.
DEEDS: Mapping[str, tuple[str, ...]] = {
    N_("Account added"): ("account_added",),
    N_("Account disabled"): ("account_disabled",),
    N_("Account enabled"): ("account_enabled",),
    N_("Account linked to a provider"): ("account_linked",),
    N_("Batch brought in"): ("batch_appended", "append"),
    N_("Batch withdrawn"): ("batch_withdrawn", "withdraw"),
    N_("Password changed"): ("password_changed",),
    N_("Period closed"): ("period_closed", "close"),
    N_("Period opened again"): ("period_reopened", "reopen"),
    N_("Role granted"): ("right_granted",),
    N_("Role revoked"): ("right_revoked",),
    N_("Signed in"): ("signed_in",),
    N_("Signed out"): ("signed_out",),
    N_("Sign-in locked after wrong tries"): ("sign_in_locked",),
}
_SAID = {code: deed for deed, codes in DEEDS.items() for code in codes}  # others: by their code
# What is said of a deed, and what of it is a word of the program's own; the rest stays as it is.
_KEYS: Mapping[str, str] = {
    "address": N_("address"),
    "file": N_("file"),
    "how": N_("by"),
    "is_there": N_("is there"),
    "reason": N_("reason"),
    "role": N_("role"),
    "scope": N_("limited to"),
    "title": N_("name shown"),
    "kind": N_("kind"),
    **SHEETS,
}
_VALUES: Mapping[tuple[str, str], str] = {
    ("how", "password"): N_("password"),
    ("how", "provider"): N_("provider"),
    ("kind", "sample"): N_("sample figures"),
    ("kind", "shipped"): N_("files of the workspace"),
    **{("role", role): said for role, said in ROLES.items()},
}
COLUMNS = ("at", "account", "action", "subject", "detail")
HEADINGS = (N_("When"), N_("Who"), N_("What was done"), N_("To what"), N_("Details"))


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


def said(words: Words, found: pd.DataFrame) -> pd.DataFrame:
    """Return the trail as texts in this language, under headings."""
    rows = [
        (
            words.moment(row.at),
            row.account or DASH,
            words(_SAID[row.action]) if row.action in _SAID else row.action,
            row.subject,
            _details(words, row.account, row.detail),
        )
        for row in found.itertuples()
    ]
    return pd.DataFrame(rows, columns=[words(h) for h in HEADINGS], dtype=str)


def _details(words: Words, account: str, detail: Mapping[str, object]) -> str:
    """Return what is said of a deed: the program's words in this language, others as written."""
    told = []
    for key, value in detail.items():
        own = _VALUES.get((key, str(value)), "" if account else str(value))
        if value:
            told.append(f"{words(_KEYS.get(key, key))}: {words(own) if own else value}")
    return "; ".join(told)


def to_csv(words: Words, found: pd.DataFrame) -> bytes:
    """Return it in UTF-8 with BOM, so that Excel shows the letters and runs nothing."""
    table: str = said(words, found).map(plain).to_csv(index=False, lineterminator="\r\n")
    return table.encode("utf-8-sig")


def to_xlsx(words: Words, found: pd.DataFrame) -> bytes:
    """Return a workbook of texts: nothing in it is run."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    table = said(words, found)
    for row in (table.columns, *table.itertuples(index=False)):
        sheet.append([printable(value) for value in row])
    as_text(sheet)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDE", (17, 24, 30, 30, 70), strict=True):
        sheet.column_dimensions[letter].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FORMATS: Mapping[str, Callable[[Words, pd.DataFrame], bytes]] = {"csv": to_csv, "xlsx": to_xlsx}
