"""What a page asks of the ledger at once: the list of batches, one of them, what is closed."""

from collections.abc import Collection, Mapping

import pandas as pd
from sqlalchemy import Table

from data.catalogue.periods import Period
from data.ledger.database import Database
from data.records import batches, closing, contents
from data.records.batches import Batch
from data.records.closing import Sums
from data.records.instead import Instead, instead


def newest(database: Database, most: int, also: Collection[int]) -> tuple[list[Batch], list[Batch]]:
    """Return so many of the newest batches, and those of these numbers, of one state."""
    with database.reading() as connection:
        found = batches.batches(connection, newest=most)
        return found, batches.batches(connection, also)


def brought(
    database: Database, number: int, most: int
) -> tuple[Mapping[Table, pd.DataFrame], Mapping[str, str]]:
    """Return the rows of a batch, the first of each table, and what was answered with it."""
    with database.reading() as connection:
        return contents.rows(connection, number, most), contents.answers(connection, number)


def without(database: Database, number: int) -> Instead:
    """Return what would become of all that is shown of a batch."""
    with database.reading() as connection:
        return instead(connection, number)


def gone(database: Database, sums: Sums) -> Mapping[Period, int]:
    """Return the closed periods in order, and how much of each is said no more at all."""
    with database.reading() as connection:
        return closing.gone(connection, sums)
