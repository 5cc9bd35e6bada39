"""Figures: what was reported of an indicator, in an area, for a period."""

from sqlalchemy import ColumnElement

from data.catalogue import rows
from data.figures import tables
from data.ledger.rights import Action
from data.records.contract import Kind, Rows, indicators, texts
from data.records.groups import of_indicator
from data.words import N_


def disturbs(rows: Rows, _known: tables.Context, _seen: int) -> ColumnElement[bool]:
    """A figure may be a difference to earlier ones of its indicator."""
    return KIND.table.c.indicator.in_(indicators(rows))


KIND = Kind(
    name="figures",
    title=N_("Figures"),
    stored="figure",
    columns=texts(*rows.FIGURES),
    key=("indicator", "area", "period"),
    indexed=("indicator", "area", "period"),
    says=("value", "qualifier", "status"),
    lesser={"status": "provisional"},
    nests=True,
    disturbs=disturbs,
    append=Action.ENTER,
    append_closed=Action.ENTER_CLOSED,
    withdraw=Action.WITHDRAW,
    groups=of_indicator,
    check=tables.figures,
    shown="figures",
)
