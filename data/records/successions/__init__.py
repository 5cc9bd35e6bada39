"""Successions: into which areas those went that ended, by which text."""

from data.catalogue import rows
from data.ledger.rights import Action
from data.records.contract import Kind, texts
from data.words import N_

KIND = Kind(
    name="successions",
    title=N_("Mergers"),
    stored="succession",
    columns=texts(*rows.SUCCESSION),
    key=("predecessor", "successor"),
    append=Action.BOUNDARIES,
    withdraw=Action.BOUNDARIES,
)
