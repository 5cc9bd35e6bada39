"""The audit trail in words, as a page shows it and as an administrator takes it away."""

import io
from collections.abc import Callable, Mapping

import pandas as pd
from openpyxl import Workbook

from data.accounts.trail import DEEDS
from data.ledger.rights import ROLES
from data.records import registry
from data.words import DASH, N_, Words
from data.words.spreadsheets import as_text, plain, printable

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
    "state": N_("state"),
    **{kind.name: kind.title for kind in registry.KINDS},
}
_VALUES: Mapping[tuple[str, str], str] = {
    ("how", "password"): N_("password"),
    ("how", "provider"): N_("provider"),
    ("kind", "sample"): N_("sample figures"),
    ("kind", "shipped"): N_("files of the workspace"),
    **{("role", role): said for role, said in ROLES.items()},
    **{("kind", kind.name): kind.title for kind in registry.KINDS},
}
HEADINGS = (N_("When"), N_("Who"), N_("What was done"), N_("To what"), N_("Details"))


def said(
    words: Words, found: pd.DataFrame, scopes: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return the trail as texts in this language, under headings.

    `scopes`: what that is called which a right may be limited to; else it stands as it is kept.
    """
    rows = [
        (
            words.moment(row.at),
            row.account or DASH,
            words(_SAID[row.action]) if row.action in _SAID else row.action,
            row.subject,
            _details(words, row.account, _called(row.detail, scopes or {})),
        )
        for row in found.itertuples()
    ]
    return pd.DataFrame(rows, columns=[words(h) for h in HEADINGS], dtype=str)


def _called(detail: Mapping[str, object], scopes: Mapping[str, str]) -> Mapping[str, object]:
    scope = detail.get("scope")
    return {**detail, "scope": scopes.get(str(scope), scope)} if scope else detail


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
