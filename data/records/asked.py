"""What a page asks of the ledger at once: the list of batches, one of them, what is closed."""

from collections.abc import Collection, Mapping

import pandas as pd

from data.catalogue.periods import Period
from data.ledger.database import Database
from data.ledger.rights import Actor
from data.records import batches, closing, contents
from data.records.batches import Batch
from data.records.closing import Sums
from data.records.contract import Kind
from data.records.decisions import answers
from data.records.instead import Instead, instead


def newest(
    database: Database, most: int, also: Collection[int], actor: Actor | None
) -> tuple[list[Batch], list[Batch]]:
    """Return so many of the newest batches that an actor may read, and those of these numbers."""
    with database.reading() as connection:
        found = batches.batches(connection, newest=most, actor=actor)
        return found, batches.batches(connection, also, actor=actor)


def brought(
    database: Database, number: int, most: int
) -> tuple[Mapping[Kind, pd.DataFrame], Mapping[str, str]]:
    """Return the rows of a batch, the first of each kind, and what was answered with it."""
    with database.reading() as connection:
        return contents.rows(connection, number, most), answers.of_batch(connection, number)


def without(database: Database, number: int) -> Instead:
    """Return what would become of all that is shown of a batch."""
    with database.reading() as connection:
        return instead(connection, number)


def gone(database: Database, sums: Sums) -> Mapping[Period, int]:
    """Return the closed periods in order, and how much of each is said no more at all."""
    with database.reading() as connection:
        return closing.gone(connection, sums)
