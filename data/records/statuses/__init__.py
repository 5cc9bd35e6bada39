"""Statuses: what an appraisal says of each criterion of an area."""

import sqlalchemy as sa

from data.catalogue import rows
from data.figures import tables
from data.ledger.rights import Action
from data.records.contract import Kind, Rows, texts
from data.records.groups import of_counting
from data.words import N_


def disturbs(rows: Rows, _known: tables.Context, _seen: int) -> sa.ColumnElement[bool]:
    """Appraisals that were brought meanwhile concern those that are brought now."""
    return sa.literal(KIND.name in rows and len(rows[KIND.name]) > 0)


KIND = Kind(
    name="statuses",
    title=N_("Criteria"),
    stored="status",
    columns=texts(*rows.STATUSES),
    key=("area", "period", "criterion"),
    says=("status",),
    disturbs=disturbs,
    append=Action.ENTER,
    append_closed=Action.ENTER_CLOSED,
    withdraw=Action.WITHDRAW,
    groups=of_counting,
    check=tables.statuses,
    shown="statuses",
)
