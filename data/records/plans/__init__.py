"""Plans: what an area is to reach of an indicator by the end of a period."""

from sqlalchemy import ColumnElement

from data.catalogue import rows
from data.figures import tables
from data.ledger.rights import Action
from data.records.contract import Kind, Rows, indicators, texts
from data.records.groups import of_indicator
from data.words import N_


def disturbs(rows: Rows, known: tables.Context, _seen: int) -> ColumnElement[bool]:
    """A figure is held against the plans of its indicator, and of what that is a part of."""
    own = indicators(rows)
    wholes = {i.slug for i in known.catalogue if i.origin and own & set(i.origin.sum)}
    return KIND.table.c.indicator.in_(own | wholes)


KIND = Kind(
    name="targets",
    title=N_("Plans"),
    stored="target",
    columns=texts(*rows.TARGETS),
    key=("indicator", "area", "period"),
    says=("target",),
    disturbs=disturbs,
    append=Action.ENTER,
    append_closed=Action.ENTER_CLOSED,
    withdraw=Action.WITHDRAW,
    groups=of_indicator,
    check=tables.targets,
    shown="targets",
)
