"""What people answered to doubts, kept to be used again: whose name that was, which column."""

import re
from collections.abc import Mapping

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data.ledger.database import Database
from data.records import shown
from data.records.decisions import KIND
from geo.areas import Areas

_ROW = "row:"  # of a boundary file; what follows says the row's code and name
_NUMBER = f"{_ROW}#"  # a row without code and name, by where it stands in its file
Rows = Mapping[str, str | None]  # a row's key: the area that it is, or None to leave it out


# What a heading, a text column, a unit or a name means; not what is meant in one sheet or cell, nor
# where nothing is written: that a heading is missing says nothing of the next one that is.
_LASTING = re.compile(r"(?:heading|text|unit):(?:.*:)?[^:]+|area:\d{4}-\d\d-\d\d:.*[^:]:?")


def lasts(key: str) -> bool:
    """Say whether the answer to a question holds for other files as well."""
    return _LASTING.fullmatch(key) is not None


def decisions(database: Database) -> Mapping[str, str]:
    """Return the answer that stands to each question: the newest one not withdrawn."""
    with database.reading() as connection:
        return {row.question: row.answer for row in shown.first(connection, KIND)}


def known(database: Database, checksum: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return the answers to what a file of figures may ask: those given now, before kept ones.

    What was said of another file holds only where it is of a word and not of a sheet or a cell. An
    empty answer given now puts a kept one aside: the question is asked again.
    """
    own, kept = f"{checksum}:", decisions(database)
    of_words = {q: a for q, a in kept.items() if lasts(q)}
    of_file = {q.removeprefix(own): a for q, a in kept.items() if q.startswith(own)}
    return of_words | of_file | dict(given)


def of_figures(checksum: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return what was said of a file of figures as answers to be kept."""
    answered = {q: answer for q, answer in given.items() if answer}
    return {q if lasts(q) else f"{checksum}:{q}": answer for q, answer in answered.items()}


def known_rows(database: Database, areas: Areas, given: Rows) -> dict[str, str | None]:
    """Return what rows of boundary files are: as is said now, else as was kept.

    What was kept of an area that is no longer known is asked again; and so is a row that is known
    by nothing but its number, which is another row in another file.
    """
    kept = {
        question.removeprefix(_ROW): answer or None
        for question, answer in decisions(database).items()
        if question.startswith(_ROW)
        and not question.startswith(_NUMBER)
        and (not answer or answer in areas)
    }
    return kept | dict(given)


def of_rows(given: Rows) -> dict[str, str]:
    """Return what was said of rows of a boundary file as answers to be kept, but for numbers."""
    named = {f"{_ROW}{key}": area or "" for key, area in given.items()}
    return {key: area for key, area in named.items() if not key.startswith(_NUMBER)}


def of_batch(connection: Connection, number: int) -> Mapping[str, str]:
    """Return what was answered with a batch, by the keys of the questions."""
    own = KIND.table
    asked = sa.select(own.c.question, own.c.answer).where(own.c.batch == number)
    return {row.question: row.answer for row in connection.execute(asked)}


def along(rows: Mapping[str, pd.DataFrame], answered: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    """Return the rows of a batch with the answers that were given for it."""
    return {**rows, KIND.name: table(answered)}


def table(answered: Mapping[str, str]) -> pd.DataFrame:
    """Return answers, by the keys of their questions, as rows to be kept."""
    return pd.DataFrame(answered.items(), columns=list(KIND.names), dtype=str).assign(where="")
