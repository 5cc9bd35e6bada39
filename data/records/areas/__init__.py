"""Areas: which there are, from which day until which, and what became of each."""

from data.catalogue import rows
from data.ledger.rights import Action
from data.records.contract import Kind, texts
from data.words import N_

KIND = Kind(
    name="areas",
    title=N_("Areas"),
    stored="area",
    columns=texts(*rows.AREAS),
    key=("code", "valid_from"),
    append=Action.BOUNDARIES,
    withdraw=Action.BOUNDARIES,
)
