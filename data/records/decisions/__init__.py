"""Decisions: what a person answered to a doubt; the newest answer to a question stands."""

import sqlalchemy as sa

from data.figures.tables import Context
from data.ledger.rights import Action
from data.ledger.schema import batch, withdrawal
from data.records.contract import Kind, Rows, texts
from data.words import N_


def disturbs(_rows: Rows, _known: Context, seen: int) -> sa.ColumnElement[bool]:
    """An answer that was used again was meanwhile taken back, or another one given."""
    own = KIND.table.c
    withdrawn = sa.select(withdrawal.c.batch).where(withdrawal.c.revision > seen)
    before = sa.select(own.question).join(batch).where(batch.c.revision <= seen)
    return own.batch.in_(withdrawn) | own.question.in_(before)


KIND = Kind(
    name="decisions",
    title=N_("Decisions"),
    stored="decision",
    columns=texts("question", "answer"),
    key=("question",),
    append=Action.ENTER,
    withdraw=Action.WITHDRAW,
    located=False,
    follows=True,
    disturbs=disturbs,
)
