"""Records of a kind as one table for other programs: what the actor may read, about nobody."""

import io

import pandas as pd
from sqlalchemy import Connection

from data.ledger.rights import Actor
from data.records.contract import Kind
from data.records.reading import records
from data.words import Words
from data.words.spreadsheets import plain


def table(connection: Connection, kind: Kind, actor: Actor | None, words: Words) -> pd.DataFrame:
    """Return the records that are shown and may be read, under headings in a language.

    What is about a person is left out, and so are shapes and files.
    """
    found = records(connection, kind, actor)
    kept = [c for c in kind.columns if not (c.personal or c.binary)]
    said = {c.name: words(c.title) if c.title else c.name for c in kept}
    for column in kept:
        if column.words:
            told = {value: words(word) for value, word in column.words.items()}
            found[column.name] = found[column.name].replace(told)
    return found[list(said)].rename(columns=said)


def to_csv(connection: Connection, kind: Kind, actor: Actor | None, words: Words) -> bytes:
    """Return the table in UTF-8 with BOM, so that Excel shows the letters and runs nothing."""
    out = io.StringIO()
    table(connection, kind, actor, words).map(plain).to_csv(out, index=False, lineterminator="\r\n")
    return out.getvalue().encode("utf-8-sig")
