"""Editions of the boundaries: from which day each is in force, and what it says of itself.

`said` is JSON as `data.catalogue.settings.Generation`.
"""

from data.ledger.rights import Action
from data.records.contract import Kind, texts
from data.words import N_

KIND = Kind(
    name="editions",
    title=N_("Editions of the boundaries"),
    stored="generation",
    columns=texts("day", "said"),
    key=("day",),
    append=Action.BOUNDARIES,
    withdraw=Action.BOUNDARIES,
    located=False,
    counted=False,
)
