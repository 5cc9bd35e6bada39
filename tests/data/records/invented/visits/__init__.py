"""Visits: who of a working group goes where, what for, and what came of it."""

from data.ledger.rights import Deed, Role
from data.records.contract import FILE, REASON, STATE, Column, Kind, Move
from data.words import N_

ARRANGE = Deed("arrange_visit", frozenset({Role.GROUP_EDITOR, Role.OFFICE}))
READ = Deed("read_visits", frozenset({Role.GROUP_EDITOR, Role.OFFICE}))
CANCEL = Deed("cancel_visit", frozenset({Role.OFFICE}))

KIND = Kind(
    name="visits",
    title=N_("Visits"),
    stored="visit",
    columns=(
        Column("day", N_("Day"), needed=True),
        Column("group", N_("Working group"), needed=True),
        Column("area", N_("Commune"), needed=True),
        Column("who", N_("Who goes"), personal=True),
        Column("about", N_("What for")),
        Column(FILE, N_("File")),
        Column(STATE, N_("State"), words={"arranged": N_("arranged"), "made": N_("made"),
                                          "cancelled": N_("cancelled")}),
        Column(REASON, N_("Why")),
    ),
    key=("day", "group", "area"),
    append=ARRANGE,
    withdraw=CANCEL,
    read=READ,
    files=True,
    moves=(
        Move("arranged", "made", ARRANGE),
        Move("arranged", "cancelled", CANCEL),
    ),
)  # fmt: skip
