"""What may be wrong with a ledger, in words: what is wrong, what to do."""

from collections.abc import Mapping

from data.words import N_

MESSAGES: Mapping[str, tuple[str, str]] = {
    "ledger_of_another": (
        N_("The ledger belongs to the workspace “{found}”, not to “{asked}”."),
        N_("Name the right workspace in ATLAS_WORKSPACE, or another ledger."),
    ),
    "not_signed_in": (
        N_("Only who is signed in may do this."),
        N_("Sign in, then do it again: nothing was written."),
    ),
    "not_allowed": (
        N_("The account “{name}” may not do this here."),
        N_("Ask the office or an administrator for the right; nothing was written."),
    ),
}
