"""Aliases: how else the name of an area is written."""

from data.catalogue import rows
from data.ledger.rights import Action
from data.records.contract import Kind, texts
from data.words import N_

KIND = Kind(
    name="aliases",
    title=N_("Other spellings"),
    stored="alias",
    columns=texts(*rows.ALIASES),
    key=("area", "alias"),
    append=Action.BOUNDARIES,
    withdraw=Action.BOUNDARIES,
)
