"""What may be wrong with a ledger, in words: what is wrong, what to do."""

from collections.abc import Mapping

from data.words import N_

MESSAGES: Mapping[str, tuple[str, str]] = {
    "ledger_of_another": (
        N_("The ledger belongs to the workspace “{found}”, not to “{asked}”."),
        N_("Name the right workspace in ATLAS_WORKSPACE, or another ledger."),
    ),
}
